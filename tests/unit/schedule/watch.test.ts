import { describe, expect, it } from 'vitest';
import { chooseNext } from '../../../src/schedule/fairness.ts';
import { decideHealth } from '../../../src/schedule/health.ts';
import { measureWindow } from '../../../src/schedule/overlap.ts';
import { expectedSilence } from '../../../src/schedule/rhythm.ts';
import { stateOf } from '../../fixtures/feed-state.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 25, 7);
const health = (state: object, more: object) =>
  decideHealth(stateOf(state), {
    now: NOW,
    result: 'unchanged',
    newItemAt: null,
    failureCode: null,
    deadAfterMs: 72 * HOUR,
    silentAfterMs: 6 * HOUR,
    ...more,
  }).health;

describe('the health of a feed', () => {
  it('is ok while it is read and speaks', () => expect(health({ lastNewItemAt: NOW - HOUR }, {})).toBe('ok'));
  it('is silent when nothing new came for longer than expected', () =>
    expect(health({ lastNewItemAt: NOW - 7 * HOUR }, {})).toBe('silent'));
  it('is never silent where silence is normal', () =>
    expect(health({ lastNewItemAt: 1 }, { silentAfterMs: null })).toBe('ok'));
  it('speaks again with a new item', () =>
    expect(health({ lastNewItemAt: 1 }, { result: 'new', newItemAt: NOW })).toBe('ok'));
  it('is empty while the document holds nothing', () => {
    expect(health({}, { result: 'empty' })).toBe('empty');
    expect(health({ lastReading: 'empty' }, { result: 'not-modified' })).toBe('empty');
  });
  it('is failing, and dead after days of it', () => {
    expect(health({ failingSince: NOW - HOUR }, { result: 'failed', failureCode: 'dns' })).toBe('failing');
    expect(health({ failingSince: NOW - 72 * HOUR }, { result: 'failed', failureCode: 'dns' })).toBe('dead');
  });
  it('is gone when the publisher says so', () =>
    expect(health({}, { result: 'failed', failureCode: 'gone' })).toBe('gone'));
});

describe('the rhythm of a feed', () => {
  const DAY = 24 * HOUR;
  const every = (ms: number, count: number) => Array.from({ length: count }, (_, index) => index * ms);

  it('makes a silence remarkable that is twice the longest pause', () =>
    expect(expectedSilence(every(4 * DAY, 12))).toBe(8 * DAY));
  it('bears weekends of feeds that otherwise speak by the hour', () =>
    expect(expectedSilence(every(HOUR, 24 * 9))).toBe(3 * DAY));
  it('is unknown where little was seen yet', () => {
    expect(expectedSilence([])).toBeNull();
    expect(expectedSilence(every(4 * DAY, 5))).toBeNull();
    expect(expectedSilence(every(HOUR, 24 * 5))).toBeNull();
  });
});

describe('the window of a document', () => {
  const items = (known: number, total: number, from = 10) =>
    Array.from({ length: total }, (_, index) => ({
      known: index >= total - known,
      publishedAt: (from + total - index) * HOUR,
    }));

  it('has a gap when nothing in it is known and all is newer', () => {
    expect(measureWindow(items(0, 20, 50), { read: true, newestAt: 40 * HOUR })).toMatchObject({
      gap: true,
      known: 0,
      total: 20,
      windowMs: 19 * HOUR,
    });
  });
  it('has none where one item is known', () =>
    expect(measureWindow(items(1, 20, 50), { read: true, newestAt: 40 * HOUR }).gap).toBe(false));
  it('has none at the first reading', () =>
    expect(measureWindow(items(0, 20), { read: false, newestAt: null }).gap).toBe(false));
  it('has none where old items came in', () =>
    expect(measureWindow(items(0, 20, 10), { read: true, newestAt: 40 * HOUR }).gap).toBe(false));
  it('has none in a feed too small to tell', () =>
    expect(measureWindow(items(0, 3, 50), { read: true, newestAt: 40 * HOUR }).gap).toBe(false));
  it('bears undated and empty documents', () => {
    expect(measureWindow([], { read: true, newestAt: 5 })).toMatchObject({
      gap: false,
      windowMs: null,
      oldestAt: null,
    });
    expect(
      measureWindow(
        Array.from({ length: 9 }, () => ({ known: false, publishedAt: null })),
        { read: true, newestAt: 5 },
      ).gap,
    ).toBe(true);
  });
});

describe('fairness', () => {
  const due = (id: string, host: string, dueAt = 0) => ({ id, host, dueAt });
  const idle = { active: new Map<string, number>(), activeTotal: 0, lastStartAt: new Map<string, number>() };
  const limits = { concurrency: 3, perHost: 1, spacingMs: 1_000 };

  it('starts the longest due first, one at each host', () => {
    const { start } = chooseNext([due('b', 'x', 2), due('a', 'x', 1), due('c', 'y', 3)], idle, limits, NOW);
    expect(start.map(({ id }) => id)).toEqual(['a', 'c']);
  });
  it('never exceeds its slots', () => {
    const many = Array.from({ length: 10 }, (_, index) => due(`f${index}`, `h${index}`));
    expect(chooseNext(many, { ...idle, activeTotal: 2 }, limits, NOW).start).toHaveLength(1);
  });
  it('spaces knocks at one host and says when to ask again', () => {
    const traffic = { ...idle, lastStartAt: new Map([['x', NOW - 400]]) };
    expect(chooseNext([due('a', 'x')], traffic, limits, NOW)).toEqual({ start: [], againAt: NOW + 600 });
  });
  it('lets a busy host cost no other host its turn', () => {
    const traffic = { ...idle, active: new Map([['slow', 1]]), activeTotal: 1 };
    const { start } = chooseNext(
      [due('a', 'slow'), due('b', 'slow'), due('c', 'quick')],
      traffic,
      limits,
      NOW,
    );
    expect(start.map(({ id }) => id)).toEqual(['c']);
  });
});
