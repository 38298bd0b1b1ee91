// The one place that knows rss-parser: canonical document in, elements of channel and items out.
import Parser from 'rss-parser';
import { type CanonicalFeed, renderDocument } from './canonical.ts';
import { revealMarkup } from './hide.ts';
import { FEED_FIELDS, ITEM_FIELDS } from './vocabulary.ts';

/** One element: its text and its attributes. */
export interface Element {
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements of a channel or of an item, by canonical name. */
export type Elements = ReadonlyMap<string, readonly Element[]>;

export interface StrictFeed {
  readonly channel: Elements;
  readonly items: readonly Elements[];
  /** Items that could not be read even alone. */
  readonly lost: number;
  /** Why the document could not be read whole; null: it could. */
  readonly trouble: string | null;
}

const PREFIX = 'all:';
const OWN = ['x:base', 'x:lang'];
const FEED_NAMES = [...FEED_FIELDS.keys(), ...OWN];
const ITEM_NAMES = [...ITEM_FIELDS.keys(), ...OWN];
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

type Values = Record<string, unknown>;

function openParser(): Parser<Values, Values> {
  const field = (name: string): [string, string, { keepArray: boolean }] => [name, PREFIX + name, { keepArray: true }];
  return new Parser<Values, Values>({
    customFields: {
      // The types of rss-parser allow names only here; its code takes the same triples as for items.
      feed: FEED_NAMES.map(field) as unknown as string[],
      item: ITEM_NAMES.map(field) as unknown as (string | { keepArray: boolean })[][],
    },
  });
}

function toElement(value: unknown): Element | null {
  if (typeof value === 'string') return { text: revealMarkup(value), attributes: NO_ATTRIBUTES };
  if (typeof value !== 'object' || value === null) return null;
  const node = value as { _?: unknown; $?: unknown };
  const attributes: Record<string, string> = {};
  if (typeof node.$ === 'object' && node.$ !== null) {
    for (const [name, text] of Object.entries(node.$)) attributes[name] = revealMarkup(String(text));
  }
  return { text: typeof node._ === 'string' ? revealMarkup(node._) : '', attributes };
}

function toElements(values: Values): Elements {
  const elements = new Map<string, Element[]>();
  for (const key in values) {
    if (!key.startsWith(PREFIX)) continue;
    const list = values[key];
    if (!Array.isArray(list)) continue;
    const found: Element[] = [];
    for (const value of list) {
      const element = toElement(value);
      if (element !== null) found.push(element);
    }
    elements.set(key.slice(PREFIX.length), found);
  }
  const about = values['rdf:about'];
  if (typeof about === 'string') elements.set('rdf:about', [{ text: revealMarkup(about), attributes: NO_ATTRIBUTES }]);
  return elements;
}

/** Reads a canonical feed with rss-parser: whole, and, should that fail, item by item. Never rejects. */
export async function parseStrictly(feed: CanonicalFeed): Promise<StrictFeed> {
  const parser = openParser();
  try {
    const output = await parser.parseString(renderDocument(feed.head, feed.items));
    return { channel: toElements(output), items: output.items.map(toElements), lost: 0, trouble: null };
  } catch (error) {
    return salvage(feed, error instanceof Error ? error.message : String(error));
  }
}

async function salvage(feed: CanonicalFeed, trouble: string): Promise<StrictFeed> {
  const items: Elements[] = [];
  let channel: Elements = new Map();
  let lost = 0;
  try {
    channel = toElements(await openParser().parseString(renderDocument(feed.head, [])));
  } catch {
    // The channel's own elements are lost; its items may still be read.
  }
  for (const item of feed.items) {
    try {
      const output = await openParser().parseString(renderDocument('', [item]));
      for (const values of output.items) items.push(toElements(values));
    } catch {
      lost += 1;
    }
  }
  return { channel, items, lost, trouble };
}
