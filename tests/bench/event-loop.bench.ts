// How long one poll of many feeds holds the event loop: bodies of 1 KB to 10 MB, healthy and hostile, through the real app
// with the real topic. Run by `npm run bench`; it prints, and asserts no more than a
// second, since other work of the machine counts too; the promise is 250 ms.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { openApp } from '../../src/app.ts';
import { loadSettings } from '../../src/config/load.ts';
import { warmReader } from '../../src/flows/polling/warm-reader.ts';
import { openObservation } from '../../src/observe/open.ts';

const LONGEST_MS = 1_000;
const MILLION = 1_000_000;
const WORDS =
  'harbour crane ferry violin craft reservoir parliament pension astronomers dust baker flour court journalist glacier valley chess rail sleepers museum bronze wheat harvest volcano airports teachers orchestra dam spillway'.split(
    ' ',
  );
let seed = 1;
const word = (): string => WORDS[(seed = (seed * 16_807) % 2_147_483_647) % WORDS.length] ?? '';
const words = (count: number): string => Array.from({ length: count }, word).join(' ');
const numbered = (count: number, render: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => render(index)).join('');
const inText = (text: string): string =>
  `<rss version="2.0"><channel><item><title>t</title><description>${text}</description></item></channel></rss>`;
const channel = (items: string): string => `<rss version="2.0"><channel>${items}</channel></rss>`;
const healthy = (items: number, length: number): string =>
  channel(
    numbered(
      items,
      (index) =>
        `<item><title>${words(8)} ${index}</title><link>https://outlet.example/${seed}</link><description>${words(length)}</description></item>`,
    ),
  );
const xhtml = (text: string): string =>
  `<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">${text}</div></content>`;
const atom = (entries: string): string => `<feed xmlns="http://www.w3.org/2005/Atom">${entries}</feed>`;

const BODIES: Record<string, () => string> = {
  '1 KB': () => healthy(3, 20),
  '30 KB': () => healthy(60, 50),
  '64 KB': () => healthy(120, 50),
  '256 KB': () => healthy(300, 90),
  '1 MB': () => healthy(1000, 120),
  '10 MB of 2,000 items': () => healthy(2000, 600),
  '10 MB of 10,000 items': () => healthy(10_000, 110),
  '10,000 titles': () => healthy(10_000, 5),
  'an entity bomb': () =>
    `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(500)}"><!ENTITY b "&a;&a;">]>${inText('&a;&b;'.repeat(MILLION))}`,
  '800,000 nested tags': () => inText('<div>'.repeat(800_000)),
  'a million attributes': () => channel(`<item ${numbered(900_000, (index) => `a${index}="v" `)}/>`),
  '9.5 MB of dense XHTML': () =>
    atom(`<entry><title>x</title>${xhtml('<b>a</b>'.repeat(1_190_000))}</entry>`),
  'dense XHTML in 1,000 entries': () =>
    atom(
      numbered(
        1000,
        (index) => `<entry><title>${words(5)} ${index}</title>${xhtml('<b>a</b>'.repeat(1150))}</entry>`,
      ),
    ),
  '400,000 distinct categories': () =>
    channel(
      numbered(
        2000,
        (item) =>
          `<item><title>${words(5)} ${item}</title>${numbered(200, (index) => `<category>c${index}-${item}</category>`)}</item>`,
      ),
    ),
  '9 MB of length attributes': () =>
    channel(
      numbered(
        1000,
        (item) =>
          `<item><title>${words(5)} ${item}</title>${numbered(200, (index) => `<enclosure url="http://a/${index}-${item}" length="${index}"/>`)}</item>`,
      ),
    ),
  '500,000 empty items': () => channel('<item></item>'.repeat(500_000)),
  '10 MB of <': () => inText('<'.repeat(10 * MILLION)),
  'a web page of 9 MB': () =>
    `<!doctype html><html><body>${'<p>hello <a href="/x">y</a></p>'.repeat(300_000)}`,
};

/** Serves the bodies from a thread of its own, so that the loop under measure does only the daemon's work. */
const SERVER = `
  const { createServer } = require('node:http');
  const { parentPort, workerData } = require('node:worker_threads');
  const server = createServer((request, response) => response.end(workerData[Number(request.url.slice(1))]));
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

it('one poll of many feeds never holds the event loop for long', { timeout: 600_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pactwatch-loop-'));
  const server = new Worker(SERVER, {
    eval: true,
    workerData: Object.values(BODIES).map((render) => render()),
  });
  const port = await new Promise<number>((resolve) => server.once('message', resolve));
  const feeds = Object.keys(BODIES).map(
    (_, at) => `  - { id: f${at}, url: "http://127.0.0.1:${port}/${at}" }\n`,
  );
  const topic = join(import.meta.dirname, '../../config/topics/dprk-russia.yaml');
  writeFileSync(
    join(folder, 'pactwatch.yaml'),
    `data: .\ntopic: ${topic}\npoll: { allow_private: [127.0.0.0/8], timeout: 60s, max_bytes: 14MB }\nfeeds:\n${feeds.join('')}`,
  );
  const settings = loadSettings(join(folder, 'pactwatch.yaml'), {});
  const app = await openApp(settings, openObservation({ settings, level: 'error', fd: 2 }));
  try {
    await warmReader();
    const measured: [string, number][] = [];
    for (const [at, name] of [...Object.keys(BODIES), 'all at once'].entries()) {
      const delay = monitorEventLoopDelay({ resolution: 5 });
      const feed = settings.feeds[at];
      const startedAt = performance.now();
      delay.enable();
      await app.pollFeeds(feed === undefined ? settings.feeds : [feed], new AbortController().signal);
      await new Promise((resolve) => setTimeout(resolve, 20));
      delay.disable();
      measured.push([name, delay.max / 1e6]);
      const took = Math.round(performance.now() - startedAt);
      process.stdout.write(
        `${(delay.max / 1e6).toFixed(0).padStart(5)} ms of ${String(took).padStart(6)} ms: ${name}\n`,
      );
    }
    for (const [name, longestMs] of measured) expect(longestMs, name).toBeLessThan(LONGEST_MS);
  } finally {
    await app.close();
    await server.terminate();
    rmSync(folder, { recursive: true, force: true });
  }
});
