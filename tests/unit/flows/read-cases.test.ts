// Bytes to items: several hundred small documents are read as a careful reader of the specifications would.
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readFeed } from '../../../src/flows/polling/read-feed.ts';
import { type FeedCase, readCases } from '../../fixtures/parse/read-cases.ts';

const FOLDER = new URL('../../fixtures/parse/', import.meta.url);

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

async function observe(one: FeedCase): Promise<Record<string, unknown>> {
  const outcome = await readFeed({
    body: Buffer.from(one.document),
    contentType: one.contentType,
    contentLocation: null,
    feedUrl: one.url,
    charset: null,
    country: null,
    lang: 'und',
    now: null,
  });
  if (!outcome.ok) return { failure: outcome.failure.code };
  const { value } = outcome;
  const seen: Record<string, unknown> = {
    count: value.items.length,
    format: value.format,
    'feed.title': value.title,
    'feed.link': value.link,
    'feed.language': value.language,
    defects: value.defects.map(({ code }) => code),
  };
  for (const [index, item] of value.items.entries()) {
    const at = index === 0 ? '' : `${index + 1}.`;
    seen[`${at}id`] = item.guid;
    seen[`${at}url`] = item.url;
    seen[`${at}title`] = item.title;
    seen[`${at}author`] = item.author;
    seen[`${at}published`] = iso(item.publishedAt);
    seen[`${at}updated`] = iso(item.updatedAt);
    seen[`${at}summary`] = item.summary;
    seen[`${at}content`] = item.content;
    seen[`${at}categories`] = item.categories;
    seen[`${at}enclosures`] = item.enclosures.map(({ url }) => url);
    seen[`${at}enclosure`] = item.enclosures[0] ?? null;
  }
  return seen;
}

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.cases'))) {
  describe(file, () => {
    it.each(readCases(new URL(file, FOLDER)))('$name', async (one) => {
      const seen = await observe(one);
      const asked = Object.fromEntries([...one.expected.keys()].map((path) => [path, seen[path]]));
      expect(asked).toEqual(Object.fromEntries(one.expected));
    });
  });
}
