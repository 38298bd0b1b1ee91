// Bytes to text in a charset that is already chosen. Never throws: what cannot be read becomes U+FFFD.
import { TextDecoder } from '@exodus/bytes/encoding.js';
import { DOS_PAGES, EBCDIC_PAGES } from './code-pages.ts';
import { decodeJohab } from './johab.ts';

const CHUNK = 8192;

/** Decodes as `charset` (a name that charsetOf gives). */
export function decodeAs(bytes: Uint8Array, charset: string): string {
  if (charset === 'utf-32le' || charset === 'utf-32be') return decodeUtf32(bytes, charset === 'utf-32le');
  if (charset === 'utf-32') return decodeUtf32(bytes, false);
  if (charset === 'utf-16') return decodeAs(bytes, 'utf-16le');
  if (charset === 'hz-gb-2312') return decodeShifted(bytes, 'gbk');
  if (charset === 'iso-2022-kr') return decodeShifted(bytes, 'euc-kr');
  if (charset === 'johab') return decodeJohab(bytes);
  const dos = Object.hasOwn(DOS_PAGES, charset) ? DOS_PAGES[charset] : undefined;
  if (dos !== undefined)
    return decodeTable(bytes, (byte) => (byte < 0x80 ? byte : dos.charCodeAt(byte - 0x80)));
  const ebcdic = Object.hasOwn(EBCDIC_PAGES, charset) ? EBCDIC_PAGES[charset] : undefined;
  if (ebcdic !== undefined) {
    return decodeTable(bytes, (byte) => (byte === 0x15 ? 0x0a : ebcdic.charCodeAt(byte)));
  }
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether every byte is valid in the charset. */
export function isValidAs(bytes: Uint8Array, charset: string): boolean {
  try {
    new TextDecoder(charset, { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    // An unknown label is a RangeError: tables of our own have a character for every byte.
    return error instanceof RangeError && (charset !== 'johab' || !decodeJohab(bytes).includes('\ufffd'));
  }
}

function decodeTable(bytes: Uint8Array, map: (byte: number) => number): string {
  let text = '';
  for (let start = 0; start < bytes.length; start += CHUNK) {
    text += String.fromCharCode(
      ...bytes
        .subarray(start, start + CHUNK)
        .values()
        .map(map),
    );
  }
  return text;
}

function decodeUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: string[] = [];
  let points: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, isLittle);
    points.push(point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? 0xfffd : point);
    if (points.length === CHUNK) {
      parts.push(String.fromCodePoint(...points));
      points = [];
    }
  }
  parts.push(String.fromCodePoint(...points));
  return parts.join('');
}

const ESCAPE = 0x1b;
const TILDE = 0x7e;

/**
 * Seven-bit encodings that switch to a double-byte set: HZ (`~{`, `~}`; RFC 1843) and ISO-2022-KR
 * (SO, SI; RFC 1557). The double bytes are those of the eight-bit set without the high bit.
 */
function decodeShifted(bytes: Uint8Array, charset: 'gbk' | 'euc-kr'): string {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let isDouble = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    const next = bytes[at + 1];
    if (
      charset === 'gbk' &&
      byte === TILDE &&
      (next === 0x7b || next === 0x7d || next === TILDE || next === 0x0a)
    ) {
      if (next === TILDE) out[length++] = TILDE;
      else if (next !== 0x0a) isDouble = next === 0x7b;
      at += 1;
    } else if (charset === 'euc-kr' && (byte === 0x0e || byte === 0x0f)) isDouble = byte === 0x0e;
    else if (charset === 'euc-kr' && byte === ESCAPE && next === 0x24) at += 3;
    else if (byte === 0x0a) {
      isDouble = false;
      out[length++] = byte;
    } else out[length++] = isDouble && byte > 0x20 ? byte | 0x80 : byte;
  }
  return decodeAs(out.subarray(0, length), charset);
}
