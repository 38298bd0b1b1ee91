// Writes learned numbers into the text of a topic file and leaves every other character, comments included, as it is.
import { isScalar, parseDocument } from 'yaml';
import type { KeyPath } from './yaml.ts';

/** Replaces the numbers at these paths. Throws where a path holds no number: the file was checked before. */
export function replaceNumbers(
  text: string,
  changes: readonly { readonly path: KeyPath; readonly value: number }[],
): string {
  const document = parseDocument(text);
  const edits = changes.map(({ path, value }) => {
    const node = document.getIn(path, true);
    if (!isScalar(node) || !node.range || typeof node.value !== 'number')
      throw new Error(`no number at ${path.join('.')}`);
    return { start: node.range[0], end: node.range[1], text: String(value) };
  });
  let result = '';
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}
