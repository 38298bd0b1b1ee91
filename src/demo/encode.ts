// Text to bytes in the charsets of the sample feeds: Node can only decode them.
import { createMultibyteEncoder } from '@exodus/bytes/multi-byte.js';
import { createSinglebyteEncoder } from '@exodus/bytes/single-byte.js';
import type { Outlet } from './outlet.ts';

/** Encodes XML; a character the charset lacks becomes a numeric reference, as publishers do it. */
export function encodeText(text: string, charset: Outlet['charset']): Uint8Array {
  if (charset === 'utf-8') return new TextEncoder().encode(text);
  const encode =
    charset === 'windows-1251' ? createSinglebyteEncoder(charset) : createMultibyteEncoder(charset);
  const whole = tryEncode(encode, text);
  if (whole !== null) return whole;
  return Buffer.concat(
    Array.from(text, (char) => tryEncode(encode, char) ?? encode(`&#${char.codePointAt(0) ?? 0xfffd};`)),
  );
}

function tryEncode(encode: (text: string) => Uint8Array, text: string): Uint8Array | null {
  try {
    return encode(text);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}
