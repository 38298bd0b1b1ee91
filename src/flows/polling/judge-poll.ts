// What a poll means: its result, the next one's instant, the state of the feed after it, its row in the poll log.
import type { FeedFailure } from '../../model/failure.ts';
import type { Feed, FeedState } from '../../model/feed.ts';
import type { ReadFeed } from '../../model/item.ts';
import type { PollSettings } from '../../model/settings.ts';
import type { Fetched } from '../../fetch/fetched.ts';
import { decideMove } from '../../fetch/move.ts';
import { decideHealth, type HealthDecision } from '../../schedule/health.ts';
import { measureWindow, type SeenItem, type WindowFacts } from '../../schedule/overlap.ts';
import { type Plan, planNextPoll } from '../../schedule/plan.ts';
import type { PollRecord } from '../../store/feeds.ts';
import type { ItemOutcome, StoredDocument } from '../storing/store-items.ts';

/** What came over the wire, or why nothing did. */
export interface Found {
  readonly startedAt: number;
  readonly fetched: Fetched | null;
  readonly failure: FeedFailure | null;
  readonly bodyHash: string | null;
  readonly read: ReadFeed | null;
}

/** What a poll is judged by. */
export interface Evidence {
  readonly settings: PollSettings;
  readonly feed: Feed;
  readonly before: FeedState;
  readonly found: Found;
  readonly stored: StoredDocument | null;
  /** When the newest item known before was published. */
  readonly newestBefore: number | null;
  /** How long the feed may be silent; null: for ever, or not known. */
  readonly silentAfterMs: number | null;
  readonly now: number;
  /** From -1 to 1. */
  readonly jitter: number;
}

export interface Judgement {
  readonly after: FeedState;
  readonly record: PollRecord;
  /** Why the feed is in its state. */
  readonly detail: string;
}

/** Judges a poll. The same evidence gives the same judgement. */
export function judgePoll(evidence: Evidence): Judgement {
  const result = resultOf(evidence);
  const window = windowOf(evidence);
  const plan = planOf(evidence, result, window);
  const newItemAt = result === 'new' ? newItemAtOf(evidence) : null;
  const health = decideHealth(evidence.before, {
    now: evidence.now,
    result,
    newItemAt,
    failureCode: evidence.found.failure?.code ?? null,
    deadAfterMs: evidence.settings.deadAfterMs,
    silentAfterMs: evidence.silentAfterMs,
  });
  const after = stateAfter(evidence, { result, window, plan, health, newItemAt });
  return { after, record: recordOf(evidence, { result, window, plan }), detail: health.detail };
}

function resultOf({ found, stored }: Evidence): PollRecord['result'] {
  if (found.failure !== null) return 'failed';
  if (found.fetched?.kind === 'not-modified') return 'not-modified';
  if (stored === null) return 'unchanged';
  if (stored.seen === 0) return 'empty';
  return stored.outcomes.some(isNewToFeed) ? 'new' : 'unchanged';
}

// What another feed brought first is no new item, but it shows that this feed speaks and moves on.
function isNewToFeed({ outcome, isNewHere }: ItemOutcome): boolean {
  return outcome === 'new' || outcome === 'copy' || isNewHere === true;
}

// A feed that is read for the first time spoke when its newest item was published, not now.
function newItemAtOf({ before, found, now }: Evidence): number {
  if (before.lastSuccessAt !== null) return now;
  const dates = (found.read?.items ?? []).map(({ publishedAt }) => publishedAt).filter((at) => at !== null);
  return dates.length === 0
    ? now
    : Math.min(
        now,
        dates.reduce((a, b) => Math.max(a, b)),
      );
}

function windowOf({ stored, found, before, newestBefore }: Evidence): WindowFacts | null {
  const { read } = found;
  if (stored === null || read === null) return null;
  const once = new Map<number, SeenItem>();
  for (const [index, outcome] of stored.outcomes.entries()) {
    // An item that the document names twice was not known for that.
    if (once.has(outcome.ownId)) continue;
    const publishedAt = read.items[index]?.publishedAt ?? null;
    once.set(outcome.ownId, { known: !isNewToFeed(outcome), publishedAt });
  }
  return measureWindow([...once.values()], { read: before.lastSuccessAt !== null, newestAt: newestBefore });
}

function planOf(evidence: Evidence, result: PollRecord['result'], window: WindowFacts | null): Plan {
  const { settings, feed, before, found } = evidence;
  const { failure, fetched, read } = found;
  const retryAfterMs =
    failure !== null && 'retryAfterMs' in failure
      ? (failure.retryAfterMs ?? null)
      : (fetched?.caching.retryAfterMs ?? null);
  return planNextPoll({
    now: evidence.now,
    result,
    everyMs: feed.everyMs,
    defaultMs: settings.everyMs,
    minMs: settings.minMs,
    maxMs: settings.maxMs,
    intervalMs: before.intervalMs > 0 ? before.intervalMs : (feed.everyMs ?? settings.everyMs),
    failures: failure === null ? 0 : before.failures + 1,
    failureCode: failure?.code ?? null,
    retryAfterMs,
    freshMs: fetched?.caching.freshMs ?? null,
    hints: read?.hints ?? before.hints,
    overlap: window,
    windowMs: window?.windowMs ?? null,
    gap: window?.gap ?? false,
    isCut: failure === null && isCut(found),
    jitter: evidence.jitter,
  });
}

interface Findings {
  readonly result: PollRecord['result'];
  readonly window: WindowFacts | null;
  readonly plan: Plan;
  readonly health: HealthDecision;
  readonly newItemAt: number | null;
}

function stateAfter(evidence: Evidence, findings: Findings): FeedState {
  const { feed, before, found, now } = evidence;
  const { plan, health } = findings;
  const planned = {
    ...before,
    health: health.health,
    lastReading: health.reading,
    nextPollAt: plan.at,
    planReason: plan.reason,
    intervalMs: plan.intervalMs,
    lastPollAt: now,
  };
  if (found.failure !== null || found.fetched === null) {
    return {
      ...planned,
      failures: before.failures + 1,
      failingSince: before.failingSince ?? found.startedAt,
      failureCode: found.failure?.code ?? null,
      failureDetail: found.failure?.detail ?? null,
      ...(health.health !== 'failing' && before.currentUrl !== feed.url ? goHome(feed) : {}),
    };
  }
  return { ...planned, ...stateRead(evidence, found.fetched, findings) };
}

// An adopted address that died is left for the configured one: it may have found another way since.
function goHome(feed: Feed): Partial<FeedState> {
  return { currentUrl: feed.url, ...NO_VALIDATORS, redirectUrl: null, redirectSince: null };
}

const NO_VALIDATORS = { etag: null, lastModified: null, bodyHash: null };

function stateRead(evidence: Evidence, fetched: Fetched, findings: Findings): Partial<FeedState> {
  const { before, found, now } = evidence;
  const { result, window, newItemAt } = findings;
  // An empty document is read anew each time: recognised as unchanged it would pass for a feed that is well.
  const validators = {
    etag: fetched.etag,
    lastModified: fetched.lastModified,
    bodyHash: found.bodyHash ?? before.bodyHash,
  };
  return {
    ...decideMove(before, fetched.movedTo, now),
    lastSuccessAt: now,
    hints: found.read?.hints ?? before.hints,
    lastNewItemAt: newItemAt ?? before.lastNewItemAt,
    lastFullFetchAt: fetched.full ? found.startedAt : before.lastFullFetchAt,
    ...(result === 'empty' || isCut(found) ? NO_VALIDATORS : validators),
    failures: 0,
    failingSince: null,
    failureCode: null,
    failureDetail: null,
    gapSince:
      window === null || window.total === 0
        ? before.gapSince
        : window.gap
          ? (before.gapSince ?? before.lastSuccessAt ?? now)
          : null,
  };
}

// Of a document that came in part, the next poll asks for the whole.
function isCut({ fetched, read }: Found): boolean {
  return (
    (fetched !== null && fetched.cut !== null) ||
    (read?.defects ?? []).some(({ code }) => code === 'truncated')
  );
}

function recordOf(
  { feed, found, stored, now }: Evidence,
  { result, window, plan }: Pick<Findings, 'result' | 'window' | 'plan'>,
): PollRecord {
  const { failure, fetched, read } = found;
  return {
    feedId: feed.id,
    startedAt: found.startedAt,
    elapsedMs: now - found.startedAt,
    result,
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
    gap: window?.gap ?? false,
    defects: read?.defects ?? [],
    nextPollAt: plan.at,
    planReason: plan.reason,
  };
}
