// How text is handed to rss-parser and taken back: as sections of CDATA, and in attributes with stand-ins for
// what is markup, so that nothing of a feed is ever read as markup a second time. The stand-ins are C1
// controls, which XML allows and cleaning replaces; being Latin-1 they keep documents in one byte a character.
import type { DefectList } from './defects.ts';

const HIDDEN_LESS = '\u0091';
const HIDDEN_AMPERSAND = '\u0092';
const HIDDEN_QUOTE = '\u0093';

/** The characters that Windows-1252 has where Unicode has C1 controls. */
export const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Nothing of these may be in a feed (XML 1.0 section 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff]/;

/** What stands for an unwanted character: its meaning in Windows-1252 if it has one, else nothing. */
function replaceUnwanted(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x85) return '\n';
  if (code < 0x80 || code > 0x9f) return '';
  const meant = WINDOWS_1252[code - 0x80] ?? '';
  return meant.charCodeAt(0) === code ? '' : meant;
}

/** The text without what no document may bear: control characters, noncharacters, halves of surrogate pairs. */
export function cleanText(text: string, defects: DefectList): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  const first = whole.search(UNWANTED);
  if (first < 0) return whole;
  const code = whole.charCodeAt(first).toString(16).toUpperCase().padStart(4, '0');
  defects.add('control-characters', `U+${code} at offset ${first}`);
  return whole.replace(new RegExp(UNWANTED, 'g'), replaceUnwanted);
}

/** Text as the content of an element of the canonical document. */
export function wrapText(text: string): string {
  if (!text.includes('<') && !text.includes('&')) return text;
  return `<![CDATA[${text.includes(']]>') ? text.replaceAll(']]>', ']]]]><![CDATA[>') : text}]]>`;
}

/** Text as a value between double quotes. */
export function hideValue(text: string): string {
  let hidden = text;
  if (hidden.includes('<')) hidden = hidden.replaceAll('<', HIDDEN_LESS);
  if (hidden.includes('&')) hidden = hidden.replaceAll('&', HIDDEN_AMPERSAND);
  return hidden.includes('"') ? hidden.replaceAll('"', HIDDEN_QUOTE) : hidden;
}

/** The value that was hidden. */
export function revealValue(text: string): string {
  let shown = text;
  if (shown.includes(HIDDEN_LESS)) shown = shown.replaceAll(HIDDEN_LESS, '<');
  if (shown.includes(HIDDEN_AMPERSAND)) shown = shown.replaceAll(HIDDEN_AMPERSAND, '&');
  if (shown.includes(HIDDEN_QUOTE)) shown = shown.replaceAll(HIDDEN_QUOTE, '"');
  return shown;
}
