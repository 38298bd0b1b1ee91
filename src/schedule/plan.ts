// Plans the next poll of a feed and says why. Pure: the same facts give the same plan.
import type { PollHints } from '../model/entry.ts';

export interface PlanFacts {
  readonly now: number;
  readonly result: 'new' | 'unchanged' | 'not-modified' | 'empty' | 'failed';
  /** `every` of the feed itself; null: the rhythm decides. */
  readonly everyMs: number | null;
  readonly defaultMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  /** The interval in use so far. */
  readonly intervalMs: number;
  /** Failures in a row, this one included. */
  readonly failures: number;
  readonly failureCode: string | null;
  readonly retryAfterMs: number | null;
  /** How long the answer calls itself fresh. */
  readonly freshMs: number | null;
  readonly hints: PollHints | null;
  /** How many of the document's items were known before, of how many; null where nothing was read. */
  readonly overlap: { readonly known: number; readonly total: number } | null;
  /** Time between the oldest and the newest item of the document; null where it cannot be told. */
  readonly windowMs: number | null;
  readonly gap: boolean;
  /** Whether the document came only in part. */
  readonly isCut: boolean;
  /** From -1 to 1: where in the jitter this poll falls. */
  readonly jitter: number;
}

export interface Plan {
  readonly at: number;
  /** What to keep as the feed's interval; a failure does not change it. */
  readonly intervalMs: number;
  readonly reason: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const JITTER = 0.1;
// A publisher's wish is honoured up to this; a longer one is a slip (a static file's cache lifetime) more often than a wish.
const LONGEST_WISH_MS = 6 * HOUR_MS;
const TRANSIENT = new Set(['reset', 'refused', 'timeout', 'network', 'dns', 'server-error', 'bad-encoding']);

/** The instant of the next poll, within the configured bounds, never before Retry-After, with jitter. */
export function planNextPoll(facts: PlanFacts): Plan {
  return facts.result === 'failed' ? planAfterFailure(facts) : planAfterSuccess(facts);
}

function planAfterFailure(facts: PlanFacts): Plan {
  const wait = facts.retryAfterMs ?? 0;
  if (facts.failureCode === 'gone')
    return finish(facts, Math.max(7 * DAY_MS, wait), facts.intervalMs, 'gone: asked once a week');
  const base = clamp(facts.everyMs ?? facts.intervalMs, facts.minMs, facts.maxMs);
  const first = facts.failures === 1 && TRANSIENT.has(facts.failureCode ?? '');
  const backoff = first ? MINUTE_MS : Math.min(DAY_MS, base * 2 ** Math.min(facts.failures - 1, 20));
  const said = first ? 'first failure: tried again soon' : `failure ${facts.failures}: backs off`;
  return wait > backoff
    ? finish(facts, wait, facts.intervalMs, `${said}, Retry-After asks for ${spell(wait)}`)
    : finish(facts, backoff, facts.intervalMs, said);
}

function planAfterSuccess(facts: PlanFacts): Plan {
  const rhythm = chooseInterval(facts);
  let { intervalMs, reason } = rhythm;
  const wish = facts.everyMs === null && !facts.gap && !facts.isCut ? longestWish(facts) : null;
  if (wish !== null && wish.ms > intervalMs)
    [intervalMs, reason] = [Math.min(wish.ms, facts.maxMs), wish.reason];
  if (facts.retryAfterMs !== null && facts.retryAfterMs > intervalMs) {
    return finish(
      facts,
      facts.retryAfterMs,
      rhythm.intervalMs,
      `Retry-After asks for ${spell(facts.retryAfterMs)}`,
    );
  }
  return finish(facts, intervalMs, rhythm.intervalMs, reason);
}

// The feed's own rhythm: what was seen before tells whether we come too late or too often.
function chooseInterval(facts: PlanFacts): { intervalMs: number; reason: string } {
  const within = (ms: number): number => clamp(ms, facts.minMs, facts.maxMs);
  if (facts.gap)
    return { intervalMs: within(facts.intervalMs / 2), reason: 'gap: items fell out between polls' };
  if (facts.isCut)
    return {
      intervalMs: within(facts.intervalMs / 2),
      reason: 'the document was cut off: the rest is asked for soon',
    };
  if (facts.everyMs !== null) return { intervalMs: within(facts.everyMs), reason: 'every, as configured' };
  const longest = Math.max(
    facts.defaultMs,
    Math.min(facts.maxMs, (facts.windowMs ?? 2 * facts.defaultMs) / 2, 4 * facts.defaultMs),
  );
  if (facts.overlap === null || facts.overlap.total === 0) {
    return {
      intervalMs: within(Math.min(facts.intervalMs * 1.25, longest)),
      reason: facts.result === 'new' ? 'nothing to compare with yet' : `nothing new: ${facts.result}`,
    };
  }
  const share = facts.overlap.known / facts.overlap.total;
  const seen = `${facts.overlap.known} of ${facts.overlap.total} items known`;
  if (share < 0.5) return { intervalMs: within(facts.intervalMs / 2), reason: `little overlap: ${seen}` };
  if (share < 0.8)
    return {
      intervalMs: within(Math.min(facts.intervalMs, facts.defaultMs)),
      reason: `some overlap: ${seen}`,
    };
  if (share === 1)
    return {
      intervalMs: within(Math.min(facts.intervalMs * 1.25, longest)),
      reason: `full overlap: ${seen}`,
    };
  return { intervalMs: within(facts.intervalMs), reason: `good overlap: ${seen}` };
}

function longestWish(facts: PlanFacts): { ms: number; reason: string } | null {
  const wishes = [
    { ms: facts.hints?.ttlMs ?? 0, name: 'ttl' },
    { ms: facts.freshMs ?? 0, name: 'cache lifetime' },
    { ms: facts.hints?.updatePeriodMs ?? 0, name: 'sy:updatePeriod' },
  ];
  const wish = wishes.reduce((best, next) => (next.ms > best.ms ? next : best));
  if (wish.ms <= 0) return null;
  const ms = Math.min(wish.ms, LONGEST_WISH_MS);
  return {
    ms,
    reason: `${wish.name} of the publisher: ${spell(wish.ms)}${ms < wish.ms ? `, kept to ${spell(ms)}` : ''}`,
  };
}

function finish(facts: PlanFacts, waitMs: number, intervalMs: number, reason: string): Plan {
  const jittered = Math.round(facts.now + waitMs + waitMs * JITTER * facts.jitter);
  // Jitter never cuts short what the server asked for: those who asked for the same wait are spread behind it.
  const earliest = facts.now + (facts.retryAfterMs ?? 0);
  const planned =
    jittered < earliest ? Math.round(earliest + waitMs * JITTER * Math.abs(facts.jitter)) : jittered;
  const awake = leaveSkipped(planned, facts.hints);
  return {
    at: awake,
    intervalMs: Math.round(intervalMs),
    reason: awake > planned ? `${reason}; skipHours or skipDays of the publisher` : reason,
  };
}

/** Moves an instant out of the hours and days (GMT) a publisher asks to leave out. Nonsense that names all is ignored. */
function leaveSkipped(at: number, hints: PollHints | null): number {
  if (hints === null || (hints.skipHours.length === 0 && hints.skipDays.length === 0)) return at;
  const skipped = (instant: number): boolean => {
    const date = new Date(instant);
    return hints.skipHours.includes(date.getUTCHours()) || hints.skipDays.includes(date.getUTCDay());
  };
  if (!skipped(at)) return at;
  const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
  for (let step = 1; step <= 72; step++)
    if (!skipped(hour + step * HOUR_MS)) return hour + step * HOUR_MS + (at % MINUTE_MS);
  return at;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** `90 s`, `15 min`, `6 h`, `2 d`: the nearest round unit. */
export function spell(ms: number): string {
  if (ms < 2 * MINUTE_MS) return `${Math.round(ms / 1000)} s`;
  if (ms < 2 * HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  return ms < 2 * DAY_MS ? `${Math.round(ms / HOUR_MS)} h` : `${Math.round(ms / DAY_MS)} d`;
}
