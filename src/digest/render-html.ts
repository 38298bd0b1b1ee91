// The digest as one HTML page for mail and browser: inline styles, no images, nothing of a feed left unescaped.
import type { DigestDocument, StoryCard } from '../model/digest.ts';
import { compactRow, receiptTable, storyRows, updateRows } from './html-card.ts';
import { html, Markup } from '../lib/html.ts';
import { PAPER, SHEET, STYLE } from './html-style.ts';
import { coverage } from './phrases.ts';
import { count, longDate } from './wording.ts';

export interface HtmlOptions {
  /** Cap of the UTF-8 size; null: none. Stories that do not fit are given by headline, then counted. */
  readonly maxBytes: number | null;
  readonly unsubscribeUrl: string | null;
}

/** Renders the page. Deterministic: the same document gives the same bytes. */
export function renderHtml(document: DigestDocument, options: HtmlOptions): string {
  const full = page(document, options, { whole: Infinity, listed: Infinity, updates: Infinity });
  if (options.maxBytes === null || Buffer.byteLength(full) <= options.maxBytes) return full;
  return page(document, options, planFit(document, options, options.maxBytes));
}

interface Fit {
  /** So many stories are shown whole, in the order of the page. */
  readonly whole: number;
  /** So many by headline at least; the rest is counted. */
  readonly listed: number;
  /** So many updates; the rest is counted. */
  readonly updates: number;
}

// Sizes only grow with each number, so all are found by halving; headlines for all come before any whole card.
function planFit(document: DigestDocument, options: HtmlOptions, maxBytes: number): Fit {
  const total = document.sections.reduce((sum, { cards }) => sum + cards.length, 0);
  const fits = (fit: Fit): boolean => Buffer.byteLength(page(document, options, fit)) <= maxBytes;
  const updates = largest(document.updates.length, (size) => fits({ whole: 0, listed: 0, updates: size }));
  const listed = largest(total, (size) => fits({ whole: 0, listed: size, updates }));
  const whole = listed < total ? 0 : largest(total, (size) => fits({ whole: size, listed: total, updates }));
  return { whole, listed, updates };
}

function largest(limit: number, holds: (value: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function page(document: DigestDocument, options: HtmlOptions, fit: Fit): string {
  const preheader = document.highlights.slice(0, 2).join(' ');
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${document.subject}</title>
<style>${new Markup(SHEET)}</style>
</head>
<body class="bg" style="${STYLE.page}">
<div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">${preheader}</div>
<table role="presentation" class="bg" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${PAPER}" style="${STYLE.page}"><tr><td class="wrap" align="center" style="padding:32px 24px;">
<table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:640px;border-collapse:collapse;text-align:left;"><tr><td class="ink" style="${STYLE.cell}">
${header(document)}
${stories(document, fit)}
${updateSection(document, fit)}
${receipt(document)}
${footer(document, options)}
</td></tr></table>
</td></tr></table>
</body>
</html>
`.toString();
}

function header(document: DigestDocument): Markup {
  const covers =
    document.kind === 'digest' ? html`<p class="mut" style="${STYLE.muted}">${coverage(document)}</p>` : null;
  const title =
    document.kind === 'digest' ? longDate(document.dueAt, document.timeZone) : plainSubject(document);
  const [first, ...rest] = document.highlights;
  const lines = [
    html`<p class="ink" dir="auto" style="${STYLE.first}">${first ?? ''}</p>`,
    ...rest.map((line) => html`<p class="ink" dir="auto" style="${STYLE.line}">${line}</p>`),
  ];
  return html`<p class="acc" style="${STYLE.name}">${document.name}</p>
<h1 class="ink h1" dir="auto" style="${STYLE.h1}">${title}</h1>
${covers}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="margin-top:20px;"><tr><td class="bar" style="${STYLE.highlights}">
${lines}
</td></tr></table>`;
}

function plainSubject(document: DigestDocument): string {
  const prefix = `[${document.name}] `;
  return document.subject.startsWith(prefix) ? document.subject.slice(prefix.length) : document.subject;
}

function stories(document: DigestDocument, fit: Fit): Markup {
  const topicName = (topic: string): string => document.topicNames[topic] ?? topic;
  let position = 0;
  const sections = document.sections.map((section) => {
    const rows = section.cards.map((card: StoryCard, index) => {
      position += 1;
      if (position > fit.listed) return null;
      return position > fit.whole
        ? compactRow(card, document.timeZone)
        : storyRows(card, document.timeZone, topicName, index === 0);
    });
    const shown = rows.filter((row) => row !== null);
    return shown.length === 0 ? null : table(section.name, shown);
  });
  return html`${sections.filter((section) => section !== null)}${shortened(document, fit, position)}`;
}

function shortened(document: DigestDocument, fit: Fit, total: number): Markup | null {
  if (fit.whole >= total) return null;
  const dropped = Math.max(0, total - fit.listed);
  const listed = total - dropped - Math.min(fit.whole, total);
  const parts: string[] = [];
  if (listed > 0) parts.push(`${count(listed, 'story is', 'stories are')} given by headline only`);
  if (dropped > 0) parts.push(`${count(dropped, 'more story is', 'more stories are')} not shown here`);
  const link =
    document.archiveUrl === null
      ? null
      : html` and in the <a class="lnk" href="${document.archiveUrl}" style="${STYLE.link}">archive</a>`;
  return html`<p class="mut" style="${STYLE.muted}padding-top:16px;">To keep this message from being cut off by mail programs, ${parts.join(' and ')}. The plain-text part has everything${link}.</p>`;
}

function updateSection(document: DigestDocument, fit: Fit): Markup | null {
  if (document.updates.length === 0) return null;
  const shown = document.updates.slice(0, fit.updates);
  const more = document.updates.length - shown.length;
  const rows = shown.map((update, index) => updateRows(update, document.timeZone, index === 0));
  return html`${table('Updated since you read it', rows)}${
    more > 0
      ? html`<p class="mut" style="${STYLE.muted}">${count(more, 'more update is', 'more updates are')} in the plain-text part.</p>`
      : null
  }`;
}

function receipt(document: DigestDocument): Markup | null {
  if (document.receipt === null) return null;
  return html`<div class="rule" style="${STYLE.section}"><h2 class="acc" style="${STYLE.h2}">Coverage</h2></div>
${receiptTable(document.receipt, document.timeZone)}`;
}

function footer(document: DigestDocument, options: HtmlOptions): Markup {
  const archive =
    document.archiveUrl === null
      ? null
      : html`<a class="lnk" href="${document.archiveUrl}" style="${STYLE.link}">Read on the web</a> · `;
  const leave =
    options.unsubscribeUrl === null
      ? null
      : html` · <a class="lnk" href="${options.unsubscribeUrl}" style="${STYLE.link}">Unsubscribe</a>`;
  return html`<p class="mut" style="${STYLE.muted}padding-top:28px;">${archive}${document.id}${leave}</p>`;
}

function table(name: string, rows: readonly Markup[]): Markup {
  return html`<div class="rule" style="${STYLE.section}"><h2 class="acc" style="${STYLE.h2}">${name}</h2></div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;">
${rows}</table>
`;
}
