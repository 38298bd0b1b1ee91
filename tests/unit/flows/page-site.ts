// A feed that gives only titles, a server with its article pages, and a database that holds its items: for tests of pages.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { PageWorld } from '../../../src/flows/storing/fetch-pages.ts';
import { ItemStore } from '../../../src/flows/storing/store-items.ts';
import type { Feed } from '../../../src/model/feed.ts';
import type { ItemDraft } from '../../../src/model/item.ts';
import type { TagInput, Verdict } from '../../../src/model/verdict.ts';
import { type Net, openNet } from '../../../src/net/request.ts';
import { Events } from '../../../src/observe/events.ts';
import {
  type Database,
  inTransaction,
  type OpenedDatabase,
  openDatabase,
} from '../../../src/store/database.ts';
import { FeedTable } from '../../../src/store/feeds.ts';
import { VerdictTable } from '../../../src/store/verdicts.ts';
import { feedOf } from '../../fixtures/feed-state.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
let server: Server;
let net: Net;
let opened: OpenedDatabase;
let store: ItemStore;

/** What a test sees and changes. */
export const site = {
  base: '',
  now: 0,
  /** Log site.lines. */
  lines: [] as Record<string, unknown>[],
  /** Paths asked for. */
  asked: [] as string[],
  answers: new Map<string, Answer>(),
};

/** The database of the running test. */
export function database(): Database {
  return opened.db;
}

/** Opens the server once and a fresh database for each test of the file. */
export function openSite(): void {
  beforeAll(async () => {
    server = createServer((request, response) => {
      site.asked.push(request.url ?? '');
      const answer = site.answers.get(request.url ?? '');
      if (answer) answer(request, response);
      else response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Nothing here</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    site.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    net = openNet({ allowPrivate: ['127.0.0.0/8'] });
  });
  afterAll(async () => {
    await net.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    site.now = Date.UTC(2026, 10, 25, 7);
    site.lines = [];
    site.asked = [];
    site.answers = new Map();
    opened = openDatabase(':memory:', { exclusive: false });
    store = new ItemStore(opened.db, tagAndStore);
  });
  afterEach(() => opened.close());
}

// On the subject where both words are found: enough of a rule to see what a page brings.
function tagAndStore(itemId: number, { title, summary, content }: TagInput, at: number): Verdict {
  const relevant = /shells/i.test(`${title} ${summary} ${content}`);
  const verdict: Verdict = {
    relevant,
    strength: relevant ? 'core' : 'none',
    score: relevant ? 5 : 0,
    topics: relevant ? ['arms-transfer'] : [],
    lang: 'en',
    reasons: [],
    ruleVersion: 'test',
  };
  new VerdictTable(opened.db).put(itemId, verdict, at);
  return verdict;
}

export function world(feed: Feed, more: Partial<PageWorld> = {}): PageWorld {
  const log = pino(
    { level: 'debug', base: null },
    { write: (line: string) => site.lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  return {
    db: opened.db,
    store,
    net,
    clock: { now: () => site.now },
    events: new Events(log, null, (text) => text),
    feeds: [feed],
    bodiesMs: 100 * DAY,
    tagging: { tagAndStore: (_db, id, input, at) => tagAndStore(id, input, at) },
    settings: {
      everyMs: 15 * 60_000,
      minMs: 5 * 60_000,
      maxMs: DAY,
      concurrency: 4,
      perHost: 4,
      spacingMs: 0,
      timeoutMs: 1_000,
      maxBytes: 1_000_000,
      userAgent: 'Pactwatch test',
      allowPrivate: [],
      deadAfterMs: 3 * DAY,
      firstRunWindowMs: DAY,
    },
    ...more,
  };
}

export function titlesOnly(more: Partial<Feed> = {}): Feed {
  const feed = feedOf({ url: `${site.base}/feed`, fullText: true, ...more });
  new FeedTable(opened.db).sync([feed], site.now);
  return feed;
}

export function draft(path: string, more: Partial<ItemDraft> = {}): ItemDraft {
  return {
    guid: path,
    url: path.startsWith('http') ? path : `${site.base}${path}`,
    canonicalUrl: null,
    title: `Headline of ${path}`,
    author: null,
    publishedAt: site.now,
    updatedAt: null,
    summary: '',
    content: '',
    categories: [],
    enclosures: [],
    lang: 'en',
    outlet: null,
    ...more,
  };
}

// As a poll stores it; `baselineSince` null: not the first document of the feed.
export function storeItems(drafts: ItemDraft[], baselineSince: number | null = null): void {
  const document = { feedId: 'sample', drafts, now: site.now, previousAt: site.now - HOUR, baselineSince };
  inTransaction(opened.db, () => store.store(document));
}

export const TEXT = 'The train carried shells to the border, two officials said on Tuesday. '.repeat(8);

export function page(text = TEXT): string {
  return (
    '<!doctype html><html><head><title>A</title><script>var shells = "<p>x</p>"</script></head><body>' +
    `<nav><a href="/">Home</a> <a href="/about">About us</a></nav><article><h1>Headline</h1><p>${text}</p><p>${text}</p>` +
    '</article><footer>All rights reserved</footer></body></html>'
  );
}

export function serve(
  path: string,
  body: string | Buffer = page(),
  contentType = 'text/html; charset=utf-8',
): void {
  site.answers.set(path, (_request, response) =>
    response.writeHead(200, { 'content-type': contentType }).end(body),
  );
}

export const signal = new AbortController().signal;
export const content = (): string[] =>
  opened.db.prepare<[], string>('SELECT content FROM item ORDER BY id').pluck().all();
export const pages = (): unknown[] =>
  opened.db.prepare('SELECT url, status, code, attempts FROM page ORDER BY url').all();
export const changes = (): unknown[] => opened.db.prepare('SELECT item_id FROM change').pluck().all();
export const said = (event: string): Record<string, unknown>[] =>
  site.lines.filter((line) => line['event'] === event);
