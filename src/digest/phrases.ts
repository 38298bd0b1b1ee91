// Sentences that every rendering shares: who tells a story, when, and what the coverage receipt says.
import type {
  CoverageReceipt,
  DigestDocument,
  DigestSource,
  FeedTrouble,
  HeldNote,
  StoryCard,
  UpdateCard,
} from '../model/digest.ts';
import type { FetchFailureCode, ParseFailureCode } from '../model/failure.ts';
import type { Fit } from './fit.ts';
import { isOfficial, isStateMedia } from './standing.ts';
import { count, languageName, list, shortTime, span } from './wording.ts';

/** `Yonhap, 24 Nov 14:05`; an article without a date is given the time it was first seen. */
export function byline(card: StoryCard, timeZone: string): string {
  const when =
    card.publishedAt === null
      ? `seen ${shortTime(card.firstSeenAt, timeZone)}`
      : shortTime(card.publishedAt, timeZone);
  return `${card.outlet}, ${when}`;
}

/** `3 independent outlets in Korean and English`; a single one is not called independent. */
export function reach(card: StoryCard): string {
  const outlets = card.families === 1 ? '1 outlet' : `${card.families} independent outlets`;
  return `${outlets} in ${list(card.languages.map(languageName))}`;
}

/** Marks a reader must see before trusting or opening a story. */
export function marks(card: StoryCard, timeZone: string): string[] {
  const marksOfCard: string[] = [];
  if (card.stateMedia === 'only') marksOfCard.push('State media only');
  if (card.stateMedia === 'some') marksOfCard.push('State media among the sources');
  if (card.official) marksOfCard.push('Official confirmation');
  if (card.strength === 'passing') marksOfCard.push('In passing');
  if (card.followUpSince !== null) {
    const news = card.news.length > 0 ? `: ${card.news.join(', ')}` : '';
    marksOfCard.push(`Follow-up, last shown ${shortTime(card.followUpSince, timeZone)}${news}`);
  }
  if (card.alertedAt !== null) marksOfCard.push(`Alerted ${shortTime(card.alertedAt, timeZone)}`);
  return marksOfCard;
}

/** `NK News, 25 Nov 05:00: numbers and headline changed`. */
export function updateLine(update: UpdateCard, timeZone: string): string {
  const parts = update.kinds.filter((kind) => CHANGED_PARTS.has(kind));
  const said = [
    ...(parts.length > 0 || update.kinds.length === 0 ? [`${list(parts)} changed`.trim()] : []),
    ...update.kinds.filter((kind) => !parts.includes(kind)).map((kind) => CHANGE_WORDS[kind] ?? kind),
  ];
  return `${update.outlet}, ${shortTime(update.changedAt, timeZone)}: ${said.join('; ')}`;
}

const CHANGED_PARTS: ReadonlySet<string> = new Set(['numbers', 'names', 'headline', 'wording']);
const CHANGE_WORDS: Readonly<Record<string, string>> = {
  negation: 'a denial was added or taken out',
  correction: 'the outlet corrects itself',
};

/** Quoted words of right-to-left script kept from turning the line they stand in (UAX #9). */
export function isolateQuotes(text: string): string {
  return text.replaceAll(/«([^«»]*)»/g, (whole: string, inner: string) =>
    RIGHT_TO_LEFT.test(inner) ? `«\u2068${inner}\u2069»` : whole,
  );
}

/** A text of right-to-left script kept from turning the line it stands in (UAX #9). */
export function isolate(text: string): string {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** What else a story is about than the section it stands in, as readers call it. */
export function furtherTopics(card: StoryCard, document: DigestDocument): string[] {
  return card.topics.slice(1, 5).map((topic) => document.topicNames[topic] ?? topic);
}

/**
 * Sources worth a link after the lead: first one for each main topic that is not the lead's, so that nothing another
 * article is about stays hidden, then one for each publisher family, then the rest.
 */
export function furtherSources(
  card: StoryCard,
  limit: number,
): { readonly shown: readonly DigestSource[]; readonly more: number } {
  const lead = card.sources.find(({ itemId }) => itemId === card.itemIds[0]);
  const rest = card.sources.filter((source) => source !== lead);
  const topics = new Set([lead?.topic ?? null, null]);
  const families = new Set([lead?.family]);
  const byTopic = rest.filter(
    ({ topic, copy }) => !copy && !topics.has(topic) && topics.add(topic) !== undefined,
  );
  const byFamily = rest.filter(({ family }) => !families.has(family) && families.add(family) !== undefined);
  const ordered = [...new Set([...byTopic, ...byFamily, ...rest])];
  return { shown: ordered.slice(0, limit), more: Math.max(0, ordered.length - limit) };
}

/** The source's own headline where it says something else than the card's; null for copies and repetitions. */
export function ownTitle(source: DigestSource, card: StoryCard): string | null {
  if (source.copy || source.title === '' || source.title === card.headline) return null;
  return source.title;
}

/** `TASS (state media, Russian)`. */
export function sourceLabel(source: DigestSource, card: StoryCard): string {
  const notes: string[] = [];
  if (isStateMedia(source)) notes.push('state media');
  if (isOfficial(source.kind)) notes.push('official');
  if (source.lang !== card.lang) notes.push(languageName(source.lang));
  if (source.copy) notes.push('copy');
  return notes.length > 0 ? `${source.outlet} (${notes.join(', ')})` : source.outlet;
}

/** The story of an alert that tells one: its headline is not said twice. Null where there are several, or none. */
export function onlyStory(document: DigestDocument): StoryCard | null {
  const cards = document.sections.flatMap((section) => section.cards);
  return document.kind === 'alert' && cards.length === 1 ? (cards[0] ?? null) : null;
}

/** What the digest covers, in the reader's zone. */
export function coverage(document: DigestDocument): string {
  const { coversFrom, coversUntil, timeZone } = document;
  const late =
    document.missed > 0 ? `, with ${count(document.missed, 'digest')} that could not be written in time` : '';
  return `${shortTime(coversFrom, timeZone)} to ${shortTime(coversUntil, timeZone)}, ${timeZone}${late}`;
}

/** What a bounded rendering left out, in one sentence without its full stop; null: nothing. */
export function shortening(document: DigestDocument, fit: Fit): string | null {
  const total = document.sections.reduce((sum, { cards }) => sum + cards.length, 0);
  const dropped = Math.max(0, total - fit.listed);
  const listed = Math.max(0, total - dropped - fit.whole);
  const updates = Math.max(0, document.updates.length - fit.updates);
  const parts = [
    listed > 0 ? `${count(listed, 'story is', 'stories are')} given by headline only` : null,
    dropped > 0 ? `${count(dropped, 'more story is', 'more stories are')} not shown here` : null,
    updates > 0 ? `${count(updates, 'more update is', 'more updates are')} not shown here` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `So that mail programs do not cut this message off, ${list(parts)}`;
}

export interface ReceiptRow {
  readonly label: string;
  readonly text: string;
}

/** The receipt as label and sentence, complete: nothing is left out because it is nought. */
export function receiptRows(receipt: CoverageReceipt, timeZone: string): ReceiptRow[] {
  const { feeds, items, longestBlind, nearMisses, heldBatches = [] } = receipt;
  const blind =
    longestBlind === null
      ? 'none: no two readings to compare'
      : `${span(longestBlind.untilAt - longestBlind.fromAt)} without any reading, from ${shortTime(longestBlind.fromAt, timeZone)}`;
  return [
    { label: 'Sources', text: `${feeds.read} of ${feeds.configured} read` },
    { label: 'Failing', text: troubles(feeds.failing, timeZone) },
    { label: 'Silent', text: troubles(feeds.silent, timeZone) },
    { label: 'With gaps', text: troubles(feeds.gaps, timeZone) },
    { label: 'Longest blind time', text: blind },
    {
      label: 'Items',
      text: `${items.seen} seen = ${items.matched} matched + ${items.below} below the line + ${items.offSubject} off the subject + ${items.held} held back`,
    },
    {
      label: 'Matched',
      text:
        items.matched === 0
          ? 'none'
          : `${items.matched} = ${items.shown} shown + ${items.merged} merged into them + ${items.repeated} repeating what was shown before + ${count(items.updated, 'update')}`,
    },
    {
      label: 'Near misses',
      text: nearMisses.count === 0 ? 'none' : `${nearMisses.count} just below the line`,
    },
    ...(heldBatches.length > 0 ? [{ label: 'Held back', text: heldBatches.map(heldBatch).join('; ') }] : []),
  ];
}

function heldBatch({ batch, outlet, items }: HeldNote): string {
  return `${items} items that came from ${outlet} at once (pactwatch held release ${batch}, or drop ${batch})`;
}

// What readers are told in place of a failure code.
const TROUBLES: Readonly<Record<string, string>> = {
  dns: 'its name is not found',
  refused: 'refuses connections',
  reset: 'breaks the connection',
  unreachable: 'cannot be reached',
  tls: 'no safe connection',
  timeout: 'no answer in time',
  network: 'network trouble',
  'too-large': 'document too large',
  'bad-encoding': 'garbled document',
  'address-blocked': 'address not allowed',
  'redirect-loop': 'redirects in a circle',
  'redirect-invalid': 'broken redirect',
  unauthorised: 'asks for a login',
  forbidden: 'refuses us',
  'not-found': 'page not found',
  gone: 'gone for good',
  'rate-limited': 'asks us to come less often',
  'client-error': 'refuses the request',
  'server-error': 'server error',
  'bot-challenge': 'blocked by a check for robots',
  'login-wall': 'asks for a login',
  'captive-portal': 'a login page of the network came back',
  'file-missing': 'file missing',
  'file-unreadable': 'file unreadable',
  empty: 'empty answer',
  html: 'a web page instead of a feed',
  'not-a-feed': 'not a feed',
  hostile: 'unsafe document',
  'too-slow': 'took too long to read',
} satisfies Record<FetchFailureCode | ParseFailureCode, string>;

function troubles(feeds: readonly FeedTrouble[], timeZone: string): string {
  if (feeds.length === 0) return 'none';
  const named = feeds.slice(0, 12).map(({ name, sinceAt, detail }) => {
    const since = sinceAt === null ? '' : ` since ${shortTime(sinceAt, timeZone)}`;
    return `${name} (${TROUBLES[detail] ?? detail}${since})`;
  });
  const more = feeds.length > 12 ? [`${feeds.length - 12} more`] : [];
  return `${feeds.length}: ${[...named, ...more].join('; ')}`;
}
