// Stand-ins for the characters that are markup to XML. Text handed to rss-parser bears none of the originals:
// so nothing of a feed is ever read as markup a second time, and the quadratic tag-stripping expression
// of rss-parser finds no tag to strip. The stand-ins are noncharacters, which decoding removes from feeds.

const HIDDEN_LESS = '\ufdd0';
const HIDDEN_AMPERSAND = '\ufdd1';
const HIDDEN_QUOTE = '\ufdd2';

/** Control characters, noncharacters and our stand-ins: nothing of these may be in a feed (XML 1.0 section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
export const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufdd0-\ufdef\ufffe\uffff]/g;

/** Text for the canonical document, as element content. */
export function hideMarkup(text: string): string {
  let hidden = text;
  if (hidden.includes('<')) hidden = hidden.replaceAll('<', HIDDEN_LESS);
  if (hidden.includes('&')) hidden = hidden.replaceAll('&', HIDDEN_AMPERSAND);
  return hidden;
}

/** Text for the canonical document, as a value between double quotes. */
export function hideValue(text: string): string {
  const hidden = hideMarkup(text);
  return hidden.includes('"') ? hidden.replaceAll('"', HIDDEN_QUOTE) : hidden;
}

/** The text that was hidden. */
export function revealMarkup(text: string): string {
  let shown = text;
  if (shown.includes(HIDDEN_LESS)) shown = shown.replaceAll(HIDDEN_LESS, '<');
  if (shown.includes(HIDDEN_AMPERSAND)) shown = shown.replaceAll(HIDDEN_AMPERSAND, '&');
  if (shown.includes(HIDDEN_QUOTE)) shown = shown.replaceAll(HIDDEN_QUOTE, '"');
  return shown;
}
