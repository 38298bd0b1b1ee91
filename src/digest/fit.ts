// How much of a digest fits a bounded rendering: stories whole, then by headline, then counted.

export interface Fit {
  /** So many stories are shown whole, in the order of the page. */
  readonly whole: number;
  /** So many by headline at least; the rest is counted. */
  readonly listed: number;
  /** So many updates; the rest is counted. */
  readonly updates: number;
}

export const EVERYTHING: Fit = { whole: Infinity, listed: Infinity, updates: Infinity };

/**
 * The most that fits. Sizes only grow with each number, so all are found by halving. Headlines for all come before any
 * whole card, and updates take at most half of the room.
 */
export function planFit(
  amounts: { readonly stories: number; readonly updates: number },
  maxBytes: number,
  sizeOf: (fit: Fit) => number,
): Fit {
  const { stories } = amounts;
  const updates = largest(
    amounts.updates,
    (size) => sizeOf({ whole: 0, listed: 0, updates: size }) <= maxBytes / 2,
  );
  const listed = largest(stories, (size) => sizeOf({ whole: 0, listed: size, updates }) <= maxBytes);
  const whole =
    listed < stories
      ? 0
      : largest(stories, (size) => sizeOf({ whole: size, listed: stories, updates }) <= maxBytes);
  return { whole, listed, updates };
}

function largest(limit: number, holds: (value: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
