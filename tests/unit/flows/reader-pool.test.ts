// Large bodies are read in threads that are bounded in time and memory; the event loop stays free.
import { afterEach, describe, expect, it } from 'vitest';
import type { ReadRequest } from '../../../src/flows/polling/read-feed.ts';
import { openReaderPool, type ReaderPool } from '../../../src/flows/polling/reader-pool.ts';

const NOW = Date.UTC(2026, 10, 25);

function request(text: string, more: Partial<ReadRequest> = {}): ReadRequest {
  return {
    body: Buffer.from(text),
    contentType: null,
    contentLocation: null,
    feedUrl: 'https://e.org/feed',
    charset: null,
    country: null,
    lang: 'en',
    now: NOW,
    ...more,
  };
}

const feed = (items: number, text: string): string =>
  `<rss version="2.0"><channel><title>T</title>${`<item><title>a</title><description>${text}</description></item>`.repeat(items)}</channel></rss>`;

const pools: ReaderPool[] = [];
function open(options: Parameters<typeof openReaderPool>[0]): ReaderPool {
  const pool = openReaderPool(options);
  pools.push(pool);
  return pool;
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('a reader pool', () => {
  it('reads small bodies at once and large ones in a thread, with the same outcome', async () => {
    const text = feed(3, 'words');
    const here = await open({ workers: 1 }).read(request(text));
    const there = await open({ workers: 1, smallBytes: 0 }).read(request(text));
    expect(there).toEqual(here);
    expect(here.ok && here.value.items).toHaveLength(3);
  });

  it('ends a thread that has nothing to read, and starts another when needed', async () => {
    const pool = open({ workers: 1, smallBytes: 0, idleMs: 20 });
    for (let round = 0; round < 3; round++) {
      expect((await pool.read(request(feed(1, 'x')))).ok).toBe(true);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  });

  it('leaves the body to the caller', async () => {
    const body = Buffer.from(feed(1, 'x'));
    await open({ workers: 1, smallBytes: 0 }).read(request('', { body }));
    expect(body.length).toBeGreaterThan(0);
  });

  it('ends a thread at its deadline, says too-slow, and reads the next', async () => {
    const pool = open({ workers: 1, smallBytes: 1000, deadlineMs: 1 });
    const slow = await pool.read(request(feed(20_000, 'words '.repeat(20))));
    expect(slow).toMatchObject({ ok: false, failure: { code: 'too-slow' } });
    expect((await pool.read(request(feed(1, 'x')))).ok).toBe(true);
  });

  it('outlives a document that needs too much memory', async () => {
    const pool = open({ workers: 1, smallBytes: 1000, memoryMb: 8 });
    const fat = await pool.read(request(feed(9000, 'words '.repeat(200))));
    expect(fat).toMatchObject({ ok: false, failure: { code: 'hostile' } });
  });

  it('never holds the event loop over 250 ms while it reads 8 MB', async () => {
    const pool = open({ workers: 1 });
    await pool.read(request(feed(2000, 'x'.repeat(100))));
    const body = request(feed(4000, '&lt;p&gt;words &amp;amp; more&lt;/p&gt; '.repeat(50)));
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const outcome = await pool.read(body);
    clearInterval(timer);
    expect(outcome.ok).toBe(true);
    expect(longest).toBeLessThan(250);
  });

  it('reads several at a time, each with its own answer', async () => {
    const pool = open({ workers: 2, smallBytes: 0 });
    const outcomes = await Promise.all([1, 2, 3, 4].map((count) => pool.read(request(feed(count, 'x')))));
    expect(outcomes.map((outcome) => outcome.ok && outcome.value.items.length)).toEqual([1, 2, 3, 4]);
  });

  it('rejects what is aborted or left when it closes', async () => {
    const pool = open({ workers: 1, smallBytes: 0 });
    const abort = new AbortController();
    const aborted = pool.read(request(feed(1, 'x')), abort.signal);
    abort.abort(new Error('stop'));
    await expect(aborted).rejects.toThrow('stop');
    const left = pool.read(request(feed(1, 'x')));
    const closing = expect(left).rejects.toThrow('closed');
    await pool.close();
    await closing;
    await expect(pool.read(request('x'))).rejects.toThrow('closed');
  });
});
