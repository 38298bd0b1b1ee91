// Documents that break off: what came whole is stored, and nothing of the part passes for the whole at the next poll.
import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, openPollWorld, openSite, type PollScene, type Site } from './poll-world.ts';

let site: Site;
let scene: PollScene;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
beforeEach(() => {
  scene = openPollWorld(site, { timeoutMs: 500 });
});
afterEach(() => scene.close());

const SUBJECTS = [
  'Ferry',
  'Harvest',
  'Orchestra',
  'Volcano',
  'Library',
  'Glacier',
  'Tram',
  'Bakery',
  'Museum',
  'Dam',
];
// Beyond what zstd packs into one block.
const noise = (seed: number): string =>
  Array.from({ length: 4500 }, (_, index) => ((seed + 1) * 7919 * (index + 3) ** 2) % 99991).join(' ');
const document = (): Buffer =>
  Buffer.from(scene.rss(SUBJECTS.map((word, index) => ({ id: word, title: `${word} ${noise(index)}` }))));

/** How each kind of break sends a document; all name validators that are those of the whole. */
const BREAKS: Record<string, (body: Buffer, url: string) => void> = {
  gzip: (body, url) => sendCut(url, gzipSync(body), 'gzip'),
  br: (body, url) => sendCut(url, brotliCompressSync(body), 'br'),
  zstd: (body, url) => sendCut(url, zstdCompressSync(body), 'zstd'),
  'a reset': (body, url) =>
    void site.answers.set(url, (_request, response) => {
      response.writeHead(200, { etag: '"whole"', 'content-length': body.length });
      response.write(body.subarray(0, body.length * 0.7), () => setTimeout(() => response.destroy(), 20));
    }),
  'chunks without an end': (body, url) =>
    void site.answers.set(url, (_request, response) => {
      response.writeHead(200, { etag: '"whole"' });
      response.write(body.subarray(0, body.length * 0.7));
    }),
  'a part (206)': (body, url) =>
    void site.answers.set(url, (_request, response) => {
      const part = body.subarray(0, body.length * 0.7);
      const range = `bytes 0-${part.length - 1}/${body.length}`;
      response.writeHead(206, { etag: '"whole"', 'content-range': range }).end(part);
    }),
  'too small a length': (body, url) =>
    void site.answers.set(url, (_request, response) => {
      response.writeHead(200, { etag: '"whole"', 'content-length': Math.floor(body.length * 0.7) });
      response.end(body.subarray(0, body.length * 0.7));
    }),
};

function sendCut(url: string, compressed: Buffer, encoding: string): void {
  site.answers.set(url, (_request, response) =>
    response
      .writeHead(200, { etag: '"whole"', 'content-encoding': encoding })
      .end(compressed.subarray(0, compressed.length * 0.7)),
  );
}

describe.each(Object.keys(BREAKS))('a document cut off by %s', (name) => {
  it('gives the items that came, is asked for whole again, and then gives the rest', async () => {
    const feed = scene.configure();
    BREAKS[name]?.(document(), '/sample');
    const { record, after } = await scene.poll(feed);
    expect(record.failureCode).toBeNull();
    expect(record.itemsNew).toBeGreaterThan(2);
    expect(record.itemsNew).toBeLessThanOrEqual(SUBJECTS.length);
    expect(after).toMatchObject({ health: 'ok', etag: null, lastModified: null, bodyHash: null });
    expect(record.defects.map(({ code }) => code).join(' ')).toMatch(/body-cut|truncated/);
    expect(record.planReason).toContain('cut off');
    expect(scene.said()).toContain('feed.repaired');
    let asked: unknown = 'nothing';
    scene.scene.now += HOUR;
    site.answers.set('/sample', (request, response) => {
      asked = request.headers['if-none-match'];
      response.writeHead(200, { etag: '"whole"' }).end(document());
    });
    await scene.poll(feed);
    expect(asked).toBeUndefined();
    expect(scene.itemCount()).toBe(SUBJECTS.length);
    expect(scene.state('sample')).toMatchObject({ etag: '"whole"' });
  });
});

it('a JSON Feed that ends too early is asked for whole again', async () => {
  const feed = scene.configure();
  const items = SUBJECTS.map((word) =>
    JSON.stringify({ id: word, title: `${word} runs`, content_text: word }),
  );
  const whole = `{"version":"https://jsonfeed.org/version/1","title":"Sample","items":[${items.join()}]}`;
  let body = whole.slice(0, whole.length * 0.7);
  site.answers.set('/sample', (_request, response) => response.writeHead(200, { etag: '"1"' }).end(body));
  const { record, after } = await scene.poll(feed);
  expect(record.itemsNew).toBe(6);
  expect(after).toMatchObject({ etag: null, bodyHash: null });
  body = whole;
  scene.scene.now += HOUR;
  await scene.poll(feed);
  expect(scene.itemCount()).toBe(SUBJECTS.length);
  expect(scene.state('sample')).toMatchObject({ etag: '"1"' });
});

it('a document cut off before its first item is a failure by the cause of the break', async () => {
  const feed = scene.configure();
  site.answers.set('/sample', (_request, response) => {
    response.writeHead(200, { 'content-length': 5000 });
    response.write('<rss><channel><title>Sam', () => setTimeout(() => response.destroy(), 20));
  });
  expect((await scene.poll(feed)).record).toMatchObject({ result: 'failed', failureCode: 'reset' });
});
