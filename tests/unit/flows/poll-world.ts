// The real poll of real feeds: a server on loopback that answers as it is told, a database in memory, a clock to turn.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { type Polled, pollFeed, type PollWorld } from '../../../src/flows/polling/poll-feed.ts';
import { readFeed } from '../../../src/flows/polling/read-feed.ts';
import { ItemStore } from '../../../src/flows/storing/store-items.ts';
import type { Feed } from '../../../src/model/feed.ts';
import type { PollSettings } from '../../../src/model/settings.ts';
import { openNet } from '../../../src/net/request.ts';
import { Events } from '../../../src/observe/events.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { FeedTable } from '../../../src/store/feeds.ts';
import { feedOf } from '../../fixtures/feed-state.ts';
import { renderRss, type SampleItem } from '../../fixtures/sample-rss.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const VERDICT = {
  relevant: false,
  strength: 'none',
  score: 0,
  topics: [],
  lang: 'en',
  reasons: [],
  ruleVersion: 'test',
} as const;

const SETTINGS: PollSettings = {
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
};

/** Opens a server that lives for a whole test file. */
export async function openSite() {
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const answer = answers.get(request.url ?? '');
    if (answer) answer(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const net = openNet({ allowPrivate: ['127.0.0.0/8'] });
  return {
    answers,
    net,
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async (): Promise<void> => {
      await net.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

export type Site = Awaited<ReturnType<typeof openSite>>;

/** Opens an empty database and a clock beside a site. */
export function openPollWorld(site: Site, settings: Partial<PollSettings> = {}) {
  const opened = openDatabase(':memory:', { exclusive: false });
  const lines: Record<string, unknown>[] = [];
  const write = (line: string): number => lines.push(JSON.parse(line) as Record<string, unknown>);
  const scene = { now: Date.UTC(2026, 10, 25, 7) };
  const world: PollWorld = {
    db: opened.db,
    store: new ItemStore(opened.db, () => VERDICT),
    net: site.net,
    read: readFeed,
    clock: { now: () => scene.now },
    events: new Events(pino({ level: 'debug', base: null }, { write }), null, (text) => text),
    random: () => 0.5,
    settings: { ...SETTINGS, ...settings },
  };
  site.answers.clear();
  return {
    opened,
    lines,
    scene,
    world,
    close: (): void => opened.close(),
    rss: (items: readonly SampleItem[]): string => renderRss(items, scene.now),
    serve(path: string, body: () => string, headers: Record<string, string> = {}): void {
      site.answers.set(path, (_request, response) =>
        response.writeHead(200, { 'content-type': 'application/rss+xml', ...headers }).end(body()),
      );
    },
    /** Makes a feed known; its address is its id on the site. */
    configure(more: Partial<Feed> = {}): Feed {
      const feed = feedOf({ url: `${site.base}/${more.id ?? 'sample'}`, ...more });
      new FeedTable(opened.db).sync([feed], scene.now);
      return feed;
    },
    poll: async (feed: Feed): Promise<Polled> => pollFeed(world, feed, new AbortController().signal),
    /** Events of these feeds' changes, in order, without the line that each poll has. */
    said: (): string[] =>
      lines.map((line) => String(line['event'])).filter((event) => event !== 'feed.polled'),
    state: (id: string) => new FeedTable(opened.db).state(id),
    itemCount: (): unknown => opened.db.prepare('SELECT count(*) FROM item').pluck().get(),
  };
}

export type PollScene = ReturnType<typeof openPollWorld>;
