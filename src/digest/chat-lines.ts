// A digest as lines for chat: what each story says, at several depths of detail, before any channel's markup.
import type { CoverageReceipt, DigestDocument, NearMiss, StoryCard, UpdateCard } from '../model/digest.ts';
import { clip } from './excerpt.ts';
import {
  byline,
  coverage,
  furtherSources,
  furtherTopics,
  isolateQuotes,
  onlyStory,
  marks,
  ownTitle,
  reach,
  receiptRows,
  sourceLabel,
  updateLine,
} from './phrases.ts';
import { languageName, longDate } from './wording.ts';

/** A run of text with one look. Text is what a reader sees: each channel escapes it in its own way. */
export interface ChatSpan {
  readonly text: string;
  readonly bold?: boolean;
  readonly url?: string | null;
}

export type ChatLine = readonly ChatSpan[];

/** Something that stays in one piece, given at falling depth: the first that fits is shown. */
export type ChatPiece = readonly (readonly ChatLine[])[];

const LONG_URL = 1_000;

/** The document as pieces in reading order; the frame first, the receipt last. */
export function chatPieces(document: DigestDocument): ChatPiece[] {
  return [
    [headLines(document)],
    ...document.sections.flatMap(({ name, cards }) =>
      cards.map((card, index) => storyPiece(card, document, index === 0 ? name : null)),
    ),
    ...document.updates.map((update, index) => updatePiece(update, document.timeZone, index === 0)),
    ...(document.receipt === null ? [] : [receiptPiece(document.receipt, document.timeZone)]),
  ];
}

function headLines(document: DigestDocument): ChatLine[] {
  const highlights = document.highlights.map((text) => [{ text }]);
  if (document.kind !== 'digest') {
    const title = onlyStory(document) === null ? document.subject : document.name;
    return [[{ text: title, bold: true }], ...highlights];
  }
  const title = `${document.name}, ${longDate(document.dueAt, document.timeZone)}`;
  return [
    [{ text: title, bold: true, url: document.archiveUrl }],
    [{ text: coverage(document) }],
    ...highlights,
  ];
}

function storyPiece(card: StoryCard, document: DigestDocument, section: string | null): ChatPiece {
  const { timeZone } = document;
  const heading: ChatLine[] = section === null ? [] : [[{ text: section, bold: true }]];
  const headline: ChatLine = [{ text: card.headline, bold: true, url: card.url }];
  const about: ChatLine = [
    { text: [byline(card, timeZone), languageName(card.lang), ...marks(card, timeZone)].join(' · ') },
  ];
  const others = furtherTopics(card, document);
  const also: ChatLine[] = others.length === 0 ? [] : [[{ text: `Also: ${others.join(' · ')}` }]];
  const summary: ChatLine[] = card.summary === '' ? [] : [[{ text: card.summary }]];
  const why: ChatLine[] = card.why === '' ? [] : [[{ text: `Why: ${isolateQuotes(card.why)}` }]];
  const shortUrl = card.url !== null && card.url.length <= LONG_URL ? card.url : null;
  return [
    [...heading, headline, about, ...summary, ...also, ...why, ...titledSources(card)],
    [...heading, headline, about, ...summary, ...also, ...why, ...namedSources(card)],
    [...heading, headline, about, ...summary, ...also],
    [...heading, headline, about, ...also],
    [...heading, headline, about],
    [...heading, [{ text: clip(card.headline, 120), bold: true, url: shortUrl }], about],
    [...heading, [{ text: clip(card.headline, 120), bold: true }]],
  ];
}

// One outlet and no other source: the byline has said it all.
function titledSources(card: StoryCard): ChatLine[] {
  if (card.sources.length < 2) return [];
  const { shown, more } = furtherSources(card, 3);
  const lines = shown.map((source): ChatLine => {
    const title = ownTitle(source, card);
    const label = sourceLabel(source, card);
    return title === null
      ? [{ text: label, url: source.url }]
      : [{ text: `${label}: ` }, { text: clip(title, 100), url: source.url }];
  });
  return [[{ text: reach(card) }], ...lines, ...(more > 0 ? [[{ text: `and ${more} more` }]] : [])];
}

function namedSources(card: StoryCard): ChatLine[] {
  if (card.sources.length < 2) return [];
  const { shown, more } = furtherSources(card, 3);
  const links = shown.flatMap((source, index): ChatSpan[] => [
    { text: index === 0 ? ': ' : ', ' },
    { text: sourceLabel(source, card), url: source.url },
  ]);
  return [[{ text: reach(card) }, ...links, ...(more > 0 ? [{ text: ` and ${more} more` }] : [])]];
}

function updatePiece(update: UpdateCard, timeZone: string, first: boolean): ChatPiece {
  const heading: ChatLine[] = first ? [[{ text: 'Updated since you read it', bold: true }]] : [];
  const headline: ChatLine = [{ text: update.title, bold: true, url: update.url }];
  const about: ChatLine = [{ text: updateLine(update, timeZone) }];
  const was: ChatLine[] =
    update.formerTitle === update.title ? [] : [[{ text: `Headline was: ${update.formerTitle}` }]];
  const reworded = update.formerSummary !== '' && update.formerSummary !== update.summary;
  const words: ChatLine[] = reworded
    ? [[{ text: `Text was: ${update.formerSummary}` }], [{ text: `Now it says: ${update.summary}` }]]
    : was.length > 0 || update.summary === ''
      ? []
      : [[{ text: update.summary }]];
  return [
    [...heading, headline, about, ...was, ...words],
    [...heading, headline, about, ...was],
    [...heading, [{ text: clip(update.title, 120), bold: true }], about],
  ];
}

function receiptPiece(receipt: CoverageReceipt, timeZone: string): ChatPiece {
  const rows = receiptRows(receipt, timeZone).map(
    ({ label, text }): ChatLine => [{ text: `${label}: ${clip(text, 300)}` }],
  );
  const whole: ChatLine[] = [[{ text: 'Coverage', bold: true }], ...rows];
  return [
    [...whole, ...receipt.nearMisses.items.map((miss) => nearMissLine(miss, miss.url))],
    [...whole, ...receipt.nearMisses.items.map((miss) => nearMissLine(miss, null))],
    whole,
    whole.map((line) => line.map((span) => ({ ...span, text: clip(span.text, 120) }))),
  ];
}

function nearMissLine(miss: NearMiss, url: string | null): ChatLine {
  return [
    { text: 'Near miss: ' },
    { text: clip(miss.title, 120), url },
    { text: ` (${clip(miss.outlet, 60)}, evidence ${miss.score})` },
  ];
}
