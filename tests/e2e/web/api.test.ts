// The JSON interface answers what docs/openapi.json says, pages through everything once, and says why it cannot.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedPages, openPages } from './open.ts';
import { departures, follow, type Schema } from './schema-check.ts';

const openapi = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
) as Schema;
let pages: OpenedPages;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(async () => {
  await pages[Symbol.asyncDispose]();
});

interface Answer {
  readonly items: readonly (Record<string, unknown> & { readonly id: number })[];
  readonly stories: readonly { readonly id: number }[];
  readonly next_cursor: string | null;
  readonly detail: string;
  readonly status: number;
}

async function get(path: string): Promise<{ status: number; type: string | null; json: Answer }> {
  const response = await fetch(pages.address + path);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    json: (await response.json()) as Answer,
  };
}

function schemaOf(path: string, status: string): Schema {
  const operation = ((openapi['paths'] as Schema)[path] as Schema)['get'] as Schema;
  let response = (operation['responses'] as Schema)[status] as Schema;
  if (typeof response['$ref'] === 'string') response = follow(response['$ref'], openapi);
  const [content] = Object.values(response['content'] as Record<string, Schema>);
  return content!['schema'] as Schema;
}

const CALLS: readonly (readonly [described: string, asked: string])[] = [
  ['/api/v1/items', '/api/v1/items'],
  ['/api/v1/items', '/api/v1/items?strength=any&limit=200'],
  ['/api/v1/items', '/api/v1/items?lang=ko&topic=troop-deployment&since=2026-09-01&until=2026-11-25'],
  ['/api/v1/items/{id}', '/api/v1/items/640'],
  ['/api/v1/stories', '/api/v1/stories?limit=100'],
  ['/api/v1/stories', '/api/v1/stories?q=Kursk&strength=any'],
  ['/api/v1/stories/{id}', '/api/v1/stories/169'],
  ['/api/v1/feeds', '/api/v1/feeds'],
  ['/api/v1/feeds/{id}', '/api/v1/feeds/harbour-post-world'],
  ['/api/v1/digests', '/api/v1/digests?limit=50'],
  ['/api/v1/digests/{subscription}/{occurrence}', '/api/v1/digests/daily/2026-11-25T07:00'],
  ['/api/v1/search', '/api/v1/search?q=%EB%B6%81%ED%95%9C%EA%B5%B0'],
];

describe('the JSON interface', () => {
  it.each(CALLS)('answers %s as described: %s', async (described, asked) => {
    const { status, type, json } = await get(asked);
    expect(status).toBe(200);
    expect(type).toBe('application/json; charset=utf-8');
    expect(departures(json, schemaOf(described, '200'), openapi)).toEqual([]);
  });

  it('has an answer for every path that is described', () => {
    const called = new Set(CALLS.map(([described]) => described));
    expect([...called].sort()).toEqual(Object.keys(openapi['paths'] as Schema).sort());
  });

  it.each([
    ['/api/v1/items?limit=0', 'limit'],
    ['/api/v1/items?cursor=%21%21', 'cursor'],
    ['/api/v1/items?strength=strong', 'strength'],
    ['/api/v1/items?since=yesterday', 'since'],
    ['/api/v1/items?order=best', 'needs `q`'],
    ['/api/v1/search', '`q` is missing'],
  ])('says why it cannot answer %s', async (path, word) => {
    const { status, type, json } = await get(path);
    expect(status).toBe(400);
    expect(type).toBe('application/problem+json; charset=utf-8');
    expect(departures(json, schemaOf('/api/v1/items', '400'), openapi)).toEqual([]);
    expect(json.detail).toContain(word);
  });

  it.each([
    '/api/v1/items/999999',
    '/api/v1/stories/999999',
    '/api/v1/feeds/none',
    '/api/v1/digests/daily/none',
    '/api/v1/none',
    '/api',
  ])('answers 404 as a problem for %s', async (path) => {
    const { status, json } = await get(path);
    expect(status).toBe(404);
    expect(json.status).toBe(404);
  });

  it.each([
    '/api/v1/items?strength=any&limit=97',
    '/api/v1/search?q=a&order=newest&limit=7',
    '/api/v1/search?q=Kursk&limit=7',
  ])('pages through every item once: %s', async (path) => {
    const ids: number[] = [];
    let cursor: string | null = null;
    do {
      const { json } = await get(`${path}${cursor === null ? '' : `&cursor=${cursor}`}`);
      ids.push(...json.items.map((item) => item.id));
      cursor = json.next_cursor;
    } while (cursor !== null);
    expect(new Set(ids).size).toBe(ids.length);
    const whole = await get(path.replace(/limit=\d+/, 'limit=200'));
    if (path.includes('search')) expect(ids).toEqual(whole.json.items.map((item) => item.id));
    else expect(ids).toHaveLength(650);
  });

  it('pages through stories without showing an event twice in a slice', async () => {
    const slices: number[][] = [];
    let cursor: string | null = null;
    do {
      const { json } = await get(`/api/v1/stories?limit=20${cursor === null ? '' : `&cursor=${cursor}`}`);
      slices.push(json.stories.map((story) => story.id));
      cursor = json.next_cursor;
    } while (cursor !== null);
    const ids = slices.flat();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(60);
  });

  it('narrows to language, topic and time', async () => {
    const { json } = await get('/api/v1/items?lang=ko&topic=troop-deployment&since=2026-10-01&limit=200');
    expect(json.items.length).toBeGreaterThan(0);
    for (const item of json.items) {
      expect(item['lang']).toBe('ko');
      expect(item['topics']).toContain('troop-deployment');
      expect(String(item['first_seen_at']) >= '2026-10-01').toBe(true);
    }
  });

  it('never shows the secret in a feed address', async () => {
    const response = await fetch(`${pages.address}/api/v1/feeds`);
    expect(await response.text()).not.toContain('topsecret1');
  });
});
