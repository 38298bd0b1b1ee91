import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

// How many times the process is killed. The whole proof: PACTWATCH_CRASH_POINTS=500 npx vitest run tests/e2e/journey-crash
const POINTS = Number(process.env['PACTWATCH_CRASH_POINTS'] ?? 15);
const SEED = Number(process.env['PACTWATCH_CRASH_SEED'] ?? 20261125);
const HOUR = 3_600_000;
const WORDS =
  'amber basil cedar delta ember forest gorse heron iris jasper kestrel larch maple nettle onyx pepper quartz rowan sorrel thistle umber violet willow yarrow zinc anchor bellow canyon dagger easel funnel garnet hollow inkwell jigsaw kettle lantern mortar noodle orchard paddle quiver rudder saddle tunnel urchin velvet walnut yonder zipper'.split(
    ' ',
  );

const folder = mkdtempSync(join(tmpdir(), 'pactwatch-crash-'));
const config = join(folder, 'pactwatch.yaml');
const start = Date.UTC(2026, 10, 25, 6, 30);
let now = start;
let published = 0;
let server: Server;
const random = mulberry(SEED);
/** Every arrival at the receiver: which id, with which body. */
const arrivals: { readonly id: string; readonly body: string }[] = [];

function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Headlines that share nothing but the subject, so that each is a story of its own. */
function headline(number: number): string {
  const pick = mulberry(number + 1);
  const words = Array.from({ length: 6 }, () => WORDS[Math.floor(pick() * WORDS.length)] ?? '');
  return `Beacon ${mark(number)} ${words.join(' ')} ${Math.floor(pick() * 1e6)}`;
}
const mark = (number: number): string => `mark${String(number).padStart(5, '0')}x`;

function document(feed: number): string {
  const items: string[] = [];
  for (let number = Math.max(0, published - 40); number < published; number++) {
    if (number % 3 !== feed) continue;
    items.push(
      `<item><title>${headline(number)}</title><guid isPermaLink="false">${feed}-${number}</guid><link>https://outlet${feed}.example/${number}</link><pubDate>${new Date(start + number * 60_000).toUTCString()}</pubDate></item>`,
    );
  }
  return `<rss version="2.0"><channel><title>Sample ${feed}</title>${items.reverse().join('')}</channel></rss>`;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.startsWith('/feed/'))
      return response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(document(Number(path.slice(6))));
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    return request.on('end', () => {
      arrivals.push({ id: String(request.headers['webhook-id']), body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const feeds = [0, 1, 2]
    .map((feed) => `  - { id: f${feed}, url: "http://${base}/feed/${feed}", family: F${feed}, lang: en }`)
    .join('\n');
  writeFileSync(
    config,
    `data: data
feeds:
${feeds}
topic: ${resolve('tests/e2e/crash/topic.yaml')}
poll: { allow_private: ["127.0.0.0/8"], spacing: 0s, per_host: 4, first_run_window: 30d }
channels:
  hook: { type: webhook, url: "http://${base}/hook", secret: whsec_c2VjcmV0LW9mLXRoZS1jcmFzaC10ZXN0LTAwMDA=, allow_private: ["127.0.0.0/8"] }
  files: { type: folder, path: digests }
digests:
  - { id: hourly, schedule: "0 * * * *", channels: [hook, files], when_empty: skip }
`,
  );
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function live(dieAt: number): Promise<{ out: string; errors: string }> {
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      ['tests/e2e/crash/journey.ts', config, String(now), String(dieAt)],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let [out, errors] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('close', () => done({ out: out.trim(), errors }));
  });
}

interface Payload {
  readonly data: {
    readonly id: string;
    readonly sections: readonly { readonly stories: readonly { readonly items: readonly number[] }[] }[];
  };
}

/** The items whose news a digest carries; a follow-up names earlier ones as sources beside them. */
const itemsIn = (body: string): number[] =>
  (JSON.parse(body) as Payload).data.sections.flatMap(({ stories }) => stories.flatMap(({ items }) => items));

describe(`a process killed ${POINTS} times at random steps`, () => {
  it('loses and doubles no item and no digest', async () => {
    const deaths = new Map<string, number>();
    let steps = 30;
    let kills = 0;
    while (kills < POINTS) {
      now += HOUR;
      published += 1 + Math.floor(random() * 4);
      const { out, errors } = await live(1 + Math.floor(random() * steps));
      const [, step] = /^died (.*)$/.exec(out) ?? [];
      if (step === undefined) {
        expect(out, errors).toMatch(/^lived \d+$/);
        steps = Math.max(12, Number(out.slice(6)));
        continue;
      }
      kills++;
      deaths.set(step, (deaths.get(step) ?? 0) + 1);
    }
    for (let round = 0; round < 2; round++) {
      now += HOUR;
      expect((await live(0)).out).toMatch(/^lived/);
    }
    expect(deaths.size).toBeGreaterThan(4);
    checkArrivals(deaths.get('drain-outbox:delivered') ?? 0);
    checkDatabase();
  }, 3_600_000);
});

function checkArrivals(deathsAfterAnswer: number): void {
  const byId = Map.groupBy(arrivals, ({ id }) => id);
  const shown = new Map<number, string>();
  for (const [id, same] of byId) {
    const bodies = same.map(({ body }) => JSON.stringify({ ...(JSON.parse(body) as object), timestamp: 0 }));
    expect(new Set(bodies).size, id).toBe(1);
    for (const item of itemsIn(same[0]?.body ?? '')) {
      expect(shown.get(item) ?? id, `item ${item} is news in two messages`).toBe(id);
      shown.set(item, id);
    }
  }
  // A message arrives twice only where the process died between the receiver's answer and its record.
  expect(arrivals.length - byId.size).toBeLessThanOrEqual(deathsAfterAnswer);
  expect([...shown.keys()].sort((a, b) => a - b)).toEqual(
    Array.from({ length: published }, (_, index) => index + 1),
  );
}

function checkDatabase(): void {
  const db = new Sqlite(join(folder, 'data', 'pactwatch.db'), { readonly: true });
  const count = (sql: string): unknown => db.prepare(sql).pluck().get();
  expect(count('SELECT count(*) FROM item')).toBe(published);
  expect(count("SELECT count(*) FROM message WHERE state <> 'sent'")).toBe(0);
  expect(count('PRAGMA integrity_check')).toBe('ok');
  const digests = Number(count("SELECT count(*) FROM digest WHERE status = 'queued'"));
  expect(count("SELECT count(DISTINCT id) FROM message WHERE channel = 'hook' AND part = 1")).toBe(digests);
  expect(readdirSync(join(folder, 'digests')).filter((name) => name.endsWith('.json'))).toHaveLength(digests);
  db.close();
}
