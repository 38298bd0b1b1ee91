// An output feed as JSON Feed 1.1.
import { encodeAddress } from './atom.ts';
import type { OutputDocument } from './document.ts';

export const JSON_FEED_TYPE = 'application/feed+json; charset=utf-8';

export function renderJsonFeed(document: OutputDocument): string {
  const value = {
    version: 'https://jsonfeed.org/version/1.1',
    title: document.title,
    description: document.description,
    home_page_url: document.homeUrl,
    feed_url: document.selfUrl,
    ...(document.lang === null ? {} : { language: document.lang }),
    authors: [{ name: 'Pactwatch' }],
    items: document.entries.map((entry) => ({
      id: entry.id,
      url: entry.pageUrl,
      external_url: encodeAddress(entry.url),
      title: entry.title,
      content_text: entry.text,
      date_published: new Date(entry.publishedAt).toISOString(),
      date_modified: new Date(entry.updatedAt).toISOString(),
      authors: [{ name: entry.outlet }],
      language: entry.lang,
      tags: entry.topics.map(({ name }) => name),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
