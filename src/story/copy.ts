// Is one text a near-duplicate of another? Shared wording says yes, another number, weekday or month says no.
import { numberWords } from '../lib/number-words.ts';
import { calendarCode, dayCode } from './calendar.ts';
import { type Features, LEAD_TOKENS, TITLE_TOKENS } from './features.ts';
import { IntSet } from './int-set.ts';
import { hashText, NUMBER_BIT, tokenise } from './tokens.ts';

export interface CopyMeasures {
  /** Share of rare title words in common, of all (Jaccard) and of the shorter title (containment). */
  readonly titleJaccard: number;
  readonly titleContainment: number;
  /** Share of three-word sequences of the shorter lead that the other has too. */
  readonly lead: number;
  /** Length of the shorter lead, in tokens. */
  readonly leadTokens: number;
  readonly titleTokens: number;
  /** How much of each title the other's text holds; the smaller of both. */
  readonly support: number;
  readonly conflict: 'number' | 'calendar' | 'subject' | null;
  /** Numbers in the titles are the same. */
  readonly sameTitleNumbers: boolean;
}

export type CopyVerdict =
  | { readonly copy: false }
  | { readonly copy: true; readonly score: number; readonly reason: string };

const LEAD_MIN_TOKENS = 8;
const NOT_A_COPY: CopyVerdict = { copy: false };

/** Decides from the measures. The reason names the evidence: `same lead 1.00`, `title 0.71 + lead 0.68`, `title 0.90`. */
export function decideCopy(measures: CopyMeasures): CopyVerdict {
  const { titleJaccard: jaccard, titleContainment: containment, lead, support } = measures;
  if (measures.conflict !== null) return NOT_A_COPY;
  if (measures.leadTokens >= LEAD_MIN_TOKENS) {
    const supported = support >= 0.05 && measures.leadTokens >= 12;
    if ((lead >= 0.75 && containment >= 0.2) || (lead >= 0.58 && supported)) {
      return { copy: true, score: lead, reason: `same lead ${lead.toFixed(2)}` };
    }
    if (lead >= 0.45 && jaccard >= 0.4) {
      return {
        copy: true,
        score: (jaccard + lead) / 2,
        reason: `title ${jaccard.toFixed(2)} + lead ${lead.toFixed(2)}`,
      };
    }
    if (jaccard < 0.97 || lead < 0.15) return NOT_A_COPY;
    return { copy: true, score: jaccard, reason: `title ${jaccard.toFixed(2)} + lead ${lead.toFixed(2)}` };
  }
  const alike =
    (jaccard >= 0.62 && measures.titleTokens >= 4) || (containment >= 0.85 && measures.titleTokens >= 5);
  if (!alike || !measures.sameTitleNumbers) return NOT_A_COPY;
  return { copy: true, score: jaccard, reason: `title ${jaccard.toFixed(2)}` };
}

/** Whether two texts look like two issues of one series: the same wording around another number, day or subject. */
export function isSerial(measures: CopyMeasures): boolean {
  return measures.conflict !== null && (measures.lead >= 0.3 || measures.titleJaccard >= 0.4);
}

/** A text as it is compared with others: its title words and its three-word sequences, each once. */
export class CopyText {
  readonly words = new IntSet(TITLE_TOKENS);
  readonly shingles = new IntSet(LEAD_TOKENS);
  #features: Features = { title: new Int32Array(0), lead: new Int32Array(0) };

  get features(): Features {
    return this.#features;
  }

  /** Takes another text in place of the former one. Returns itself. */
  fill(features: Features): this {
    const { title, lead } = features;
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
  // Nothing else matters where neither wording nor headline is close.
  const close = lead >= 0.3 || overlap.jaccard >= 0.4 || overlap.containment >= 0.85;
  return {
    titleJaccard: overlap.jaccard,
    titleContainment: overlap.containment,
    lead,
    leadTokens,
    titleTokens: Math.min(left.words.size, right.words.size),
    support: close ? Math.min(heldShare(left.words, other, idf), heldShare(right.words, one, idf)) : 0,
    conflict: close ? findConflict(one, other, idf) : null,
    sameTitleNumbers: close && sameNumbers(one.title, other.title),
  };
}

function weighOverlap(
  left: IntSet,
  right: IntSet,
  idf: (token: number) => number,
): { jaccard: number; containment: number } {
  let shared = 0;
  let onlyLeft = 0;
  let onlyRight = 0;
  for (const token of left.values) {
    if (right.has(token)) shared += idf(token);
    else onlyLeft += idf(token);
  }
  for (const token of right.values) if (!left.has(token)) onlyRight += idf(token);
  const union = shared + onlyLeft + onlyRight;
  const shorter = shared + Math.min(onlyLeft, onlyRight);
  return { jaccard: union > 0 ? shared / union : 0, containment: shorter > 0 ? shared / shorter : 0 };
}

function heldShare(title: IntSet, other: Features, idf: (token: number) => number): number {
  const held = new Set([...other.title, ...other.lead]);
  let total = 0;
  let shared = 0;
  for (const token of title.values) {
    const weight = idf(token);
    total += weight;
    if (held.has(token)) shared += weight;
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

interface Marks {
  readonly numbers: Set<number>;
  readonly weekdays: Set<number>;
  readonly months: Set<number>;
  readonly days: Set<number>;
}

const SLACK_TOKENS = 4;

// `elf` is the number 11: tokens of number words to tokens of digits.
const NUMBER_WORDS = new Map(
  [...numberWords()].flatMap(([word, value]): [number, number][] => {
    const tokens: number[] = [];
    tokenise(word, true, 2, tokens);
    return tokens.length === 1 ? [[tokens[0] ?? 0, hashText(String(value)) | NUMBER_BIT]] : [];
  }),
);

// Each side says a number (or weekday, month, day) that the other side says nowhere, or is about something else; what a
// shortened lead has lost does not count.
function findConflict(
  one: Features,
  other: Features,
  idf: (token: number) => number,
): CopyMeasures['conflict'] {
  const left = marksOf(one.title, one.lead);
  const right = marksOf(other.title, other.lead);
  const length = Math.min(one.lead.length, other.lead.length) + SLACK_TOKENS;
  const start = marksOf(one.title, one.lead.subarray(0, length));
  const end = marksOf(other.title, other.lead.subarray(0, length));
  const differ = (kind: keyof Marks): boolean =>
    lacksAny(start[kind], right[kind]) && lacksAny(end[kind], left[kind]);
  if (differ('numbers')) return 'number';
  if (differ('weekdays') || differ('months') || differ('days')) return 'calendar';
  const own = ownSubjects(one, other);
  const theirs = ownSubjects(other, one);
  const isOther =
    (own.length > 0 && theirs.length > 0) ||
    own.some((token) => idf(token) >= RARE && isReplaced(token, one.lead, other)) ||
    theirs.some((token) => idf(token) >= RARE && isReplaced(token, other.lead, one));
  return isOther ? 'subject' : null;
}

// Words that the text says in its title and in its opening, and the other nowhere: where, who or what it is about.
function ownSubjects(text: Features, other: Features): number[] {
  return [...text.title].filter(
    (token) =>
      text.lead.includes(token) &&
      (token & NUMBER_BIT) === 0 &&
      calendarCode(token) === 0 &&
      !other.title.includes(token) &&
      !other.lead.includes(token),
  );
}

const REPLACED_TOKENS = 3;
// Rarity from which on a word is more likely a name than one wording for another.
const RARE = 5;

// Whether the other opening says something else between the same two words.
function isReplaced(token: number, lead: Int32Array, { lead: other }: Features): boolean {
  const at = lead.indexOf(token);
  for (let length = 1; length <= REPLACED_TOKENS; length++) {
    for (let start = Math.max(1, at - length + 1); start <= at; start++) {
      const before = lead[start - 1];
      const after = lead[start + length];
      if (after === undefined) continue;
      for (let there = 1; there + length < other.length; there++)
        if (other[there - 1] === before && other[there + length] === after) return true;
    }
  }
  return false;
}

function marksOf(title: Int32Array, lead: Int32Array): Marks {
  const marks: Marks = { numbers: new Set(), weekdays: new Set(), months: new Set(), days: new Set() };
  for (const sequence of [title, lead]) {
    for (const [at, token] of sequence.entries()) {
      const code = calendarCode(token);
      if (code > 30) marks.days.add(code);
      else if (code > 10) marks.months.add(code);
      else if (code > 0) marks.weekdays.add(code);
      const spelt = NUMBER_WORDS.get(token);
      if (spelt !== undefined) marks.numbers.add(spelt);
      if ((token & NUMBER_BIT) === 0) continue;
      const day = dayCode(token);
      const dated = day > 0 && (isMonth(sequence[at - 1]) || isMonth(sequence[at + 1]));
      if (dated) marks.days.add(day);
      else marks.numbers.add(token);
    }
  }
  return marks;
}

function isMonth(token: number | undefined): boolean {
  if (token === undefined) return false;
  const code = calendarCode(token);
  return code > 10 && code < 30;
}

function numbersIn(tokens: Int32Array): Set<number> {
  return new Set(tokens.filter((token) => (token & NUMBER_BIT) !== 0));
}

function sameNumbers(one: Int32Array, other: Int32Array): boolean {
  const left = numbersIn(one);
  const right = numbersIn(other);
  return left.size === right.size && !lacksAny(left, right);
}

function lacksAny(wanted: ReadonlySet<number>, held: ReadonlySet<number>): boolean {
  for (const value of wanted) if (!held.has(value)) return true;
  return false;
}
