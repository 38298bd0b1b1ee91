// The one place that knows rss-parser: canonical document in, elements of channel and items out.
import Parser from 'rss-parser';
import { type CanonicalFeed, renderDocument } from './canonical.ts';
import { revealValue } from './hide.ts';

/** One element: its text and its attributes. */
export interface Element {
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Of Atom's vocabulary, which says of what type its texts are. */
  readonly isAtom: boolean;
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
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});

type Values = Record<string, unknown>;

/** A parser that gives every element of these names, all of them and whole. */
function openParser(names: ReadonlySet<string>): Parser<Values, Values> {
  const fields = [...names].map((name): (string | { keepArray: boolean })[] => [
    name,
    PREFIX + name,
    { keepArray: true },
  ]);
  return new Parser<Values, Values>({
    customFields: {
      // The types of rss-parser allow names only here; its code takes the same triples as for items.
      feed: fields as unknown as string[],
      item: fields,
    },
  });
}

function toElement(value: unknown, isAtom: boolean): Element | null {
  if (typeof value === 'string') return { text: value, attributes: NO_ATTRIBUTES, isAtom };
  if (typeof value !== 'object' || value === null) return null;
  const node = value as { _?: unknown; $?: unknown };
  const attributes: Record<string, string> = {};
  if (typeof node.$ === 'object' && node.$ !== null) {
    for (const [name, text] of Object.entries(node.$)) attributes[name] = revealValue(String(text));
  }
  return { text: typeof node._ === 'string' ? node._ : '', attributes, isAtom };
}

function toElements(values: Values, names: ReadonlySet<string>): Elements {
  const elements = new Map<string, Element[]>();
  for (const name of names) {
    const list = values[PREFIX + name];
    if (!Array.isArray(list)) continue;
    const found: Element[] = [];
    const isAtom = name.startsWith('atom:');
    for (const value of list) {
      const element = toElement(value, isAtom);
      if (element !== null) found.push(element);
    }
    elements.set(name, found);
  }
  const about = values['rdf:about'];
  if (typeof about === 'string') {
    elements.set('rdf:about', [{ text: revealValue(about), attributes: NO_ATTRIBUTES, isAtom: false }]);
  }
  return elements;
}

/** Reads a canonical feed with rss-parser: whole, and, should that fail, item by item. Never rejects. */
export async function parseStrictly(feed: CanonicalFeed): Promise<StrictFeed> {
  const parser = openParser(feed.names);
  try {
    const output = await parser.parseString(renderDocument(feed.head, feed.items));
    return {
      channel: toElements(output, feed.names),
      items: output.items.map((item) => toElements(item, feed.names)),
      lost: 0,
      trouble: null,
    };
  } catch (error) {
    return salvage(feed, error instanceof Error ? error.message : String(error));
  }
}

async function salvage(feed: CanonicalFeed, trouble: string): Promise<StrictFeed> {
  const items: Elements[] = [];
  let channel: Elements = new Map();
  let lost = 0;
  try {
    channel = toElements(await openParser(feed.names).parseString(renderDocument(feed.head, [])), feed.names);
  } catch {
    // The channel's own elements are lost; its items may still be read.
  }
  for (const item of feed.items) {
    try {
      const output = await openParser(feed.names).parseString(renderDocument('', [item]));
      for (const values of output.items) items.push(toElements(values, feed.names));
    } catch {
      lost += 1;
    }
  }
  return { channel, items, lost, trouble };
}
