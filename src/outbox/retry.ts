// When a failed message is tried again: full jitter, floored at what the receiver asked for, ended by age.

const BASE_MS = 10_000;
const CAP_MS = 4 * 3_600_000;
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;
const FLOOR_MS = 1_000;

/** Messages are given up when they are older: digests after three days, alerts after six hours. */
export const MAX_AGE_MS = {
  digest: 3 * 86_400_000,
  alert: 6 * 3_600_000,
  notice: 86_400_000,
  test: 3_600_000,
} as const;

export interface RetryFacts {
  readonly now: number;
  /** Attempts made, this one included. */
  readonly attempts: number;
  /** The receiver's own wish. */
  readonly retryAfterMs: number | null;
  readonly expiresAt: number;
  /** A number in [0, 1). */
  readonly random: number;
}

export type RetryPlan =
  | { readonly kind: 'retry'; readonly at: number; readonly delayMs: number }
  | { readonly kind: 'dead' };

/**
 * Full jitter: a random time up to min(4 h, 10 s * 2^(n-1)), at least one second and at least Retry-After (which is
 * believed up to 24 h). A message whose age has run out is dead after the attempt that failed, never before one.
 */
export function planRetry(facts: RetryFacts): RetryPlan {
  if (facts.now >= facts.expiresAt) return { kind: 'dead' };
  const ceiling = Math.min(CAP_MS, BASE_MS * 2 ** Math.min(30, Math.max(0, facts.attempts - 1)));
  const wish = Math.min(MAX_RETRY_AFTER_MS, Math.max(0, facts.retryAfterMs ?? 0));
  const delayMs = Math.ceil(Math.max(FLOOR_MS, wish, facts.random * ceiling));
  return { kind: 'retry', at: facts.now + delayMs, delayMs };
}
