// The archive: every digest with what became of it at each channel, and the digest as it was sent.
import { longDate, shortTime } from '../../digest/wording.ts';
import { renderHtml } from '../../digest/render-html.ts';
import { digestJson } from '../../digest/render-json.ts';
import { renderText } from '../../digest/render-text.ts';
import { html, type Markup } from '../../lib/html.ts';
import type { DigestDocument } from '../../model/digest.ts';
import type { ChannelDeliveries, Delivery, ListedDigest } from '../../store/digest-archive.ts';
import type { WebContext } from '../context.ts';
import { PAGE_SIZE, parseListRequest, renderCursor } from '../filter.ts';
import { pager } from '../filter-form.ts';
import { pageResponse } from '../layout.ts';
import { badge, messageBadge, outsideLink } from '../marks.ts';
import type { WebRequest } from '../request.ts';
import { HTML_TYPE, jsonResponse, policyForStyles, textResponse, type WebResponse } from '../response.ts';
import { amount, when } from '../when.ts';
import { complaintResponse, missingResponse } from './complaint.ts';

/** `/digests`. */
export function digestsPage(request: WebRequest, context: WebContext): WebResponse {
  const asked = parseListRequest(request.query, { strength: 'any', timeZone: context.deps.timeZone });
  if (!asked.ok) return complaintResponse(asked.failure);
  const found = context.digests.list(PAGE_SIZE + 1, asked.value.cursor?.[0] ?? null);
  const shown = found.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  const next = found.length > PAGE_SIZE && last !== undefined ? renderCursor([last.id]) : null;
  return pageResponse({
    title: 'Digests',
    place: 'digests',
    timeZone: context.deps.timeZone,
    main: html`<h1>Digests</h1>${digestList(shown, context)}${pager('/digests', asked.value, next)}`,
  });
}

/** Digests as rows with their deliveries. */
export function digestList(digests: readonly ListedDigest[], context: WebContext): Markup {
  if (digests.length === 0) return html`<p class="empty">No digest was written yet.</p>`;
  const deliveries = Map.groupBy(
    context.digests.deliveries(digests.map(({ id }) => id)),
    ({ digestId }) => digestId,
  );
  const rows = digests.map(
    (
      digest,
    ) => html`<li class="row"><div><a href="${digestPath(digest)}"><strong>${longDate(digest.dueAt, context.deps.timeZone)}</strong></a> <span class="quiet">${dueTime(digest, context)}</span><br><span dir="auto">${digest.subject}</span></div>
<div class="side">${digest.status === 'empty' ? badge('nothing to show, not sent') : amount(digest.stories, 'story', 'stories')}<br>${channelBadges(deliveries.get(digest.id) ?? [])}</div></li>`,
  );
  return html`<ol class="rows">${rows}</ol>`;
}

/** `/digests/SUBSCRIPTION/OCCURRENCE`: what it said in short, and every delivery. */
export function digestPage(
  _request: WebRequest,
  context: WebContext,
  [subscription = '', occurrence = '']: readonly string[],
): WebResponse {
  const found = context.digests.find(subscription, occurrence);
  if (found === null) return missingResponse(`There is no digest ${subscription}/${occurrence}.`);
  const { row, document } = found;
  const path = digestPath(row);
  const { timeZone } = context.deps;
  return pageResponse({
    title: `${row.name}, ${longDate(row.dueAt, timeZone)}`,
    place: 'digests',
    timeZone: context.deps.timeZone,
    main: html`<p class="meta">${row.name}</p>
<h1>${longDate(row.dueAt, timeZone)}</h1>
<p class="meta">Due ${dueTime(row, context)}. Covers ${when(row.coversFrom, timeZone)} to ${when(row.coversUntil, timeZone)}. Written ${when(row.createdAt, timeZone)}.</p>
<div class="highlights">${document.highlights.map((line) => html`<p dir="auto">${line}</p>`)}</div>
<p class="actions"><a class="button" href="${path}/html">Read as sent</a> <a href="${path}/text">Plain text</a> <a href="${path}/json">JSON</a></p>
${contents(document)}
<section><h2>Deliveries</h2>${deliveryTable(context.digests.messages(row.id), row, context)}</section>`,
  });
}

/** `/digests/SUBSCRIPTION/OCCURRENCE/FORMAT`: rendered again from the stored document, with nothing cut. */
export function digestDocumentPage(
  _request: WebRequest,
  context: WebContext,
  [subscription = '', occurrence = '', format = 'html']: readonly string[],
): WebResponse {
  const found = context.digests.find(subscription, occurrence);
  if (found === null) return missingResponse(`There is no digest ${subscription}/${occurrence}.`);
  if (format === 'json') return jsonResponse(digestJson(found.document));
  if (format === 'text') return textResponse(renderText(found.document, { unsubscribeUrl: null }).trimEnd());
  const body = renderHtml(found.document, { maxBytes: null, unsubscribeUrl: null });
  const headers = { 'content-security-policy': policyForStyles(stylesOf(body)) };
  return { status: 200, type: HTML_TYPE, body, headers };
}

/** The page of a digest: the same as `archiveUrl` leads to. */
export function digestPath(digest: Pick<ListedDigest, 'subscriptionId' | 'occurrenceKey'>): string {
  return `/digests/${encodeURIComponent(digest.subscriptionId)}/${encodeURIComponent(digest.occurrenceKey).replaceAll('%3A', ':')}`;
}

// In the zone of the pages, like every time there; the digest's own, by which it is due, beside it where it differs.
function dueTime({ dueAt, timeZone }: ListedDigest, { deps }: WebContext): string {
  const time = shortTime(dueAt, deps.timeZone).slice(-5);
  return timeZone === deps.timeZone ? time : `${time}, which is ${shortTime(dueAt, timeZone)} in ${timeZone}`;
}

/** Digests that showed one of these items. */
export function shownIn(itemIds: readonly number[], context: WebContext): Markup {
  const digests = context.digests.showing(itemIds);
  if (digests.length === 0) return html`<p class="quiet">In none so far.</p>`;
  const links = digests.map(
    (digest) =>
      html`<li><a href="${digestPath(digest)}">${digest.name}, ${longDate(digest.dueAt, context.deps.timeZone)}</a></li>`,
  );
  return html`<ul class="notes">${links}</ul>`;
}

function contents(document: DigestDocument): Markup | null {
  const sections = document.sections.map(({ name, cards }) => {
    const lines = cards.map((card) => {
      const [storyId] = card.storyIds;
      const title =
        storyId === undefined
          ? outsideLink(card.headline, card.url, card.lang)
          : html`<a href="/stories/${storyId}" lang="${card.lang}" dir="auto">${card.headline}</a>`;
      return html`<li>${title} <span class="quiet">${card.outlet}</span></li>`;
    });
    return html`<section><h3>${name}</h3><ul class="notes">${lines}</ul></section>`;
  });
  return sections.length === 0 ? null : html`<section><h2>Stories</h2>${sections}</section>`;
}

function deliveryTable(messages: readonly Delivery[], row: ListedDigest, { deps }: WebContext): Markup {
  if (messages.length === 0)
    return html`<p class="quiet">${row.status === 'empty' ? 'There was nothing to show, so nothing was sent.' : 'No message is on record.'}</p>`;
  const rows = messages.map((message) => {
    const part = message.parts > 1 ? ` part ${message.part} of ${message.parts}` : '';
    const detail =
      message.state === 'sent'
        ? (message.receipt ?? '')
        : [message.lastCode, message.lastDetail].filter((text) => text !== null).join(': ');
    const at =
      message.state === 'sent'
        ? when(message.sentAt, deps.timeZone)
        : message.state === 'pending'
          ? html`next ${when(message.nextAttemptAt, deps.timeZone)}`
          : null;
    return html`<tr><td data-label="Channel"><strong>${message.channel}</strong> <span class="quiet">${part}</span></td><td data-label="To" class="break">${maskRecipient(message.recipient)}</td><td data-label="State">${messageBadge(message.state)} ${message.possibleDuplicate === 1 ? badge('may be a duplicate', 'warn') : null}</td><td data-label="When">${at}</td><td data-label="Attempts" class="num">${message.attempts}</td><td data-label="Detail" class="break"><span class="quiet">${deps.redact(detail)}</span></td></tr>`;
  });
  return html`<div class="scroll"><table class="data stack"><thead><tr><th scope="col">Channel</th><th scope="col">To</th><th scope="col">State</th><th scope="col">When</th><th scope="col" class="num">Attempts</th><th scope="col">Detail</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function channelBadges(deliveries: readonly ChannelDeliveries[]): Markup[] {
  return deliveries.map(
    ({ channel, state, messages }) =>
      html`${messageBadge(state, `${channel} ${state}${messages > 1 ? ` ×${messages}` : ''}`)} `,
  );
}

/** `d…@example.org`; anything that is no address, such as a webhook, is not shown. */
export function maskRecipient(recipient: string): string {
  const at = recipient.lastIndexOf('@');
  if (at > 0) return `${recipient.slice(0, 1)}…${recipient.slice(at).replace(/>$/, '')}`;
  return /^[a-z0-9 _.-]{0,40}$/i.test(recipient) ? recipient : '…';
}

// The styles our own renderer wrote: feeds cannot add one, since everything of theirs is escaped.
function stylesOf(page: string): string[] {
  const attributes = [...page.matchAll(/ style="([^"]*)"/g)].map(([, style = '']) => unescapeHtml(style));
  const sheets = [...page.matchAll(/<style>([^<]*)<\/style>/g)].map(([, sheet = '']) => sheet);
  return [...sheets, ...attributes];
}

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
