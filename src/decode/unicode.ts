// UTF-8 as feeds send it: cut at the end, with stray bytes of another charset, or encoded twice.
import { isUtf8 } from 'node:buffer';
import { TextDecoder } from '@exodus/bytes/encoding.js';

/** The bytes without a sequence that is cut off at the end. */
export function trimCutSequence(bytes: Uint8Array): Uint8Array {
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc2) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}

/** Length of the valid sequence at `at`, or 0. (Encoding Standard: overlong forms and surrogates are invalid.) */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || at + length > bytes.length) return 0;
  for (let index = 1; index < length; index += 1) {
    if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length === 2 || isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}

/** The character that two surrogates, each written as three bytes, stand for (CESU-8, as some databases write); or 0. */
function cesuPoint(bytes: Uint8Array, at: number): number {
  const [a, b = 0, c = 0, d, e = 0, f = 0] = bytes.subarray(at, at + 6);
  if (a !== 0xed || d !== 0xed || (b & 0xf0) !== 0xa0 || (e & 0xf0) !== 0xb0) return 0;
  if ((c & 0xc0) !== 0x80 || (f & 0xc0) !== 0x80) return 0;
  return 0x10000 + (((b & 0x0f) << 16) | ((c & 0x3f) << 10) | ((e & 0x0f) << 6) | (f & 0x3f));
}

export interface Utf8Census {
  /** Valid sequences of two bytes, and of more. */
  readonly pairs: number;
  readonly longer: number;
  /** Bytes that belong to none. */
  readonly invalid: number;
}

/** Counts what UTF-8 there is in the bytes (at most the first `limit`). */
export function countUtf8(bytes: Uint8Array, limit: number): Utf8Census {
  let pairs = 0;
  let longer = 0;
  let invalid = 0;
  const end = Math.min(bytes.length, limit);
  for (let at = 0; at < end; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0 && cesuPoint(bytes, at) > 0) {
      longer += 1;
      at += 6;
      continue;
    }
    if (length === 0) invalid += 1;
    else if (length === 2) pairs += 1;
    else if (length > 2) longer += 1;
    at += Math.max(1, length);
  }
  return { pairs, longer, invalid };
}

/** Quotes, dashes, ellipsis and no-break space of Windows-1252: pasted next to letters of any alphabet. */
const WESTERN_SIGNS = new Set([0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97, 0xa0, 0xab, 0xbb]);

/**
 * Decodes UTF-8 with stray bytes: one that stands alone between ASCII is taken as Windows-1252, and so is a quote, a
 * dash or a no-break space that follows a whole character, as they are pasted; others become U+FFFD.
 */
export function decodeStrayUtf8(bytes: Uint8Array): string {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  const western = new TextDecoder('windows-1252');
  const parts: string[] = [];
  let start = 0;
  let brokenUntil = -1;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > start) parts.push(utf8.decode(bytes.subarray(start, at)));
    const point = cesuPoint(bytes, at);
    const isAlone =
      ((bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 1] ?? 0) < 0x80) ||
      (WESTERN_SIGNS.has(bytes[at] ?? 0) && at !== brokenUntil);
    if (point > 0) parts.push(String.fromCodePoint(point));
    else parts.push(isAlone ? western.decode(bytes.subarray(at, at + 1)) : '\ufffd');
    at += point > 0 ? 6 : 1;
    start = at;
    brokenUntil = at;
  }
  if (bytes.length > start) parts.push(utf8.decode(bytes.subarray(start)));
  return parts.join('');
}

/** Bytes by character of a single-byte charset. */
function reverseOf(charset: string): Map<number, number> {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const text = new TextDecoder(charset).decode(all);
  return new Map(Array.from(text, (character, byte): [number, number] => [character.charCodeAt(0), byte]));
}

const reverses = new Map<string, Map<number, number>>();

function reverse(charset: string): Map<number, number> {
  const known = reverses.get(charset);
  if (known !== undefined) return known;
  const made = reverseOf(charset);
  reverses.set(charset, made);
  return made;
}

const DOUBLES = [
  ['windows-1252', /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/, 2],
  ['windows-1251', /[\u0420\u0421][\u00a0-\u2122]/, 6],
] as const;

/**
 * Undoes UTF-8 that was read as a single-byte charset and written as UTF-8 again: in the whole text, or in those runs
 * between tags that are such. Null where fewer than two characters (of Windows-1251: six) speak for it.
 */
export function undoDoubleUtf8(text: string): { text: string; through: string } | null {
  for (const [through, hint, least] of DOUBLES) {
    if (!hint.test(text)) continue;
    let count = 0;
    const undone = text.replace(/[^<>]*[\u0080-\uffff][^<>]*/g, (run) => {
      const bytes = hint.test(run) ? encodeAs(run, reverse(through)) : null;
      if (bytes === null || !isUtf8(bytes)) return run;
      const { pairs, longer } = countUtf8(bytes, bytes.length);
      if (pairs + longer < (through === 'windows-1252' ? 1 : 4)) return run;
      count += pairs + longer;
      return bytes.toString('utf8');
    });
    if (count >= least) return { text: undone, through };
  }
  return null;
}

function encodeAs(text: string, codes: Map<number, number>): Buffer | null {
  const bytes = Buffer.alloc(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 0x80 ? code : (codes.get(code) ?? (code <= 0xff ? code : undefined));
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  return bytes;
}
