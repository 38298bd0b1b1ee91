import { describe, expect, it } from 'vitest';
import { parseRetryAfter, readCaching } from '../../../src/fetch/caching.ts';

const NOW = Date.UTC(2026, 10, 25, 7);

describe('caching headers', () => {
  it.each([
    [{ 'cache-control': 'max-age=600' }, 600_000],
    [{ 'cache-control': 'public, max-age="600"' }, 600_000],
    [{ 'cache-control': 'max-age=600', age: '100' }, 500_000],
    [{ 'cache-control': 'max-age=600', age: '900' }, null],
    [{ 'cache-control': 'no-cache, max-age=600' }, null],
    [{ 'cache-control': 'max-age=0' }, null],
    [{ expires: 'Wed, 25 Nov 2026 08:00:00 GMT', date: 'Wed, 25 Nov 2026 07:00:00 GMT' }, 3_600_000],
    [{ expires: 'Wed, 25 Nov 2026 08:00:00 GMT' }, 3_600_000],
    [{ expires: '0' }, null],
    [{ expires: '-1' }, null],
    [{ 'cache-control': 's-maxage=900, max-age=60' }, 60_000],
    [{ 'cache-control': 's-maxage=900' }, null],
    [{}, null],
  ])('reads the freshness of %j', (headers, freshMs) => {
    expect(readCaching(headers as unknown as Record<string, string>, NOW).freshMs).toBe(freshMs);
  });

  it.each([
    ['120', 120_000],
    ['1.5', 1_500],
    [' 7 ', 7_000],
    ['Wed, 25 Nov 2026 07:10:00 GMT', 600_000],
    ['Wed, 25 Nov 2026 06:10:00 GMT', null],
    ['99999999', 7 * 86_400_000],
    ['Wednesday, 25-Nov-26 07:10:00 GMT', 600_000],
    ['Wed Nov 25 07:10:00 2026', 600_000],
    ['2026-11-25T07:10:00Z', 600_000],
    ['2026-11-25T07:10:00', 600_000],
    ['120s', 120_000],
    ['30, 60', 30_000],
    ['0', 0],
    ['soon', null],
    ['-5', null],
    [undefined, null],
  ])('reads Retry-After %s', (value, expected) => {
    expect(parseRetryAfter(value, NOW)).toBe(expected);
  });

  it('measures a date of Retry-After by the clock of the server that said it', () => {
    const headers = { date: 'Wed, 25 Nov 2026 04:00:00 GMT', 'retry-after': 'Wed, 25 Nov 2026 04:05:00 GMT' };
    expect(readCaching(headers, NOW).retryAfterMs).toBe(300_000);
  });
});
