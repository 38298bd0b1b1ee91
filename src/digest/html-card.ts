// One story, one update, one receipt as table rows: what a reader needs, in the language it is told in.
import type { CoverageReceipt, DigestSource, StoryCard, UpdateCard } from '../model/digest.ts';
import { clip } from './excerpt.ts';
import { html, type Markup } from '../lib/html.ts';
import { KEEP_ALL, STYLE } from './html-style.ts';
import {
  byline,
  furtherSources,
  isolateQuotes,
  marks,
  ownTitle,
  reach,
  receiptRows,
  sourceLabel,
  updateLine,
} from './phrases.ts';
import { type DiffRun, diffWords } from './word-diff.ts';
import { languageName } from './wording.ts';

const SOURCES_SHOWN = 4;
const TITLE_LIMIT = 110;

export interface StoryRowOptions {
  readonly timeZone: string;
  /** What else than its section's topic it is about. */
  readonly also: readonly string[];
  /** No rule above it. */
  readonly first: boolean;
  /** False where the page bears its headline already. */
  readonly headed: boolean;
}

/** A whole story card: what, who and when, whether to trust it, two sentences, then everything else. */
export function storyRows(card: StoryCard, options: StoryRowOptions): Markup {
  const { timeZone, also, first, headed } = options;
  const said =
    card.summary === ''
      ? null
      : html`<p class="ink" lang="${card.lang}" dir="auto" style="${STYLE.summary}">${card.summary}</p>
`;
  const title = html`<h3 class="ink" lang="${card.lang}" dir="auto" style="${STYLE.h3}">${headline(card.headline, card.url)}</h3>
`;
  return html`<tr><td class="ink rule" style="${cardStyle(card.lang, first)}">
${headed ? title : null}<p class="mut" style="${STYLE.muted}">${byline(card, timeZone)} · ${languageName(card.lang)}</p>
${markLine(card, timeZone)}${said}${details(card, also)}
</td></tr>
`;
}

function details(card: StoryCard, also: readonly string[]): Markup {
  const lines = [
    ...sourceLines(card),
    ...(also.length === 0 ? [] : [html`Also: ${also.join(' · ')}`]),
    ...(card.why === '' ? [] : [html`Why: ${isolateQuotes(card.why)}`]),
  ].map((line, index) => (index === 0 ? line : html`<br>${line}`));
  return lines.length === 0 ? html`` : html`<p class="mut" style="${STYLE.sources}">${lines}</p>`;
}

/** Headline and outlet only, for what does not fit whole. */
export function compactRow(card: StoryCard, timeZone: string): Markup {
  return html`<tr><td class="ink rule" lang="${card.lang}" dir="auto" style="${STYLE.value}">${headline(card.headline, card.url)} <span class="mut" lang="en" style="${STYLE.muted}">${byline(card, timeZone)}${card.stateMedia === 'only' ? html` · <b class="acc" style="${STYLE.warn}">State media only</b>` : null}</span></td></tr>
`;
}

/** A correction: what it said, what it says, with the words that differ marked. */
export function updateRows(update: UpdateCard, timeZone: string, first: boolean): Markup {
  const retitled = update.formerTitle !== update.title;
  const reworded = update.formerSummary !== '' && update.formerSummary !== update.summary;
  const titles = diffWords(update.formerTitle, update.title, update.lang);
  const texts = diffWords(update.formerSummary, update.summary, update.lang);
  const lang = update.lang;
  return html`<tr><td class="ink rule" style="${cardStyle(lang, first)}">
<h3 class="ink" lang="${lang}" dir="auto" style="${STYLE.h3}">${headline(retitled ? inserted(titles.current) : update.title, update.url)}</h3>
<p class="mut" style="${STYLE.muted}">${updateLine(update, timeZone)}</p>
${retitled || reworded || update.summary === '' ? null : html`<p class="ink" lang="${lang}" dir="auto" style="${STYLE.summary}">${update.summary}</p>`}
${retitled ? html`<p class="mut" style="${STYLE.former}">Headline was: <span lang="${lang}" dir="auto">${deleted(titles.former)}</span></p>` : null}
${reworded ? html`<p class="ink" lang="${lang}" dir="auto" style="${STYLE.summary}">${inserted(texts.current)}</p>` : null}
${reworded ? html`<p class="mut" style="${STYLE.former}">Text was: <span lang="${lang}" dir="auto">${deleted(texts.former)}</span></p>` : null}
</td></tr>
`;
}

// Where all of it is new there is nothing to point out.
function inserted(runs: readonly DiffRun[]): Markup {
  if (runs.every(({ changed }) => changed)) return html`${runs.map(({ text }) => text)}`;
  return html`${runs.map(({ text, changed }) => (changed ? html`<ins style="${STYLE.inserted}">${text}</ins>` : text))}`;
}

function deleted(runs: readonly DiffRun[]): Markup {
  if (runs.every(({ changed }) => changed)) return html`${runs.map(({ text }) => text)}`;
  return html`${runs.map(({ text, changed }) => (changed ? html`<del>${text}</del>` : text))}`;
}

/** The coverage receipt as rows of label and sentence, near misses with their links. */
export function receiptTable(receipt: CoverageReceipt, timeZone: string): Markup {
  const misses = receipt.nearMisses.items.map(
    (miss) =>
      html`<br><span lang="${miss.lang}" dir="auto">${headlineLink(miss.title, miss.url)}</span> <span class="mut">(${miss.outlet}, evidence ${miss.score})</span>`,
  );
  const rows = receiptRows(receipt, timeZone).map(({ label, text }, index, all) => {
    const more = index === all.length - 1 ? misses : null;
    return html`<tr><td class="mut lab" width="150" style="${STYLE.label}">${label}</td><td class="ink val" style="${STYLE.value}">${text}${more}</td></tr>
`;
  });
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;">${rows}</table>`;
}

/** A headline, linked where it may be. */
export function headline(text: string | Markup, url: string | null): Markup {
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
  const sentences = all.filter((text) => text.startsWith('Follow-up'));
  const labels = all
    .filter((text) => !sentences.includes(text))
    .map((text) =>
      /^(?:State media|In passing)/.test(text)
        ? html`<span class="acc bar" style="${STYLE.mark}">${text}</span> `
        : html`<span class="mut rule" style="${STYLE.soft}">${text}</span> `,
    );
  return html`${labels.length === 0 ? null : html`<p style="${STYLE.marks}">${labels}</p>`}${sentences.map(
    (text) => html`<p class="ink" style="${STYLE.follow}">${text}</p>`,
  )}
`;
}

// One outlet and no other source: the byline has said it all.
function sourceLines(card: StoryCard): Markup[] {
  if (card.sources.length < 2) return [];
  const { shown, more } = furtherSources(card, SOURCES_SHOWN);
  return [
    html`${reach(card)}`,
    ...shown.map((source) => sourceLine(source, card)),
    ...(more > 0 ? [html`and ${more} more`] : []),
  ];
}

function sourceLine(source: DigestSource, card: StoryCard): Markup {
  const title = ownTitle(source, card);
  const label = sourceLabel(source, card);
  if (title === null) return headlineLink(label, source.url);
  return html`${label}: <span lang="${source.lang}" dir="auto">${headlineLink(clip(title, TITLE_LIMIT), source.url)}</span>`;
}
