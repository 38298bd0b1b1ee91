import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkSchedule,
  nextOccurrence,
  occurrenceKey,
  occurrencesBetween,
} from '../../../src/schedule/occurrence.ts';
import { toInstant, toLocal } from '../../../src/schedule/zone.ts';

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);
const between = (cron: string, zone: string, from: string, until: string): string[] =>
  occurrencesBetween(cron, zone, Date.parse(from), Date.parse(until)).map(iso);

describe('the occurrences of a schedule', () => {
  it('fall due at local times', () => {
    expect(iso(nextOccurrence('0 7 * * *', 'Asia/Seoul', Date.parse('2026-11-25T00:00Z')))).toBe(
      '2026-11-25T22:00',
    );
  });
  it.each([
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-03-28T12:00Z',
      '2026-03-30T12:00Z',
      ['2026-03-29T01:00', '2026-03-30T00:30'],
    ],
    [
      'America/New_York',
      '30 2 * * *',
      '2026-03-07T12:00Z',
      '2026-03-09T12:00Z',
      ['2026-03-08T07:00', '2026-03-09T06:30'],
    ],
    ['Australia/Lord_Howe', '15 2 * * *', '2026-10-03T00:00Z', '2026-10-04T14:00Z', ['2026-10-03T15:30']],
  ])('in the spring gap of %s run at the next minute that exists', (zone, cron, from, until, expected) => {
    expect(between(cron, zone, from, until)).toEqual(expected);
  });
  it.each([
    [
      'Europe/Berlin',
      '30 2 * * *',
      '2026-10-24T12:00Z',
      '2026-10-26T12:00Z',
      ['2026-10-25T00:30', '2026-10-26T01:30'],
    ],
    [
      'America/New_York',
      '15 1 * * *',
      '2026-10-31T12:00Z',
      '2026-11-02T12:00Z',
      ['2026-11-01T05:15', '2026-11-02T06:15'],
    ],
  ])('in the repeated hour of %s run once, the first time', (zone, cron, from, until, expected) => {
    expect(between(cron, zone, from, until)).toEqual(expected);
  });
  it('several in one gap become one', () => {
    expect(between('0,15,30,45 2 * * *', 'Europe/Berlin', '2026-03-29T00:00Z', '2026-03-29T12:00Z')).toEqual([
      '2026-03-29T01:00',
    ]);
  });
  it('take day of month and day of week as alternatives, as cron does', () => {
    expect(between('0 9 1 * 1', 'UTC', '2026-11-25T00:00Z', '2026-12-08T00:00Z')).toEqual([
      '2026-11-30T09:00',
      '2026-12-01T09:00',
      '2026-12-07T09:00',
    ]);
  });
  it('find 29 February', () =>
    expect(iso(nextOccurrence('0 0 29 2 *', 'UTC', Date.parse('2026-11-25T00:00Z')))).toBe(
      '2028-02-29T00:00',
    ));
  it('are named by local date and time', () =>
    expect(occurrenceKey('Asia/Seoul', Date.parse('2026-11-24T22:00Z'))).toBe('2026-11-25T07:00'));

  it.each([
    '* * * *',
    '60 * * * *',
    '* 24 * * *',
    '0 0 31 2 *',
    '0 0 * * 8',
    'x * * * *',
    '5-1 * * * *',
    '*/0 * * * *',
    '',
  ])('refuse %j with a reason', (cron) => {
    expect(checkSchedule(cron)).toMatch(/\w/);
    expect(() => nextOccurrence(cron, 'UTC', 0)).toThrow(RangeError);
  });
  it.each(['@daily', '*/15 * * * *', '0 7 * * mon-fri', '0 7 1,15 jan-jun *', '30 6 * * SUN', '0 0 29 2 *'])(
    'accept %j',
    (cron) => {
      expect(checkSchedule(cron)).toBeNull();
    },
  );

  it('are strictly ascending and once a day, whatever the zone and year', () => {
    const zones = fc.constantFrom(
      'Europe/Kyiv',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Seoul',
      'Pacific/Apia',
      'America/Santiago',
      'Asia/Pyongyang',
    );
    const start = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });
    fc.assert(
      fc.property(zones, start, fc.nat(23), fc.nat(59), (zone, from, hour, minute) => {
        const found = occurrencesBetween(`${minute} ${hour} * * *`, zone, from, from + 40 * 86_400_000);
        expect(found.every((at, index) => index === 0 || at > (found[index - 1] ?? 0))).toBe(true);
        expect(new Set(found.map((at) => occurrenceKey(zone, at).slice(0, 10))).size).toBe(found.length);
        expect(found.length).toBeGreaterThanOrEqual(39);
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});

describe('local time', () => {
  it('goes there and back outside of changes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.constantFrom('Asia/Seoul', 'UTC', 'Asia/Kathmandu'),
        (at, zone) => {
          const minute = Math.floor(at / 60_000) * 60_000;
          if (minute > Date.UTC(1990, 0, 1)) expect(toInstant(zone, toLocal(zone, minute))).toBe(minute);
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });
});
