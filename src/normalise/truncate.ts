// Shortens plain text for people: never inside a sign they see as one, and between words where a script has them.

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** How much of the room may stay empty for the sake of a whole last word. */
const WORD_SEARCH = 0.4;
/** The longest sign that is looked for across the cut (a family emoji has 11 units; flags of regions 14). */
const LONGEST_SIGN = 64;

/**
 * At most `maxChars` UTF-16 units of `text`, ellipsis included. Scripts that space their words are cut between words;
 * Han, kana and Thai, which do not, between signs. Never splits a surrogate pair, a combining sequence or an emoji.
 */
export function truncateText(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  if (maxChars < 1) return '';
  const room = maxChars - 1;
  const end = signEnd(text, room);
  const wordEnd = isInsideWord(text, end) ? text.lastIndexOf(' ', end) : end;
  const kept = wordEnd > room * (1 - WORD_SEARCH) ? text.slice(0, wordEnd) : text.slice(0, end);
  return `${kept.replace(/[\s,;:\-\u2013\u2014(\u3001\uff0c]{1,16}$/u, '')}…`;
}

/** The last end of a sign at or before `limit`. */
function signEnd(text: string, limit: number): number {
  const from = Math.max(0, limit - LONGEST_SIGN);
  // Inside a sign at `from` the first piece may be half of one; the pieces after it are whole.
  let end = from;
  for (const { segment } of graphemes.segment(text.slice(from, limit + LONGEST_SIGN))) {
    if (end + segment.length > limit) break;
    end += segment.length;
  }
  return end;
}

const UNSPACED =
  /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/;

function isInsideWord(text: string, end: number): boolean {
  const before = text.charAt(end - 1);
  const after = text.charAt(end);
  return !/\s/.test(after) && !/\s/.test(before) && !(UNSPACED.test(before) || UNSPACED.test(after));
}
