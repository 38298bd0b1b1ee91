// One poll of one feed: network first, outside any transaction; then one transaction stores the items with their keys,
// stories and verdicts, and the feed's state with its validators. Killed anywhere, the poll simply never happened.
import { sha256Hex } from '../lib/hash.ts';
import type { ReadFeed } from '../model/item.ts';
import type { FeedFailure } from '../model/failure.ts';
import type { Feed, FeedState } from '../model/feed.ts';
import type { PollSettings } from '../model/settings.ts';
import type { Events } from '../observe/events.ts';
import type { Net } from '../net/request.ts';
import { fetchFeed } from '../fetch/feed.ts';
import type { Fetched } from '../fetch/fetched.ts';
import { decideMove } from '../fetch/move.ts';
import { decideHealth } from '../schedule/health.ts';
import { measureWindow, type WindowFacts } from '../schedule/overlap.ts';
import { type Plan, planNextPoll } from '../schedule/plan.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { FeedTable, type PollRecord } from '../store/feeds.ts';
import { announcePoll } from './announce-poll.ts';
import type { ReadRequest } from './read-feed.ts';
import type { ItemStore, StoredDocument } from './store-items.ts';
import type { NetworkWatch } from './watch-network.ts';
import type { FlowHooks } from './write-digest.ts';
import type { ParseFailure } from '../model/failure.ts';
import type { Result } from '../lib/result.ts';

export interface PollWorld {
  readonly db: Database;
  readonly store: ItemStore;
  readonly net: Net;
  /** Reads a body, in a worker thread where it is large. */
  readonly read: (request: ReadRequest, signal: AbortSignal) => Promise<Result<ReadFeed, ParseFailure>>;
  readonly clock: { now(): number };
  readonly events: Events;
  readonly settings: PollSettings;
  /** From 0 to 1: spreads polls in time. */
  readonly random: () => number;
  /** Judges whole rounds; without it each failure is the feed's own. */
  readonly network?: NetworkWatch;
  readonly hooks?: FlowHooks;
}

/** What a poll came to: the row of the poll log, and what it changed. */
export interface Polled {
  readonly feed: Feed;
  readonly before: FeedState;
  readonly after: FeedState;
  readonly record: PollRecord;
  readonly stored: StoredDocument | null;
  readonly read: ReadFeed | null;
  /** The defects of the document before this one, as JSON. */
  readonly formerDefects: string;
}

/** What a round keeps of a poll. */
export type PollNote = Pick<Polled, 'feed' | 'record'>;

interface Found {
  readonly startedAt: number;
  readonly fetched: Fetched | null;
  readonly failure: FeedFailure | null;
  readonly bodyHash: string | null;
  readonly read: ReadFeed | null;
}

/** Polls one feed and records whatever came of it. Expected trouble is recorded, never thrown. */
export async function pollFeed(world: PollWorld, feed: Feed, signal: AbortSignal): Promise<Polled> {
  const table = new FeedTable(world.db);
  const before = table.state(feed.id);
  if (before === null) throw new Error(`feed ${feed.id} has no state: sync the feeds first`);
  const found = await find(world, feed, before, signal);
  // A poll that was cut short by our own end says nothing of the feed.
  signal.throwIfAborted();
  world.hooks?.at('poll-feed:fetched');
  const polled = record(world, feed, before, found);
  world.hooks?.at('poll-feed:committed');
  announcePoll(world.events, polled, world.network ?? null);
  return polled;
}

async function find(world: PollWorld, feed: Feed, state: FeedState, signal: AbortSignal): Promise<Found> {
  const { settings } = world;
  const startedAt = world.clock.now();
  const nothing = { startedAt, fetched: null, failure: null, bodyHash: null, read: null };
  const fetched = await fetchFeed(feed, state, {
    net: world.net,
    clock: world.clock,
    timeoutMs: settings.timeoutMs,
    maxBytes: settings.maxBytes,
    userAgent: settings.userAgent,
    signal,
  });
  if (!fetched.ok) return { ...nothing, failure: fetched.failure };
  const { response } = fetched.value;
  if (response === null) return { ...nothing, fetched: fetched.value };
  const bodyHash = sha256Hex(response.body);
  if (bodyHash === state.bodyHash && state.lastSuccessAt !== null)
    return { ...nothing, fetched: fetched.value, bodyHash };
  const read = await world.read(
    {
      body: response.body,
      contentType: response.headers['content-type'] ?? null,
      contentLocation: response.headers['content-location'] ?? null,
      feedUrl: response.finalUrl,
      charset: feed.charset,
      country: feed.country,
      lang: feed.lang,
      now: response.fetchedAt,
    },
    signal,
  );
  return read.ok
    ? { ...nothing, fetched: fetched.value, bodyHash, read: read.value }
    : { ...nothing, fetched: fetched.value, failure: read.failure };
}

function record(world: PollWorld, feed: Feed, before: FeedState, found: Found): Polled {
  const table = new FeedTable(world.db);
  const formerDefects = found.read === null ? '[]' : table.lastDefects(feed.id);
  try {
    return inTransaction(world.db, () => {
      const now = world.clock.now();
      const newestBefore = table.newestPublishedAt(feed.id);
      const stored = found.read === null ? null : storeDocument(world, before, found.read, now);
      const window = stored && found.read ? windowOf(stored, found.read, before, newestBefore) : null;
      const result = resultOf(found, stored);
      const plan = planOf(world, feed, before, { found, result, window, now });
      const after = stateAfter(world, feed, before, { found, result, window, plan, now });
      const row = recordOf(feed, found, { result, stored, window, plan, now });
      world.hooks?.at('poll-feed:stored');
      table.save(after);
      table.logPoll(row);
      return { feed, before, after, record: row, stored, read: found.read, formerDefects };
    });
  } catch (error) {
    world.store.reset();
    throw error;
  }
}

function storeDocument(world: PollWorld, before: FeedState, read: ReadFeed, now: number): StoredDocument {
  const first = before.lastSuccessAt === null;
  return world.store.store({
    feedId: before.feedId,
    drafts: read.items,
    now,
    previousAt: before.lastSuccessAt,
    baselineSince: first ? before.addedAt - world.settings.firstRunWindowMs : null,
  });
}

function windowOf(
  stored: StoredDocument,
  read: ReadFeed,
  before: FeedState,
  newestAt: number | null,
): WindowFacts {
  const items = stored.outcomes.map(({ outcome }, index) => ({
    known: outcome === 'seen' || outcome === 'changed',
    publishedAt: read.items[index]?.publishedAt ?? null,
  }));
  return measureWindow(items, { read: before.lastSuccessAt !== null, newestAt });
}

function resultOf(found: Found, stored: StoredDocument | null): PollRecord['result'] {
  if (found.failure !== null) return 'failed';
  if (found.fetched?.kind === 'not-modified') return 'not-modified';
  if (stored === null) return 'unchanged';
  if (stored.seen === 0) return 'empty';
  return stored.fresh + stored.copies > 0 ? 'new' : 'unchanged';
}

interface Facts {
  readonly found: Found;
  readonly result: PollRecord['result'];
  readonly window: WindowFacts | null;
  readonly now: number;
}

function planOf(world: PollWorld, feed: Feed, before: FeedState, facts: Facts): Plan {
  const { settings } = world;
  const { failure, fetched, read } = facts.found;
  const retryAfterMs =
    failure !== null && 'retryAfterMs' in failure
      ? (failure.retryAfterMs ?? null)
      : (fetched?.caching.retryAfterMs ?? null);
  return planNextPoll({
    now: facts.now,
    result: facts.result,
    everyMs: feed.everyMs,
    defaultMs: settings.everyMs,
    minMs: settings.minMs,
    maxMs: settings.maxMs,
    intervalMs: before.intervalMs > 0 ? before.intervalMs : (feed.everyMs ?? settings.everyMs),
    failures: failure === null ? 0 : before.failures + 1,
    failureCode: failure?.code ?? null,
    retryAfterMs,
    freshMs: fetched?.caching.freshMs ?? null,
    hints: read?.hints ?? null,
    overlap: facts.window,
    windowMs: facts.window?.windowMs ?? null,
    gap: facts.window?.gap ?? false,
    jitter: world.random() * 2 - 1,
  });
}

function stateAfter(
  world: PollWorld,
  feed: Feed,
  before: FeedState,
  facts: Facts & { readonly plan: Plan },
): FeedState {
  const { found, result, plan, now } = facts;
  const failed = found.failure !== null;
  const { health } = decideHealth(before, {
    now,
    result,
    failureCode: found.failure?.code ?? null,
    deadAfterMs: world.settings.deadAfterMs,
    silentAfterMs: feed.silentAfterMs,
  });
  const planned = {
    ...before,
    health,
    nextPollAt: plan.at,
    planReason: plan.reason,
    intervalMs: plan.intervalMs,
    lastPollAt: now,
  };
  if (failed || found.fetched === null) {
    return {
      ...planned,
      failures: before.failures + 1,
      failingSince: before.failingSince ?? now,
      failureCode: found.failure?.code ?? null,
      failureDetail: found.failure?.detail ?? null,
    };
  }
  return {
    ...planned,
    ...decideMove(before, found.fetched.movedTo, now),
    lastSuccessAt: now,
    lastNewItemAt: result === 'new' ? now : before.lastNewItemAt,
    lastFullFetchAt: found.fetched.full ? found.startedAt : before.lastFullFetchAt,
    // An empty document is read anew each time: recognised as unchanged it would pass for a feed that is well.
    etag: result === 'empty' ? null : found.fetched.etag,
    lastModified: result === 'empty' ? null : found.fetched.lastModified,
    bodyHash: result === 'empty' ? null : (found.bodyHash ?? before.bodyHash),
    failures: 0,
    failingSince: null,
    failureCode: null,
    failureDetail: null,
    gapSince:
      facts.window === null
        ? before.gapSince
        : facts.window.gap
          ? (before.gapSince ?? before.lastPollAt ?? now)
          : null,
  };
}

function recordOf(
  feed: Feed,
  found: Found,
  facts: Omit<Facts, 'found'> & { readonly plan: Plan; readonly stored: StoredDocument | null },
): PollRecord {
  const { stored, read } = { stored: facts.stored, read: found.read };
  const { failure, fetched } = found;
  return {
    feedId: feed.id,
    startedAt: found.startedAt,
    elapsedMs: facts.now - found.startedAt,
    result: facts.result,
    status: failure !== null && 'status' in failure ? (failure.status ?? null) : (fetched?.status ?? null),
    failureCode: failure?.code ?? null,
    failureDetail: failure?.detail ?? null,
    bytes: fetched?.response?.body.byteLength ?? 0,
    charset: read?.charset.charset ?? null,
    charsetReason: read?.charset.reason ?? null,
    format: read?.format ?? null,
    itemsSeen: stored?.seen ?? 0,
    itemsNew: stored?.fresh ?? 0,
    itemsChanged: stored?.changed ?? 0,
    copies: stored?.copies ?? 0,
    tagged: stored?.tagged ?? 0,
    held: stored?.held ?? 0,
    gap: facts.window?.gap ?? false,
    defects: read?.defects ?? [],
    nextPollAt: facts.plan.at,
    planReason: facts.plan.reason,
  };
}
