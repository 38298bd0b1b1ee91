// Promises of date reading: every form and language of feeds, the same on every host.
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../src/normalise/date.ts';
import { readTable } from './read-table.ts';

const NOW = Date.UTC(2026, 10, 25, 2);

function read(text: string, country: string | null = null, now: number | null = null): string | null {
  const at = parseDate(text, { country, now });
  return at === null ? null : new Date(at).toISOString();
}

describe('parseDate', () => {
  it.each(readTable('dates.tsv'))('reads %s', (text, instant) => {
    expect(read(text ?? '')).toBe(instant === 'null' ? null : instant);
  });

  it('takes a date without a zone in the zone of the country, summer time included', () => {
    expect(read('2026-11-25 15:05:00', 'KR')).toBe('2026-11-25T06:05:00.000Z');
    expect(read('2026-07-25 15:05:00', 'UA')).toBe('2026-07-25T12:05:00.000Z');
    expect(read('2026-12-25 15:05:00', 'ua')).toBe('2026-12-25T13:05:00.000Z');
    expect(read('2026-11-25 15:05:00', 'XX')).toBe('2026-11-25T15:05:00.000Z');
  });

  it('reads an ambiguous zone name as the country uses it', () => {
    expect(read('Wed, 25 Nov 2026 15:05:00 CST', 'CN')).toBe('2026-11-25T07:05:00.000Z');
    expect(read('Wed, 25 Nov 2026 15:05:00 CST')).toBe('2026-11-25T21:05:00.000Z');
    expect(read('Wed, 25 Nov 2026 15:05:00 IST', 'IL')).toBe('2026-11-25T13:05:00.000Z');
  });

  it('reads 04/03/2024 in the order of the country, and after the weekday where one is named', () => {
    expect(read('04/03/2024', 'GB')).toBe('2024-03-04T00:00:00.000Z');
    expect(read('04/03/2024', 'US')).toBe('2024-04-03T04:00:00.000Z');
    expect(read('Mon, 04/03/2024')).toBe('2024-03-04T00:00:00.000Z');
    expect(read('26.11.25 09:00', 'KR')).toBe('2026-11-25T00:00:00.000Z');
  });

  it('finds the year of a date without one from the present', () => {
    expect(read('Sun,27 Sep', 'KR', NOW)).toBe('2026-09-26T15:00:00.000Z');
    expect(read('24 Dec', null, NOW)).toBe('2025-12-24T00:00:00.000Z');
    expect(read('24 Dec')).toBeNull();
  });

  it('makes an instant more than a day ahead the present, only where the present is given', () => {
    expect(read('2027-01-01T00:00:00Z', null, NOW)).toBe(new Date(NOW).toISOString());
    expect(read('2026-11-25T20:00:00Z', null, NOW)).toBe('2026-11-25T20:00:00.000Z');
    expect(read('2027-01-01T00:00:00Z')).toBe('2027-01-01T00:00:00.000Z');
  });

  it('does not depend on the zone of the host', () => {
    const rows = readTable('dates.tsv');
    const before = process.env['TZ'];
    try {
      for (const zone of ['Asia/Seoul', 'America/New_York', 'Pacific/Kiritimati']) {
        process.env['TZ'] = zone;
        for (const [text, instant] of rows)
          expect(read(text ?? '')).toBe(instant === 'null' ? null : instant);
      }
    } finally {
      process.env['TZ'] = before;
    }
  });
});
