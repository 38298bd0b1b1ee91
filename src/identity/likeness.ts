// How alike a draft and a stored item are, in headline, text and date: what is left to judge by where keys contradict.
import type { KnownItem } from './decide.ts';
import { foldTitle, titleText } from './keys.ts';
import type { TrustedDraft } from './trust.ts';

const SAME_DATE_MS = 3_600_000;
const OPENING_SIGNS = 400;
/** Below this share of common words two openings tell different things, above the other one the same. */
const OTHER_OPENING = 0.2;
const SAME_OPENING = 0.6;

/** What of an item's text is compared. */
export function openingOf({ summary, content }: { readonly summary: string; readonly content: string }): string {
  return (summary || content).slice(0, OPENING_SIGNS);
}

/** Whether the stored item bears the draft's headline, in whatever spelling; the start of the text where there is none. */
export function hasTitleOf(item: KnownItem, { draft }: TrustedDraft): boolean {
  if (item.title === draft.title && draft.title !== '') return true;
  const title = foldTitle(item.title) || foldTitle(item.opening());
  return title === titleText(draft);
}

/**
 * Whether a draft is probably not the item that a key names: less than `share` of the headlines' words in common, another
 * date, and another text where both have one.
 */
export function isOther(item: KnownItem, draft: TrustedDraft, share: number): boolean {
  if (hasTitleOf(item, draft) || sharedWords(item.title, draft.draft.title) >= share) return false;
  return !isNearDate(item, draft) && !(compareOpenings(item, draft) === 'same');
}

/** Whether two dates lie within an hour; false where one is missing. */
export function isNearDate(item: KnownItem, { draft }: TrustedDraft): boolean {
  const before = item.publishedAt;
  return before !== null && draft.publishedAt !== null && Math.abs(draft.publishedAt - before) <= SAME_DATE_MS;
}

/** Compares the openings; `none` where one has no text, or they are neither clearly the same nor clearly different. */
export function compareOpenings(item: KnownItem, { draft }: TrustedDraft): 'same' | 'other' | 'none' {
  const after = openingOf(draft);
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

function pieces(text: string): Set<string> {
  const folded = foldTitle(text);
  const words = folded.split(' ');
  if (words.length > 2 || folded.length < 6) return new Set(words);
  return new Set(Array.from(folded, (_, at) => folded.slice(at, at + 2)));
}
