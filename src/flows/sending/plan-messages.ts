// Turns one document into outbox rows: rendered for each channel, split within its limits, one row per recipient and part.
import { escapeHtml } from '../../lib/html.ts';
import { renderHtml } from '../../digest/render-html.ts';
import { renderJson } from '../../digest/render-json.ts';
import { renderText } from '../../digest/render-text.ts';
import { renderingOf } from '../../digest/renderings.ts';
import type { DigestDocument } from '../../model/digest.ts';
import type { ChannelType, EmailBody, FolderBody, JsonBody } from '../../model/message.ts';
import type { ChannelSettings, EmailChannel, OutboxSettings } from '../../model/settings.ts';
import { mailMessageId, messageId, threadId } from '../../outbox/message-id.ts';
import { MAX_AGE_MS } from '../../outbox/retry.ts';
import { packUnits } from '../../outbox/split.ts';
import { normaliseRecipient, signUnsubscribe } from '../../outbox/unsubscribe.ts';
import type { NewMessage } from '../../store/outbox.ts';

/** Gmail cuts mail off at about 102 KB; base64 makes 80 KB of 58. */
const MAIL_HTML_BYTES = 58_000;
/** With base64 about 140 kB: the whole mail stays below 250 kB, far within what any server takes. */
const MAIL_TEXT_BYTES = 100_000;

export interface MessagePlan {
  readonly document: DigestDocument;
  readonly digestId: number | null;
  readonly alertId: number | null;
  readonly channels: readonly { readonly name: string; readonly settings: ChannelSettings }[];
  /** Folded addresses that left this subscription. */
  readonly unsubscribed: ReadonlySet<string>;
  readonly now: number;
  /** When messages are given up; the defaults where not given. */
  readonly maxAgeMs?: OutboxSettings | undefined;
  /** Public address of the web pages and the secret of their unsubscribe links; null: no links. */
  readonly web: { readonly baseUrl: string; readonly secret: string } | null;
}

interface Draft {
  readonly recipient: string;
  readonly body: unknown;
  readonly part: number;
  readonly parts: number;
}

/** Rows for all channels, ready to insert. Deterministic: ids and bodies are those of the document, whatever the time. */
export function planMessages(plan: MessagePlan): NewMessage[] {
  return plan.channels.flatMap(({ name, settings }) =>
    draftsFor(plan, name, settings).map((draft) => ({
      id: messageId({ ...nameOf(plan, name, draft.recipient), part: draft.part }),
      kind: plan.document.kind,
      digestId: plan.digestId,
      alertId: plan.alertId,
      channel: name,
      ...draft,
      createdAt: plan.now,
      nextAttemptAt: plan.now,
      expiresAt: plan.now + { ...MAX_AGE_MS, ...plan.maxAgeMs }[plan.document.kind],
    })),
  );
}

function draftsFor(plan: MessagePlan, channel: string, settings: ChannelSettings): Draft[] {
  const whole = (recipient: string, body: unknown): Draft => ({ recipient, body, part: 1, parts: 1 });
  if (settings.type === 'folder') return [whole('', folderBody(plan, channel))];
  if (settings.type === 'email') return emailDrafts(plan, channel, settings);
  const bodies = packDocument(plan.document, settings.type);
  return bodies.map((body, index) => ({ recipient: '', body, part: index + 1, parts: bodies.length }));
}

/** The bodies of a document for one kind of channel, split within its limits. */
export function packDocument(
  document: DigestDocument,
  type: Exclude<ChannelType, 'folder' | 'email'>,
): JsonBody[] {
  const rendering = renderingOf(type);
  const packed = packUnits(rendering.units(document), {
    maxSize: rendering.maxSize,
    maxUnits: rendering.maxSlots,
    sizeOf: ({ size }) => size,
    slotsOf: ({ slots }) => slots,
  });
  return packed.map((units, index) => rendering.assemble(units, index + 1, packed.length, document));
}

function folderBody(plan: MessagePlan, channel: string): FolderBody {
  const { document } = plan;
  return {
    name: document.id.replaceAll(':', '').replaceAll(/[^A-Za-z0-9._-]+/g, '-'),
    html: renderHtml(document, { maxBytes: null, unsubscribeUrl: null }),
    text: renderText(document, { unsubscribeUrl: null }),
    json: renderJson(document),
    email: mailOf(plan, channel, renderMail(document, false), {
      recipient: '',
      domain: 'localhost.invalid',
      link: null,
    }),
  };
}

function emailDrafts(plan: MessagePlan, channel: string, settings: EmailChannel): Draft[] {
  const { document, web } = plan;
  const leavable = web !== null && (document.kind === 'digest' || document.kind === 'alert');
  const mail = renderMail(document, leavable);
  const domain = domainOf(settings.from);
  return firstOfEach(settings.to, normaliseRecipient)
    .filter((recipient) => !plan.unsubscribed.has(normaliseRecipient(recipient)))
    .map((recipient) => {
      const who = { subscriptionId: document.subscriptionId, recipient: normaliseRecipient(recipient) };
      const link = leavable ? `${web.baseUrl}/unsubscribe/${signUnsubscribe(who, web.secret)}` : null;
      return { recipient, body: mailOf(plan, channel, mail, { recipient, domain, link }), part: 1, parts: 1 };
    });
}

// An address that is listed twice gets one mail.
function firstOfEach(values: readonly string[], keyOf: (value: string) => string): string[] {
  return [...Map.groupBy(values, keyOf).values()].flatMap(([first]) => first ?? []);
}

interface RenderedMail {
  readonly text: string;
  readonly html: string;
}

// Rendered once for all recipients; each one's own link takes the place of this one at the end.
const LINK = 'https://unsubscribe.invalid/';
const LONGEST_LINK_BYTES = 1_000;

function renderMail(document: DigestDocument, leavable: boolean): RenderedMail {
  const unsubscribeUrl = leavable ? LINK : null;
  return {
    text: renderText(document, { maxBytes: MAIL_TEXT_BYTES - LONGEST_LINK_BYTES, unsubscribeUrl }),
    html: renderHtml(document, { maxBytes: MAIL_HTML_BYTES - LONGEST_LINK_BYTES, unsubscribeUrl }),
  };
}

function withLink(rendered: string, link: string | null): string {
  const at = link === null ? -1 : rendered.lastIndexOf(LINK);
  return at < 0 ? rendered : rendered.slice(0, at) + (link ?? '') + rendered.slice(at + LINK.length);
}

function mailOf(
  plan: MessagePlan,
  channel: string,
  mail: RenderedMail,
  to: { readonly recipient: string; readonly domain: string; readonly link: string | null },
): EmailBody {
  const { document } = plan;
  const items = document.sections.flatMap(({ cards }) => cards.flatMap(({ itemIds }) => itemIds)).length;
  return {
    subject: document.subject,
    text: withLink(mail.text, to.link),
    html: withLink(mail.html, to.link === null ? null : escapeHtml(to.link)),
    messageId: mailMessageId(nameOf(plan, channel, to.recipient), document.subscriptionId, to.domain),
    threadId: document.kind === 'digest' ? threadId(document.subscriptionId, to.domain) : null,
    dateAt: document.createdAt,
    list: { id: `${document.subscriptionId}.pactwatch.${to.domain}`, name: document.name },
    unsubscribeUrl: to.link,
    headers: {
      'X-Pactwatch-Digest-Id': document.id,
      'X-Pactwatch-Items': String(items),
      'Feedback-ID': `${document.subscriptionId}:${document.kind}:pactwatch`,
    },
  };
}

function nameOf(
  plan: MessagePlan,
  channel: string,
  recipient: string,
): { documentId: string; channel: string; recipient: string; part: number } {
  return { documentId: plan.document.id, channel, recipient, part: 1 };
}

function domainOf(from: string): string {
  const address = /<([^<>]*)>\s*$/.exec(from)?.[1] ?? from;
  return address.slice(address.lastIndexOf('@') + 1).trim() || 'localhost.invalid';
}
