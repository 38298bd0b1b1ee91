// Attributes as feeds write them: quoted, unquoted, without a value, in any case.
import { MAX_ATTRIBUTES } from './limits.ts';

const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|["']([^"']*)$|([^\s"'>]+)))?/g;

/**
 * Reads the raw text between an element's name and its `>` into lower-cased names and undecoded values.
 * The first of several attributes of one name counts. Reads at most MAX_ATTRIBUTES; `odd` is called for
 * unquoted and valueless ones.
 */
export function parseAttributes(raw: string, odd: () => void): Map<string, string> {
  const found = new Map<string, string>();
  if (raw.length === 0) return found;
  ATTRIBUTE.lastIndex = 0;
  for (let count = 0; count < MAX_ATTRIBUTES; count += 1) {
    const match = ATTRIBUTE.exec(raw);
    if (match === null) break;
    const name = (match[1] ?? '').toLowerCase();
    let value = match[2] ?? match[3];
    if (value === undefined) {
      odd();
      value = match[4] ?? match[5] ?? '';
    } else if (value.endsWith('=') && /\s[\w:-]+=$/.test(value.slice(-40))) {
      // `url="http://e.org/a length="5"`: the quote that is missing took the next attribute's name along.
      odd();
      value = value.slice(0, value.search(/\s+[\w:-]+=$/));
    }
    if (!found.has(name)) found.set(name, value);
  }
  return found;
}
