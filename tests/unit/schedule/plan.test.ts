import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlanFacts, planNextPoll } from '../../../src/schedule/plan.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const NOW = Date.UTC(2026, 10, 25, 7);

function facts(more: Partial<PlanFacts> = {}): PlanFacts {
  return {
    now: NOW,
    result: 'unchanged',
    everyMs: null,
    defaultMs: 15 * MIN,
    minMs: 5 * MIN,
    maxMs: 24 * HOUR,
    intervalMs: 15 * MIN,
    failures: 0,
    failureCode: null,
    retryAfterMs: null,
    freshMs: null,
    hints: null,
    overlap: { known: 9, total: 10 },
    windowMs: 24 * HOUR,
    gap: false,
    isCut: false,
    jitter: 0,
    ...more,
  };
}
const wait = (more: Partial<PlanFacts>): number => planNextPoll(facts(more)).at - NOW;
const hints = (more: object) => ({ ttlMs: null, skipHours: [], skipDays: [], updatePeriodMs: null, ...more });

describe('the next poll', () => {
  it('keeps its interval while the overlap is good', () => {
    expect(planNextPoll(facts())).toMatchObject({
      at: NOW + 15 * MIN,
      intervalMs: 15 * MIN,
      reason: 'good overlap: 9 of 10 items known',
    });
  });
  it('comes sooner where little overlaps', () =>
    expect(wait({ overlap: { known: 2, total: 10 } })).toBe(7.5 * MIN));
  it('comes later where all overlaps', () =>
    expect(wait({ overlap: { known: 10, total: 10 } })).toBe(18.75 * MIN));
  it('tightens on a gap, against any wish of the publisher', () => {
    expect(wait({ gap: true, hints: hints({ ttlMs: 5 * HOUR }) })).toBe(7.5 * MIN);
  });
  it('never outgrows half the window of the feed', () => {
    expect(wait({ overlap: { known: 10, total: 10 }, windowMs: 30 * MIN, intervalMs: 60 * MIN })).toBe(
      15 * MIN,
    );
  });
  it('follows `every` of the feed before ttl and cache lifetime', () => {
    expect(wait({ everyMs: 10 * MIN, hints: hints({ ttlMs: 2 * HOUR }), freshMs: HOUR })).toBe(10 * MIN);
  });
  it.each([
    ['ttl', { hints: hints({ ttlMs: 40 * MIN }) }],
    ['cache lifetime', { freshMs: 40 * MIN }],
    ['sy:updatePeriod', { hints: hints({ updatePeriodMs: 40 * MIN }) }],
  ])('honours the %s of the publisher', (name, more) => {
    const plan = planNextPoll(facts(more));
    expect(plan.at - NOW).toBe(40 * MIN);
    expect(plan.reason).toContain(name);
  });
  it('takes a lifetime of a year for a slip', () => expect(wait({ freshMs: 8760 * HOUR })).toBe(6 * HOUR));
  it('waits as long as Retry-After asks, though it succeeded', () =>
    expect(wait({ retryAfterMs: 2 * HOUR })).toBe(2 * HOUR));
  it('leaves out the hours and days the publisher names', () => {
    expect(new Date(NOW + wait({ hints: hints({ skipHours: [7, 8, 9] }) })).getUTCHours()).toBe(10);
    expect(new Date(NOW + wait({ hints: hints({ skipDays: [3] }) })).getUTCDay()).toBe(4);
  });
  it('ignores a publisher who leaves out every hour', () => {
    expect(wait({ hints: hints({ skipHours: Array.from({ length: 24 }, (_, hour) => hour) }) })).toBe(
      15 * MIN,
    );
  });
});

describe('after a failure', () => {
  const failed = (more: Partial<PlanFacts>) =>
    facts({ result: 'failed', overlap: null, failureCode: 'server-error', failures: 1, ...more });
  const backoff = (more: Partial<PlanFacts>): number => planNextPoll(failed(more)).at - NOW;

  it('is tried again in a minute the first time', () => expect(backoff({})).toBe(MIN));
  it('is not hurried where the answer was a refusal', () =>
    expect(backoff({ failureCode: 'forbidden' })).toBe(15 * MIN));
  it('backs off exponentially to a day and never gives up', () => {
    expect([2, 3, 4, 5].map((failures) => backoff({ failures }))).toEqual(
      [30, 60, 120, 240].map((minutes) => minutes * MIN),
    );
    expect(backoff({ failures: 500 })).toBe(24 * HOUR);
  });
  it('keeps the interval to return to', () =>
    expect(planNextPoll(failed({ failures: 9 })).intervalMs).toBe(15 * MIN));
  it('waits for Retry-After and adds jitter only', () => {
    expect(backoff({ retryAfterMs: 90 * MIN, jitter: -1 })).toBeGreaterThanOrEqual(90 * MIN);
  });
  it('asks a feed that is gone once a week', () =>
    expect(backoff({ failureCode: 'gone', failures: 3 })).toBe(168 * HOUR));
});

describe('any plan', () => {
  it('lies ahead, says why, and never before Retry-After', () => {
    const arbitrary = fc.record({
      result: fc.constantFrom('new', 'unchanged', 'not-modified', 'empty', 'failed'),
      everyMs: fc.option(fc.integer({ min: 0, max: 1e9 })),
      intervalMs: fc.integer({ min: 1, max: 1e9 }),
      failures: fc.nat(1000),
      failureCode: fc.constantFrom(null, 'gone', 'reset', 'forbidden'),
      retryAfterMs: fc.option(fc.nat(6048e5)),
      freshMs: fc.option(fc.nat(1e10)),
      overlap: fc.option(
        fc.tuple(fc.nat(50), fc.nat(50)).map(([a, b]) => ({ known: Math.min(a, b), total: Math.max(a, b) })),
      ),
      windowMs: fc.option(fc.nat(1e10)),
      gap: fc.boolean(),
      jitter: fc.double({ min: -1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(arbitrary, (given) => {
        const plan = planNextPoll(facts(given));
        expect(plan.at).toBeGreaterThan(NOW);
        expect(plan.at).toBeLessThanOrEqual(NOW + 8 * 24 * HOUR);
        expect(plan.reason).not.toBe('');
        expect(plan.at).toBeGreaterThanOrEqual(NOW + (given.retryAfterMs ?? 0));
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
