// Turns what a feed calls text into plain text for readers, decoding as often as that feed escaped.
import type { EntryText } from '../model/entry.ts';
import { decodeEntities, htmlToText } from './html.ts';
import { KNOWN_TAG } from './html-elements.ts';
import { truncateText } from './truncate.ts';
import { foldSpace } from './white-space.ts';

/** Markup beyond this is not read, and no field is kept longer than its bound: one item cannot fill a database. */
const MAX_MARKUP = 8_000_000;
export const MAX_LINE = 2_000;
export const MAX_BODY = 1_000_000;

/**
 * Plain text of one line, at most `maxChars` long. `text` is taken literally: `<b>` and `&amp;` stay. `html` loses its markup;
 * where the feed escaped twice (references are left, or the whole text is markup again) it is read once more.
 */
export function plainText(text: EntryText | null, maxChars: number): string {
  if (text === null) return '';
  const value = text.value.length > MAX_MARKUP ? text.value.slice(0, MAX_MARKUP) : text.value;
  return truncateText(text.type === 'text' ? readPlain(value) : readHtml(value), maxChars);
}

/** Plain text may speak of `<b>` and `&amp;`, but typographic and numeric references are slips of the feed's software. */
function readPlain(value: string): string {
  const decoded = value.includes('&') ? value.replaceAll(SLIPS, decodeEntities) : value;
  return foldSpace(decoded).toWellFormed();
}

const SLIPS = /&(?:quot|apos|nbsp|[lr][ds]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,6});/gi;

function readHtml(value: string): string {
  const once = htmlToText(value);
  if (value.includes('<') || !value.includes('&')) return once;
  if (WHOLLY_MARKUP.test(once) && KNOWN_TAG.test(once.slice(0, 24))) return htmlToText(once);
  return LEFT_OVER.test(once) ? foldSpace(decodeEntities(once)).toWellFormed() : once;
}

/** A tag in front and a closing tag, or a tag that needs none: this text was markup before it was escaped again. */
const WHOLLY_MARKUP = /^<[a-z][^<>]{0,2000}>.*<\/[a-z][a-z0-9]{0,12}>|^<(?:img|br|hr|p)\b[^<>]{0,2000}>/is;

/** References that no writer of news means literally. */
const LEFT_OVER = /&(?:amp|quot|apos|nbsp|lt|gt|[lr][ds]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,6});/i;
