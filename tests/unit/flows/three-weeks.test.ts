// Three weeks of real polls against a real server, with a clock that jumps from one due feed to the next: what feeds are
// promised over days, as their server sees it in requests and their reader in the log.
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dueFeeds, pollRound } from '../../../src/flows/polling/poll-round.ts';
import type { Feed } from '../../../src/model/feed.ts';
import { FeedTable } from '../../../src/store/feeds.ts';
import { feedOf } from '../../fixtures/feed-state.ts';
import { renderRss, type SampleItem } from '../../fixtures/sample-rss.ts';
import { DAY, HOUR, openPollWorld, openSite, type PollScene, type Site } from './poll-world.ts';

interface Seen {
  readonly at: number;
  readonly path: string;
  readonly tag: string | undefined;
  readonly status: number;
}

let site: Site;
let scene: PollScene;
let start = 0;
const seen: Seen[] = [];
const said: { at: number; feed: unknown; event: unknown; to?: unknown; state?: unknown }[] = [];

const day = (at: number): number => (at - start) / DAY;
const requests = (path: string): Seen[] => seen.filter((one) => one.path === path);
const pauses = (list: readonly Seen[]): number[] =>
  list.slice(1).map((one, index) => one.at - (list[index]?.at ?? one.at));
const notices = (feed: string): string[] =>
  said
    .filter((line) => line.feed === feed && !/polled|baseline/.test(String(line.event)))
    .map((line) => [line.event, line.to ?? line.state].filter(Boolean).join(' '));
const dayOf = (feed: string, event: string): number =>
  day(said.find((line) => line.feed === feed && line.event === event)?.at ?? Number.NaN);

type Server = (now: number, tag: string | undefined, response: ServerResponse) => number;

/** A feed that brings an item every `everyMs`, from the start on, for as long as `speaks` says so; newest first. */
function itemsAt(now: number, everyMs: number, speaks: (at: number) => boolean = () => true): SampleItem[] {
  const items: SampleItem[] = [];
  for (let at = start - 2 * DAY; at <= now; at += everyMs) {
    const id = `${everyMs / HOUR}h-${(at - start) / everyMs}`;
    if (speaks(at))
      items.unshift({ id, title: `Report ${((at - start) / HOUR) ** 2} of ${id}`, ageMs: now - at });
  }
  return items.slice(0, 12);
}

const send = (items: readonly SampleItem[], now: number, response: ServerResponse, headers = {}): number => {
  response.writeHead(200, { 'content-type': 'application/rss+xml', ...headers }).end(renderRss(items, now));
  return 200;
};
const refuse = (status: number, response: ServerResponse, headers = {}): number => {
  response.writeHead(status, headers).end();
  return status;
};
const during = (from: number, to: number) => (at: number) => day(at) >= from && day(at) < to;

const SERVERS: Record<string, Server> = {
  steady: (now, tag, response) => {
    const items = itemsAt(now, 8 * HOUR);
    const etag = `"${items[0]?.id}"`;
    return tag === etag ? refuse(304, response, { etag }) : send(items, now, response, { etag });
  },
  // A cache between that answers every question for changes with none.
  stuck: (now, tag, response) =>
    tag === undefined
      ? send(itemsAt(now, 5 * HOUR), now, response, { etag: '"stuck"' })
      : refuse(304, response),
  moved: (_now, _tag, response) => refuse(301, response, { location: '/moved-to' }),
  'moved-to': (now, _tag, response) => send(itemsAt(now, 6 * HOUR), now, response),
  gone: (now, _tag, response) =>
    during(2, 15)(now) ? refuse(410, response) : send(itemsAt(now, 7 * HOUR), now, response),
  dead: (now, _tag, response) =>
    during(3, 10)(now) ? refuse(503, response) : send(itemsAt(now, 9 * HOUR), now, response),
  quiet: (now, _tag, response) =>
    send(
      itemsAt(now, 4 * HOUR, (at) => !during(10, 18)(at)),
      now,
      response,
    ),
  hushed: (now, _tag, response) =>
    during(6, 6.5)(now)
      ? refuse(500, response)
      : send(
          itemsAt(now, 10 * HOUR, (at) => day(at) < 1),
          now,
          response,
        ),
  rushed: (now, _tag, response) =>
    send(itemsAt(now, during(5, 5.6)(now) ? HOUR / 4 : 11 * HOUR), now, response),
  busy: (now, _tag, response) =>
    during(4, 4.5)(now)
      ? refuse(429, response, { 'retry-after': String(2 * 86_400) })
      : send(itemsAt(now, 3 * HOUR), now, response),
};

const FEEDS: Partial<Feed>[] = [
  { id: 'steady' },
  { id: 'stuck' },
  { id: 'moved' },
  { id: 'gone' },
  { id: 'dead' },
  { id: 'quiet', silentAfterMs: 'rhythm' },
  { id: 'hushed', silentAfterMs: 2 * DAY },
  { id: 'rushed' },
  { id: 'busy' },
];

// What a host asks of all its feeds concerns no other.
const hostOf = (id: string | undefined): string =>
  id === 'busy' ? site.base.replace('127.0.0.1', 'localhost') : site.base;

function listen(): void {
  for (const [name, server] of Object.entries(SERVERS)) {
    const path = `/${name}`;
    site.answers.set(path, (request, response) => {
      const at = scene.scene.now;
      const tag = request.headers['if-none-match'];
      seen.push({ at, path, tag, status: server(at, tag, response) });
    });
  }
}

async function liveThrough(feeds: readonly Feed[]): Promise<void> {
  const table = new FeedTable(scene.opened.db);
  let seed = 7;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const world = { ...scene.world, random };
  for (;;) {
    const nextAt = table.states().reduce((next, { nextPollAt }) => Math.min(next, nextPollAt), Infinity);
    scene.scene.now = Math.max(scene.scene.now, nextAt);
    if (day(scene.scene.now) > 21) return;
    await pollRound(world, dueFeeds(world, feeds), new AbortController().signal);
    for (const line of scene.lines.splice(0))
      said.push({
        at: scene.scene.now,
        feed: line['feed'],
        event: line['event'],
        to: line['to'],
        state: line['state'],
      });
  }
}

beforeAll(async () => {
  site = await openSite();
  scene = openPollWorld(site, { everyMs: HOUR, minMs: HOUR / 2, firstRunWindowMs: DAY });
  start = scene.scene.now;
  scene.scene.now += 10 * 60_000;
  listen();
  const feeds = FEEDS.map((feed) => feedOf({ url: `${hostOf(feed.id)}/${feed.id}`, ...feed }));
  new FeedTable(scene.opened.db).sync(feeds, start);
  await liveThrough(feeds);
}, 120_000);
afterAll(async () => {
  scene.close();
  await site.close();
});

describe('over three weeks', () => {
  it('a feed is asked for changes, and for the whole document every twelve hours', () => {
    const asked = requests('/steady');
    const whole = asked.filter(({ tag }) => tag === undefined);
    expect(asked.length).toBeGreaterThan(whole.length * 1.2);
    for (const pause of pauses(whole)) {
      expect(pause).toBeGreaterThan(7 * HOUR);
      expect(pause).toBeLessThan(12.5 * HOUR);
    }
    expect(asked.filter(({ status }) => status === 304).length).toBeGreaterThan(20);
    expect(notices('steady')).toEqual([]);
  });

  it('a cache that got stuck hides nothing for longer than that', () => {
    const late = scene.opened.db
      .prepare(
        "SELECT max(first_seen_at - published_at) FROM item WHERE feed_id = 'stuck' AND first_seen_at > ?",
      )
      .pluck()
      .get(start + HOUR);
    expect(late).toBeLessThan(12.5 * HOUR);
    expect(
      scene.opened.db.prepare("SELECT count(*) FROM item WHERE feed_id = 'stuck'").pluck().get(),
    ).toBeGreaterThan(95);
  });

  it('a move for good is followed at once, adopted after seven days, and said twice', () => {
    const asked = requests('/moved');
    expect(day(asked.at(-1)?.at ?? 0)).toBeGreaterThanOrEqual(6.5);
    expect(day(asked.at(-1)?.at ?? 0)).toBeLessThan(8);
    expect(requests('/moved-to').filter(({ at }) => day(at) > 8).length).toBeGreaterThan(20);
    expect(notices('moved')).toEqual([
      `feed.moving ${site.base}/moved-to`,
      `feed.moved ${site.base}/moved-to`,
    ]);
    expect(dayOf('moved', 'feed.moving')).toBeLessThan(0.1);
    expect(dayOf('moved', 'feed.moved')).toBeGreaterThanOrEqual(7);
  });

  it('a feed that is gone is asked once a week, and read at once when it is back', () => {
    const gone = requests('/gone').filter(({ status }) => status === 410);
    expect(gone.length).toBeGreaterThanOrEqual(2);
    expect(gone.length).toBeLessThanOrEqual(3);
    for (const pause of pauses(gone)) expect(pause).toBeGreaterThan(6 * DAY);
    expect(notices('gone')).toEqual(['feed.failed gone', 'feed.recovered', 'feed.gap', 'feed.overlap']);
  });

  it('a feed that fails is asked less and less, up to once a day, is dead after days, and recovers at once', () => {
    const failed = requests('/dead').filter(({ status }) => status === 503);
    const waits = pauses(failed);
    expect(waits[0]).toBeLessThan(5 * 60_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1.1 * DAY);
    expect(waits.at(-1)).toBeGreaterThan(0.9 * DAY);
    expect(failed.length).toBeLessThan(16);
    expect(notices('dead').slice(0, 3)).toEqual([
      'feed.failed failing',
      'feed.failed dead',
      'feed.recovered',
    ]);
    const deadAt = said.find((line) => line.feed === 'dead' && line.state === 'dead')?.at ?? 0;
    expect(day(deadAt)).toBeGreaterThanOrEqual(6);
    expect(dayOf('dead', 'feed.recovered')).toBeLessThan(11.1);
    const after = requests('/dead').filter(({ at }) => day(at) > 10);
    expect(Math.max(...pauses(after))).toBeLessThan(12 * HOUR);
  });

  it('a feed that falls silent against its rhythm is said to be so once, and once to speak again', () => {
    expect(notices('quiet')).toEqual(['feed.health silent', 'feed.health ok']);
    expect(dayOf('quiet', 'feed.health')).toBeGreaterThan(12.5);
    expect(dayOf('quiet', 'feed.health')).toBeLessThan(14);
  });

  it('a silence that a failure interrupts is not said again', () => {
    expect(notices('hushed')).toEqual(['feed.health silent', 'feed.failed failing', 'feed.recovered']);
  });

  it('a window that moved on between two polls is said, and that it holds again', () => {
    expect(notices('rushed').filter((event) => event !== 'items.held')).toEqual(['feed.gap', 'feed.overlap']);
  });

  it('a host that asks for two days of peace has them', () => {
    const refusedAt = requests('/busy').find(({ status }) => status === 429)?.at;
    const next = requests('/busy').find(({ at }) => at > (refusedAt ?? Infinity));
    if (refusedAt === undefined || next === undefined) throw new Error('never refused');
    expect(next.at - refusedAt).toBeGreaterThanOrEqual(2 * DAY);
    expect(next.at - refusedAt).toBeLessThan(2.3 * DAY);
  });

  it('no item is stored twice', () => {
    const twice = scene.opened.db
      .prepare('SELECT guid FROM item GROUP BY feed_id, guid HAVING count(*) > 1')
      .pluck()
      .all();
    expect(twice).toEqual([]);
  });
});
