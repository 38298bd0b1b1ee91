// The digest as one HTML page for mail and browser: inline styles, no images, nothing of a feed left unescaped.
import type { DigestDocument, StoryCard } from '../model/digest.ts';
import { clip } from './excerpt.ts';
import { compactRow, headline, receiptTable, storyRows, updateRows } from './html-card.ts';
import { html, Markup, type MarkupValue } from '../lib/html.ts';
import { EVERYTHING, type Fit, planFit } from './fit.ts';
import { KEEP_ALL, PAPER, SHEET, STYLE } from './html-style.ts';
import { coverage, furtherTopics, onlyStory, shortening } from './phrases.ts';
import { longDate } from './wording.ts';

export interface HtmlOptions {
  /** Cap of the UTF-8 size; null: none. Stories that do not fit are given by headline, then counted. */
  readonly maxBytes: number | null;
  readonly unsubscribeUrl: string | null;
}

/** Renders the page. Deterministic: the same document gives the same bytes. */
export function renderHtml(document: DigestDocument, options: HtmlOptions): string {
  const full = page(document, options, EVERYTHING);
  if (options.maxBytes === null || Buffer.byteLength(full) <= options.maxBytes) return full;
  const amounts = {
    stories: document.sections.reduce((sum, { cards }) => sum + cards.length, 0),
    updates: document.updates.length,
  };
  const fit = planFit(amounts, options.maxBytes, (tried) =>
    Buffer.byteLength(page(document, options, tried)),
  );
  return page(document, options, fit);
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
${overflow(document, fit)}
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
    document.kind === 'digest'
      ? html`<p class="mut" style="${STYLE.muted}${LAST}">${coverage(document)}</p>`
      : null;
  const [first, ...rest] = document.highlights;
  const top = document.sections[0]?.cards[0];
  const lines = [
    html`<p class="ink" dir="auto" style="${STYLE.first}">${first ?? ''}</p>`,
    ...rest.map((line) => html`<p class="ink" dir="auto" style="${STYLE.line}">${linked(line, top)}</p>`),
  ];
  return html`<p class="acc" style="${STYLE.name}">${document.name}</p>
${title(document)}
${covers}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="bar" style="${STYLE.highlights}">
${lines}
</td></tr></table>`;
}

// Nothing but the highlights follow it.
const LAST = 'margin-bottom:20px;';

// The one story of an alert is its title, so that the news is what is read first.
function title(document: DigestDocument): Markup {
  if (document.kind === 'digest')
    return html`<h1 class="ink h1" style="${STYLE.h1}">${longDate(document.dueAt, document.timeZone)}</h1>`;
  const only = onlyStory(document);
  if (only === null)
    return html`<h1 class="ink h1" dir="auto" style="${STYLE.h1}${LAST}">${plainSubject(document)}</h1>`;
  const style = STYLE.h1 + LAST + (only.lang === 'ko' ? KEEP_ALL : '');
  return html`<h1 class="ink h1" lang="${only.lang}" dir="auto" style="${style}">${headline(only.headline, only.url)}</h1>`;
}

// The line on the most important story leads to it.
function linked(line: string, top: StoryCard | undefined): MarkupValue {
  if (top === undefined || top.url === null) return line;
  const shown = clip(top.headline, 160);
  const at = line.indexOf(shown);
  if (at < 0) return line;
  return html`${line.slice(0, at)}<a class="lnk" lang="${top.lang}" href="${top.url}" style="${STYLE.link}">${shown}</a>${line.slice(at + shown.length)}`;
}

function plainSubject(document: DigestDocument): string {
  const prefix = `[${document.name}] `;
  return document.subject.startsWith(prefix) ? document.subject.slice(prefix.length) : document.subject;
}

function stories(document: DigestDocument, fit: Fit): Markup {
  const headed = onlyStory(document) === null;
  let position = 0;
  const sections = document.sections.map((section) => {
    const rows = section.cards.map((card: StoryCard, index) => {
      position += 1;
      if (position > fit.listed) return null;
      return position > fit.whole
        ? compactRow(card, document.timeZone)
        : storyRows(card, {
            timeZone: document.timeZone,
            also: furtherTopics(card, document),
            first: index === 0,
            headed,
          });
    });
    const shown = rows.filter((row) => row !== null);
    return shown.length === 0 ? null : table(section.name, shown);
  });
  return html`${sections.filter((section) => section !== null)}`;
}

function overflow(document: DigestDocument, fit: Fit): Markup | null {
  const said = shortening(document, fit);
  if (said === null) return null;
  const whole =
    document.archiveUrl === null
      ? html`All of it is in the digest <strong>${document.id}</strong>, which the sender keeps.`
      : html`<a class="lnk" href="${document.archiveUrl}" style="${STYLE.link}">Read all of it on the web</a>.`;
  return html`<p class="mut" style="${STYLE.muted}margin-top:16px;">${said}. ${whole}</p>`;
}

function updateSection(document: DigestDocument, fit: Fit): Markup | null {
  if (document.updates.length === 0) return null;
  const shown = document.updates.slice(0, fit.updates);
  const rows = shown.map((update, index) => updateRows(update, document.timeZone, index === 0));
  return shown.length === 0 ? null : table('Updated since you read it', rows);
}

function receipt(document: DigestDocument): Markup | null {
  if (document.receipt === null) return null;
  return html`${sectionHead('Coverage')}
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
  return html`<p class="mut" style="${STYLE.muted}margin-top:28px;">${archive}${document.id}${leave}</p>`;
}

// A table of its own: Outlook on Windows pads nothing but table cells.
function sectionHead(name: string): Markup {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;"><tr><td class="rule" style="${STYLE.section}"><h2 class="acc" style="${STYLE.h2}">${name}</h2></td></tr></table>`;
}

function table(name: string, rows: readonly Markup[]): Markup {
  return html`${sectionHead(name)}
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;">
${rows}</table>
`;
}
