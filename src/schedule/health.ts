// Decides the state of a feed from what a poll found: what the document shows, and whether it can be had at all. Pure.
import type { FeedHealth, FeedReading, FeedState } from '../model/feed.ts';

export interface HealthFacts {
  readonly now: number;
  readonly result: 'new' | 'unchanged' | 'not-modified' | 'empty' | 'failed';
  /** When the newest of what is new appeared; null: nothing is new. */
  readonly newItemAt: number | null;
  readonly failureCode: string | null;
  readonly deadAfterMs: number;
  readonly silentAfterMs: number | null;
}

export interface HealthDecision {
  readonly health: FeedHealth;
  /** What the last document showed; a failure does not change it. */
  readonly reading: FeedReading | null;
  readonly detail: string;
}

/** The state after a poll: failing, dead, gone, empty, silent or ok, with the reason in words. */
export function decideHealth(state: FeedState, facts: HealthFacts): HealthDecision {
  if (facts.result === 'failed') return { ...decideFailing(state, facts), reading: state.lastReading };
  const { reading, detail } = decideReading(state, facts);
  return { health: reading, reading, detail };
}

function decideFailing(state: FeedState, facts: HealthFacts): { health: FeedHealth; detail: string } {
  if (facts.failureCode === 'gone')
    return { health: 'gone', detail: 'the publisher says it is gone for good: asked once a week' };
  const failingMs = facts.now - (state.failingSince ?? facts.now);
  return failingMs >= facts.deadAfterMs
    ? { health: 'dead', detail: `not read for ${days(failingMs)}: ${facts.failureCode ?? 'unknown'}` }
    : { health: 'failing', detail: facts.failureCode ?? 'unknown' };
}

function decideReading(state: FeedState, facts: HealthFacts): { reading: FeedReading; detail: string } {
  if (facts.result === 'empty') return { reading: 'empty', detail: 'the document holds no items' };
  if (facts.result === 'not-modified' && state.lastReading === 'empty')
    return { reading: 'empty', detail: 'still no items' };
  const newestAt = facts.newItemAt ?? state.lastNewItemAt ?? state.addedAt;
  const silentMs = facts.now - newestAt;
  return facts.silentAfterMs !== null && silentMs > facts.silentAfterMs
    ? {
        reading: 'silent',
        detail: `no new item for ${days(silentMs)}, expected within ${days(facts.silentAfterMs)}`,
      }
    : { reading: 'ok', detail: 'read' };
}

function days(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}
