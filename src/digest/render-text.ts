// The digest as plain text for terminals and text mail: 72 columns, CJK counted as two, nothing left out.
import type { DigestDocument, DigestSource, StoryCard, UpdateCard } from '../model/digest.ts';
import { clip } from './excerpt.ts';
import {
  byline,
  coverage,
  furtherSources,
  marks,
  ownTitle,
  reach,
  receiptRows,
  sourceLabel,
} from './phrases.ts';
import { displayWidth, padTo, wrap } from './width.ts';
import { languageName, longDate, shortTime } from './wording.ts';

const COLUMNS = 72;
const LABEL = 20;

export interface TextOptions {
  readonly unsubscribeUrl: string | null;
}

/** Renders plain text. Addresses stay whole on lines of their own, however long. */
export function renderText(document: DigestDocument, options: TextOptions): string {
  const lines = [
    ...heading(document),
    ...document.highlights.flatMap((line) => hang('* ', isolate(line))),
    '',
    ...document.sections.flatMap(({ name, cards }) => [
      ...rule(name),
      ...cards.flatMap((card) => story(card, document)),
    ]),
    ...updates(document),
    ...receipt(document),
    ...footer(document, options),
  ];
  // A terminal obeys control characters, so none may pass, wherever it came from.
  const clean = lines.map((line) => line.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ').trimEnd());
  return `${clean.join('\n')}\n`;
}

function heading(document: DigestDocument): string[] {
  if (document.kind !== 'digest') return [...wrap(document.subject, COLUMNS), ''];
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
    ...hang('  ', `Why: ${isolate(card.why)}`),
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

function updates(document: DigestDocument): string[] {
  if (document.updates.length === 0) return [];
  return [
    ...rule('Updated since you read it'),
    ...document.updates.flatMap((update) => updateLines(update, document.timeZone)),
  ];
}

function updateLines(update: UpdateCard, timeZone: string): string[] {
  const retitled = update.formerTitle !== update.title;
  const reworded = update.formerSummary !== '' && update.formerSummary !== update.summary;
  const kinds = update.kinds.length > 0 ? `: ${update.kinds.join(', ')}` : '';
  return [
    ...wrap(isolate(update.title), COLUMNS),
    ...hang('  ', `${update.outlet}, changed ${shortTime(update.changedAt, timeZone)}${kinds}`),
    ...(update.url === null ? [] : [`  ${update.url}`]),
    ...(retitled ? hang('  - was: ', isolate(update.formerTitle)) : []),
    ...(reworded ? hang('  - was: ', isolate(update.formerSummary)) : []),
    ...(reworded ? hang('  + now: ', isolate(update.summary)) : []),
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
      ...hang('  ? ', `${isolate(miss.title)} (${miss.outlet}, score ${miss.score})`),
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

// A title of right-to-left script is isolated (UAX #9), so that it cannot turn the line it stands in.
function isolate(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? `\u2068${text}\u2069` : text;
}
