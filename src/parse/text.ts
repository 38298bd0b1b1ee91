// What kind of text an element bears, decided from its format's rules and, in RSS, from the text itself.
import type { EntryText } from '../model/entry.ts';
import type { Element } from './strict.ts';

const HTML_NAMES = new Set(
  (
    'a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button caption center cite ' +
    'code col colgroup data dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer ' +
    'form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main map mark ' +
    'math menu meta nav noscript object ol option p param picture pre q rp rt ruby s samp script section select small ' +
    'source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr ' +
    'track tt u ul var video wbr o:p st1:place'
  ).split(' '),
);
const TAG = /<\/?([a-z][a-z0-9:]*)(?=[\s/>]|$)/gi;
const REFERENCE = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i;

/** Whether a text that may be either is HTML: it has a reference, a comment or a tag that HTML knows. */
export function looksLikeHtml(text: string): boolean {
  if (text.includes('&') && REFERENCE.test(text)) return true;
  if (!text.includes('<')) return false;
  if (text.includes('<!--') || text.includes('<![CDATA[')) return true;
  for (const match of text.matchAll(TAG)) {
    if (HTML_NAMES.has((match[1] ?? '').toLowerCase())) return true;
  }
  return false;
}

const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/** The text that base64 bears; what is no base64 at all (JSON, say) stands for itself. */
function decodeBase64(text: string): string | null {
  if (!BASE64.test(text)) return text;
  const bytes = Buffer.from(text, 'base64');
  const decoded = bytes.toString('utf8');
  // Bytes that are no text (an image in the content) say nothing to a reader.
  return /[\u0000-\u0008\ufffd]/.test(decoded) ? null : decoded;
}

function atomText(element: Element): EntryText | null {
  const type = (element.attributes['type'] ?? '').trim().toLowerCase();
  const mode = (element.attributes['mode'] ?? '').toLowerCase();
  const isMarkup = element.attributes['x'] !== undefined;
  if (mode === 'base64') return plainOrHtml(decodeBase64(element.text), type.includes('html'));
  if (isMarkup) return { value: element.text, type: 'html' };
  if (type === '' || type === 'text' || type === 'text/plain') {
    // Atom 0.3 escapes without saying of what type; only there is the text itself asked.
    const isGuessed = mode === 'escaped' && type === '' && looksLikeHtml(element.text);
    return { value: element.text, type: isGuessed ? 'html' : 'text' };
  }
  if (type === 'html' || type === 'xhtml' || type.includes('html') || type.includes('xml')) {
    return { value: element.text, type: 'html' };
  }
  if (type.startsWith('text/') || !type.includes('/') || mode !== '')
    return { value: element.text, type: 'text' };
  return plainOrHtml(decodeBase64(element.text), false);
}

function plainOrHtml(value: string | null, isHtml: boolean): EntryText | null {
  return value === null ? null : { value, type: isHtml ? 'html' : 'text' };
}

const ESCAPED_CDATA = /^\s*<!\[CDATA\[([\s\S]*?)(?:\]\]>?)?\s*$/;

/** The text of an element; null where it has none that can be read. */
export function textOf(element: Element): EntryText | null {
  let text: EntryText | null;
  if (element.isAtom) text = atomText(element);
  else {
    const value = ESCAPED_CDATA.exec(element.text)?.[1] ?? element.text;
    const type = (element.attributes['type'] ?? '').toLowerCase();
    const isMarkup = element.attributes['x'] !== undefined || type.includes('html') || looksLikeHtml(value);
    text = { value, type: isMarkup ? 'html' : 'text' };
  }
  return text === null || text.value.trim() === '' ? null : text;
}
