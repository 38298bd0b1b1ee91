// JSON Feed 1.0 and 1.1 (jsonfeed.org), and the slips its writers make: a wrong type, a trailing comma, a BOM.
import type { Entry, EntryEnclosure, EntryText, ParseOutcome } from '../model/entry.ts';
import { resolveAddress } from './address.ts';
import type { DefectList } from './defects.ts';
import { NO_HINTS } from './hints.ts';
import { MAX_BODY_CHARS, MAX_DEPTH, MAX_FIELD_CHARS, MAX_ITEMS, MAX_VALUES } from './limits.ts';

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function field(object: Json, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function stringOf(object: Json, name: string): string | null {
  const value = field(object, name);
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.slice(0, MAX_BODY_CHARS) : null;
}

function listOf(object: Json, name: string): readonly unknown[] {
  const value = field(object, name);
  return Array.isArray(value) ? value.slice(0, MAX_VALUES) : [];
}

function textOf(object: Json, name: string, type: EntryText['type']): EntryText | null {
  const value = stringOf(object, name);
  return value === null ? null : { value, type };
}

function authorOf(object: Json): string | null {
  const one = field(object, 'author');
  const listed = listOf(object, 'authors');
  const names = (listed.length > 0 ? listed : [one])
    .map((author) =>
      typeof author === 'string'
        ? author
        : isObject(author)
          ? (stringOf(author, 'name') ?? stringOf(author, 'url'))
          : null,
    )
    .filter((name): name is string => name !== null && name.trim() !== '');
  return names.length === 0 ? null : names.map((name) => name.trim()).join(', ');
}

function enclosuresOf(item: Json): EntryEnclosure[] {
  const found: EntryEnclosure[] = [];
  for (const attachment of listOf(item, 'attachments')) {
    if (!isObject(attachment)) continue;
    const url = stringOf(attachment, 'url');
    const size = Number(stringOf(attachment, 'size_in_bytes') ?? Number.NaN);
    if (url !== null) {
      found.push({
        url,
        type: stringOf(attachment, 'mime_type'),
        length: Number.isSafeInteger(size) && size >= 0 ? size : null,
      });
    }
  }
  return found;
}

function buildJsonEntry(item: Json, author: string | null): Entry {
  const content = textOf(item, 'content_html', 'html') ?? textOf(item, 'content_text', 'text');
  const id = stringOf(item, 'id')?.trim() ?? null;
  const url = stringOf(item, 'url') ?? stringOf(item, 'external_url');
  const updated = stringOf(item, 'date_modified');
  return {
    guid: id,
    url: url?.trim() ?? (id !== null && /^https?:\/\//i.test(id) ? id : null),
    base: null,
    title: textOf(item, 'title', 'text'),
    author: authorOf(item) ?? author,
    published: stringOf(item, 'date_published') ?? updated,
    updated,
    summary: textOf(item, 'summary', 'text') ?? content,
    content,
    categories: listOf(item, 'tags').filter(
      (tag): tag is string => typeof tag === 'string' && tag.trim() !== '',
    ),
    enclosures: enclosuresOf(item),
    language: stringOf(item, 'language'),
    source: null,
  };
}

/** Parses what can be parsed: as it is, up to the last whole item where it breaks off, without stray commas. */
function readJson(text: string, { isOpen, itemEnd }: Nesting, defects: DefectList): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!text.includes('"items"')) return null;
    defects.add('json-repaired', error instanceof Error ? error.message : 'not valid JSON');
  }
  if (isOpen) defects.add('truncated', 'the document ends before its root is closed');
  const whole = isOpen && itemEnd > 0 ? `${text.slice(0, itemEnd)}]}` : text;
  return (
    cutToWholeItems(whole, 3) ?? cutToWholeItems(escapeLines(whole).replace(/,(\s{0,1000}[}\]])/g, '$1'), 20)
  );
}

/** Line ends and tabs inside strings, where JSON wants them escaped. */
function escapeLines(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let at = text.indexOf('"'); at >= 0; ) {
    const end = stringEnd(text, at);
    if (end < 0) break;
    if (/[\n\r\t]/.test(text.slice(at, end))) {
      pieces.push(text.slice(from, at));
      // In parts: one replacement of millions of signs takes a hundred megabytes.
      for (let part = at; part < end; part += 65_536) {
        const raw = text.slice(part, Math.min(end, part + 65_536));
        pieces.push(raw.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t'));
      }
      from = end;
    }
    at = text.indexOf('"', end + 1);
  }
  pieces.push(text.slice(from));
  return pieces.join('');
}

/** Everything up to some closing brace near the end, closed again as an item, a list of items or a feed. */
function cutToWholeItems(text: string, attempts: number): unknown {
  let end = text.length;
  const tails = [']}', ''];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    end = text.lastIndexOf('}', end - 1);
    if (end < 0) return null;
    for (const tail of tails) {
      try {
        return JSON.parse(text.slice(0, end + 1) + tail);
      } catch {
        // This brace ended something inside an item.
      }
    }
  }
  return null;
}

/** Offset of the quote that ends a JSON string begun at `start`, or -1. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 0x5c) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return -1;
}

interface Nesting {
  /** Deeper than any feed's; JSON.parse would build all of it. */
  readonly isTooDeep: boolean;
  /** The document ends before its root is closed. */
  readonly isOpen: boolean;
  /** One past the last whole object of a list of the root; 0: there is none. */
  readonly itemEnd: number;
}

function measureNesting(text: string): Nesting {
  let depth = 0;
  let itemEnd = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = stringEnd(text, at);
      if (at < 0) return { isTooDeep: false, isOpen: true, itemEnd };
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > MAX_DEPTH) return { isTooDeep: true, isOpen: true, itemEnd };
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
      if (depth === 2 && code === 0x7d) itemEnd = at + 1;
    }
  }
  return { isTooDeep: false, isOpen: depth > 0, itemEnd };
}

/** Reads a JSON Feed. `base` is the document's own address, if known. */
export function parseJsonFeed(text: string, base: string | null, defects: DefectList): ParseOutcome {
  const nesting = measureNesting(text);
  if (nesting.isTooDeep) {
    return { ok: false, failure: { code: 'hostile', detail: `JSON that nests deeper than ${MAX_DEPTH}` } };
  }
  const root = readJson(text, nesting, defects);
  const version = isObject(root) ? stringOf(root, 'version') : null;
  const items = isObject(root) ? field(root, 'items') : undefined;
  if (!isObject(root) || !(Array.isArray(items) || version?.includes('jsonfeed') === true)) {
    return {
      ok: false,
      failure: { code: 'not-a-feed', detail: 'JSON, but neither `version` nor `items` of a JSON Feed' },
    };
  }
  const list: readonly unknown[] = Array.isArray(items) ? items : [];
  if (list.length > MAX_ITEMS)
    defects.add('too-many-items', `${list.length - MAX_ITEMS} items were not read`);
  const author = authorOf(root);
  const entries = list
    .slice(0, MAX_ITEMS)
    .filter(isObject)
    .map((item) => buildJsonEntry(item, author));
  const link = stringOf(root, 'home_page_url')?.trim() ?? null;
  const title = textOf(root, 'title', 'text');
  return {
    ok: true,
    value: {
      format: 'json-feed',
      version: version === null ? null : (/version\/([\d.]+)/.exec(version)?.[1] ?? version),
      title: title === null ? null : { ...title, value: title.value.slice(0, MAX_FIELD_CHARS) },
      link: link === null ? null : resolveAddress(link, base),
      language: stringOf(root, 'language'),
      base: null,
      hints: NO_HINTS,
      entries,
      defects: defects.list(),
    },
  };
}
