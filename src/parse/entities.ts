// Character and entity references in XML text as feeds write them: XML's own, HTML's, numeric ones
// (with the Windows-1252 meaning of 128 to 159), and simple ones declared in the document itself.
import { decodeHTMLStrict } from 'entities';
import { joinHalves } from '../lib/halves.ts';
import { WINDOWS_1252 } from './hide.ts';
import { MAX_ENTITIES, MAX_ENTITY_CHARS } from './limits.ts';

const REFERENCE = /&(?:#[xX]([0-9a-fA-F]{1,8});?|#([0-9]{1,9});?|([A-Za-z_][A-Za-z0-9._-]{0,63});)/y;
const FIXED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

/** Whether a code point may stand in a document (XML 1.0 section 2.2), C1 controls excluded. */
function isAllowed(point: number): boolean {
  if (point < 0x20) return point === 9 || point === 10 || point === 13;
  if (point >= 0xd800 && point <= 0xdfff) return false;
  return point <= 0x10ffff && (point & 0xfffe) !== 0xfffe && (point < 0x80 || point > 0x9f);
}

function characterOf(point: number): string {
  if (point >= 0x80 && point <= 0x9f) {
    const meant = WINDOWS_1252[point - 0x80] ?? '';
    return meant.charCodeAt(0) === point ? '' : meant;
  }
  return isAllowed(point) ? String.fromCodePoint(point) : '';
}

/** What a document's own entities mean, and who is told of ampersands that mean nothing. */
export interface References {
  /** The value of an entity the document declares; undefined: it declares none. */
  expand(name: string): string | undefined;
  bareAmpersand(): void;
  unknownEntity(name: string): void;
}

function decodeOne(match: RegExpExecArray, references: References): string {
  const [whole, hex, decimal, name = ''] = match;
  if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
  if (decimal !== undefined) return characterOf(Number.parseInt(decimal, 10));
  const fixed = Object.hasOwn(FIXED, name) ? FIXED[name] : references.expand(name);
  if (fixed !== undefined) return fixed;
  const decoded = decodeHTMLStrict(whole);
  if (decoded === whole) references.unknownEntity(name);
  return decoded;
}

/**
 * Decodes references once; unknown ones stay as they are written. Linear in the text, and ends early once
 * `limit` characters are made.
 */
export function decodeReferences(raw: string, references: References, limit: number): string {
  if (!raw.includes('&')) return raw;
  const text = joinHalves(raw);
  let ampersand = text.indexOf('&');
  let decoded = '';
  let position = 0;
  while (ampersand >= 0 && decoded.length <= limit) {
    decoded += text.slice(position, ampersand);
    REFERENCE.lastIndex = ampersand;
    const next = text.charCodeAt(ampersand + 1);
    const match = next > 0x22 && next !== 0x26 ? REFERENCE.exec(text) : null;
    if (match === null) {
      references.bareAmpersand();
      decoded += '&';
      position = ampersand + 1;
    } else {
      decoded += decodeOne(match, references);
      position = ampersand + match[0].length;
    }
    ampersand = text.indexOf('&', position);
  }
  return ampersand < 0 ? decoded + text.slice(position) : decoded;
}

const DECLARATION =
  /<!ENTITY\s+(%\s+)?([^\s"'<>]{1,64})\s+(?:"([^"]{0,2048})"|'([^']{0,2048})'|(SYSTEM|PUBLIC))/g;

/**
 * Simple entities of an internal subset: name to value. Values that refer to other entities, external and
 * parameter entities are left out and told to `refused`, so nothing recurses and nothing is fetched.
 */
export function parseEntityDeclarations(
  subset: string,
  refused: (name: string) => void,
): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of subset.matchAll(DECLARATION)) {
    const name = match[2] ?? '';
    const value = match[3] ?? match[4];
    const simple =
      match[1] === undefined &&
      value !== undefined &&
      value.length <= MAX_ENTITY_CHARS &&
      !/[%]\w+;/.test(value) &&
      !/&(?!#)/.test(value);
    if (!simple || found.size >= MAX_ENTITIES) refused(name);
    else if (!found.has(name)) found.set(name, decodeReferences(value, SILENT, MAX_ENTITY_CHARS));
  }
  return found;
}

const SILENT: References = {
  expand: () => undefined,
  bareAmpersand: () => undefined,
  unknownEntity: () => undefined,
};
