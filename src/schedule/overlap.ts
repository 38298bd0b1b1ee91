// Compares a document with what was known before: how much overlaps, and whether items fell out in between. Pure.

export interface SeenItem {
  readonly known: boolean;
  readonly publishedAt: number | null;
}

export interface WindowFacts {
  readonly known: number;
  readonly total: number;
  /** Time between the oldest and the newest dated item; null with fewer than two dates. */
  readonly windowMs: number | null;
  /** Whether items may have fallen out between the polls. */
  readonly gap: boolean;
  readonly oldestAt: number | null;
}

// A window of fewer items than this says nothing: small feeds replace all their items at once.
const SMALLEST_WINDOW = 5;

/**
 * A gap is a full window in which nothing is known although the feed was read before, and whose oldest item is newer
 * than the newest known one. Where a feed gives no dates, an unknown window alone counts.
 */
export function measureWindow(
  items: readonly SeenItem[],
  before: { readonly read: boolean; readonly newestAt: number | null },
): WindowFacts {
  const dates = items.map((item) => item.publishedAt).filter((at) => at !== null);
  const known = items.filter((item) => item.known).length;
  const oldestAt = dates.length > 0 ? dates.reduce((a, b) => Math.min(a, b)) : null;
  const newestAt = dates.length > 0 ? dates.reduce((a, b) => Math.max(a, b)) : null;
  const windowMs = oldestAt !== null && newestAt !== null && dates.length >= 2 ? newestAt - oldestAt : null;
  const newer = oldestAt === null || before.newestAt === null || oldestAt > before.newestAt;
  const gap = before.read && items.length >= SMALLEST_WINDOW && known === 0 && newer;
  return { known, total: items.length, windowMs, gap, oldestAt };
}
