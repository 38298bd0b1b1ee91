// How long a feed may be without a new item before that is worth a word, from when new ones came. Pure.

const DAY_MS = 86_400_000;

/** How far back arrivals are looked at. */
export const RHYTHM_SPAN_MS = 60 * DAY_MS;
/** Shorter silences are never said: a weekend, a holiday. */
export const LEAST_SILENCE_MS = 3 * DAY_MS;
// Fewer arrivals, or all of them within less time, show no rhythm.
const LEAST_ARRIVALS = 10;
const LEAST_KNOWN_MS = 7 * DAY_MS;

/** Twice the longest pause between `arrivals` (instants, oldest first), at least three days; null: no rhythm is known. */
export function expectedSilence(arrivals: readonly number[]): number | null {
  const first = arrivals[0];
  const last = arrivals.at(-1);
  if (first === undefined || last === undefined) return null;
  if (arrivals.length < LEAST_ARRIVALS || last - first < LEAST_KNOWN_MS) return null;
  const longest = arrivals.reduce((most, at, index) => Math.max(most, at - (arrivals[index - 1] ?? at)), 0);
  return Math.max(LEAST_SILENCE_MS, 2 * longest);
}
