// Pages, feeds and interface over what the real ingest stored: identity, stories, tags and search as the daemon leaves them.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ingestLines } from '../../../src/flows/storing/ingest.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import type { Database } from '../../../src/store/database.ts';
import { type OpenedPages, openPages } from './open.ts';
import { NOW } from './seed.ts';
import { readCorpus } from './seed-items.ts';

const tagging = openTagging(new URL('../../../config/topics/dprk-russia.yaml', import.meta.url).pathname);
let pages: OpenedPages;
beforeAll(async () => {
  pages = await openPages({ fill, deps: { topicNames: tagging.topics } });
});
afterAll(async () => {
  await pages[Symbol.asyncDispose]();
});

async function* lines(): AsyncIterable<string> {
  for (const { id, feed, url, title, summary, lang, at } of readCorpus(NOW)) {
    const published_at = new Date(at).toISOString();
    yield JSON.stringify({ id, feed, url, title, summary, lang, published_at, seen_at: published_at });
  }
}

async function fill(db: Database): Promise<void> {
  await ingestLines(lines(), {
    db,
    tag: (itemId, input, at) => tagging.tagAndStore(db, itemId, input, at),
    clock: { now: () => NOW },
    answer: () => {},
    pause: async () => {},
  });
}

async function get<T>(path: string): Promise<T> {
  const response = await fetch(pages.address + path);
  expect(response.status).toBe(200);
  return (await response.json()) as T;
}

interface Story {
  readonly id: number;
  readonly articles: number;
  readonly languages: readonly string[];
  readonly independent_outlets: number;
}

describe('over the real ingest', () => {
  it('finds every tagged title by its own words, in every language', async () => {
    const corpus = readFileSync(new URL('../../corpus/stories/tune.jsonl', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    const samples = corpus
      .map((line) => JSON.parse(line) as { title: string; lang: string })
      .filter((_, index) => index % 9 === 0);
    expect(new Set(samples.map(({ lang }) => lang)).size).toBe(10);
    for (const { title } of samples) {
      const found = await get<{ items: { title: string }[] }>(
        `/api/v1/search?q=${encodeURIComponent(title)}`,
      );
      expect(found.items.map((item) => item.title)).toContain(title);
    }
  });

  it('shows events told in several languages as one story', async () => {
    const { stories } = await get<{ stories: Story[] }>('/api/v1/stories?limit=200');
    expect(stories.length).toBeGreaterThan(40);
    expect(stories.filter(({ languages }) => languages.length > 1).length).toBeGreaterThan(10);
    expect(stories.every(({ independent_outlets, articles }) => independent_outlets <= articles)).toBe(true);
  });

  it('opens every story and every tagged item', async () => {
    const { stories } = await get<{ stories: Story[] }>('/api/v1/stories?limit=200');
    for (const { id } of stories) expect((await fetch(`${pages.address}/stories/${id}`)).status).toBe(200);
    const { items } = await get<{ items: { id: number }[] }>('/api/v1/items?limit=200');
    for (const { id } of items) {
      const text = await (await fetch(`${pages.address}/items/${id}`)).text();
      expect(text).toContain('<mark>');
    }
  });

  it('counts the rules that spoke, and lists the items each spoke for', async () => {
    const rules = await (await fetch(`${pages.address}/rules`)).text();
    const linked = [...rules.matchAll(/href="\/items\?rule=([^"]+)"/g)].map(([, rule = '']) => rule);
    expect(linked.length).toBeGreaterThan(3);
    const counts: number[] = [];
    for (const rule of linked.slice(0, 12)) {
      const { items } = await get<{ items: unknown[] }>(`/api/v1/items?strength=any&rule=${rule}`);
      counts.push(items.length);
    }
    // A rule may speak and weigh nothing, and is then no reason for any item.
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(4);
  });
});
