// One poll of one feed: network first, outside any transaction; then a transaction stores the items with their keys,
// stories and verdicts, and the feed's state with its validators. Killed anywhere, the poll never happened; of a
// document that takes long, stored in several transactions, the last of which bears the state, some items are known.
import { sha256Hex } from '../../lib/hash.ts';
import type { FeedFailure } from '../../model/failure.ts';
import type { ReadFeed } from '../../model/item.ts';
import type { Feed, FeedState } from '../../model/feed.ts';
import type { PollSettings } from '../../model/settings.ts';
import type { Events } from '../../observe/events.ts';
import type { Net } from '../../net/request.ts';
import { fetchFeed } from '../../fetch/feed.ts';
import { expectedSilence, LEAST_SILENCE_MS, RHYTHM_SPAN_MS } from '../../schedule/rhythm.ts';
import type { Database } from '../../store/database.ts';
import { FeedTable, type PollRecord } from '../../store/feeds.ts';
import { announcePoll } from './announce-poll.ts';
import { type Found, judgePoll } from './judge-poll.ts';
import { readResponse } from './read-response.ts';
import type { ReadRequest } from './read-feed.ts';
import { runInSlices, type Steps } from '../storing/steps.ts';
import type { ItemStore, StoredDocument } from '../storing/store-items.ts';
import type { NetworkWatch } from './watch-network.ts';
import type { FlowHooks } from '../sending/write-digest.ts';
import type { ParseFailure } from '../../model/failure.ts';
import type { Result } from '../../lib/result.ts';

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
  /** Longest time that storing one document holds up everything else; default 50 ms. */
  readonly sliceMs?: number;
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
  /** Why the feed is in its state. */
  readonly detail: string;
  /** Whether it failed as it did not before since it last was read. */
  readonly isNewCause: boolean;
}

/** What a round keeps of a poll. */
export type PollNote = Pick<Polled, 'feed' | 'record'>;

/** Polls one feed and records whatever came of it. Expected trouble is recorded, never thrown. */
export async function pollFeed(world: PollWorld, feed: Feed, signal: AbortSignal): Promise<Polled> {
  const table = new FeedTable(world.db);
  const before = table.state(feed.id);
  if (before === null) throw new Error(`feed ${feed.id} has no state: sync the feeds first`);
  const found = await find(world, feed, before, signal);
  // A poll that was cut short by our own end says nothing of the feed.
  signal.throwIfAborted();
  world.hooks?.at('poll-feed:fetched');
  const polled = await world.store.alone(() => record(world, feed, before, found));
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
  const bodyHash = fetched.value.cut === null ? sha256Hex(response.body) : null;
  if (bodyHash !== null && bodyHash === state.bodyHash && state.lastSuccessAt !== null)
    return { ...nothing, fetched: fetched.value, bodyHash };
  const read = await readResponse(world.read, { feed, fetched: fetched.value, response }, signal);
  return read.ok
    ? { ...nothing, fetched: fetched.value, bodyHash, read: read.value }
    : { ...nothing, fetched: fetched.value, failure: read.failure };
}

const SLICE_MS = 50;

// Items go first and the state of the feed with its validators last: killed in between, the next poll finds them known.
async function record(world: PollWorld, feed: Feed, before: FeedState, found: Found): Promise<Polled> {
  const table = new FeedTable(world.db);
  const formerDefects = found.read === null ? '[]' : table.lastDefects(feed.id);
  const now = world.clock.now();
  const newestBefore = table.newestPublishedAt(feed.id);
  const steps = storeDocument(world, before, found.read, now);
  const finish = (stored: StoredDocument | null): Polled => {
    const judgement = judgePoll({
      settings: world.settings,
      feed,
      before,
      found,
      stored,
      newestBefore,
      silentAfterMs: silenceOf(table, feed, before, now),
      now,
      jitter: world.random() * 2 - 1,
    });
    const isNewCause = found.failure !== null && !isKnownCause(table, before, found.failure.code);
    world.hooks?.at('poll-feed:stored');
    table.save(judgement.after);
    if (found.failure?.code === 'rate-limited')
      table.deferOrigin(before.currentUrl, now + peaceOf(found.failure), DEFERRED);
    table.logPoll(judgement.record);
    return { feed, before, ...judgement, stored, read: found.read, formerDefects, isNewCause };
  };
  try {
    const settle = (): void => world.store.index();
    return await runInSlices(world.db, steps, { sliceMs: world.sliceMs ?? SLICE_MS, settle, finish });
  } catch (error) {
    world.store.reset();
    throw error;
  }
}

function* storeDocument(
  world: PollWorld,
  before: FeedState,
  read: ReadFeed | null,
  now: number,
): Steps<StoredDocument | null> {
  if (read === null) return null;
  const first = before.lastSuccessAt === null;
  return yield* world.store.storing({
    feedId: before.feedId,
    drafts: read.items,
    now,
    previousAt: before.lastSuccessAt,
    baselineSince: first ? before.addedAt - world.settings.firstRunWindowMs : null,
  });
}

const DEFERRED = 'its host asks for fewer requests (429)';
const LEAST_PEACE_MS = 5 * 60_000;

// A host that is asked too much means all that is asked of it, not one feed.
function peaceOf(failure: FeedFailure): number {
  const asked = 'retryAfterMs' in failure ? failure.retryAfterMs : undefined;
  return Math.max(LEAST_PEACE_MS, asked ?? 0);
}

// The rhythm is asked for only where a silence may be long enough to be worth a word.
function silenceOf(table: FeedTable, feed: Feed, before: FeedState, now: number): number | null {
  if (feed.silentAfterMs !== 'rhythm') return feed.silentAfterMs;
  const quietMs = now - (before.lastNewItemAt ?? now);
  return quietMs < LEAST_SILENCE_MS ? null : expectedSilence(table.arrivals(feed.id, now - RHYTHM_SPAN_MS));
}

function isKnownCause(table: FeedTable, before: FeedState, code: string): boolean {
  return before.failingSince !== null && table.hasFailedWith(before.feedId, code, before.failingSince);
}
