// Mutated feeds are answered, never with an exception. PACTWATCH_FUZZ_RUNS sets how many; a million were run.
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../src/decode/text.ts';
import { parseFeed } from '../../src/parse/feed.ts';
import { mutate, openRandom, SEEDS } from './mutate-feed.ts';

const RUNS = Number(process.env['PACTWATCH_FUZZ_RUNS'] ?? 4000);

describe('a mutated feed', () => {
  it(`is answered, ${RUNS} times`, { timeout: 3_600_000 }, async () => {
    const random = openRandom(Number(process.env['PACTWATCH_FUZZ_SEED'] ?? 7));
    let read = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const body = mutate(SEEDS[run % SEEDS.length] ?? new Uint8Array(), random);
      const { text } = decodeBytes({ body, contentType: null, override: null });
      if ((await parseFeed(text, { contentType: null })).ok) read += 1;
    }
    // Half of the mutations and more leave a feed that can be read.
    expect(read / RUNS).toBeGreaterThan(0.5);
  });
});
