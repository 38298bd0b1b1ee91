// Stories fall on the local day they were first told.
import { describe, expect, it } from 'vitest';
import { planTimeline } from '../../../src/web/timeline.ts';
import { openDayCounter, relative } from '../../../src/web/when.ts';

describe('planTimeline', () => {
  it('counts a story once in all, and once under each of its topics on the day the topic came', () => {
    const timeline = planTimeline(
      [
        { story: 1, topic: 'logistics', at: 0 },
        { story: 1, topic: 'casualties', at: 2 },
        { story: 2, topic: 'casualties', at: 1 },
        { story: 3, topic: 'casualties', at: 9 },
        { story: 4, topic: 'logistics', at: -1 },
      ],
      3,
      (at) => at,
    );
    expect(timeline.all).toEqual({ topic: 'all', days: [1, 1, 0], total: 2 });
    expect(timeline.topics).toEqual([
      { topic: 'casualties', days: [0, 1, 1], total: 2 },
      { topic: 'logistics', days: [1, 0, 0], total: 1 },
    ]);
  });
});

describe('openDayCounter', () => {
  it('turns the day at local midnight, also across a change of the clock', () => {
    const start = Date.parse('2026-10-24T12:00:00+02:00');
    const dayOf = openDayCounter(start, 'Europe/Berlin');
    expect(dayOf(start)).toBe(0);
    expect(dayOf(Date.parse('2026-10-24T23:59:59+02:00'))).toBe(0);
    expect(dayOf(Date.parse('2026-10-25T00:00:00+02:00'))).toBe(1);
    expect(dayOf(Date.parse('2026-10-25T23:59:59+01:00'))).toBe(1);
    expect(dayOf(Date.parse('2026-10-26T00:00:00+01:00'))).toBe(2);
    expect(dayOf(Date.parse('2026-10-23T23:59:00+02:00'))).toBe(-1);
  });

  it('knows zones off the full hour', () => {
    const dayOf = openDayCounter(Date.parse('2026-11-25T00:00:00+05:45'), 'Asia/Kathmandu');
    expect(dayOf(Date.parse('2026-11-24T23:59:59+05:45'))).toBe(-1);
    expect(dayOf(Date.parse('2026-11-25T00:00:00+05:45'))).toBe(0);
  });
});

describe('relative', () => {
  it.each([
    [0, 'just now'],
    [-60_000, '1 min ago'],
    [-5 * 3_600_000, '5 h ago'],
    [3 * 86_400_000, 'in 3 d'],
  ])('%i ms from now is %s', (distance, words) => {
    expect(relative(1_000_000_000 + distance, 1_000_000_000)).toBe(words);
  });
});
