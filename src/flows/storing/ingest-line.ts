// Reads one JSON line of `ingest` and makes an item draft of it, as a feed would have given it.
import { fail, ok, type Result } from '../../lib/result.ts';
import type { IngestLine } from '../../model/ingest.ts';
import type { ItemDraft } from '../../model/item.ts';
import { htmlToText } from '../../normalise/html.ts';
import { canonicalUrl } from '../../normalise/url.ts';

/** Parses a line; the failure says what is wrong with it. `now` is the clock of lines that bear no instant. */
export function parseIngestLine(text: string, now: number): Result<IngestLine, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return fail(`not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null) return fail('not a JSON object');
  const line = value as Record<string, unknown>;
  const { id, feed, title } = line;
  if (typeof id !== 'string' && typeof id !== 'number') return fail('`id` is missing');
  if (typeof feed !== 'string' || feed === '') return fail('`feed` is missing');
  if (typeof title !== 'string') return fail('`title` is missing');
  const publishedAt = parseInstant(line.published_at);
  const seenAt = parseInstant(line.seen_at);
  if (publishedAt === undefined) return fail('`published_at` is no instant');
  if (seenAt === undefined) return fail('`seen_at` is no instant');
  return ok({
    id,
    feed,
    guid: textOrNull(line.guid),
    url: textOrNull(line.url),
    title,
    summary: textOrNull(line.summary) ?? '',
    content: textOrNull(line.content) ?? '',
    publishedAt,
    seenAt: seenAt ?? publishedAt ?? now,
    lang: textOrNull(line.lang),
  });
}

/** The draft of a line: plain text, canonical address, language. */
export function draftOfLine(line: IngestLine): ItemDraft {
  const title = plain(line.title);
  const summary = plain(line.summary);
  const content = plain(line.content);
  return {
    guid: line.guid,
    url: line.url,
    canonicalUrl: line.url === null ? null : canonicalUrl(line.url),
    title,
    author: null,
    publishedAt: line.publishedAt,
    updatedAt: null,
    summary,
    content,
    categories: [],
    enclosures: [],
    lang: line.lang ?? 'und',
    outlet: null,
  };
}

const MARKUP = /<[a-z!/]|&(?:[a-z]{2,8}|#\d{1,6}|#x[\da-f]{1,5});/i;

function plain(text: string): string {
  return MARKUP.test(text) ? htmlToText(text) : text.trim();
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

// Epoch milliseconds or an ISO instant; undefined: neither.
function parseInstant(value: unknown): number | null | undefined {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined;
  const at =
    typeof value === 'string'
      ? Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(value) || !value.includes('T') ? value : `${value}Z`)
      : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
