// Is one text a near-duplicate of another? Shared wording says yes, another number, weekday or month says no.
import { type Features, LEAD_TOKENS, TITLE_TOKENS } from './features.ts';
import { IntSet } from './int-set.ts';
import { type Conflict, findConflict, sameTitleNumbers, shareMark } from './copy-conflict.ts';
import { measureReplacements, NOTHING_REPLACED, type ReplacedWords } from './replaced-words.ts';

export interface CopyMeasures {
  /** Share of rare title words in common, of all (Jaccard) and of the shorter title (containment). */
  readonly titleJaccard: number;
  readonly titleContainment: number;
  /** Share of three-word sequences of the shorter lead that the other has too. */
  readonly lead: number;
  /** Share that is near the same wording: pairs of signs recur more easily than words. */
  readonly nearLead: number;
  /** Length of the shorter lead, in tokens. */
  readonly leadTokens: number;
  readonly titleTokens: number;
  /** How much of a title the other's opening tells, in rare words; the larger of both. */
  readonly told: number;
  /** Rarity of the title words in common, summed. */
  readonly ground: number;
  /** Rarity of the rarest word that the openings share. */
  readonly leadRarity: number;
  /** Rarity of a word nobody has used. */
  readonly rarest: number;
  readonly conflict: Conflict | null;
  /** Numbers in the titles are the same. */
  readonly sameTitleNumbers: boolean;
  /** The titles begin with the same two words. */
  readonly sharesBeginning: boolean;
  /** One title is the beginning or the end of the other. */
  readonly isTitleCut: boolean;
  /** The openings say a number or a day in common. */
  readonly sharesMark: boolean;
  /** Words that stand in the place of others. */
  readonly replaced: ReplacedWords;
}

export type CopyVerdict =
  | { readonly copy: false }
  | { readonly copy: true; readonly score: number; readonly reason: string };

const LEAD_MIN_TOKENS = 8;
const NOT_A_COPY: CopyVerdict = { copy: false };

/** Decides from the measures. The reason names the evidence: `same lead 1.00`, `title 0.71 + lead 0.68`, `title 0.90`. */
export function decideCopy(measures: CopyMeasures): CopyVerdict {
  if (measures.conflict !== null) return NOT_A_COPY;
  return measures.leadTokens >= LEAD_MIN_TOKENS ? decideByLead(measures) : decideByTitle(measures);
}

// How much less rare than a word nobody has used the rarest word is of what stands under every headline.
const BOILERPLATE_RARITY = 1.3;

function decideByLead(measures: CopyMeasures): CopyVerdict {
  const { titleJaccard: jaccard, titleContainment: containment, lead, told, rarest } = measures;
  if (fillsForm(measures)) return NOT_A_COPY;
  const isLong = measures.leadTokens >= 12;
  const isTold = told >= 0.25 || (told >= 0.05 && measures.leadRarity >= rarest - BOILERPLATE_RARITY);
  if (
    (lead >= 0.75 && (containment >= 0.5 || isTold)) ||
    (lead >= measures.nearLead && isLong && told >= 0.2)
  ) {
    return { copy: true, score: lead, reason: `same lead ${lead.toFixed(2)}` };
  }
  const isHeadline = jaccard >= 0.7 && measures.replaced.title < WORDING_RARITY;
  const isAlike = (lead >= 0.45 && jaccard >= 0.4) || (lead >= 0.25 && isHeadline);
  if (!isAlike && (jaccard < 0.97 || lead < 0.15)) return NOT_A_COPY;
  return {
    copy: true,
    score: isAlike ? (jaccard + lead) / 2 : jaccard,
    reason: `title ${jaccard.toFixed(2)} + lead ${lead.toFixed(2)}`,
  };
}

// Rarity from which on a word that stands in the place of another is more likely a name than another wording.
const NAME_RARITY = 5;
// Rarity from which on a headline alone leaves open which of both it is.
const WORDING_RARITY = 2.5;

// The same opening under another name in the headline, or with another name in nothing but one place of it.
function fillsForm({ replaced, sharesMark, titleJaccard, rarest, told }: CopyMeasures): boolean {
  if (replaced.isLeadForm && replaced.lead >= rarest - 0.75 && titleJaccard >= 0.55) return true;
  return (
    replaced.isTitleForm &&
    titleJaccard >= 0.25 &&
    replaced.title >= NAME_RARITY &&
    (replaced.lead >= NAME_RARITY || (!sharesMark && told < (titleJaccard < 0.72 ? 0.5 : 0.2)))
  );
}

function decideByTitle(measures: CopyMeasures): CopyVerdict {
  const {
    titleJaccard: jaccard,
    titleContainment: containment,
    titleTokens: tokens,
    replaced,
    ground,
  } = measures;
  const isSame =
    (jaccard >= 0.97 && ground >= 10) || (containment >= 0.97 && ground >= 12 && jaccard >= 0.35);
  const isAlike = (jaccard >= 0.62 && tokens >= 4) || (containment >= 0.85 && tokens >= 5);
  const isReworded = replaced.title > 0;
  if (!(isSame || isAlike) || !(measures.sameTitleNumbers || measures.isTitleCut) || isReworded)
    return NOT_A_COPY;
  return { copy: true, score: jaccard, reason: `title ${jaccard.toFixed(2)}` };
}

/**
 * Whether two texts look like two issues of one series: the same wording around another number, day or subject, or the same
 * beginning of a headline (`Markets morning: ...`) over another number or day.
 */
export function isSerial({ conflict, lead, titleJaccard, sharesBeginning }: CopyMeasures): boolean {
  if (conflict === null) return false;
  return lead >= 0.3 || titleJaccard >= 0.4 || (sharesBeginning && conflict !== 'subject');
}

/** A text as it is compared with others: its title words and its three-word sequences, each once. */
export class CopyText {
  readonly words = new IntSet(TITLE_TOKENS);
  readonly shingles = new IntSet(LEAD_TOKENS);
  /** The tokens are pairs of signs of a script without spaces. */
  arePairs = false;
  #features: Features = { title: new Int32Array(0), lead: new Int32Array(0) };

  get features(): Features {
    return this.#features;
  }

  /** Takes another text in place of the former one. Returns itself. */
  fill(features: Features, arePairs = false): this {
    const { title, lead } = features;
    this.arePairs = arePairs;
    this.#features = features;
    this.words.clear();
    for (const token of title) this.words.add(token);
    this.shingles.clear();
    for (let at = 0; at + 2 < lead.length; at++) this.shingles.add(shingleAt(lead, at));
    return this;
  }
}

/** Measures two items; `idf` gives the rarity of a token. */
export function measureCopy(left: CopyText, right: CopyText, idf: (token: number) => number): CopyMeasures {
  const one = left.features;
  const other = right.features;
  const overlap = weighOverlap(left.words, right.words, idf);
  const leadTokens = Math.min(one.lead.length, other.lead.length);
  const lead = leadTokens >= LEAD_MIN_TOKENS ? sharedPart(left.shingles, right.shingles) : 0;
  const sharesBeginning = one.title.length > 2 && startsAlike(one.title, other.title);
  // Nothing else matters where neither wording nor headline is close.
  const close = sharesBeginning || lead >= 0.3 || overlap.jaccard >= 0.4 || overlap.containment >= 0.85;
  const conflict = close ? findConflict(one, other, idf, lead) : null;
  return {
    titleJaccard: overlap.jaccard,
    titleContainment: overlap.containment,
    ground: overlap.shared,
    leadRarity: close && lead > 0 ? sharedRarity(one.lead, other.lead, idf) : 0,
    rarest: idf(0),
    lead,
    nearLead: left.arePairs ? 0.62 : 0.58,
    leadTokens,
    titleTokens: Math.min(left.words.size, right.words.size),
    sharesBeginning,
    told: close ? Math.max(toldShare(left.words, other.lead, idf), toldShare(right.words, one.lead, idf)) : 0,
    conflict,
    sameTitleNumbers: close && sameTitleNumbers(one.title, other.title),
    isTitleCut: close && isCut(one.title, other.title),
    sharesMark: lead > 0 && close && shareMark(one.lead, other.lead),
    replaced:
      close && conflict === null
        ? measureReplacements(one, other, idf, { arePairs: left.arePairs, withLead: lead >= 0.45 })
        : NOTHING_REPLACED,
  };
}

function startsAlike(one: Int32Array, other: Int32Array): boolean {
  return one[0] === other[0] && one[1] === other[1];
}

const NO_OVERLAP = { jaccard: 0, containment: 0, shared: 0 };

function weighOverlap(
  left: IntSet,
  right: IntSet,
  idf: (token: number) => number,
): { jaccard: number; containment: number; shared: number } {
  // Most pairs have no word of their headlines in common.
  if (!left.meets(right)) return NO_OVERLAP;
  let shared = 0;
  let onlyLeft = 0;
  let onlyRight = 0;
  for (let at = 0; at < left.size; at++) {
    const token = left.at(at);
    if (right.has(token)) shared += idf(token);
    else onlyLeft += idf(token);
  }
  for (let at = 0; at < right.size; at++) if (!left.has(right.at(at))) onlyRight += idf(right.at(at));
  const union = shared + onlyLeft + onlyRight;
  const shorter = shared + Math.min(onlyLeft, onlyRight);
  return {
    jaccard: union > 0 ? shared / union : 0,
    containment: shorter > 0 ? shared / shorter : 0,
    shared,
  };
}

// Rarity of the words that half of the texts of a language bear, roughly: these support nothing.
const USUAL_RARITY = 2;

function sharedRarity(one: Int32Array, other: Int32Array, idf: (token: number) => number): number {
  let rarest = 0;
  for (const token of one) if (other.includes(token)) rarest = Math.max(rarest, idf(token));
  return rarest;
}

const CUT_TOKENS = 6;
const LABEL_TOKENS = 2;

// The shorter title is the beginning of the other, or its end after a label of the desk (`2nd lead`).
function isCut(one: Int32Array, other: Int32Array): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < CUT_TOKENS) return false;
  const extra = long.length - short.length;
  return (
    short.every((token, at) => token === long[at]) ||
    (extra <= LABEL_TOKENS && short.every((token, at) => token === long[extra + at]))
  );
}

function toldShare(title: IntSet, lead: Int32Array, idf: (token: number) => number): number {
  let total = 0;
  let shared = 0;
  for (const token of title.values) {
    const weight = Math.max(0, idf(token) - USUAL_RARITY) ** 2;
    total += weight;
    if (lead.includes(token)) shared += weight;
  }
  return total > 0 ? shared / total : 0;
}

function sharedPart(left: IntSet, right: IntSet): number {
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const value of small.values) if (large.has(value)) shared++;
  return shared / small.size;
}

function shingleAt(tokens: Int32Array, at: number): number {
  const hash = Math.imul(Math.imul(tokens[at] ?? 0, 31) + (tokens[at + 1] ?? 0), 31) + (tokens[at + 2] ?? 0);
  return hash | 0;
}
