// JSON Feed 1.0 and 1.1 (jsonfeed.org), and the slips its writers make: a wrong type, a trailing comma, a BOM.
import type { Entry, EntryEnclosure, EntryText, ParseOutcome } from '../model/entry.ts';
import { resolveAddress } from './address.ts';
import type { DefectList } from './defects.ts';
import { NO_HINTS } from './hints.ts';
import { measureNesting, readJson } from './json-text.ts';
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
