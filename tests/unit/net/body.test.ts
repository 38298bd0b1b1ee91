// What comes of a body that is broken off, damaged or labelled wrongly, per encoding.
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { BadEncodingError, readBody, TooLargeError } from '../../../src/net/body.ts';

const LONG = Array.from({ length: 20_000 }, (_, index) => `line ${index ** 2}`).join('\n');
const COMPRESS: Record<string, (text: string | Buffer) => Buffer> = {
  gzip: gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
};
const LIMITS = { maxBytes: 1_000_000, truncate: false };

async function* inChunks(body: Buffer, error?: Error): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += 7_000) yield body.subarray(at, at + 7_000);
  if (error !== undefined) throw error;
}

describe.each(Object.entries(COMPRESS))('a body in %s', (encoding, compress) => {
  const whole = compress(LONG);

  it('is unfolded while it comes, also when wrapped twice', async () => {
    const once = await readBody(inChunks(whole), encoding, LIMITS);
    expect([once.body.toString() === LONG, once.broken]).toEqual([true, null]);
    const twice = await readBody(inChunks(gzipSync(whole)), `${encoding}, gzip`, LIMITS);
    expect([twice.body.toString() === LONG, twice.broken]).toEqual([true, null]);
  });

  it('that is cut off keeps what came', async () => {
    const { body, broken } = await readBody(inChunks(whole.subarray(0, whole.length / 2)), encoding, LIMITS);
    expect(broken).toBeInstanceOf(BadEncodingError);
    expect(LONG.startsWith(body.toString())).toBe(true);
    expect(body.length).toBeGreaterThan(LONG.length * 0.3);
  });

  it('whose connection ends names that as the break, not the encoding', async () => {
    const reset = new Error('reset');
    const { body, broken } = await readBody(
      inChunks(whole.subarray(0, whole.length / 2), reset),
      encoding,
      LIMITS,
    );
    expect(broken).toBe(reset);
    expect(body.length).toBeGreaterThan(LONG.length * 0.3);
  });

  it('that is damaged keeps its sound beginning', async () => {
    const damaged = Buffer.from(whole).fill(0xff, Math.floor(whole.length * 0.7));
    const { body, broken } = await readBody(inChunks(damaged), encoding, LIMITS);
    expect(broken).toBeInstanceOf(BadEncodingError);
    expect(body.toString().slice(0, 1000)).toBe(LONG.slice(0, 1000));
  });

  it('that is plain markup all the same is kept as it is', async () => {
    for (const text of ['<rss/>', '﻿<?xml version="1.0"?>', '{"version":1}', '[{"id":1}]'])
      expect((await readBody(inChunks(Buffer.from(text)), encoding, LIMITS)).body.toString()).toBe(text);
  });

  it('that unfolds beyond the cap is stopped, or cut at it where that is asked for', async () => {
    const bomb = compress(Buffer.alloc(20_000_000));
    await expect(readBody(inChunks(bomb), encoding, LIMITS)).rejects.toBeInstanceOf(TooLargeError);
    await expect(readBody(inChunks(gzipSync(bomb)), `${encoding}, gzip`, LIMITS)).rejects.toBeInstanceOf(
      TooLargeError,
    );
    const cut = await readBody(inChunks(bomb), encoding, { maxBytes: 5_000, truncate: true });
    expect([cut.body.length, cut.broken]).toEqual([5_000, null]);
  });

  it('of no bytes is empty', async () => {
    expect(await readBody(inChunks(Buffer.alloc(0)), encoding, LIMITS)).toMatchObject({ broken: null });
  });
});
