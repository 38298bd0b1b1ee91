// Turns what a feed calls text into plain text for readers, decoding as often as that feed escaped.
import type { EntryText } from '../model/entry.ts';
import { decodeEntities, htmlToText } from './html.ts';
import { KNOWN_TAG } from './html-elements.ts';
import { foldSpace } from './white-space.ts';

const MAX_CHARS = 4_000_000;

/**
 * Plain text of one line. `text` is taken literally: `<b>` stays. `html` loses its markup; where the feed escaped twice
 * (references are left, or the whole text is markup again) it is read once more.
 */
export function plainText(text: EntryText | null): string {
  if (text === null) return '';
  const value = text.value.length > MAX_CHARS ? text.value.slice(0, MAX_CHARS) : text.value;
  if (text.type === 'text') return foldSpace(value).toWellFormed();
  const once = htmlToText(value);
  if (value.includes('<') || !value.includes('&')) return once;
  if (WHOLLY_MARKUP.test(once) && KNOWN_TAG.test(once.slice(0, 24))) return htmlToText(once);
  return LEFT_OVER.test(once) ? foldSpace(decodeEntities(once)).toWellFormed() : once;
}

/** A tag in front and a closing tag, or a tag that needs none: this text was markup before it was escaped again. */
const WHOLLY_MARKUP = /^<[a-z][^<>]{0,2000}>.*<\/[a-z][a-z0-9]{0,12}>|^<(?:img|br|hr|p)\b[^<>]{0,2000}>/is;

/** References that no writer of news means literally. */
const LEFT_OVER = /&(?:amp|quot|apos|nbsp|lt|gt|[lr][ds]quo|[mn]dash|hellip|#\d{2,6}|#x[0-9a-f]{2,6});/i;
