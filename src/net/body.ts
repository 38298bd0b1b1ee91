// Reads a body while it comes, unfolds its Content-Encoding, counts decompressed bytes, and keeps what came before a break.
import {
  type BrotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
  type Gunzip,
  type Inflate,
  type InflateRaw,
  type ZstdDecompress,
} from 'node:zlib';

/** The body, compressed or decompressed, is larger than allowed. */
export class TooLargeError extends Error {}

/** The body is not in the encoding its header names, or ends before the encoding does. */
export class BadEncodingError extends Error {}

export interface BodyLimits {
  /** Most bytes, compressed or not. */
  readonly maxBytes: number;
  /** Drop what is beyond `maxBytes` instead of an error. */
  readonly truncate: boolean;
}

export interface ReadBody {
  readonly body: Buffer;
  /** What broke the body off; null: it is whole. */
  readonly broken: Error | null;
}

/**
 * Reads `chunks` to their end and undoes Content-Encoding (RFC 9110 section 8.4), outermost last. Bytes that are plain
 * under the header of a compression are kept. Throws TooLargeError; what broke the body off is told beside the rest of it.
 */
export async function readBody(
  chunks: AsyncIterable<Uint8Array>,
  contentEncoding: string,
  limits: BodyLimits,
): Promise<ReadBody> {
  const encodings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (encodings.length > 3) throw new BadEncodingError(`encoded ${encodings.length} times`);
  const sink = new Sink(limits);
  // The first of the header was applied first, so it is undone last.
  const top = encodings.reduce<Stage>(
    (next, encoding) => new Layer(encoding, next, limits.truncate ? Infinity : limits.maxBytes),
    sink,
  );
  let broken: Error | null = null;
  let rawBytes = 0;
  try {
    for await (const chunk of chunks) {
      rawBytes += chunk.length;
      if (rawBytes > limits.maxBytes && !limits.truncate)
        throw new TooLargeError(`more than ${limits.maxBytes} bytes`);
      await top.write(chunk);
      if (sink.isFull) break;
    }
  } catch (error) {
    if (error instanceof TooLargeError) throw error;
    broken = error instanceof Error ? error : new Error(String(error));
  }
  const unfinished = await top.end().catch((error: unknown) => error);
  if (sink.isFull) return { body: sink.body(), broken: null };
  if (unfinished instanceof TooLargeError) throw unfinished;
  if (broken === null && unfinished instanceof Error) broken = unfinished;
  return { body: sink.body(), broken };
}

interface Stage {
  write(chunk: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

class Sink implements Stage {
  readonly #limits: BodyLimits;
  readonly #parts: Uint8Array[] = [];
  #total = 0;
  isFull = false;

  constructor(limits: BodyLimits) {
    this.#limits = limits;
  }

  async write(chunk: Uint8Array): Promise<void> {
    const { maxBytes, truncate } = this.#limits;
    const room = maxBytes - this.#total;
    if (chunk.length > room && !truncate)
      throw new TooLargeError(`more than ${maxBytes} bytes when decompressed`);
    this.isFull = truncate && chunk.length >= room;
    const part = chunk.subarray(0, room);
    this.#total += part.length;
    this.#parts.push(part);
  }

  async end(): Promise<void> {}

  body(): Buffer {
    return Buffer.concat(this.#parts, this.#total);
  }
}

type Decoder = BrotliDecompress | Gunzip | Inflate | InflateRaw | ZstdDecompress;

/** One compression, recognised by the first bytes that come. */
class Layer implements Stage {
  readonly #encoding: string;
  readonly #next: Stage;
  readonly #maxBytes: number;
  #head: Uint8Array = new Uint8Array();
  #decoder: Decoder | 'plain' | null = null;
  /** Ends with the last chunk that was handed on, rejects with what stops the decoder. */
  #output: Promise<void> = Promise.resolve();
  #failure: Error | null = null;

  constructor(encoding: string, next: Stage, maxBytes: number) {
    this.#encoding = encoding;
    this.#next = next;
    this.#maxBytes = maxBytes;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#decoder !== null) return this.#decode(chunk);
    this.#head = Buffer.concat([this.#head, chunk]);
    return this.#head.length < 4 ? undefined : this.#begin();
  }

  async end(): Promise<void> {
    if (this.#decoder === null && this.#head.length > 0) await this.#begin();
    const decoder = this.#decoder;
    if (decoder !== null && decoder !== 'plain' && this.#failure === null) decoder.end();
    await this.#output.catch((error: Error) => {
      this.#failure ??= error;
    });
    await this.#next.end();
    if (this.#failure !== null) throw this.#failure;
  }

  async #begin(): Promise<void> {
    this.#decoder = chooseDecoder(this.#head, this.#encoding);
    if (this.#decoder !== 'plain') {
      this.#output = this.#pass(this.#decoder);
      this.#output.catch(() => {});
    }
    await this.#decode(this.#head);
  }

  async #decode(chunk: Uint8Array): Promise<void> {
    const decoder = this.#decoder;
    if (decoder === 'plain' || decoder === null) return this.#next.write(chunk);
    if (this.#failure !== null) throw this.#failure;
    // Small steps: what a damaged step held is lost.
    for (let at = 0; at < chunk.length && this.#failure === null; at += STEP_BYTES) {
      const step = chunk.subarray(at, at + STEP_BYTES);
      await Promise.race([new Promise((resolve) => decoder.write(step, resolve)), this.#output]);
    }
    if (this.#failure !== null) throw this.#failure;
  }

  async #pass(decoder: Decoder): Promise<void> {
    let total = 0;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let handed = Promise.resolve();
    const stop = (error: Error): void => {
      this.#failure ??= error;
      reject(this.#failure);
      decoder.destroy();
    };
    decoder.on('data', (chunk: Uint8Array) => {
      total += chunk.length;
      if (total > this.#maxBytes)
        return stop(new TooLargeError(`more than ${this.#maxBytes} bytes when decompressed`));
      handed = handed.then(() => this.#next.write(chunk));
      handed.catch(stop);
    });
    decoder.on('error', (error) =>
      stop(new BadEncodingError(`not valid ${this.#encoding}: ${error.message}`)),
    );
    decoder.on('end', resolve);
    try {
      await promise;
    } finally {
      await handed;
    }
  }
}

const STEP_BYTES = 16_384;

// Servers label plain documents as compressed, and charsets as encodings.
function chooseDecoder(head: Uint8Array, encoding: string): Decoder | 'plain' {
  if (/^(?:\xef\xbb\xbf)?(?:<[?!a-z]|[{[]\s*["{])/i.test(Buffer.from(head).toString('latin1')))
    return 'plain';
  const [first = 0, second = 0, third = 0, fourth = 0] = head;
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return first === 0x1f && second === 0x8b ? createGunzip() : 'plain';
    case 'deflate': // RFC 9110 means zlib; some servers send the raw stream
      return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
        ? createInflate()
        : createInflateRaw();
    case 'br':
      return createBrotliDecompress();
    case 'zstd':
      return first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd
        ? createZstdDecompress()
        : 'plain';
    default:
      return 'plain';
  }
}
