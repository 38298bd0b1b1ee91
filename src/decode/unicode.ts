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
    if (length === 0) invalid += 1;
    else if (length === 2) pairs += 1;
    else if (length > 2) longer += 1;
    at += Math.max(1, length);
  }
  return { pairs, longer, invalid };
}

/**
 * Decodes UTF-8 with stray bytes: one that stands alone between ASCII is taken as Windows-1252,
 * as pasted quotes and accents are; others become U+FFFD.
 */
export function decodeStrayUtf8(bytes: Uint8Array): string {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  const western = new TextDecoder('windows-1252');
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    if (at > start) parts.push(utf8.decode(bytes.subarray(start, at)));
    const isAlone = (bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 1] ?? 0) < 0x80;
    parts.push(isAlone ? western.decode(bytes.subarray(at, at + 1)) : '\ufffd');
    at += 1;
    start = at;
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

/**
 * Undoes UTF-8 that was read as a single-byte charset and written as UTF-8 again. Null unless the whole text
 * is such: every character has a byte in that charset, and the bytes are UTF-8 with several sequences.
 */
export function undoDoubleUtf8(text: string): { text: string; through: string } | null {
  for (const [through, hint] of [
    ['windows-1252', /[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]/],
    ['windows-1251', /[\u0420\u0421][\u00a0-\u2122]/],
  ] as const) {
    if (!hint.test(text)) continue;
    const bytes = encodeAs(text, reverse(through));
    if (bytes === null || !isUtf8(bytes)) continue;
    const { pairs, longer } = countUtf8(bytes, bytes.length);
    if (pairs + longer >= (through === 'windows-1252' ? 2 : 6)) {
      return { text: new TextDecoder('utf-8').decode(bytes), through };
    }
  }
  return null;
}

function encodeAs(text: string, codes: Map<number, number>): Uint8Array | null {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const byte = code < 0x80 ? code : (codes.get(code) ?? (code <= 0xff ? code : undefined));
    if (byte === undefined) return null;
    bytes[at] = byte;
  }
  return bytes;
}
