// Filters are read strictly and written back so that a link shows the same list.
import { describe, expect, it } from 'vitest';
import { parseListRequest, renderCursor, renderQueryString } from '../../../src/web/filter.ts';

const parse = (query: string, timeZone = 'UTC') =>
  parseListRequest(new URLSearchParams(query), { strength: 'core', timeZone });

describe('parseListRequest', () => {
  it.each([
    ['Asia/Seoul', '2026-11-24T15:00:00Z', '2026-11-25T15:00:00Z'],
    ['America/New_York', '2026-11-25T05:00:00Z', '2026-11-26T05:00:00Z'],
    ['UTC', '2026-11-25T00:00:00Z', '2026-11-26T00:00:00Z'],
  ])('takes days as those of %s, and instants as they are', (zone, since, until) => {
    const days = parse('since=2026-11-25&until=2026-11-25', zone);
    expect(days.ok && days.value.filter).toMatchObject({
      sinceAt: Date.parse(since),
      untilAt: Date.parse(until),
    });
    const instant = parse('since=2026-11-25T07:00:00Z', zone);
    expect(instant.ok && instant.value.filter.sinceAt).toBe(Date.parse('2026-11-25T07:00:00Z'));
  });

  it('knows days of 23 and 25 hours', () => {
    const lengths = ['2026-03-29', '2026-10-25'].map((day) => {
      const asked = parse(`since=${day}&until=${day}`, 'Europe/Berlin');
      const { sinceAt, untilAt } = asked.ok ? asked.value.filter : { sinceAt: 0, untilAt: 0 };
      return ((untilAt ?? 0) - (sinceAt ?? 0)) / 3_600_000;
    });
    expect(lengths).toEqual([23, 25]);
  });

  it('takes nothing for no wish', () => {
    const asked = parse('q=&topic=&since=%20');
    expect(asked).toMatchObject({
      ok: true,
      value: {
        order: 'newest',
        limit: 30,
        cursor: null,
        asked: {},
        filter: { topic: null, lang: null, strength: 'core', sinceAt: null, untilAt: null, query: null },
      },
    });
  });

  it('includes the day that `until` names, and takes an instant as it is', () => {
    expect(parse('since=2026-11-24&until=2026-11-25')).toMatchObject({
      value: { filter: { sinceAt: Date.UTC(2026, 10, 24), untilAt: Date.UTC(2026, 10, 26) } },
    });
    expect(parse('until=2026-11-25T07:00:00%2B09:00')).toMatchObject({
      value: { filter: { untilAt: Date.UTC(2026, 10, 24, 22) } },
    });
  });

  it('orders a search by best match unless asked otherwise', () => {
    expect(parse('q=Kursk')).toMatchObject({ value: { order: 'best' } });
    expect(parse('q=Kursk&order=newest')).toMatchObject({ value: { order: 'newest' } });
  });

  it('names every wrong value at once', () => {
    const asked = parse(`strength=x&limit=999&cursor=x&since=2026-13-01&order=up&topic=${'a'.repeat(300)}`);
    expect(asked.ok).toBe(false);
    if (!asked.ok) expect(asked.failure).toHaveLength(6);
  });

  it.each(['-1', '1e3', '0x10', '1,2,3', '', '99999999999999999999'])(
    'refuses the cursor of %s',
    (numbers) => {
      const cursor = Buffer.from(numbers).toString('base64url');
      expect(parse(`cursor=${cursor}`).ok).toBe(numbers === '');
    },
  );

  it('reads its own cursors', () => {
    expect(parse(`cursor=${renderCursor([1_790_000_000_000, 42])}`)).toMatchObject({
      value: { cursor: [1_790_000_000_000, 42] },
    });
  });
});

describe('renderQueryString', () => {
  it('keeps what was asked, changed where told', () => {
    const asked = parse('q=북한 군&lang=ko&unknown=1&cursor=MQ');
    if (!asked.ok) throw new Error('must parse');
    const link = renderQueryString(asked.value.asked, { lang: null, cursor: 'Mg' });
    expect(Object.fromEntries(new URLSearchParams(link))).toEqual({ q: '북한 군', cursor: 'Mg' });
    expect(renderQueryString({})).toBe('');
  });
});
