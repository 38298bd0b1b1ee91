// Every sample feed is served in the format and charset it claims, and reads back as it was written.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { join } from 'node:path';
import { decodeBytes } from '../../../src/decode/text.ts';
import { type FeedServer, openFeedServer } from '../../../src/demo/feed-server.ts';
import { loadOutlets, type Outlet, publishedIn, type Round } from '../../../src/demo/outlet.ts';
import { parseFeed } from '../../../src/parse/feed.ts';

const outlets = loadOutlets(join(import.meta.dirname, '../../../config/demo/outlets'));
const now = Date.UTC(2026, 10, 25, 12);
const times = { 1: now - 22 * 60_000, 2: now - 2 * 60_000 };
const outletNamed = (id: string): Outlet => {
  const found = outlets.find((source) => source.id === id);
  if (found === undefined) throw new Error(`no outlet ${id}`);
  return found;
};

let server: FeedServer;
beforeAll(async () => {
  server = await openFeedServer(outlets, times);
});
afterAll(() => server.close());

async function read(source: Outlet, round: Round) {
  server.enterRound(round);
  const response = await fetch(server.urlOf(source));
  const contentType = response.headers.get('content-type');
  const body = new Uint8Array(await response.arrayBuffer());
  const decoded = decodeBytes({ body, contentType, override: null });
  return { response, decoded, parsed: await parseFeed(decoded.text, { contentType }) };
}

describe('the sample outlets', () => {
  it('cover the formats, languages and charsets the demo promises', () => {
    const all = (pick: (source: Outlet) => string): string[] => [...new Set(outlets.map(pick))].sort();
    expect(outlets.length).toBeGreaterThanOrEqual(12);
    expect(all(({ format }) => format)).toEqual(['atom', 'json-feed', 'rdf', 'rss']);
    expect(all(({ lang }) => lang)).toEqual(['de', 'en', 'ja', 'ko', 'ru', 'uk', 'zh']);
    expect(all(({ charset }) => charset)).toEqual(['euc-kr', 'shift_jis', 'utf-8', 'windows-1251']);
    expect(all(({ behaviour }) => behaviour)).toEqual(['down', 'gone', 'malformed', 'moved', 'plain']);
  });

  it('publish second-round items between the rounds, and nothing in the future', () => {
    for (const source of outlets) {
      for (const entry of source.items.filter(({ round }) => round === 2))
        expect(entry.age, `${source.id} ${entry.slug}`).toBeLessThan(20);
    }
  });

  it('have nothing new in the second round at one outlet at least', () => {
    expect(outlets.some(({ behaviour, items }) => behaviour === 'plain' && items.every(isUnchanged))).toBe(
      true,
    );
  });

  const isUnchanged = (entry: Outlet['items'][number]): boolean =>
    entry.round === 1 && entry.correction === undefined;
});

describe('the feed server', () => {
  const served = outlets.filter(({ behaviour }) => behaviour !== 'gone');

  it.each(served.map((source) => [source.id, source] as const))(
    'serves %s so that it decodes and parses',
    async (_, source) => {
      const { response, decoded, parsed } = await read(source, 1);
      expect(response.status).toBe(200);
      expect(decoded.choice.charset).toBe(source.charset);
      if (!parsed.ok) throw new Error(parsed.failure.detail);
      expect(parsed.value.format).toBe(source.format);
      const titles = parsed.value.entries.map((entry) => entry.title?.value.replaceAll('&amp;', '&'));
      expect(titles).toEqual(publishedIn(source, 1, times).map(({ title }) => title));
    },
  );

  it('shows more in the second round, and the correction in place of what it corrects', async () => {
    const first = await read(outletNamed('gaonnuri'), 1);
    const second = await read(outletNamed('gaonnuri'), 2);
    expect(second.decoded.text).toContain('1천200명');
    expect(first.decoded.text).not.toContain('1천200명');
    expect(second.decoded.text.split('<item>').length).toBeGreaterThan(
      first.decoded.text.split('<item>').length,
    );
  });

  it('answers 304 where nothing changed since the etag', async () => {
    server.enterRound(1);
    const url = server.urlOf(outletNamed('lighthouse'));
    const etag = (await fetch(url)).headers.get('etag') ?? '';
    server.enterRound(2);
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });

  it('answers 301, 410 and 503 where the outlet moved, is gone or is down', async () => {
    server.enterRound(2);
    const ask = (id: string) => fetch(server.urlOf(outletNamed(id)), { redirect: 'manual' });
    expect((await ask('frontier-review')).status).toBe(301);
    expect((await ask('old-quarry')).status).toBe(410);
    expect((await ask('lakeside-radio')).status).toBe(503);
  });

  it('serves broken XML at the malformed outlet', async () => {
    const { decoded } = await read(outletNamed('strait-observer'), 1);
    expect(decoded.text).toMatch(/ & /);
    expect(decoded.text).not.toContain('</rss>');
  });
});
