// Says what a poll changed: one line per change of state, the repeated failure damped, nothing per quiet poll above debug.
import { explainFailure } from '../fetch/advice.ts';
import { type Events, isWorthLogging } from '../observe/events.ts';
import { decideHealth } from '../schedule/health.ts';
import { explainShort } from '../tag/explain.ts';
import type { Polled } from './poll-feed.ts';
import type { NetworkWatch } from './watch-network.ts';

/** Logs one poll after it was committed. With a `network`, it waits with failures of the network until the round is judged. */
export function announcePoll(events: Events, polled: Polled, network: NetworkWatch | null): void {
  const { feed, record, before, after } = polled;
  events.emit('feed.polled', {
    feed: feed.id,
    result: record.result,
    status: record.status,
    bytes: record.bytes,
    items_seen: record.itemsSeen,
    items_new: record.itemsNew,
    elapsed_ms: record.elapsedMs,
    next_poll_at: iso(record.nextPollAt),
    reason: record.planReason,
  });
  if (record.failureCode !== null) {
    const say = (anyway: boolean): void => announceFailure(events, polled, anyway);
    if (network?.hold(polled, say) !== true) say(network?.takeUnsaid(feed.id) ?? false);
  }
  if (before.failures > 0 && after.failures === 0 && network?.takeUnsaid(feed.id) !== true) {
    const failingMs = record.startedAt - (before.failingSince ?? record.startedAt);
    events.emit('feed.recovered', { feed: feed.id, failures: before.failures, failing_ms: failingMs });
  }
  announceHealth(events, polled);
  announceMove(events, polled);
  announceDocument(events, polled);
  announceItems(events, polled);
}

function announceFailure(events: Events, { feed, record, after }: Polled, anyway: boolean): void {
  if (record.failureCode === null || !(anyway || isWorthLogging(after.failures))) return;
  events.emit('feed.failed', {
    feed: feed.id,
    url: after.currentUrl,
    code: record.failureCode,
    detail: record.failureDetail ?? '',
    advice: explainFailure(record.failureCode),
    failures: after.failures,
    next_poll_at: iso(after.nextPollAt),
  });
}

function announceHealth(events: Events, { feed, record, before, after }: Polled): void {
  const quiet = before.health === 'new' && after.health === 'ok';
  const said = after.health === 'failing' || (before.health === 'failing' && after.health === 'ok');
  if (before.health === after.health || quiet || said) return;
  const facts = {
    now: record.startedAt,
    result: record.result,
    failureCode: record.failureCode,
    deadAfterMs: 0,
    silentAfterMs: feed.silentAfterMs,
  };
  const { detail } = decideHealth(before, facts);
  events.emit('feed.health', { feed: feed.id, from: before.health, to: after.health, detail });
}

function announceMove(events: Events, { feed, before, after }: Polled): void {
  if (after.currentUrl !== before.currentUrl) {
    events.emit('feed.moved', { feed: feed.id, from: before.currentUrl, to: after.currentUrl });
  } else if (after.redirectUrl !== null && after.redirectUrl !== before.redirectUrl) {
    events.emit('feed.moving', { feed: feed.id, from: before.currentUrl, to: after.redirectUrl });
  }
}

function announceDocument(
  events: Events,
  { feed, record, read, before, after, formerDefects }: Polled,
): void {
  if (record.gap && before.gapSince === null) {
    events.emit('feed.gap', {
      feed: feed.id,
      from: before.lastPollAt === null ? null : iso(before.lastPollAt),
      until: iso(record.startedAt),
      next_poll_at: iso(after.nextPollAt),
    });
  }
  if (read === null || read.defects.length === 0) return;
  const codes = countCodes(read.defects);
  if (codes === countCodes(JSON.parse(formerDefects) as { code: string }[])) return;
  events.emit('feed.repaired', {
    feed: feed.id,
    defects: codes,
    charset: read.charset.charset,
    reason: read.charset.reason,
  });
}

function countCodes(defects: readonly { readonly code: string }[]): string {
  const counts = new Map<string, number>();
  for (const { code } of defects) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => (count > 1 ? `${code}×${count}` : code)).join(' ');
}

function announceItems(events: Events, { feed, before, read, stored }: Polled): void {
  if (stored === null || read === null) return;
  if (before.lastSuccessAt === null) {
    events.emit('feed.baseline', {
      feed: feed.id,
      items: stored.fresh + stored.copies,
      shown: stored.announced,
    });
  }
  if (stored.heldReason !== null) {
    events.emit('items.held', {
      feed: feed.id,
      batch: stored.heldBatch,
      items: stored.held,
      reason: stored.heldReason,
    });
  }
  for (const [index, { outcome, verdict, itemId }] of stored.outcomes.entries()) {
    const draft = read.items[index];
    if (draft === undefined || verdict?.relevant !== true || (outcome !== 'new' && outcome !== 'copy'))
      continue;
    events.emit('item.tagged', {
      feed: feed.id,
      item: itemId,
      title: draft.title,
      topics: verdict.topics.join(' '),
      score: verdict.score,
      why: explainShort(verdict),
    });
  }
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
