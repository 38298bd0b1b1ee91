// Bodies that are still compressed because the server did not say so: gzip, zlib and zstd by their first bytes.
import { constants, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** Most that a body may unfold to. */
export const MAX_UNFOLDED_BYTES = 32 * 1024 * 1024;

export interface Unfolded {
  readonly body: Uint8Array;
  /** Name of the compression; null: there was none. */
  readonly from: string | null;
}

/** Undoes up to two layers of compression, also where the last one is cut off. Never throws. */
export function unfoldBody(body: Uint8Array): Unfolded {
  let current: Unfolded = { body, from: null };
  for (let layer = 0; layer < 2; layer += 1) {
    const next = unfoldOnce(current.body);
    if (next === null) break;
    current = next;
  }
  return current;
}

function unfoldOnce(body: Uint8Array): Unfolded | null {
  const [first, second, third, fourth] = body;
  const options = { maxOutputLength: MAX_UNFOLDED_BYTES, finishFlush: constants.Z_SYNC_FLUSH };
  try {
    if (first === 0x1f && second === 0x8b) return { body: gunzipSync(body, options), from: 'gzip' };
    if (first === 0x78 && (second === 0x01 || second === 0x9c || second === 0xda)) {
      return { body: inflateSync(body, options), from: 'zlib' };
    }
    if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) {
      return { body: zstdDecompressSync(body, { maxOutputLength: MAX_UNFOLDED_BYTES }), from: 'zstd' };
    }
  } catch {
    // Not compressed after all, damaged, or too large: the bytes speak for themselves.
  }
  return null;
}
