// The cap on alerts: when the hour is nearly full, the last message of it is a summary of all that wait.

const HOUR_MS = 3_600_000;

export interface AlertPlan<A> {
  /** Each told in a message of its own. */
  readonly single: readonly A[];
  /** Told together in one message; empty: none. */
  readonly summary: readonly A[];
  /** Not told before this instant; null: nothing waits. */
  readonly holdUntil: number | null;
  readonly held: readonly A[];
}

/**
 * Shares the due alerts out: at most `maxPerHour` messages in any hour. Alerts that were held before (by the cap or by
 * quiet hours) come together in one message. `sentAt`: when messages of the last hour were queued, oldest first.
 */
export function planAlerts<A extends { readonly state: string }>(
  due: readonly A[],
  sentAt: readonly number[],
  maxPerHour: number,
  now: number,
): AlertPlan<A> {
  const free = maxPerHour - sentAt.length;
  if (due.length === 0) return { single: [], summary: [], holdUntil: null, held: [] };
  const oldest = sentAt[Math.max(0, sentAt.length - maxPerHour)];
  if (free <= 0) return { single: [], summary: [], holdUntil: (oldest ?? now) + HOUR_MS, held: due };
  const held = due.filter(({ state }) => state === 'held');
  const fresh = due.filter(({ state }) => state !== 'held');
  const messages = fresh.length + Math.min(1, held.length);
  if (messages <= free && held.length <= 1) return { single: due, summary: [], holdUntil: null, held: [] };
  if (messages <= free) return { single: fresh, summary: held, holdUntil: null, held: [] };
  const single = fresh.slice(0, free - 1);
  return { single, summary: due.filter((alert) => !single.includes(alert)), holdUntil: null, held: [] };
}
