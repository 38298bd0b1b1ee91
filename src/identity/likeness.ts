// How alike a draft and a stored item are, in headline, text and date: what is left to judge by where keys contradict.
import type { KnownItem } from './decide.ts';
import { foldTitle, nameText, titleText } from './keys.ts';
import type { TrustedDraft } from './trust.ts';

const SAME_DATE_MS = 3_600_000;
const OPENING_SIGNS = 400;
/** Below this share of common words two openings tell different things, above the other one the same. */
const OTHER_OPENING = 0.2;
const SAME_OPENING = 0.6;

/** What of an item's text is compared. */
export function openingOf({
  summary,
  content,
}: {
  readonly summary: string;
  readonly content: string;
}): string {
  return (summary || content).slice(0, OPENING_SIGNS);
}

/** Whether the stored item bears the draft's headline, in whatever spelling; the start of the text where there is none. */
export function hasTitleOf(item: KnownItem, { draft }: TrustedDraft): boolean {
  if (item.title === draft.title && draft.title !== '') return true;
  return nameOf(item) === titleText(draft);
}

/**
 * Whether a draft is probably not the item that a key names: less than `share` of the headlines' words in common, or the
 * headline of the next number in a series, and another text or, where there is none to compare, another date. The very
 * same instant makes it the same item. `nearMs`: how far apart dates may lie to count as one.
 */
export function isOther(item: KnownItem, draft: TrustedDraft, share: number, nearMs = SAME_DATE_MS): boolean {
  if (hasTitleOf(item, draft) || isSameInstant(item, draft)) return false;
  if (!isNextNumber(item, draft) && sharedWords(nameOf(item), titleText(draft.draft)) >= share) return false;
  const openings = compareOpenings(item, draft);
  return openings === 'other' || (openings === 'none' && !isNearDate(item, draft, nearMs));
}

/** Whether text and instant are others, whatever the headline: another issue of what bears one headline for ever. */
export function isOtherIssue(item: KnownItem, draft: TrustedDraft): boolean {
  return !isSameInstant(item, draft) && compareOpenings(item, draft) === 'other';
}

function nameOf(item: KnownItem): string {
  return nameText(item.title, item.opening());
}

/** Whether two headlines are the same but for their numbers: `Briefing 12`, `Briefing 13`. */
export function isNextNumber(item: KnownItem, { draft }: TrustedDraft): boolean {
  const before = foldTitle(item.title);
  const after = foldTitle(draft.title);
  return before !== after && withoutNumbers(before) === withoutNumbers(after);
}

function withoutNumbers(title: string): string {
  return title.replaceAll(/\p{N}+/gu, '0');
}

// A whole hour is often the hour or the day alone.
function isSameInstant(item: KnownItem, { draft }: TrustedDraft): boolean {
  return (
    item.publishedAt !== null &&
    item.publishedAt === draft.publishedAt &&
    item.publishedAt % SAME_DATE_MS !== 0
  );
}

/** Whether a draft is clearly more like one item than like another: by headline, then by text. */
export function isCloserTo(item: KnownItem, other: KnownItem, draft: TrustedDraft): boolean {
  const margin = closeness(item, draft) - closeness(other, draft);
  return margin >= CLEAR_MARGIN;
}

const CLEAR_MARGIN = 0.15;

function closeness(item: KnownItem, draft: TrustedDraft): number {
  const openings = compareOpenings(item, draft);
  const text = openings === 'same' ? 0.2 : openings === 'other' ? -0.2 : 0;
  return text + (hasTitleOf(item, draft) ? 1 : sharedWords(nameOf(item), titleText(draft.draft)));
}

/** Whether two dates lie within an hour, or so near; false where one is missing. */
export function isNearDate(item: KnownItem, { draft }: TrustedDraft, nearMs = SAME_DATE_MS): boolean {
  const before = item.publishedAt;
  return before !== null && draft.publishedAt !== null && Math.abs(draft.publishedAt - before) <= nearMs;
}

/** Compares the openings; `none` where one has no text, or they are neither clearly the same nor clearly different. */
export function compareOpenings(
  item: KnownItem,
  { draft, isBoilerplate }: TrustedDraft,
): 'same' | 'other' | 'none' {
  const after = isBoilerplate ? '' : openingOf(draft);
  const before = after === '' ? '' : item.opening();
  if (before === '') return 'none';
  const shared = sharedWords(before, after);
  return shared >= SAME_OPENING ? 'same' : shared < OTHER_OPENING ? 'other' : 'none';
}

/** Overlap of two texts' words, 0 to 1 (Jaccard); of character pairs where a script has no spaces. */
export function sharedWords(one: string, other: string): number {
  const left = pieces(one);
  const right = pieces(other);
  let shared = 0;
  for (const piece of left) if (right.has(piece)) shared++;
  const union = left.size + right.size - shared;
  return union === 0 ? 1 : shared / union;
}

// Words; pairs of signs where a script sets no spaces, or where one or two words are all there is.
function pieces(text: string): Set<string> {
  const folded = foldTitle(text);
  const words = folded.split(' ');
  if (words.length <= 2 && folded.length >= 6) return new Set(pairsOf(folded));
  return new Set(words.flatMap((word) => (word.length > 2 && UNSPACED.test(word) ? pairsOf(word) : [word])));
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]/u;

function pairsOf(text: string): string[] {
  return Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
}
