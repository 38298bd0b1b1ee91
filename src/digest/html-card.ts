// One story, one update, one receipt as table rows: what a reader needs, in the language it is told in.
import type { CoverageReceipt, DigestSource, StoryCard, UpdateCard } from '../model/digest.ts';
import { clip } from './excerpt.ts';
import { html, type Markup } from '../lib/html.ts';
import { KEEP_ALL, STYLE } from './html-style.ts';
import { byline, furtherSources, marks, ownTitle, reach, receiptRows, sourceLabel } from './phrases.ts';
import { languageName, shortTime } from './wording.ts';

const SOURCES_SHOWN = 4;
const TITLE_LIMIT = 110;

/** A whole story card; the first of a section has no rule above it. */
export function storyRows(
  card: StoryCard,
  timeZone: string,
  topicName: (topic: string) => string,
  first: boolean,
): Markup {
  const others = card.topics.slice(1, 5).map(topicName);
  return html`<tr><td class="ink rule" lang="${card.lang}" dir="auto" style="${cardStyle(card.lang, first)}">
<h3 class="ink" style="${STYLE.h3}">${headline(card.headline, card.url)}</h3>
${card.summary === '' ? null : html`<p class="ink" style="${STYLE.summary}">${card.summary}</p>`}
</td></tr>
<tr><td lang="en" dir="ltr" style="${STYLE.under}">
<p class="mut" style="${STYLE.muted}">${byline(card, timeZone)} · ${languageName(card.lang)}${
    others.length === 0 ? null : html`<br>Also: ${others.join(' · ')}`
  }<br>Why: <span dir="auto">${card.why}</span></p>
${sourceLines(card)}
${markLine(card, timeZone)}
</td></tr>
`;
}

/** Headline and outlet only, for what does not fit whole. */
export function compactRow(card: StoryCard, timeZone: string): Markup {
  return html`<tr><td class="ink rule" lang="${card.lang}" dir="auto" style="${STYLE.value}">${headline(card.headline, card.url)} <span class="mut" lang="en" style="${STYLE.muted}">${byline(card, timeZone)}</span></td></tr>
`;
}

/** A correction: what it said, what it says. */
export function updateRows(update: UpdateCard, timeZone: string, first: boolean): Markup {
  const retitled = update.formerTitle !== update.title;
  const reworded = update.formerSummary !== '' && update.formerSummary !== update.summary;
  return html`<tr><td class="ink rule" lang="${update.lang}" dir="auto" style="${cardStyle(update.lang, first)}">
${retitled ? html`<p class="mut" style="${STYLE.struck}"><del>${update.formerTitle}</del></p>` : null}
<h3 class="ink" style="${STYLE.h3}">${headline(update.title, update.url)}</h3>
${reworded ? html`<p class="mut" style="${STYLE.struck}"><del>${update.formerSummary}</del></p>` : null}
${reworded ? html`<p class="ink" style="${STYLE.summary}">${update.summary}</p>` : null}
</td></tr>
<tr><td lang="en" dir="ltr" style="${STYLE.under}"><p class="mut" style="${STYLE.muted}">${update.outlet}, changed ${shortTime(update.changedAt, timeZone)}${update.kinds.length > 0 ? `: ${update.kinds.join(', ')}` : ''}</p></td></tr>
`;
}

/** The coverage receipt as rows of label and sentence, near misses with their links. */
export function receiptTable(receipt: CoverageReceipt, timeZone: string): Markup {
  const rows = receiptRows(receipt, timeZone).map(
    ({
      label,
      text,
    }) => html`<tr><td class="mut lab" width="150" style="${STYLE.label}">${label}</td><td class="ink val" style="${STYLE.value}">${text}</td></tr>
`,
  );
  const misses = receipt.nearMisses.items.map(
    (
      miss,
    ) => html`<tr><td class="mut lab" style="${STYLE.label}">Score ${miss.score}</td><td class="ink val" style="${STYLE.value}"><span lang="${miss.lang}">${headlineLink(miss.title, miss.url)}</span> <span class="mut">(${miss.outlet})</span></td></tr>
`,
  );
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;">${rows}${misses}</table>`;
}

function headline(text: string, url: string | null): Markup {
  return url === null
    ? html`${text}`
    : html`<a class="lnk" href="${url}" style="${STYLE.headline}">${text}</a>`;
}

function headlineLink(text: string, url: string | null): Markup {
  return url === null ? html`${text}` : html`<a class="lnk" href="${url}" style="${STYLE.link}">${text}</a>`;
}

function cardStyle(lang: string, first: boolean): string {
  return (first ? STYLE.firstCard : STYLE.card) + (lang === 'ko' ? KEEP_ALL : '');
}

// What a reader must see before trusting a story is coloured; what only helps to place it is not.
function markLine(card: StoryCard, timeZone: string): Markup | null {
  const all = marks(card, timeZone);
  if (all.length === 0) return null;
  const labels = all.map((text) =>
    /^(?:State media|In passing)/.test(text)
      ? html`<span class="acc bar" style="${STYLE.mark}">${text}</span> `
      : html`<span class="mut rule" style="${STYLE.soft}">${text}</span> `,
  );
  return html`<p style="${STYLE.marks}">${labels}</p>`;
}

// One outlet and no other source: the byline has said it all.
function sourceLines(card: StoryCard): Markup | null {
  if (card.sources.length < 2) return null;
  const { shown, more } = furtherSources(card, SOURCES_SHOWN);
  const lines = shown.map((source) => html`<br>${sourceLine(source, card)}`);
  return html`<p class="mut" style="${STYLE.sources}">${reach(card)}${lines}${more > 0 ? html`<br>and ${more} more` : null}</p>`;
}

function sourceLine(source: DigestSource, card: StoryCard): Markup {
  const title = ownTitle(source, card);
  const label = sourceLabel(source, card);
  if (title === null) return headlineLink(label, source.url);
  return html`${label}: <span lang="${source.lang}" dir="auto">${headlineLink(clip(title, TITLE_LIMIT), source.url)}</span>`;
}
