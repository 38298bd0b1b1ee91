// From elements to an Entry: which of several elements speaks for each fact. The order of preference for
// every fact is in docs/reading-feeds.md.
import type { Entry, EntryText } from '../model/entry.ts';
import { chooseLink, listEnclosures } from './link.ts';
import { isBareMail, personOf } from './person.ts';
import type { Element, Elements } from './strict.ts';
import { textOf } from './text.ts';

const TITLES = ['title', 'atom:title', 'dc:title', 'dcterms:title', 'media:title', 'itunes:title'];
const SUMMARIES = [
  'x:description',
  'atom:summary',
  'summary',
  'abstract',
  'dc:description',
  'dcterms:abstract',
  'dcterms:description',
  'itunes:summary',
  'googleplay:description',
  'media:description',
  'itunes:subtitle',
];
const CONTENTS = [
  'x:encoded',
  'atom:content',
  'content',
  'xhtml:body',
  'body',
  'xhtml:div',
  'fullitem',
  'yandex:full-text',
  'turbo:content',
  'rambler:fulltext',
];
const AUTHORS = [
  'author',
  'atom:author',
  'dc:creator',
  'dcterms:creator',
  'dc:author',
  'itunes:author',
  'googleplay:author',
];
const FEED_AUTHORS = [
  'atom:author',
  'author',
  'itunes:author',
  'googleplay:author',
  'itunes:owner',
  'managingeditor',
  'dc:creator',
  'dcterms:creator',
  'webmaster',
];
const PUBLISHED = [
  'pubdate',
  'atom:published',
  'published',
  'atom:issued',
  'issued',
  'dcterms:issued',
  'dc:date',
  'dcterms:date',
  'date',
  'publisheddate',
  'datepublished',
  'prism:publicationdate',
  'dcterms:available',
  'prism:coverdate',
  'atom:created',
  'created',
  'dcterms:created',
];
const UPDATED = [
  'atom:updated',
  'updated',
  'atom:modified',
  'modified',
  'dcterms:modified',
  'prism:modificationdate',
  'dc:date',
  'dcterms:date',
  'lastbuilddate',
];
const IDS = ['guid', 'atom:id', 'id', 'rdf:about', 'dc:identifier'];

/** The first text of the first named element that has one. */
export function firstText(elements: Elements, names: readonly string[]): EntryText | null {
  for (const name of names) {
    for (const element of elements.get(name) ?? []) {
      const text = textOf(element);
      if (text !== null) return text;
    }
  }
  return null;
}

/** The title of an item or channel. */
export function chooseTitle(elements: Elements): EntryText | null {
  return firstText(elements, TITLES);
}

/** The first trimmed value among the named elements. */
export function firstValue(elements: Elements, names: readonly string[]): string | null {
  for (const name of names) {
    for (const element of elements.get(name) ?? []) {
      const value = element.text.trim();
      if (value !== '') return value;
    }
  }
  return null;
}

/** A date has a digit: the first value that can be one, else the first value. */
function chooseDate(elements: Elements, names: readonly string[]): string | null {
  let odd: string | null = null;
  for (const name of names) {
    const value = firstValue(elements, [name]);
    if (value === null) continue;
    if (/\d/.test(value)) return value;
    odd ??= value;
  }
  return odd;
}

function namesOf(elements: readonly Element[]): string | null {
  const names = new Set<string>();
  for (const element of elements) {
    const name = personOf(element);
    if (name !== null) names.add(name);
  }
  return names.size === 0 ? null : [...names].join(', ');
}

function chooseAuthor(elements: Elements, kinds: readonly string[]): string | null {
  let mail: string | null = null;
  for (const kind of kinds) {
    const names = namesOf(elements.get(kind) ?? []);
    if (names === null) continue;
    if (!isBareMail(names)) return names;
    mail ??= names;
  }
  return mail;
}

/** The author who stands for every item that names none (RFC 4287 section 4.2.1; RSS: its editor). */
export function chooseFeedAuthor(channel: Elements): string | null {
  return chooseAuthor(channel, FEED_AUTHORS);
}

function creditedAuthor(elements: Elements): string | null {
  const credits = elements.get('media:credit') ?? [];
  return namesOf(credits.filter((credit) => credit.attributes['role']?.toLowerCase() === 'author'));
}

function listCategories(elements: Elements): string[] {
  const found = new Set<string>();
  const add = (text: string | undefined): void => {
    const value = (text ?? '').replace(/\s+/g, ' ').trim();
    if (value !== '') found.add(value);
  };
  for (const name of [
    'category',
    'atom:category',
    'dc:subject',
    'dcterms:subject',
    'itunes:category',
    'media:category',
  ]) {
    for (const { text, attributes } of elements.get(name) ?? []) {
      const label = attributes['label']?.trim();
      add(
        [label, attributes['term'], attributes['text'], text].find(
          (value) => value !== undefined && value.trim() !== '',
        ),
      );
    }
  }
  for (const name of ['keywords', 'itunes:keywords', 'media:keywords']) {
    for (const { text } of elements.get(name) ?? []) for (const word of text.split(',')) add(word);
  }
  return [...found];
}

function chooseTexts(elements: Elements): { summary: EntryText | null; content: EntryText | null } {
  const summary = firstText(elements, SUMMARIES);
  let content = firstText(elements, CONTENTS);
  if (content === null && summary !== null) {
    // A second description, or a podcast's longer summary, is the body of the first.
    const second = (elements.get('x:description') ?? [])[1];
    content = second === undefined ? null : textOf(second);
    const longer = elements.has('x:description') ? firstText(elements, ['itunes:summary']) : null;
    if (content === null && longer !== null && longer.value.trim() !== summary.value.trim()) content = longer;
  }
  return { summary: summary ?? content, content };
}

function chooseSource(elements: Elements): Entry['source'] {
  const element = elements.get('atom:source')?.[0] ?? elements.get('source')?.[0];
  if (element === undefined) return null;
  const { attributes } = element;
  const title = (attributes['p-title'] ?? element.text).trim();
  const url = (
    attributes['p-link'] ??
    attributes['url'] ??
    attributes['href'] ??
    attributes['p-id'] ??
    ''
  ).trim();
  return title === '' && url === '' ? null : { title: title || null, url: url || null };
}

/** What the channel says for all of its items. */
export interface FeedContext {
  readonly author: string | null;
}

/** One item's elements as an Entry. */
export function buildEntry(elements: Elements, feed: FeedContext): Entry {
  const { summary, content } = chooseTexts(elements);
  const updated = chooseDate(elements, UPDATED);
  const sourceAuthor = elements.get('atom:source')?.[0]?.attributes['p-author']?.trim();
  return {
    guid: firstValue(elements, IDS),
    url: chooseLink(elements),
    base: firstValue(elements, ['x:base']),
    title: chooseTitle(elements),
    author: chooseAuthor(elements, AUTHORS) ?? creditedAuthor(elements) ?? (sourceAuthor || feed.author),
    published: chooseDate(elements, PUBLISHED) ?? updated,
    updated,
    summary,
    content,
    categories: listCategories(elements),
    enclosures: listEnclosures(elements),
    language: firstValue(elements, ['x:lang', 'dc:language']),
    source: chooseSource(elements),
  };
}
