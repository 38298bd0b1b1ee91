// The digest as plain text for terminals and text mail: 72 columns, CJK counted as two, bounded where asked.
import type { DigestDocument, DigestSource, StoryCard, UpdateCard } from '../model/digest.ts';
import { clip } from './excerpt.ts';
import { EVERYTHING, type Fit, planFit } from './fit.ts';
import {
  byline,
  coverage,
  furtherSources,
  isolate,
  isolateQuotes,
  onlyStory,
  marks,
  ownTitle,
  reach,
  receiptRows,
  shortening,
  sourceLabel,
  updateLine,
} from './phrases.ts';
import { displayWidth, padTo, wrap } from './width.ts';
import { languageName, longDate } from './wording.ts';

const COLUMNS = 72;
const LABEL = 20;

export interface TextOptions {
  readonly unsubscribeUrl: string | null;
  /** Cap of the UTF-8 size; where not given there is none. Stories that do not fit are given by headline, then counted. */
  readonly maxBytes?: number;
}

/** Renders plain text. Addresses stay whole on lines of their own, however long. */
export function renderText(document: DigestDocument, options: TextOptions): string {
  const { maxBytes } = options;
  const blocks = new Map<StoryCard, Block>();
  const full = page(document, options, EVERYTHING, blocks);
  if (maxBytes === undefined || Buffer.byteLength(full) <= maxBytes) return full;
  const amounts = { stories: cardsOf(document).length, updates: document.updates.length };
  const fit = planFit(amounts, maxBytes, (tried) =>
    Buffer.byteLength(page(document, options, tried, blocks)),
  );
  return page(document, options, fit, blocks);
}

interface Block {
  readonly whole: string;
  readonly headline: string;
}

function page(
  document: DigestDocument,
  options: TextOptions,
  fit: Fit,
  blocks: Map<StoryCard, Block>,
): string {
  return [
    ended([...heading(document), ...document.highlights.flatMap((line) => hang('* ', isolate(line))), '']),
    stories(document, fit, blocks),
    ended([
      ...updates(document, fit),
      ...overflow(document, fit),
      ...receipt(document),
      ...footer(document, options),
    ]),
  ].join('');
}

// A terminal obeys control characters, so none may pass, wherever it came from.
function ended(lines: readonly string[]): string {
  return lines.map((line) => `${line.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trimEnd()}\n`).join('');
}

function cardsOf(document: DigestDocument): StoryCard[] {
  return document.sections.flatMap(({ cards }) => cards);
}

// Wrapping is the costly part, so each story is wrapped once however often the fit is tried.
function stories(document: DigestDocument, fit: Fit, blocks: Map<StoryCard, Block>): string {
  let position = 0;
  let text = '';
  for (const { name, cards } of document.sections) {
    for (const [index, card] of cards.entries()) {
      if (position >= fit.listed) return text;
      if (index === 0) text += ended(rule(name));
      let block = blocks.get(card);
      if (block === undefined) {
        block = { whole: ended(story(card, document)), headline: ended(headline(card, document)) };
        blocks.set(card, block);
      }
      text += position < fit.whole ? block.whole : block.headline;
      position += 1;
    }
  }
  return text;
}

function headline(card: StoryCard, document: DigestDocument): string[] {
  return [
    ...wrap(isolate(card.headline), COLUMNS),
    ...hang(
      '  ',
      byline(card, document.timeZone) + (card.stateMedia === 'only' ? ' | State media only' : ''),
    ),
    ...(card.url === null ? [] : [`  ${card.url}`]),
    '',
  ];
}

function overflow(document: DigestDocument, fit: Fit): string[] {
  const said = shortening(document, fit);
  if (said === null) return [];
  const { archiveUrl, id } = document;
  return archiveUrl === null
    ? [...wrap(`${said}. All of it is in the digest ${id}, which the sender keeps.`, COLUMNS), '']
    : [...wrap(`${said}. All of it:`, COLUMNS), archiveUrl, ''];
}

function heading(document: DigestDocument): string[] {
  if (document.kind !== 'digest') {
    const title = onlyStory(document) === null ? document.subject : document.name;
    return [...wrap(title, COLUMNS), ''];
  }
  const title = `${document.name}, ${longDate(document.dueAt, document.timeZone)}`;
  return [...wrap(title, COLUMNS), ...wrap(coverage(document), COLUMNS), ''];
}

function rule(name: string): string[] {
  return [`== ${name} ${'='.repeat(Math.max(3, COLUMNS - 4 - displayWidth(name)))}`, ''];
}

function story(card: StoryCard, document: DigestDocument): string[] {
  const { timeZone } = document;
  const topics = card.topics.map((topic) => document.topicNames[topic] ?? topic);
  const { shown, more } = furtherSources(card, 12);
  const flags = marks(card, timeZone);
  return [
    ...wrap(isolate(card.headline), COLUMNS),
    ...hang('  ', [byline(card, timeZone), languageName(card.lang), ...flags].join(' | ')),
    ...(card.url === null ? [] : [`  ${card.url}`]),
    ...(card.summary === '' ? [] : hang('  ', isolate(card.summary))),
    ...hang('  ', `Topics: ${topics.join(' · ')}`),
    ...(card.sources.length < 2 ? [] : hang('  ', reach(card))),
    ...(card.why === '' ? [] : hang('  ', `Why: ${isolateQuotes(card.why)}`)),
    ...shown.flatMap((source) => [
      ...hang('  + ', sourceLine(source, card)),
      ...(source.url === null ? [] : [`    ${source.url}`]),
    ]),
    ...(more > 0 ? [`  + ${more} more`] : []),
    '',
  ];
}

function sourceLine(source: DigestSource, card: StoryCard): string {
  const title = ownTitle(source, card);
  const label = sourceLabel(source, card);
  return title === null ? label : `${label}: ${isolate(clip(title, 160))}`;
}

function updates(document: DigestDocument, fit: Fit): string[] {
  const shown = document.updates.slice(0, fit.updates);
  if (shown.length === 0) return [];
  return [
    ...rule('Updated since you read it'),
    ...shown.flatMap((update) => updateLines(update, document.timeZone)),
  ];
}

function updateLines(update: UpdateCard, timeZone: string): string[] {
  const retitled = update.formerTitle !== update.title;
  const reworded = update.formerSummary !== '' && update.formerSummary !== update.summary;
  return [
    ...wrap(isolate(update.title), COLUMNS),
    ...hang('  ', updateLine(update, timeZone)),
    ...(update.url === null ? [] : [`  ${update.url}`]),
    ...(retitled || reworded || update.summary === '' ? [] : hang('  ', isolate(update.summary))),
    ...(retitled ? hang('  - headline was: ', isolate(update.formerTitle)) : []),
    ...(reworded ? hang('  - text was: ', isolate(update.formerSummary)) : []),
    ...(reworded ? hang('  + now it says: ', isolate(update.summary)) : []),
    '',
  ];
}

function receipt(document: DigestDocument): string[] {
  if (document.receipt === null) return [];
  const rows = receiptRows(document.receipt, document.timeZone);
  return [
    ...rule('Coverage'),
    ...rows.flatMap(({ label, text }) => {
      const [first = '', ...rest] = wrap(text, COLUMNS - LABEL);
      return [padTo(label, LABEL) + first, ...rest.map((line) => ' '.repeat(LABEL) + line)];
    }),
    ...document.receipt.nearMisses.items.flatMap((miss) => [
      ...hang('  ? ', `${isolate(miss.title)} (${miss.outlet}, evidence ${miss.score})`),
      ...(miss.url === null ? [] : [`    ${miss.url}`]),
    ]),
    '',
  ];
}

function footer(document: DigestDocument, options: TextOptions): string[] {
  return [
    '--',
    document.id,
    ...(document.archiveUrl === null ? [] : [`Web: ${document.archiveUrl}`]),
    ...(options.unsubscribeUrl === null ? [] : [`Unsubscribe: ${options.unsubscribeUrl}`]),
  ];
}

function hang(prefix: string, text: string): string[] {
  const indent = ' '.repeat(prefix.length);
  return wrap(text, COLUMNS - prefix.length).map((line, index) => (index === 0 ? prefix : indent) + line);
}
