// Reads a body whole under a cap that counts decompressed bytes, whatever the server says of its length or encoding.
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';

/** The body, compressed or decompressed, is larger than allowed. */
export class TooLargeError extends Error {}

/** The body is not in the encoding its header names. */
export class BadEncodingError extends Error {}

const decoders = {
  gzip: promisify(gunzip),
  inflate: promisify(inflate),
  inflateRaw: promisify(inflateRaw),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
} as const;

/** Collects chunks up to `maxBytes`. Where `truncate` is set the rest is dropped instead of an error. */
export async function collect(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes: number,
  truncate: boolean,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of chunks) {
    total += chunk.length;
    if (total > maxBytes) {
      if (!truncate) throw new TooLargeError(`more than ${maxBytes} bytes`);
      parts.push(chunk.subarray(0, chunk.length - (total - maxBytes)));
      break;
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

/**
 * Undoes Content-Encoding (RFC 9110 section 8.4), outermost last. Throws TooLargeError where the result exceeds
 * `maxBytes`, BadEncodingError where the bytes are not what the header says. Plain bytes under a gzip header are kept.
 */
export async function decompress(body: Buffer, contentEncoding: string, maxBytes: number): Promise<Buffer> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > 3) throw new BadEncodingError(`encoded ${encodings.length} times`);
  let bytes = body;
  for (const encoding of encodings.toReversed()) bytes = await decodeOne(bytes, encoding, maxBytes);
  return bytes;
}

async function decodeOne(bytes: Buffer, encoding: string, maxBytes: number): Promise<Buffer> {
  const decoder = chooseDecoder(bytes, encoding);
  if (decoder === null || bytes.length === 0) return bytes;
  try {
    return await decoders[decoder](bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new TooLargeError(`more than ${maxBytes} bytes when decompressed`);
    throw new BadEncodingError(
      `not valid ${encoding}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function chooseDecoder(bytes: Buffer, encoding: string): keyof typeof decoders | null {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return bytes[0] === 0x1f && bytes[1] === 0x8b ? 'gzip' : null;
    case 'deflate': // RFC 9110 means zlib; some servers send the raw stream
      return ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0
        ? 'inflate'
        : 'inflateRaw';
    case 'br':
      return 'br';
    case 'zstd':
      return bytes.readUInt32LE(0) === 0xfd2fb528 ? 'zstd' : null;
    default:
      throw new BadEncodingError(`unknown encoding ${encoding}`);
  }
}
