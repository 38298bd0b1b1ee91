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
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0080-\u009f\ufffe\uffff]/;
const MEANINGLESS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u0081\u008d\u008f\u0090\u009d\ufffe\uffff]+/g;
const MISREAD = /[\u0080-\u009f]/g;

/** What a C1 control means where Windows-1252 was read as Latin-1; the one for a new line is one. */
function readMisread(character: string): string {
  return character === '\u0085' ? '\n' : (WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? '');
}

/** Whether a text is binary data rather than a damaged document. */
export function looksBinary(text: string): boolean {
  const head = text.slice(0, 1024);
  return head.replace(MEANINGLESS, '').length < head.length * 0.7;
}

/** The text without what no document may bear: control characters, noncharacters, halves of surrogate pairs. */
export function cleanText(text: string, defects: DefectList): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  const first = whole.search(UNWANTED);
  if (first < 0) return whole;
  const code = whole.charCodeAt(first).toString(16).toUpperCase().padStart(4, '0');
  defects.add('control-characters', `U+${code} at offset ${first}`);
  return whole.replace(MEANINGLESS, '').replace(MISREAD, readMisread);
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
