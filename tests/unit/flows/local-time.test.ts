// A time typed on the command line is a time on the reader's clocks.
import { describe, expect, it } from 'vitest';
import { parseLocalTime } from '../../../src/flows/sending/local-time.ts';

const at = (text: string, zone = 'Asia/Seoul') => {
  const instant = parseLocalTime(text, zone);
  return instant === null ? null : new Date(instant).toISOString();
};

describe('parseLocalTime', () => {
  it('reads a time without an offset in the zone, across clock changes', () => {
    expect(at('2026-11-25T07:00')).toBe('2026-11-24T22:00:00.000Z');
    expect(at('2026-11-25 07:00')).toBe('2026-11-24T22:00:00.000Z');
    expect(at('2026-11-25')).toBe('2026-11-24T15:00:00.000Z');
    expect(at('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:00:00.000Z');
  });

  it('believes an offset', () => {
    expect(at('2026-11-25T07:00Z')).toBe('2026-11-25T07:00:00.000Z');
    expect(at('2026-11-25T07:00:30+01:00')).toBe('2026-11-25T06:00:30.000Z');
  });

  it('refuses what no calendar or clock shows', () => {
    for (const text of ['yesterday', '2026-02-30', '2026-13-01', '2026-11-25T25:00', '2026-11-25T07', ''])
      expect(at(text), text).toBeNull();
  });
});
