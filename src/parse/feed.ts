// The door of the room: text of any kind in, a feed with its defects or a reason why it is none out.
import type { ParsedFeed, ParseOutcome } from '../model/entry.ts';
import { type CanonicalReading, canonicalise } from './canonicalise.ts';
import { DefectList } from './defects.ts';
import { buildEntry, chooseFeedAuthor, chooseTitle, firstValue } from './entry.ts';
import { cleanText, looksBinary } from './hide.ts';
import { parseHints } from './hints.ts';
import { parseJsonFeed } from './json-feed.ts';
import { MAX_DOCUMENT_CHARS } from './limits.ts';
import { chooseAlternate } from './link.ts';
import { parseStrictly, type StrictFeed } from './strict.ts';

export interface ParseOptions {
  readonly contentType: string | null;
  /** The document's own address, against which a relative xml:base is read. */
  readonly baseUrl?: string | null;
}

function fail(code: 'empty' | 'html' | 'not-a-feed' | 'hostile', detail: string): ParseOutcome {
  return { ok: false, failure: { code, detail } };
}

/**
 * Parses a feed of any format. Repairs are told as defects; a document that is no feed is a failure with a
 * reason. Never throws; time and memory are linear in the text and bounded by limits.ts.
 */
export async function parseFeed(text: string, options: ParseOptions): Promise<ParseOutcome> {
  if (text.length > MAX_DOCUMENT_CHARS) {
    return fail('hostile', `a document of ${text.length} characters; at most ${MAX_DOCUMENT_CHARS} are read`);
  }
  const defects = new DefectList();
  const unpadded = dropPadding(text);
  if (looksBinary(unpadded)) return fail('not-a-feed', 'binary data');
  const clean = cleanText(unpadded, defects);
  const start = clean.search(/[^\s\ufeff]/);
  if (start < 0) return fail('empty', 'nothing but white space');
  const base = options.baseUrl ?? null;
  const first = clean.charAt(start);
  if (first === '{' || first === '[') return parseJsonFeed(clean.slice(start), base, defects);
  const reading = canonicalise(clean, base, defects);
  if (reading.root === null) return explainNoFeed(clean, reading, options.contentType);
  const strict = await parseStrictly(reading.feed);
  return { ok: true, value: buildFeed(reading, strict, defects) };
}

/** Blocks of a fixed size end in zeros. */
function dropPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return end === text.length ? text : text.slice(0, end);
}

function buildFeed(reading: CanonicalReading, strict: StrictFeed, defects: DefectList): ParsedFeed {
  const { channel } = strict;
  if (strict.trouble !== null) defects.add('item-salvaged', `${strict.trouble}; ${strict.lost} items lost`);
  const author = chooseFeedAuthor(channel);
  const links = [
    ...(channel.get('link') ?? []),
    ...(channel.get('atom:link') ?? []),
    ...(channel.get('a') ?? []),
  ];
  const entries = strict.items.map((item) => buildEntry(item, { author }));
  const undated = entries.filter((entry) => entry.published === null).length;
  if (undated > 0) defects.add('date-missing', `${undated} of ${entries.length} items bear no date`);
  return {
    format: reading.root?.format ?? 'rss',
    version: reading.root?.version ?? null,
    title: chooseTitle(channel),
    link: chooseAlternate(links),
    language: firstValue(channel, ['language', 'dc:language', 'x:lang']),
    base: reading.base,
    hints: parseHints(channel),
    entries,
    defects: defects.list(),
  };
}

function explainNoFeed(text: string, reading: CanonicalReading, contentType: string | null): ParseOutcome {
  const head = text.slice(0, 2048);
  const tag = /<([A-Za-z_][^\s<>/]{0,40})/.exec(head)?.[1];
  const isOutline = tag?.toLowerCase() === 'opml';
  if (!isOutline && (reading.sawHtml || /<!doctype\s+html|<(?:html|head|body)[\s>]/i.test(head))) {
    return fail('html', 'a web page, not a feed');
  }
  if (isOutline) return fail('not-a-feed', 'a list of feeds (OPML): import it instead');
  const type = contentType === null ? '' : ` (sent as ${contentType.slice(0, 80)})`;
  if (tag === undefined) return fail('not-a-feed', `no markup and no JSON${type}`);
  return fail('not-a-feed', `the root element is <${tag}>${type}`);
}
