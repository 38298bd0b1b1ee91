import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Polled, pollFeed, type PollWorld } from '../../../src/flows/polling/poll-feed.ts';
import { pollRound } from '../../../src/flows/polling/poll-round.ts';
import { readFeed } from '../../../src/flows/polling/read-feed.ts';
import { ItemStore } from '../../../src/flows/storing/store-items.ts';
import type { Feed } from '../../../src/model/feed.ts';
import { type Net, openNet } from '../../../src/net/request.ts';
import { Events } from '../../../src/observe/events.ts';
import { type OpenedDatabase, openDatabase } from '../../../src/store/database.ts';
import { FeedTable } from '../../../src/store/feeds.ts';
import { feedOf } from '../../fixtures/feed-state.ts';
import { renderRss, type SampleItem } from '../../fixtures/sample-rss.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let server: Server;
let base: string;
let net: Net;
let opened: OpenedDatabase;
let now: number;
let lines: Record<string, unknown>[];
let answers: Map<string, (request: IncomingMessage, response: ServerResponse) => void>;
let world: PollWorld;

beforeAll(async () => {
  server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  net = openNet({ allowPrivate: ['127.0.0.0/8'] });
});
afterAll(async () => {
  await net.close();
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  now = Date.UTC(2026, 10, 25, 7);
  lines = [];
  answers = new Map();
  opened = openDatabase(':memory:', { exclusive: false });
  const verdict = {
    relevant: false,
    strength: 'none',
    score: 0,
    topics: [],
    lang: 'en',
    reasons: [],
    ruleVersion: 'test',
  } as const;
  const log = pino(
    { level: 'debug', base: null },
    { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  world = {
    db: opened.db,
    store: new ItemStore(opened.db, () => verdict),
    net,
    read: readFeed,
    clock: { now: () => now },
    events: new Events(log, null, (text) => text),
    random: () => 0.5,
    settings: {
      everyMs: 15 * 60_000,
      minMs: 5 * 60_000,
      maxMs: DAY,
      concurrency: 4,
      perHost: 4,
      spacingMs: 0,
      timeoutMs: 1_000,
      maxBytes: 1_000_000,
      userAgent: 'Test',
      allowPrivate: [],
      deadAfterMs: 3 * DAY,
      firstRunWindowMs: DAY,
    },
  };
});
afterEach(() => opened.close());

const rss = (items: readonly SampleItem[]): string => renderRss(items, now);

function serve(path: string, body: () => string, headers: Record<string, string> = {}): void {
  answers.set(path, (_request, response) =>
    response.writeHead(200, { 'content-type': 'application/rss+xml', ...headers }).end(body()),
  );
}

function configure(...feeds: Partial<Feed>[]): Feed[] {
  const made = feeds.map((feed) => feedOf({ url: `${base}/${feed.id ?? 'sample'}`, ...feed }));
  new FeedTable(opened.db).sync(made, now);
  return made;
}

async function poll(feed: Feed): Promise<Polled> {
  return pollFeed(world, feed, new AbortController().signal);
}

const said = (event: string): Record<string, unknown>[] => lines.filter((line) => line['event'] === event);
const changes = (): unknown[] => opened.db.prepare('SELECT item_id FROM change').all();

describe('polling a feed', () => {
  it('stores every item once, however often it is polled', async () => {
    const [feed] = configure({});
    serve('/sample', () => rss([{ id: '1' }, { id: '2' }]));
    expect((await poll(feed!)).record).toMatchObject({ result: 'new', itemsNew: 2 });
    now += HOUR;
    expect((await poll(feed!)).record).toMatchObject({ result: 'unchanged', itemsNew: 0, itemsSeen: 2 });
    expect(opened.db.prepare('SELECT count(*) FROM item').pluck().get()).toBe(2);
  });

  it('takes what a new feed holds as its baseline and shows only what was published in the window before', async () => {
    const [feed] = configure({});
    serve('/sample', () =>
      rss([
        { id: 'old', ageMs: 3 * DAY },
        { id: 'recent', ageMs: 2 * HOUR },
        { id: 'older', ageMs: 30 * DAY },
      ]),
    );
    await poll(feed!);
    expect(changes()).toHaveLength(1);
    expect(said('feed.baseline')).toEqual([expect.objectContaining({ items: 3, shown: 1 })]);
    now += HOUR;
    serve('/sample', () =>
      rss([
        { id: 'next', ageMs: 0 },
        { id: 'recent', ageMs: 3 * HOUR },
      ]),
    );
    await poll(feed!);
    expect(changes()).toHaveLength(2);
  });

  it('recognises an identical body before any parsing', async () => {
    const [feed] = configure({});
    const body = rss([{ id: '1' }]);
    serve('/sample', () => body);
    await poll(feed!);
    now += HOUR;
    const again = await poll(feed!);
    expect(again.read).toBeNull();
    expect(again.record.result).toBe('unchanged');
  });

  it('stores validators only with the items, and uses them', async () => {
    const [feed] = configure({});
    let asked: string | undefined;
    answers.set('/sample', (request, response) => {
      asked = request.headers['if-none-match'];
      if (asked === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"v1"' }).end(rss([{ id: '1' }]));
    });
    await poll(feed!);
    now += HOUR;
    expect((await poll(feed!)).record.result).toBe('not-modified');
    expect(asked).toBe('"v1"');
  });

  it('keeps nothing of a poll whose transaction fails, validators included', async () => {
    const [feed] = configure({});
    serve('/sample', () => rss([{ id: '1' }]), { etag: '"v1"' });
    const broken: PollWorld = {
      ...world,
      hooks: {
        at: (step) => {
          if (step === 'poll-feed:stored') throw new Error('killed');
        },
      },
    };
    await expect(pollFeed(broken, feed!, new AbortController().signal)).rejects.toThrow('killed');
    expect(opened.db.prepare('SELECT count(*) FROM item').pluck().get()).toBe(0);
    expect(new FeedTable(opened.db).state('sample')).toMatchObject({ etag: null, lastSuccessAt: null });
    expect((await poll(feed!)).record.itemsNew).toBe(1);
  });

  it('says a failure once, backs off, and says the recovery', async () => {
    const [feed] = configure({});
    answers.set('/sample', (_request, response) => response.writeHead(500).end());
    for (let round = 0; round < 5; round++) {
      const { after } = await poll(feed!);
      now = after.nextPollAt;
    }
    expect(said('feed.failed').map((line) => line['failures'])).toEqual([1]);
    expect(said('feed.failed')[0]).toMatchObject({ code: 'server-error', level: 40 });
    serve('/sample', () => rss([{ id: '1' }]));
    const { after } = await poll(feed!);
    expect(after).toMatchObject({ health: 'ok', failures: 0, failingSince: null });
    expect(said('feed.recovered')).toHaveLength(1);
  });

  it('calls a feed dead after days, and gone when the publisher says so', async () => {
    const [dead, gone] = configure({ id: 'dead' }, { id: 'gone' });
    answers.set('/gone', (_request, response) => response.writeHead(410).end());
    await poll(dead!);
    now += 4 * DAY;
    expect((await poll(dead!)).after.health).toBe('dead');
    const { after } = await poll(gone!);
    expect(after.health).toBe('gone');
    expect(after.nextPollAt - now).toBeGreaterThanOrEqual(6 * DAY);
    expect(said('feed.failed').map((line) => [line['feed'], line['state']])).toEqual([
      ['dead', 'failing'],
      ['dead', 'dead'],
      ['gone', 'gone'],
    ]);
  });

  it('records a gap, tightens, and says so once', async () => {
    const [feed] = configure({});
    serve('/sample', () =>
      rss(Array.from({ length: 8 }, (_, index) => ({ id: `a${index}`, ageMs: (index + 1) * 60_000 }))),
    );
    const before = await poll(feed!);
    now += 2 * HOUR;
    serve('/sample', () =>
      rss(Array.from({ length: 8 }, (_, index) => ({ id: `b${index}`, ageMs: (index + 1) * 60_000 }))),
    );
    const { after, record } = await poll(feed!);
    expect(record.gap).toBe(true);
    expect(after.gapSince).toBe(before.after.lastPollAt);
    expect(after.intervalMs).toBeLessThan(before.after.intervalMs);
    expect(said('feed.gap')).toHaveLength(1);
  });

  it('adopts a move after seven days of the same answer', async () => {
    const [feed] = configure({});
    answers.set('/sample', (_request, response) => response.writeHead(301, { location: '/moved' }).end());
    serve('/moved', () => rss([{ id: '1' }]));
    await poll(feed!);
    now += 8 * DAY;
    const { after } = await poll(feed!);
    expect(after.currentUrl).toBe(`${base}/moved`);
    expect([said('feed.moving').length, said('feed.moved').length]).toEqual([1, 1]);
  });

  it('names what is wrong with a document it repaired, once', async () => {
    const [feed] = configure({});
    let count = 0;
    serve('/sample', () => rss([{ id: `n${count++}`, title: `Ships & shells, part ${count}` }]));
    await poll(feed!);
    now += HOUR;
    expect((await poll(feed!)).record).toMatchObject({ result: 'new' });
    expect(said('feed.repaired')).toHaveLength(1);
  });

  it('calls a feed empty as long as it is, and says so once', async () => {
    const [feed] = configure({ id: 'hollow' });
    if (feed === undefined) throw new Error('no feed');
    const tag = { etag: '"same"' };
    serve('/hollow', () => rss([]), tag);
    for (let round = 0; round < 3; round += 1) {
      const { after } = await pollFeed(world, feed, new AbortController().signal);
      expect(after.health).toBe('empty');
      now += HOUR;
    }
    expect(lines.filter(({ event }) => event === 'feed.health')).toHaveLength(1);
    serve('/hollow', () => rss([{ id: 'first' }]), tag);
    expect((await pollFeed(world, feed, new AbortController().signal)).after.health).toBe('ok');
  });

  it('calls a page in place of a feed a failure with its own code', async () => {
    const [feed] = configure({});
    answers.set('/sample', (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<!doctype html><html><head><title>News</title></head><body>hello</body></html>'),
    );
    expect((await poll(feed!)).record).toMatchObject({ result: 'failed', failureCode: 'html' });
  });
});

describe('a round', () => {
  it('polls side by side, and one bad feed costs no other', async () => {
    const feeds = configure({ id: 'good' }, { id: 'hang' }, { id: 'broken' }, { id: 'also-good' });
    serve('/good', () => rss([{ id: '1', title: 'One' }]));
    serve('/also-good', () => rss([{ id: '2', title: 'Quite another matter' }]));
    answers.set('/hang', () => {});
    serve('/broken', () => 'this is no feed');
    const summary = await pollRound(world, feeds, new AbortController().signal);
    expect(summary).toMatchObject({ feeds: 4, fetched: 2, failed: 2, items_new: 2 });
    expect(said('poll.round')).toHaveLength(1);
  });

  it('stops at once when told to, and blames no feed for it', async () => {
    const feeds = configure({ id: 'hang' });
    answers.set('/hang', () => {});
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const summary = await pollRound(world, feeds, stop.signal);
    expect(summary.feeds).toBe(0);
    expect(new FeedTable(opened.db).state('hang')).toMatchObject({ failures: 0, health: 'new' });
  });
});
