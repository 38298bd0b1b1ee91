// Renderings of the chat channels: the same lines in each channel's own markup, measured in its own unit.
import type { DigestDocument } from '../model/digest.ts';
import type { JsonBody } from '../model/message.ts';
import { type ChatPiece, chatPieces } from './chat-lines.ts';
import { type ChatMarkup, MARKDOWN, markLine, PLAIN, SLACK, TEAMS, TELEGRAM } from './chat-markup.ts';
import { clip } from './excerpt.ts';
import { type ChannelRendering, partLabel, type RenderedUnit } from './rendering.ts';

interface ChatKind {
  readonly markup: ChatMarkup;
  readonly maxSize: number;
  readonly maxSlots: number;
  /** Largest single piece. */
  readonly maxPiece: number;
  readonly measure: (text: string) => number;
  readonly slotsOf?: (text: string) => number;
  /** What ends a line; one line feed where not given. */
  readonly lineEnd?: string;
  readonly assemble: (texts: readonly string[], label: string, document: DigestDocument) => JsonBody;
}

const utf16 = (text: string): number => text.length;
const utf8 = (text: string): number => Buffer.byteLength(text);

/** Slack: 50 blocks, 3000 a section, and about 13 200 over all blocks, which is documented nowhere. */
export const slackRendering = chatRendering({
  markup: SLACK,
  maxSize: 12_000,
  maxSlots: 45,
  maxPiece: 2_900,
  measure: utf16,
  assemble: (texts, label, document) => ({
    text: SLACK.escape(clip(document.subject + label, 300)),
    blocks: [
      ...(label === '' ? [] : [slackContext(SLACK.escape(clip(document.subject, 200)) + label)]),
      ...texts.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })),
    ],
    unfurl_links: false,
    unfurl_media: false,
  }),
});

// Where there are blocks, `text` is only shown in notifications.
function slackContext(text: string): JsonBody {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] };
}

/** Discord: 10 embeds and 6000 over all of them; no embed has a url, because equal ones would be merged. */
export const discordRendering = chatRendering({
  markup: MARKDOWN,
  maxSize: 5_500,
  maxSlots: 10,
  maxPiece: 3_900,
  measure: utf16,
  assemble: (texts, label, document) => ({
    ...(label === '' ? {} : { content: MARKDOWN.escape(clip(document.subject, 300)) + label }),
    embeds: texts.map((description) => ({ description, color: 0x9a3412 })),
    allowed_mentions: { parse: [] },
  }),
});

/** Mattermost: 16 383 characters a post. */
export const mattermostRendering = chatRendering({
  markup: MARKDOWN,
  maxSize: 15_500,
  maxSlots: Number.MAX_SAFE_INTEGER,
  maxPiece: 15_500,
  measure: utf16,
  assemble: (texts, label, document) => ({
    text: headed(texts, label, MARKDOWN.escape(clip(document.subject, 300))),
  }),
});

/** Teams: 28 KB for the whole message as JSON in UTF-8; quotes and backslashes count twice. */
export const teamsRendering = chatRendering({
  markup: TEAMS,
  maxSize: 24_000,
  maxSlots: 200,
  maxPiece: 20_000,
  measure: (text) => Buffer.byteLength(JSON.stringify(text)) + 60,
  // A single line feed ends a line only in lists.
  lineEnd: '\n\n',
  assemble: (texts, label, document) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          ...(label === '' ? {} : { fallbackText: clip(document.subject + label, 300) }),
          body: texts.map((text, index) => ({
            type: 'TextBlock',
            text: label !== '' && index === 0 ? `${label.trim()} ${text}` : text,
            wrap: true,
            separator: index > 0,
            spacing: 'Medium',
          })),
        },
      },
    ],
  }),
});

/** Telegram: 4096 after the markup is parsed, so the marked text is a safe measure; about 100 entities. */
export const telegramRendering = chatRendering({
  markup: TELEGRAM,
  maxSize: 3_700,
  maxSlots: 90,
  maxPiece: 3_500,
  measure: utf16,
  slotsOf: (text) => text.split('</').length - 1,
  assemble: (texts, label, document) => ({
    text: headed(texts, label, TELEGRAM.escape(clip(document.subject, 200))),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
  }),
});

/** ntfy: 4096 bytes, beyond which a message silently becomes an attachment. */
export const ntfyRendering = chatRendering({
  markup: PLAIN,
  maxSize: 3_900,
  maxSlots: Number.MAX_SAFE_INTEGER,
  maxPiece: 3_900,
  measure: utf8,
  assemble: (texts, label, document) => ({
    title: clip(document.subject, 200) + label,
    message: texts.join('\n\n'),
    ...(document.archiveUrl === null ? {} : { click: document.archiveUrl }),
    ...(document.kind === 'alert' ? { priority: 4, tags: ['rotating_light'] } : {}),
  }),
});

function chatRendering(kind: ChatKind): ChannelRendering {
  return {
    maxSize: kind.maxSize,
    maxSlots: kind.maxSlots,
    units: (document) => chatPieces(document).map((piece) => unitOf(piece, kind)),
    assemble: (units, part, parts, document) =>
      kind.assemble(
        units.map(({ content }) => String(content)),
        partLabel(part, parts),
        document,
      ),
  };
}

// The deepest detail that fits. The shallowest always does: a clipped headline has at most 120 signs.
function unitOf(piece: ChatPiece, kind: ChatKind): RenderedUnit {
  let text = '';
  for (const lines of piece) {
    text = lines.map((line) => markLine(line, kind.markup)).join(kind.lineEnd ?? '\n');
    if (kind.measure(text) <= kind.maxPiece) break;
  }
  return { content: text, size: kind.measure(text) + 2, slots: kind.slotsOf?.(text) ?? 1 };
}

function headed(texts: readonly string[], label: string, subject: string): string {
  return [...(label === '' ? [] : [subject + label]), ...texts].join('\n\n');
}
