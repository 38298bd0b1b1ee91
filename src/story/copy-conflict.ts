// What tells two issues of a series apart: each says a number, a rank, a day or a subject that the other says nowhere.
import { numberWords } from '../lib/number-words.ts';
import { ordinalWords } from '../lib/ordinal-words.ts';
import { ambiguousMonth, calendarCode, dayCode } from './calendar.ts';
import type { Features } from './features.ts';
import { labelWords } from './title-marks.ts';
import { hashText, NUMBER_BIT, tokenise } from './tokens.ts';

/** `subject`: each is about something of its own; `wording`: one has a rare word where the other has another. */
export type Conflict = 'number' | 'calendar' | 'subject' | 'wording';

interface Marks {
  readonly numbers: Set<number>;
  readonly ranks: Set<number>;
  readonly labels: Set<number>;
  readonly weekdays: Set<number>;
  readonly months: Set<number>;
  readonly days: Set<number>;
}

const SLACK_TOKENS = 4;

// `elf` is the number 11: tokens of number words to tokens of digits. `erste` is the rank 1.
const NUMBER_WORDS = mapTokens(numberWords(), (value) => hashText(String(value)) | NUMBER_BIT);
const RANKS = mapTokens(ordinalWords(), (value) => value);
const LABELS = mapTokens(
  labelWords().map((word, at): [string, number] => [word, at]),
  (at) => at,
);

function mapTokens(
  words: Iterable<readonly [string, number]>,
  codeOf: (value: number) => number,
): Map<number, number> {
  const codes = new Map<number, number>();
  for (const [word, value] of words) {
    // With and without diacritics, as the languages are cut.
    for (const folds of [true, false]) {
      const tokens: number[] = [];
      tokenise(word, folds, 2, tokens);
      const [token] = tokens;
      if (tokens.length === 1 && token !== undefined && !codes.has(token)) codes.set(token, codeOf(value));
    }
  }
  return codes;
}

/**
 * What keeps two texts apart: each side says a number (or weekday, month, day) that the other side says nowhere, or is about something
 * else; what a shortened lead has lost does not count.
 */
export function findConflict(
  one: Features,
  other: Features,
  idf: (token: number) => number,
  lead: number,
): Conflict | null {
  const left = marksOf(one.title, one.lead);
  const right = marksOf(other.title, other.lead);
  const start = marksOf(one.title, one.lead, comparedPart(one.lead, other.lead, lead));
  const end = marksOf(other.title, other.lead, comparedPart(other.lead, one.lead, lead));
  const differ = (kind: keyof Marks): boolean =>
    lacksAny(start[kind], right[kind]) && lacksAny(end[kind], left[kind]);
  if (differ('numbers') || differ('ranks') || differ('labels')) return 'number';
  if (differ('weekdays') || differ('months') || differ('days')) return 'calendar';
  const own = ownSubjects(one, other);
  const theirs = ownSubjects(other, one);
  if (own.length > 0 && theirs.length > 0) return 'subject';
  const isReworded =
    own.some((token) => idf(token) >= RARE && isReplaced(token, one.lead, other)) ||
    theirs.some((token) => idf(token) >= RARE && isReplaced(token, other.lead, one));
  return isReworded ? 'wording' : null;
}

interface Part {
  readonly start: number;
  readonly end: number;
}

const SAME_LEAD = 0.75;
const CUT_LEAD = 0.9;
const DATELINE_TOKENS = 14;

// What of an opening the other one should hold too: neither what a shortened one has lost, nor a dateline before its first
// words, nor a number that it was cut in.
function comparedPart(own: Int32Array, other: Int32Array, lead: number): Part {
  const start = lead >= SAME_LEAD ? findStart(own, other) : 0;
  const end = Math.min(own.length, other.length) + SLACK_TOKENS + start;
  return { start, end: Math.min(end, lead >= CUT_LEAD ? own.length - 1 : own.length) };
}

function findStart(own: Int32Array, other: Int32Array): number {
  for (let at = 0; at < DATELINE_TOKENS; at++)
    if (own[at] === other[0] && own[at + 1] === other[1] && own[at + 2] === other[2]) return at;
  return 0;
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

// The numbers and days of a title and of a part of an opening; whether a number is a day its neighbours tell.
function marksOf(title: Int32Array, lead: Int32Array, part: Part = { start: 0, end: lead.length }): Marks {
  const marks: Marks = {
    numbers: new Set(),
    ranks: new Set(),
    labels: new Set(),
    weekdays: new Set(),
    months: new Set(),
    days: new Set(),
  };
  for (let at = 0; at < title.length; at++) addMark(marks, title, at);
  for (let at = part.start; at < part.end; at++) addMark(marks, lead, at);
  return marks;
}

function addMark(marks: Marks, sequence: Int32Array, at: number): void {
  const token = sequence[at] ?? 0;
  const code = calendarCode(token);
  if (code > 30) marks.days.add(code);
  else if (code > 10) marks.months.add(code);
  else if (code > 0) marks.weekdays.add(code);
  const spelt = NUMBER_WORDS.get(token);
  if (spelt !== undefined) marks.numbers.add(spelt);
  const rank = RANKS.get(token);
  if (rank !== undefined) marks.ranks.add(rank);
  if (LABELS.has(token)) marks.labels.add(token);
  const month = ambiguousMonth(token);
  if (month > 0 && (isDay(sequence[at - 1]) || isDay(sequence[at + 1]))) marks.months.add(month);
  if ((token & NUMBER_BIT) === 0) return;
  const day = dayCode(token);
  const dated = day > 0 && (isMonth(sequence[at - 1]) || isMonth(sequence[at + 1]));
  if (dated) marks.days.add(day);
  else marks.numbers.add(token);
}

function isMonth(token: number | undefined): boolean {
  if (token === undefined) return false;
  const code = calendarCode(token);
  return (code > 10 && code < 30) || ambiguousMonth(token) > 0;
}

function isDay(token: number | undefined): boolean {
  return token !== undefined && dayCode(token) > 0;
}

function numbersIn(tokens: Int32Array): Set<number> {
  const numbers = new Set<number>();
  for (const token of tokens) {
    const spelt = NUMBER_WORDS.get(token);
    if (spelt !== undefined) numbers.add(spelt);
    if ((token & NUMBER_BIT) !== 0 || LABELS.has(token)) numbers.add(token);
  }
  return numbers;
}

/** Whether a token is a number, in digits or in words. */
export function isNumber(token: number): boolean {
  return (token & NUMBER_BIT) !== 0 || NUMBER_WORDS.has(token);
}

/** Whether two titles say the same numbers, in digits or in words, and the same letters of parts. */
export function sameTitleNumbers(one: Int32Array, other: Int32Array): boolean {
  const left = numbersIn(one);
  const right = numbersIn(other);
  return left.size === right.size && !lacksAny(left, right);
}

/** Whether two openings say a number in digits or a day in common. */
export function shareMark(one: Int32Array, other: Int32Array): boolean {
  return one.some(
    (token) => ((token & NUMBER_BIT) !== 0 || calendarCode(token) > 0) && other.includes(token),
  );
}

function lacksAny(wanted: ReadonlySet<number>, held: ReadonlySet<number>): boolean {
  for (const value of wanted) if (!held.has(value)) return true;
  return false;
}
