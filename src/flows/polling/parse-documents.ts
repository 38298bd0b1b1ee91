// Files through the reader, answered in the JSON shape of the verb `parse`; one at a time, or a batch in order.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Defect, EntryEnclosure, FeedFormat } from '../../model/entry.ts';
import type { ParseFailure } from '../../model/failure.ts';
import type { ItemDraft, ReadFeed } from '../../model/item.ts';
import { MAX_BODY_BYTES, readFeed } from './read-feed.ts';
import { openReaderPool, type ReaderPool } from './reader-pool.ts';

export interface ParseRequest {
  /** Path, or `-` for standard input. */
  readonly file: string;
  readonly contentType: string | null;
  readonly contentLocation: string | null;
  readonly url: string | null;
  readonly charset: string | null;
}

export interface ParsedItem {
  readonly id: string | null;
  readonly url: string | null;
  readonly title: string;
  readonly author: string | null;
  /** ISO 8601, UTC. */
  readonly published_at: string | null;
  readonly updated_at: string | null;
  readonly summary: string;
  readonly content: string;
  readonly categories: readonly string[];
  readonly enclosures: readonly EntryEnclosure[];
}

export type ParseAnswer =
  | {
      readonly format: FeedFormat;
      readonly title: string;
      readonly link: string | null;
      readonly language: string | null;
      readonly charset: ReadFeed['charset'];
      readonly items: readonly ParsedItem[];
      readonly defects: readonly Defect[];
    }
  | {
      readonly failure: { readonly code: ParseFailure['code'] | 'file-unreadable'; readonly detail: string };
    };

const MAX_INSTANT_MS = 8.64e15;

function renderInstant(at: number | null): string | null {
  return at === null || !(Math.abs(at) <= MAX_INSTANT_MS) ? null : new Date(at).toISOString();
}

function renderItem(item: ItemDraft): ParsedItem {
  return {
    id: item.guid,
    url: item.url,
    title: item.title,
    author: item.author,
    published_at: renderInstant(item.publishedAt),
    updated_at: renderInstant(item.updatedAt),
    summary: item.summary,
    content: item.content === '' ? item.summary : item.content,
    categories: item.categories,
    enclosures: item.enclosures,
  };
}

function renderAnswer(feed: ReadFeed): ParseAnswer {
  return {
    format: feed.format,
    title: feed.title,
    link: feed.link,
    language: feed.language,
    charset: feed.charset,
    items: feed.items.map(renderItem),
    defects: feed.defects,
  };
}

interface Unread {
  readonly failure: { readonly code: 'hostile' | 'file-unreadable'; readonly detail: string };
}

async function loadBody(file: string): Promise<Uint8Array | Unread> {
  try {
    if (file === '-') return await loadStream(process.stdin);
    const facts = await stat(file);
    if (facts.size > MAX_BODY_BYTES) return tooLarge(`a file of ${facts.size} bytes`);
    // What is no regular file, such as a pipe, does not say how much will come.
    const isSmall = facts.isFile() && facts.size <= 1024 * 1024;
    return isSmall ? await readFile(file) : await loadStream(createReadStream(file));
  } catch (error) {
    return {
      failure: { code: 'file-unreadable', detail: error instanceof Error ? error.message : String(error) },
    };
  }
}

async function loadStream(stream: Readable): Promise<Uint8Array | Unread> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > MAX_BODY_BYTES) return tooLarge('a longer stream');
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

function tooLarge(what: string): Unread {
  return { failure: { code: 'hostile', detail: `${what}; at most ${MAX_BODY_BYTES} bytes are read` } };
}

/** Parses one file. Never rejects: trouble is in the answer. */
export async function parseFile(request: ParseRequest, pool?: ReaderPool): Promise<ParseAnswer> {
  const body = await loadBody(request.file);
  if ('failure' in body) return body;
  const { contentType, contentLocation, url, charset } = request;
  // Without a clock, documents of any time are shown as they are; languages are not shown, so not detected.
  const read = {
    body,
    contentType,
    contentLocation,
    feedUrl: url,
    charset,
    country: null,
    lang: 'und',
    now: null,
    keepRelative: true,
  };
  const outcome = pool === undefined ? await readFeed(read) : await pool.read(read);
  return outcome.ok ? renderAnswer(outcome.value) : { failure: outcome.failure };
}

function textField(line: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = line[name];
  return typeof value === 'string' ? value : null;
}

async function answerLine(line: string, pool: ReaderPool): Promise<object> {
  let request: unknown;
  try {
    request = JSON.parse(line);
  } catch {
    return { id: null, failure: { code: 'bad-request', detail: 'the line is not JSON' } };
  }
  if (typeof request !== 'object' || request === null) {
    return { id: null, failure: { code: 'bad-request', detail: 'the line is not an object' } };
  }
  const fields = request as Readonly<Record<string, unknown>>;
  const id = fields['id'] ?? null;
  const file = textField(fields, 'file');
  if (file === null || file === '-')
    return { id, failure: { code: 'bad-request', detail: '`file` is missing' } };
  const answer = await parseFile(
    {
      file,
      contentType: textField(fields, 'content_type'),
      contentLocation: textField(fields, 'content_location'),
      url: textField(fields, 'url'),
      charset: textField(fields, 'charset'),
    },
    pool,
  );
  return { id, ...answer };
}

const SMALL_BYTES = 512 * 1024;

/** Answers each line of `input` with a line on `output`, in order, until `input` ends. Never rejects for a line. */
export async function parseBatch(input: Readable, output: Writable): Promise<void> {
  const pool = openReaderPool({ workers: 1, smallBytes: SMALL_BYTES });
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      let answer: object;
      try {
        answer = await answerLine(line, pool);
      } catch (error) {
        answer = {
          id: null,
          failure: { code: 'hostile', detail: error instanceof Error ? error.message : String(error) },
        };
      }
      if (!output.write(`${JSON.stringify(answer)}\n`))
        await new Promise((resolve) => output.once('drain', resolve));
    }
  } finally {
    await pool.close();
  }
}
