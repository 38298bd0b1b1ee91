// JSON as feeds send it: text to value, repaired where it is broken, at worst object by object of the list of items.
import type { DefectList } from './defects.ts';
import { MAX_DEPTH, MAX_ITEMS } from './limits.ts';

/** Lists and objects of a document that is built whole, and of an item that is read alone. */
const MAX_OBJECTS = 500_000;
const MAX_ITEM_OBJECTS = 50_000;
/** A document in which more items are broken is no feed. */
const MAX_LOST = 1_000;

/** Parses what can be parsed: as it is, up to the last whole item where it breaks off, without stray commas, or by item. */
export function readJson(text: string, nesting: Nesting, defects: DefectList): unknown {
  const { isOpen, itemEnd, opened } = nesting;
  // All at once they would take hundreds of megabytes.
  if (opened > MAX_OBJECTS) return salvageItems(text, defects, true);
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!text.includes('"items"')) return null;
    defects.add('json-repaired', error instanceof Error ? error.message : 'not valid JSON');
  }
  if (isOpen) defects.add('truncated', 'the document ends before its root is closed');
  const whole = isOpen && itemEnd > 0 ? `${text.slice(0, itemEnd)}]}` : text;
  const found = cutToWholeItems(whole, 1);
  if (found !== null) return found;
  const repaired = dropCommas(escapeLines(whole));
  return cutToWholeItems(repaired, 1) ?? salvageItems(repaired, defects) ?? cutToWholeItems(repaired, 20);
}

function dropCommas(text: string): string {
  return text.replace(/,(\s{0,1000}[}\]])/g, '$1');
}

/** The items that can be read alone, with what the root says before them; null where there is none. */
function salvageItems(text: string, defects: DefectList, isVast = false): unknown {
  const start = /"items"\s{0,1000}:\s{0,1000}\[/.exec(text);
  if (start === null) return null;
  const from = start.index + start[0].length;
  const byBrackets = readSpans(text, listObjects(text, from));
  // A lost quote turns all brackets behind it inside out; the name that begins every item does not move.
  const byName = isVast ? byBrackets : readSpans(text, listNamed(text, from));
  const { items, lost } = byName.items.length > byBrackets.items.length ? byName : byBrackets;
  if (items.length === 0) return null;
  if (lost > 0) defects.add('item-salvaged', `read item by item; ${lost} items lost`);
  if (items.length === MAX_ITEMS) defects.add('too-many-items', 'the rest of the list was not read');
  const root = tryParse(`${text.slice(0, start.index)}"":0}`);
  return typeof root === 'object' && root !== null ? { ...root, items } : { items };
}

function readSpans(text: string, spans: Iterable<Span>): { items: unknown[]; lost: number } {
  const items: unknown[] = [];
  let lost = 0;
  for (const { from, to, opened } of spans) {
    const item = opened > MAX_ITEM_OBJECTS ? null : tryParse(text.slice(from, to));
    if (item === null) lost += 1;
    else items.push(item);
    if (items.length === MAX_ITEMS || lost > MAX_LOST) break;
  }
  return { items, lost };
}

interface Span {
  readonly from: number;
  readonly to: number;
  readonly opened: number;
}

/** Where the objects of a list lie that begins before `start`. */
function* listObjects(text: string, start: number): Generator<Span> {
  let depth = 0;
  let from = start;
  let opened = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = stringEnd(text, at);
      if (at < 0) return;
    } else if (code === 0x5b || code === 0x7b) {
      if (depth === 0) [from, opened] = [at, 0];
      depth += 1;
      opened += 1;
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
      if (depth < 0) return;
      if (depth === 0) yield { from, to: at + 1, opened };
    }
  }
}

/** Where the objects lie that begin with the same name as the first. */
function* listNamed(text: string, start: number): Generator<Span> {
  const name = /^\s{0,1000}\{\s{0,1000}"([a-z_]{1,40})"/i.exec(text.slice(start, start + 4096))?.[1];
  if (name === undefined) return;
  let from = start;
  for (const match of text
    .slice(start)
    .matchAll(new RegExp(`\\}[\\s,]{0,1000}(?=\\{\\s{0,1000}"${name}")`, 'g'))) {
    const to = start + match.index + 1;
    yield { from, to, opened: 0 };
    from = start + match.index + match[0].length;
  }
  const last = text.lastIndexOf(']');
  yield { from, to: last > from ? last : text.length, opened: 0 };
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
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
      // Null: this brace ended something inside an item.
      const found = tryParse(text.slice(0, end + 1) + tail);
      if (found !== null) return found;
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

export interface Nesting {
  /** Deeper than any feed's; JSON.parse would build all of it. */
  readonly isTooDeep: boolean;
  /** The document ends before its root is closed. */
  readonly isOpen: boolean;
  /** One past the last whole object of a list of the root; 0: there is none. */
  readonly itemEnd: number;
  /** How many lists and objects there are. */
  readonly opened: number;
}

/** Looks at the brackets of a text without building anything. */
export function measureNesting(text: string): Nesting {
  let depth = 0;
  let itemEnd = 0;
  let opened = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      at = stringEnd(text, at);
      // A string without an end before a brace at the end of all lost its quote; otherwise the document broke off in it.
      if (at < 0) return { isTooDeep: false, isOpen: !text.trimEnd().endsWith('}'), itemEnd, opened };
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      opened += 1;
      if (depth > MAX_DEPTH) return { isTooDeep: true, isOpen: true, itemEnd, opened };
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1;
      if (depth === 2 && code === 0x7d) itemEnd = at + 1;
    }
  }
  return { isTooDeep: false, isOpen: depth > 0, itemEnd, opened };
}
