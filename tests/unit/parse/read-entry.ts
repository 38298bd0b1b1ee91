// Shorthand for tests of the parser: documents from their inner parts, and entries with texts as plain strings.
import type { Entry, ParsedFeed } from '../../../src/model/entry.ts';
import { parseFeed } from '../../../src/parse/feed.ts';

export interface ShortEntry extends Omit<Entry, 'title' | 'summary' | 'content'> {
  readonly title: string | null;
  readonly summary: string | null;
  readonly content: string | null;
}

const SPACES =
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:media="http://search.yahoo.com/mrss/" ' +
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ' +
  'xmlns:atom="http://www.w3.org/2005/Atom"';

export function rssItem(inner: string, channel = ''): string {
  return `<rss version="2.0" ${SPACES}><channel><title>Feed</title>${channel}<item>${inner}</item></channel></rss>`;
}

export function atomEntry(inner: string, feed = ''): string {
  return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>${feed}<entry>${inner}</entry></feed>`;
}

export function atom03Entry(inner: string): string {
  return `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>${inner}</entry></feed>`;
}

export async function read(document: string, baseUrl: string | null = null): Promise<ParsedFeed> {
  const outcome = await parseFeed(document, { contentType: null, baseUrl });
  if (!outcome.ok) throw new Error(`${outcome.failure.code}: ${outcome.failure.detail}`);
  return outcome.value;
}

export function shorten(entry: Entry): ShortEntry {
  return {
    ...entry,
    title: entry.title?.value ?? null,
    summary: entry.summary?.value ?? null,
    content: entry.content?.value ?? null,
  };
}

export async function readItems(document: string, baseUrl: string | null = null): Promise<ShortEntry[]> {
  return (await read(document, baseUrl)).entries.map(shorten);
}

export async function codes(document: string): Promise<string[]> {
  return (await read(document)).defects.map(({ code }) => code);
}
