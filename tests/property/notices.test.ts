// Whatever a feed does from poll to poll: each change of its state is said once, and a state that lasts is said no more.
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { pollFeed, type PollWorld } from '../../src/flows/polling/poll-feed.ts';
import { readFeed } from '../../src/flows/polling/read-feed.ts';
import { ItemStore } from '../../src/flows/storing/store-items.ts';
import { fail, ok } from '../../src/lib/result.ts';
import type { FetchFailureCode } from '../../src/model/failure.ts';
import type { FeedHealth } from '../../src/model/feed.ts';
import { Events } from '../../src/observe/events.ts';
import { openDatabase } from '../../src/store/database.ts';
import { FeedTable } from '../../src/store/feeds.ts';
import { feedOf } from '../fixtures/feed-state.ts';
import { renderRss } from '../fixtures/sample-rss.ts';

const HOUR = 3_600_000;
const URL_HOME = 'https://sample.example/rss';
const URL_AWAY = 'https://away.example/rss';

type Outcome = 'item' | 'same' | 'window' | 'empty' | 'moved' | 'not-modified' | FetchFailureCode;

const step = fc.record({
  outcome: fc.constantFrom<Outcome>(
    'item',
    'same',
    'window',
    'empty',
    'moved',
    'not-modified',
    'dns',
    'server-error',
    'gone',
  ),
  // The same again, so that states last.
  times: fc.integer({ min: 1, max: 4 }),
  waitMs: fc.constantFrom(HOUR, 12 * HOUR, 50 * HOUR, 100 * HOUR),
});

/** A feed whose server does what it is told. */
function openScene() {
  const opened = openDatabase(':memory:', { exclusive: false });
  const lines: Record<string, unknown>[] = [];
  const scene = { now: Date.UTC(2026, 0, 1), outcome: 'item' as Outcome, serial: 0 };
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line) as never) });
  const verdict = {
    relevant: false,
    strength: 'none',
    score: 0,
    topics: [],
    lang: 'en',
    reasons: [],
  } as const;
  let items: { id: string; title: string; ageMs: number }[] = [];
  const make = () => ({
    id: `${++scene.serial}`,
    title: `Note ${scene.serial ** 3} of ${scene.serial}`,
    ageMs: 0,
  });
  const body = (): string => {
    if (scene.outcome === 'empty') return renderRss([], scene.now);
    if (scene.outcome === 'item') items = [make(), ...items].slice(0, 6);
    if (scene.outcome === 'window') items = Array.from({ length: 6 }, make);
    return renderRss(items, scene.now);
  };
  const answer = (status: number, text: string) =>
    ok({
      status,
      headers: { etag: '"v"' },
      body: Buffer.from(text),
      cut: null,
      finalUrl: URL_HOME,
      redirects: scene.outcome === 'moved' ? [{ status: 301, from: URL_HOME, to: URL_AWAY }] : [],
    });
  const world: PollWorld = {
    db: opened.db,
    store: new ItemStore(opened.db, () => ({ ...verdict, ruleVersion: 'test' })),
    net: {
      request: async () => {
        if (scene.outcome === 'dns') return fail({ code: 'dns', detail: 'no such name' });
        if (scene.outcome === 'server-error') return answer(503, '');
        if (scene.outcome === 'gone') return answer(410, '');
        return scene.outcome === 'not-modified' ? answer(304, '') : answer(200, body());
      },
      close: async () => {},
    },
    read: readFeed,
    clock: { now: () => scene.now },
    events: new Events(log, null, (text) => text),
    random: () => 0.5,
    settings: {
      everyMs: HOUR,
      minMs: HOUR / 4,
      maxMs: 24 * HOUR,
      concurrency: 1,
      perHost: 1,
      spacingMs: 0,
      timeoutMs: 1_000,
      maxBytes: 100_000,
      userAgent: 'Test',
      allowPrivate: [],
      deadAfterMs: 72 * HOUR,
      firstRunWindowMs: 24 * HOUR,
    },
  };
  const feed = feedOf({ url: URL_HOME, silentAfterMs: 48 * HOUR });
  new FeedTable(opened.db).sync([feed], scene.now);
  return { opened, lines, scene, world, feed };
}

type Told = {
  reading: string;
  reach: string;
  causes: string[];
  gap: boolean;
  moving: string | null;
  address: string;
};

/** What a reader of the log believes after a line; complains of a line that tells nothing new. */
function hear(told: Told, line: Record<string, unknown>): Told {
  const next = { ...told };
  switch (line['event']) {
    case 'feed.failed':
      next.reach = String(line['state']);
      next.causes = [...told.causes, String(line['code'])];
      break;
    case 'feed.recovered':
      next.reach = 'read';
      next.causes = [];
      break;
    case 'feed.health':
      expect(line['from']).toBe(told.reading);
      next.reading = String(line['to']);
      break;
    case 'feed.baseline':
      return told.reading === 'new' ? { ...told, reading: 'ok' } : told;
    case 'feed.gap':
      next.gap = true;
      break;
    case 'feed.overlap':
      next.gap = false;
      break;
    case 'feed.moving':
      next.moving = String(line['to']);
      break;
    case 'feed.moved':
      expect(line['from']).toBe(told.address);
      next.address = String(line['to']);
      next.moving = null;
      break;
    case 'feed.stays':
      next.moving = null;
      break;
    default:
      return told;
  }
  expect(next, `told twice: ${JSON.stringify(line)}`).not.toEqual(told);
  return next;
}

const reachOf = (health: FeedHealth): string =>
  health === 'failing' || health === 'dead' || health === 'gone' ? health : 'read';

it('every change of state is said once, and nothing twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const { opened, lines, scene, world, feed } = openScene();
      try {
        let told: Told = {
          reading: 'new',
          reach: 'read',
          causes: [],
          gap: false,
          moving: null,
          address: URL_HOME,
        };
        for (const { outcome, times, waitMs } of steps) {
          for (let time = 0; time < times; time += 1) {
            scene.outcome = outcome;
            lines.length = 0;
            const { after } = await pollFeed(world, feed, new AbortController().signal);
            for (const line of lines) told = hear(told, line);
            expect(told.reading).toBe(after.lastReading ?? 'new');
            expect(told.reach).toBe(reachOf(after.health));
            expect(told.gap).toBe(after.gapSince !== null);
            expect(told.moving).toBe(after.redirectUrl);
            expect(told.address).toBe(after.currentUrl);
            scene.now += waitMs;
          }
        }
      } finally {
        opened.close();
      }
    }),
    { numRuns: 200, seed: 20261125 },
  );
}, 60_000);
