// Looks at one feed as the daemon would and says everything it finds: what was sent, what was chosen, what to set.
import { explainFailure, ADVICE } from '../../fetch/advice.ts';
import { fetchFeed } from '../../fetch/feed.ts';
import type { Fetched } from '../../fetch/fetched.ts';
import type { FeedFailure } from '../../model/failure.ts';
import type { Feed } from '../../model/feed.ts';
import type { ItemDraft, ReadFeed } from '../../model/item.ts';
import type { PollSettings } from '../../model/settings.ts';
import { isMetadata } from '../../net/address.ts';
import { type Net, openNet } from '../../net/request.ts';
import { planNextPoll, spell } from '../../schedule/plan.ts';
import {
  describeAnswer,
  describeRefusal,
  describeRequest,
  firstState,
  type ProbedAnswer,
} from './probe-exchange.ts';
import { readResponse } from './read-response.ts';
import { openReaderPool, type ReaderPool } from './reader-pool.ts';

export interface ProbeReport {
  readonly source: string;
  /** The request: its headers, with what may be a secret left out. */
  readonly asked: Readonly<Record<string, string>>;
  readonly answer: ProbedAnswer | null;
  readonly failure: {
    readonly code: string;
    readonly detail: string;
    readonly meaning: string;
    readonly advice: string;
  } | null;
  readonly charset: { readonly charset: string; readonly reason: string } | null;
  readonly format: string | null;
  readonly title: string | null;
  readonly language: string | null;
  readonly defects: readonly { readonly code: string; readonly count: number; readonly detail: string }[];
  readonly items: ItemFacts | null;
  readonly next_poll: { readonly after: string; readonly reason: string } | null;
  /** Feeds that a web page in place of a feed names. */
  readonly found_feeds: readonly string[];
  readonly suggestions: readonly string[];
}

interface ItemFacts {
  readonly count: number;
  readonly dated: number;
  readonly newest: string | null;
  readonly oldest: string | null;
  readonly guids: string;
  readonly links: string;
  readonly with_summary: number;
  readonly titles: readonly string[];
}

interface ProbeWorld {
  readonly net: Net;
  readonly readers: ReaderPool;
  readonly clock: { now(): number };
  readonly settings: PollSettings;
  readonly signal: AbortSignal;
}

/** Probes an http(s) or file address with these settings. Never throws for what the feed does. */
export async function probeFeed(
  settings: PollSettings,
  feed: Feed,
  clock: { now(): number },
): Promise<ProbeReport> {
  const net = openNet({ allowPrivate: settings.allowPrivate });
  const readers = openReaderPool({ workers: 1 });
  try {
    return await lookAt({ net, readers, clock, settings, signal: new AbortController().signal }, feed);
  } finally {
    await readers.close();
    await net.close();
  }
}

async function lookAt(world: ProbeWorld, feed: Feed): Promise<ProbeReport> {
  const { settings, clock, net, signal } = world;
  const fetched = await fetchFeed(feed, firstState(feed, clock.now()), {
    net,
    clock,
    signal,
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.maxBytes,
    userAgent: settings.userAgent,
  });
  if (!fetched.ok) return report(world, feed, { fetched: null, failure: fetched.failure, read: null });
  const { response } = fetched.value;
  if (response === null) return report(world, feed, { fetched: fetched.value, failure: null, read: null });
  const read = await readResponse(
    (request, stop) => world.readers.read(request, stop),
    { feed, fetched: fetched.value, response },
    signal,
  );
  return read.ok
    ? report(world, feed, { fetched: fetched.value, failure: null, read: read.value })
    : report(world, feed, { fetched: fetched.value, failure: read.failure, read: null });
}

interface Outcome {
  readonly fetched: Fetched | null;
  readonly failure: FeedFailure | null;
  readonly read: ReadFeed | null;
}

function report(world: ProbeWorld, feed: Feed, outcome: Outcome): ProbeReport {
  const { fetched, failure, read } = outcome;
  const html =
    failure?.code === 'html' && fetched?.response
      ? findFeeds(fetched.response.body, fetched.response.finalUrl)
      : [];
  return {
    source: feed.url,
    asked: describeRequest(feed, world.settings.userAgent, world.clock.now()),
    answer: fetched ? describeAnswer(fetched) : describeRefusal(failure),
    failure: failure && {
      code: failure.code,
      detail: failure.detail,
      meaning: ADVICE[failure.code].meaning,
      advice: explainFailure(failure.code),
    },
    charset: read?.charset ?? null,
    format: read?.format ?? null,
    title: read?.title ?? null,
    language: read?.language ?? null,
    defects: countDefects(read),
    items: read && describeItems(read.items),
    next_poll: describePlan(world, feed, outcome),
    found_feeds: html,
    suggestions: suggest(feed, outcome, html),
  };
}

function countDefects(read: ReadFeed | null): ProbeReport['defects'] {
  const byCode = new Map<string, { code: string; count: number; detail: string }>();
  for (const { code, detail } of read?.defects ?? []) {
    const entry = byCode.get(code) ?? { code, count: 0, detail };
    entry.count++;
    byCode.set(code, entry);
  }
  return [...byCode.values()];
}

function describeItems(items: readonly ItemDraft[]): ItemFacts {
  const dates = items
    .map((item) => item.publishedAt)
    .filter((at) => at !== null)
    .sort((a, b) => a - b);
  const iso = (at: number | undefined): string | null =>
    at === undefined ? null : new Date(at).toISOString();
  return {
    count: items.length,
    dated: dates.length,
    newest: iso(dates.at(-1)),
    oldest: iso(dates[0]),
    guids: quality(items.map((item) => item.guid)),
    links: quality(items.map((item) => item.canonicalUrl)),
    with_summary: items.filter((item) => item.summary !== '').length,
    titles: items.slice(0, 5).map((item) => item.title),
  };
}

/** Whether a kind of key can tell the items of this document apart. */
function quality(keys: readonly (string | null)[]): string {
  const given = keys.filter((key) => key !== null && key !== '');
  if (given.length === 0) return 'none';
  const unique = new Set(given).size;
  if (unique === keys.length) return 'every item has its own';
  if (unique === 1 && given.length > 1) return 'the same for all: cannot tell items apart';
  return `${unique} different ones for ${keys.length} items`;
}

function describePlan(
  world: ProbeWorld,
  feed: Feed,
  { fetched, failure, read }: Outcome,
): ProbeReport['next_poll'] {
  const { settings, clock } = world;
  const now = clock.now();
  const dates = (read?.items ?? []).map((item) => item.publishedAt).filter((at) => at !== null);
  const plan = planNextPoll({
    now,
    result: failure ? 'failed' : read?.items.length === 0 ? 'empty' : 'new',
    everyMs: feed.everyMs,
    defaultMs: settings.everyMs,
    minMs: settings.minMs,
    maxMs: settings.maxMs,
    intervalMs: settings.everyMs,
    failures: failure ? 1 : 0,
    failureCode: failure?.code ?? null,
    retryAfterMs: failure && 'retryAfterMs' in failure ? (failure.retryAfterMs ?? null) : null,
    freshMs: fetched?.caching.freshMs ?? null,
    hints: read?.hints ?? null,
    overlap: null,
    windowMs: dates.length > 1 ? Math.max(...dates) - Math.min(...dates) : null,
    gap: false,
    isCut: fetched !== null && fetched.cut !== null,
    jitter: 0,
  });
  return { after: spell(plan.at - now), reason: plan.reason };
}

// The common advice, but where it would not help or asks for what is being done.
function adviceFor(failure: FeedFailure, feed: Feed): string {
  if (failure.code === 'address-blocked' && isMetadata(blockedHost(failure, feed).hostname))
    return 'Nothing to set: such addresses are never fetched.';
  if (failure.code === 'not-a-feed')
    return 'Find the feed’s address: `pactwatch probe SITE` looks for it in a page.';
  return explainFailure(failure.code);
}

function blockedHost(failure: FeedFailure, feed: Feed): URL {
  const answer = 'answer' in failure ? failure.answer : undefined;
  return new URL(answer?.finalUrl ?? feed.url);
}

// What to write into the configuration, ready to be taken over.
function settingsFor(failure: FeedFailure, feed: Feed): string[] {
  const { host, hostname } = blockedHost(failure, feed);
  if (failure.code !== 'address-blocked') return SETTINGS[failure.code] ?? [];
  return isMetadata(hostname) ? [] : [`poll: { allow_private: ["${host}"] }`];
}

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

const SETTINGS: Partial<Record<FeedFailure['code'], string[]>> = {
  'too-large': ['poll: { max_bytes: 30MB }'],
  timeout: ['poll: { timeout: 60s }'],
  unauthorised: ['headers: { authorization: "${FEED_AUTH}" }'],
  forbidden: [`user_agent: "${BROWSER}"`],
  'bot-challenge': [`user_agent: "${BROWSER}"`],
};

function suggest(feed: Feed, { fetched, failure, read }: Outcome, found: readonly string[]): string[] {
  const said: string[] = [];
  if (failure) said.push(adviceFor(failure, feed), ...settingsFor(failure, feed));
  if (found[0] !== undefined) said.push(`Use the feed that the page names: ${found[0]}`);
  if (fetched?.movedTo != null) said.push(`url: ${fetched.movedTo}   # it answers with a permanent redirect`);
  if (!read) return said;
  if (read.items.length === 0)
    said.push('It holds no items: the daemon calls such a feed empty and goes on asking.');
  if (feed.lang === null && read.language !== null) said.push(`lang: ${read.language.slice(0, 2)}`);
  if (read.items.length > 0 && read.items.every((item) => item.publishedAt === null))
    said.push('Items bear no date: they are dated by first sight.');
  if (read.items.length > 0 && read.items.every((item) => item.summary === '' && item.content === '')) {
    said.push('full_text: true   # the feed gives only titles');
  }
  if (fetched !== null && fetched.cut === null && fetched.etag === null && fetched.lastModified === null)
    said.push('It sends no validators: every poll fetches the whole document.');
  return said;
}

/** Addresses of feeds that a web page names in its head (RSS autodiscovery), absolute. */
export function findFeeds(body: Uint8Array, pageUrl: string): string[] {
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 300_000)).toString(
    'latin1',
  );
  const found = new Set<string>();
  for (const [tag] of head.matchAll(/<link\b[^<>]{1,2000}>/gi)) {
    if (!/\brel\s*=\s*["']?[^"'>]*alternate/i.test(tag)) continue;
    if (!/\btype\s*=\s*["']?application\/(?:rss\+xml|atom\+xml|feed\+json|json)/i.test(tag)) continue;
    const href = /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))/i.exec(tag);
    const address = (href?.[1] ?? href?.[2] ?? href?.[3] ?? '').replaceAll('&amp;', '&');
    if (address !== '' && URL.canParse(address, pageUrl)) found.add(new URL(address, pageUrl).href);
  }
  return [...found].slice(0, 20);
}
