// Where one text says something else than another between the same words: an alignment by the longest common sequence.
import { isNumber } from './copy-conflict.ts';
import type { Features } from './features.ts';

/** What stands in the place of other words, by the rarity of the less rare side; 0 where one text only says more. */
export interface ReplacedWords {
  readonly title: number;
  readonly lead: number;
  /** The titles, or the openings, differ in nothing but one stretch, as if a form had been filled in. */
  readonly isTitleForm: boolean;
  readonly isLeadForm: boolean;
}

export const NOTHING_REPLACED: ReplacedWords = { title: 0, lead: 0, isTitleForm: false, isLeadForm: false };

/** A stretch of each text that stands in the place of the other's; ends are exclusive. */
export interface Replacement {
  readonly oneStart: number;
  readonly oneEnd: number;
  readonly otherStart: number;
  readonly otherEnd: number;
}

// No title or opening is longer.
const LIMIT = 64;
const WIDTH = LIMIT + 1;
const lengths = new Uint8Array(WIDTH * WIDTH);

/** Stretches in which both texts have words of their own, in order; what only one of them has is none. */
export function findReplacements(one: Int32Array, other: Int32Array): Replacement[] {
  const shorter = Math.min(one.length, other.length, LIMIT);
  let start = 0;
  while (start < shorter && one[start] === other[start]) start++;
  let oneEnd = Math.min(one.length, LIMIT);
  let otherEnd = Math.min(other.length, LIMIT);
  while (oneEnd > start && otherEnd > start && one[oneEnd - 1] === other[otherEnd - 1]) {
    oneEnd--;
    otherEnd--;
  }
  if (oneEnd === start || otherEnd === start) return [];
  fillLengths(one, other, start, oneEnd, otherEnd);
  return walk(one, other, start, oneEnd, otherEnd);
}

// lengths[i, j]: the longest common sequence of what follows i in the one and j in the other.
function fillLengths(
  one: Int32Array,
  other: Int32Array,
  start: number,
  oneEnd: number,
  otherEnd: number,
): void {
  for (let j = start; j <= otherEnd; j++) lengths[oneEnd * WIDTH + j] = 0;
  for (let i = oneEnd - 1; i >= start; i--) {
    const row = i * WIDTH;
    const token = one[i];
    lengths[row + otherEnd] = 0;
    for (let j = otherEnd - 1; j >= start; j--) {
      if (token === other[j]) lengths[row + j] = (lengths[row + WIDTH + j + 1] ?? 0) + 1;
      else {
        const down = lengths[row + WIDTH + j] ?? 0;
        const right = lengths[row + j + 1] ?? 0;
        lengths[row + j] = down >= right ? down : right;
      }
    }
  }
}

function walk(
  one: Int32Array,
  other: Int32Array,
  start: number,
  oneEnd: number,
  otherEnd: number,
): Replacement[] {
  const found: Replacement[] = [];
  let i = start;
  let j = start;
  let oneStart = i;
  let otherStart = j;
  const close = (): void => {
    if (i > oneStart && j > otherStart) found.push({ oneStart, oneEnd: i, otherStart, otherEnd: j });
  };
  while (i < oneEnd && j < otherEnd) {
    if (one[i] === other[j]) {
      close();
      oneStart = ++i;
      otherStart = ++j;
    } else if ((lengths[(i + 1) * WIDTH + j] ?? 0) >= (lengths[i * WIDTH + j + 1] ?? 0)) i++;
    else j++;
  }
  i = oneEnd;
  j = otherEnd;
  close();
  return found;
}

/**
 * Measures what two texts replace. Words that the other text says elsewhere replace nothing, nor do numbers, which are
 * compared by value, nor the ends of an opening, which are cut. `arePairs`: the tokens are pairs of signs.
 */
export function measureReplacements(
  one: Features,
  other: Features,
  idf: (token: number) => number,
  { arePairs, withLead }: { arePairs: boolean; withLead: boolean },
): ReplacedWords {
  const rarity = (tokens: Int32Array, start: number, end: number, { title, lead }: Features): number => {
    const inset = arePairs && end - start > 2 ? 1 : 0;
    let rarest = 0;
    for (let at = start + inset; at < end - inset; at++) {
      const token = tokens[at] ?? 0;
      if (!isNumber(token) && !title.includes(token) && !lead.includes(token))
        rarest = Math.max(rarest, idf(token));
    }
    return rarest;
  };
  const measure = (left: Int32Array, right: Int32Array, found: readonly Replacement[]): number =>
    found.reduce((most, gap) => {
      if (arePairs && isSeam(gap, left, right)) return most;
      const mine = rarity(left, gap.oneStart, gap.oneEnd, other);
      return mine > most
        ? Math.max(most, Math.min(mine, rarity(right, gap.otherStart, gap.otherEnd, one)))
        : most;
    }, 0);
  const titles = findReplacements(one.title, other.title);
  const title = tradesPlaces(one.title, other.title, titles)
    ? Number.POSITIVE_INFINITY
    : measure(one.title, other.title, titles);
  const isTitleForm = isForm(one.title, other.title, titles);
  if (!withLead) return { title, lead: 0, isTitleForm, isLeadForm: false };
  const found = findReplacements(one.lead, other.lead);
  const inner = found.filter(
    ({ oneStart, oneEnd, otherStart, otherEnd }) =>
      oneStart > 0 && otherStart > 0 && oneEnd < one.lead.length && otherEnd < other.lead.length,
  );
  return {
    title,
    lead: measure(one.lead, other.lead, inner),
    isTitleForm,
    isLeadForm: isFilledForm(one.lead, other.lead, found, arePairs),
  };
}

const SHORT_TOKENS = 10;

// In a script without spaces a sign left out leaves one pair in the place of two. In a short headline a name of one sign
// looks the same.
function isSeam(gap: Replacement, one: Int32Array, other: Int32Array): boolean {
  if (one.length < SHORT_TOKENS || other.length < SHORT_TOKENS) return false;
  const length = gap.oneEnd - gap.oneStart;
  const otherLength = gap.otherEnd - gap.otherStart;
  if (length === otherLength || (length > 1 && otherLength > 1)) return false;
  const isStart = gap.oneStart === 0 && gap.otherStart === 0;
  return !isStart && !(gap.oneEnd === one.length && gap.otherEnd === other.length);
}

// `India beat Australia`, `Australia beat India`: each stands where the other stood. A title whose two halves changed
// places, or one word, says the same.
function tradesPlaces(one: Int32Array, other: Int32Array, gaps: readonly Replacement[]): boolean {
  if (crosses(one, other, gaps)) return true;
  if (one.length !== other.length || one.length < 3 || !hasSameTokens(one, other)) return false;
  return commonLength(one, other) < one.length - 1 && !isRotated(one, other);
}

function hasSameTokens(one: Int32Array, other: Int32Array): boolean {
  const left = one.toSorted();
  const right = other.toSorted();
  return left.every((token, at) => token === right[at]);
}

function commonLength(one: Int32Array, other: Int32Array): number {
  fillLengths(one, other, 0, one.length, other.length);
  return lengths[0] ?? 0;
}

function isRotated(one: Int32Array, other: Int32Array): boolean {
  for (let turn = 1; turn < one.length; turn++)
    if (one.every((token, at) => token === other[(at + turn) % other.length])) return true;
  return false;
}

function crosses(one: Int32Array, other: Int32Array, gaps: readonly Replacement[]): boolean {
  const shares = (left: Replacement, right: Replacement): boolean => {
    for (let at = left.oneStart; at < left.oneEnd; at++)
      for (let there = right.otherStart; there < right.otherEnd; there++)
        if (one[at] === other[there]) return true;
    return false;
  };
  return gaps.some((gap, at) => gaps.slice(at + 1).some((next) => shares(gap, next) && shares(next, gap)));
}

// A name of one word, or of a few signs.
function isFilledForm(
  one: Int32Array,
  other: Int32Array,
  found: readonly Replacement[],
  arePairs: boolean,
): boolean {
  const [gap] = found;
  if (gap === undefined || one.length !== other.length) return false;
  return gap.oneEnd - gap.oneStart <= (arePairs ? 4 : 1) && isForm(one, other, found);
}

function isForm(one: Int32Array, other: Int32Array, [gap, ...others]: readonly Replacement[]): boolean {
  if (gap === undefined || others.length > 0 || gap.oneStart !== gap.otherStart) return false;
  const rest = one.length - gap.oneEnd;
  if (rest !== other.length - gap.otherEnd) return false;
  for (let at = 0; at < gap.oneStart; at++) if (one[at] !== other[at]) return false;
  for (let at = 0; at < rest; at++) if (one[gap.oneEnd + at] !== other[gap.otherEnd + at]) return false;
  return true;
}
