// How each chat channel writes bold, links and text that must not be read as markup or as a call to everyone.
import type { ChatLine, ChatSpan } from './chat-lines.ts';

export interface ChatMarkup {
  escape(text: string): string;
  bold(escaped: string): string;
  /** `prominent`: the main link of a piece; channels without links show only those addresses. */
  link(escaped: string, url: string, prominent: boolean): string;
}

const ZERO_WIDTH_SPACE = '\u200b';

// `:name:` and `:100:` become pictures; the minutes of `07:00: killed` do not.
const EMOJI_NAME = /(?<!\d):(?=[a-z0-9_+'-]+:)/gi;

/**
 * Slack mrkdwn: only `& < >` can be escaped; a zero-width space keeps other signs from pairing up, and an escaped `>`
 * from making the line a quotation.
 */
export const SLACK: ChatMarkup = {
  escape: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll(/^>/gm, `${ZERO_WIDTH_SPACE}>`)
      .replaceAll('>', '&gt;')
      .replaceAll(/[*_~`@]/g, (sign) => sign + ZERO_WIDTH_SPACE)
      .replaceAll(EMOJI_NAME, `:${ZERO_WIDTH_SPACE}`),
  bold: (escaped) => `*${escaped}*`,
  link: (escaped, url) =>
    `<${encodeAll(url, '|<>').replaceAll('&', '&amp;')}|${escaped.replaceAll('|', '¦')}>`,
};

/** Markdown of Discord and Mattermost: backslashes, no `@` that could call anyone, no `:emoji:`, no `<t:0>`. */
export const MARKDOWN: ChatMarkup = {
  escape: (text) =>
    text
      .replaceAll(EMOJI_NAME, `:${ZERO_WIDTH_SPACE}`)
      .replaceAll(/[\\*_~`|[\]>#]/g, (sign) => `\\${sign}`)
      .replaceAll(/^(\s*)([-+])/gm, '$1\\$2')
      .replaceAll(/^(\s*\d+)\./gm, '$1\\.')
      .replaceAll(/[@<]/g, (sign) => sign + ZERO_WIDTH_SPACE),
  bold: (escaped) => `**${escaped}**`,
  link: (escaped, url) => `[${escaped}](${encodeAll(url, '()<>|\\`')})`,
};

/** The subset of Markdown in Adaptive Cards: emphasis, lists, links, no HTML. */
export const TEAMS: ChatMarkup = {
  escape: (text) =>
    text
      .replaceAll(/[\\*_[\]()`#]/g, (sign) => `\\${sign}`)
      .replaceAll(/^(\s*)([-+])/gm, '$1\\$2')
      .replaceAll(/^(\s*\d+)\./gm, '$1\\.')
      .replaceAll('<', `<${ZERO_WIDTH_SPACE}`),
  bold: (escaped) => `**${escaped}**`,
  link: (escaped, url) => `[${escaped}](${encodeAll(url, '()<>\\')})`,
};

/** Telegram's HTML: invalid markup is refused as a whole, so everything is escaped; `@name` would call a member. */
export const TELEGRAM: ChatMarkup = {
  escape: (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('@', `@${ZERO_WIDTH_SPACE}`),
  bold: (escaped) => `<b>${escaped}</b>`,
  link: (escaped, url) => `<a href="${encodeAll(url, '"<>').replaceAll('&', '&amp;')}">${escaped}</a>`,
};

/** No markup at all: addresses stand behind their text. */
export const PLAIN: ChatMarkup = {
  escape: (text) => text,
  bold: (escaped) => escaped,
  link: (escaped, url, prominent) => (prominent ? `${escaped}\n${url}` : escaped),
};

/** One line in a channel's markup. */
export function markLine(line: ChatLine, markup: ChatMarkup): string {
  return line.map((span) => markSpan(span, markup)).join('');
}

function markSpan(span: ChatSpan, markup: ChatMarkup): string {
  if (span.text === '') return '';
  const escaped = markup.escape(span.text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' '));
  const linked = span.url == null ? escaped : markup.link(escaped, span.url, span.bold === true);
  return span.bold === true ? markup.bold(linked) : linked;
}

function encodeAll(url: string, signs: string): string {
  return Array.from(url, (sign) =>
    signs.includes(sign) ? `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : sign,
  ).join('');
}
