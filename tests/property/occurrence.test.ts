// In every zone the runtime knows a daily time falls due once for each local day, whatever the clocks do.
import { describe, expect, it } from 'vitest';
import { nextOccurrence, occurrencesBetween } from '../../src/schedule/occurrence.ts';
import { offsetAt, toLocal } from '../../src/schedule/zone.ts';

const DAY = 86_400_000;
const FROM = Date.UTC(2024, 0, 1);
const UNTIL = Date.UTC(2029, 0, 1);

/** Days on which the zone's offset differs from the day before. */
function changes(timeZone: string): number[] {
  const days: number[] = [];
  let former = offsetAt(timeZone, FROM);
  for (let at = FROM; at < UNTIL; at += DAY) {
    const offset = offsetAt(timeZone, at);
    if (offset !== former) days.push(at);
    former = offset;
  }
  return days;
}

/** The local day a due instant stands for: where the clocks leap over its time, the day they leap from. */
function dayOf(timeZone: string, at: number, schedule: string): number {
  const { hour, minute } = toLocal(timeZone, at);
  const leapt = !schedule.startsWith(`${minute} ${hour} `);
  const { year, month, day } = toLocal(timeZone, leapt ? at - 60_000 : at);
  const date = Date.UTC(year, month - 1, day) / DAY;
  return leapt && schedule.startsWith('0 0 ') ? date + 1 : date;
}

describe('occurrences', () => {
  it('come once for each local day, at midnight, in the night and at the last minute, in every zone', () => {
    const zones = Intl.supportedValuesOf('timeZone');
    let seen = 0;
    for (const timeZone of zones) {
      for (const change of changes(timeZone)) {
        for (const schedule of ['0 0 * * *', '30 2 * * *', '59 23 * * *']) {
          const dues = occurrencesBetween(schedule, timeZone, change - 3 * DAY, change + 3 * DAY);
          const days = dues.map((at) => dayOf(timeZone, at, schedule));
          const first = days[0] ?? 0;
          expect(days.length).toBeGreaterThanOrEqual(5);
          expect(days, `${timeZone} ${schedule}`).toEqual(days.map((_, index) => first + index));
          // Planned one after the other, as a subscription is, they are the same.
          let at = change - 3 * DAY;
          for (const due of dues) expect((at = nextOccurrence(schedule, timeZone, at))).toBe(due);
          seen += 1;
        }
      }
    }
    expect(zones.length).toBeGreaterThan(400);
    expect(seen).toBeGreaterThan(1000);
  });
});
