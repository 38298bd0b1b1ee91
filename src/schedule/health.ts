// Decides the state of a feed from what a poll found. Pure; one notice per change, so the order of the rules matters.
import type { FeedHealth, FeedState } from '../model/feed.ts';

export interface HealthFacts {
  readonly now: number;
  readonly result: 'new' | 'unchanged' | 'not-modified' | 'empty' | 'failed';
  readonly failureCode: string | null;
  readonly deadAfterMs: number;
  readonly silentAfterMs: number | null;
}

export interface HealthDecision {
  readonly health: FeedHealth;
  readonly detail: string;
}

/** The state after a poll: failing, dead, gone, empty, silent or ok, with the reason in words. */
export function decideHealth(state: FeedState, facts: HealthFacts): HealthDecision {
  if (facts.result === 'failed') {
    if (facts.failureCode === 'gone')
      return { health: 'gone', detail: 'the publisher says it is gone for good' };
    const failingMs = facts.now - (state.failingSince ?? facts.now);
    return failingMs >= facts.deadAfterMs
      ? { health: 'dead', detail: `not read for ${days(failingMs)}: ${facts.failureCode ?? 'unknown'}` }
      : { health: 'failing', detail: facts.failureCode ?? 'unknown' };
  }
  if (facts.result === 'empty') return { health: 'empty', detail: 'the document holds no items' };
  if (facts.result === 'not-modified' && state.health === 'empty')
    return { health: 'empty', detail: 'still no items' };
  const newestAt = facts.result === 'new' ? facts.now : (state.lastNewItemAt ?? state.addedAt);
  const silentMs = facts.now - newestAt;
  if (facts.silentAfterMs !== null && silentMs > facts.silentAfterMs) {
    return {
      health: 'silent',
      detail: `no new item for ${days(silentMs)}, expected within ${days(facts.silentAfterMs)}`,
    };
  }
  return { health: 'ok', detail: 'read' };
}

function days(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}
