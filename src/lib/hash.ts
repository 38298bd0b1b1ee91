// Stable digests of text and bytes: the same input gives the same name for ever.
import { hash } from 'node:crypto';

/** SHA-256 as lower-case hexadecimal. */
export function sha256Hex(input: string | Uint8Array): string {
  return hash('sha256', input, 'hex');
}

/** The first `length` hexadecimal digits of SHA-256: short names for logs and keys. */
export function shortHash(input: string | Uint8Array, length = 16): string {
  return sha256Hex(input).slice(0, length);
}
