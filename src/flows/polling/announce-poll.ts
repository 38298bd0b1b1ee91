// Says what a poll changed: one line per change of state, none for a state that lasts, nothing per quiet poll above debug.
import { explainFailure } from '../../fetch/advice.ts';
import type { Events } from '../../observe/events.ts';
import { explainShort } from '../../tag/explain.ts';
import type { Polled } from './poll-feed.ts';
import type { NetworkWatch } from './watch-network.ts';

/** Logs one poll after it was committed. With a `network`, it waits with failures of the network until the round is judged. */
export function announcePoll(events: Events, polled: Polled, network: NetworkWatch | null): void {
  const { feed, record, before } = polled;
  announceRecord(events, polled);
  if (record.failureCode !== null) {
    const say = (anyway: boolean): void => announceFailure(events, polled, anyway);
    if (network?.hold(polled, say) !== true) say(network?.takeUnsaid(feed.id) ?? false);
  } else if (before.failures > 0 && network?.takeUnsaid(feed.id) !== true) {
    const failingMs = record.startedAt - (before.failingSince ?? record.startedAt);
    events.emit('feed.recovered', { feed: feed.id, failures: before.failures, failing_ms: failingMs });
  }
  announceReading(events, polled);
  announceMove(events, polled);
  announceGap(events, polled);
  announceDefects(events, polled);
  announceItems(events, polled);
}

function announceRecord(events: Events, { feed, record }: Polled): void {
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
    code: record.failureCode,
    detail: record.failureDetail,
    defects: countCodes(record.defects),
  });
}

// A feed that begins to fail, is dead or gone now, or fails in a way it did not since it last was read.
function announceFailure(events: Events, polled: Polled, anyway: boolean): void {
  const { feed, record, before, after, detail, isNewCause } = polled;
  if (record.failureCode === null) return;
  if (!anyway && !isNewCause && before.health === after.health) return;
  const said = after.health === 'failing' ? [] : [detail];
  events.emit('feed.failed', {
    feed: feed.id,
    url: after.currentUrl,
    state: after.health,
    code: record.failureCode,
    detail: [...said, record.failureDetail ?? ''].join('; '),
    advice: explainFailure(record.failureCode),
    failures: after.failures,
    next_poll_at: iso(after.nextPollAt),
  });
}

// What the document shows is told against the last one that was read: a failure in between changed nothing of it.
function announceReading(events: Events, { feed, before, after, detail }: Polled): void {
  const from = before.lastReading ?? 'new';
  const to = after.lastReading ?? 'new';
  if (from === to || (from === 'new' && to === 'ok')) return;
  events.emit('feed.health', { feed: feed.id, from, to, detail });
}

function announceMove(events: Events, { feed, before, after }: Polled): void {
  const from = before.currentUrl;
  if (after.currentUrl !== from) {
    events.emit('feed.moved', { feed: feed.id, from, to: after.currentUrl });
  } else if (after.redirectUrl !== before.redirectUrl) {
    if (after.redirectUrl === null) events.emit('feed.stays', { feed: feed.id, url: from });
    else events.emit('feed.moving', { feed: feed.id, from, to: after.redirectUrl });
  }
}

function announceGap(events: Events, { feed, record, before, after }: Polled): void {
  if (before.gapSince === null && after.gapSince !== null) {
    events.emit('feed.gap', {
      feed: feed.id,
      from: iso(after.gapSince),
      until: iso(record.startedAt),
      next_poll_at: iso(after.nextPollAt),
    });
  } else if (before.gapSince !== null && after.gapSince === null) {
    events.emit('feed.overlap', { feed: feed.id, since: iso(before.gapSince) });
  }
}

function announceDefects(events: Events, { feed, read, formerDefects }: Polled): void {
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
