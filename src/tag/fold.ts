// Folds text to the one spelling the forms know, and remembers where every unit came from.
import { HAN_FOLD } from './han.ts';

/** Folded text. Unit i came from the text between `origin[i]` and `stop[i]`; `origin[length]` is the text's end. */
export interface Folded {
  units: Uint16Array;
  origin: Int32Array;
  stop: Int32Array;
  /** 1 where the unit was an upper-case letter. */
  upper: Uint8Array;
  length: number;
}

export const SPACE = 0x20;
const DROP = 0xffff;
const EXPAND = 0xfffe;
const CLUSTER_FROM = 0x300;

const LETTERS: ReadonlyMap<string, string> = new Map([
  ['ё', 'е'],
  ['ґ', 'г'],
  ['ß', 'ss'],
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ı', 'i'],
]);

// Quotation marks stand between words and never inside them.
const QUOTES: ReadonlySet<number> = new Set(
  Array.from('"“”„‟«»‹›「」『』《》〈〉〝〞＂', (mark) => mark.charCodeAt(0)),
);

const single = new Uint16Array(0x10000);
const upperCase = new Uint8Array(0x10000);
/** 1: letter or digit of a spaced script; 2: Hangul; 3: Han or Kana. */
const kind = new Uint8Array(0x10000);
const expansions = new Map<number, Uint16Array>();

for (let unit = 0; unit < 0x10000; unit++) fillTables(unit);

/** The class of a folded unit: 0 none, 1 letter or digit, 2 Hangul, 3 Han or Kana. */
export function kindOf(unit: number): number {
  return kind[unit] ?? 0;
}

/** An empty buffer for folding; it grows as needed and may be used again and again. */
export function openFolded(capacity = 1024): Folded {
  return {
    units: new Uint16Array(capacity),
    origin: new Int32Array(capacity + 1),
    stop: new Int32Array(capacity),
    upper: new Uint8Array(capacity),
    length: 0,
  };
}

/**
 * Folds `text` from `start` to `end` into `into`: NFKC, lower case, Latin without marks, ё as е, one apostrophe, Han to
 * simplified forms, every run of spaces, hyphens, middle dots and arrows to one space. Never throws; lone surrogates pass.
 */
export function foldInto(into: Folded, text: string, start = 0, end = text.length): void {
  reserve(into, (end - start) * 2 + 16);
  let length = 0;
  let index = start;
  while (index < end) {
    const unit = text.charCodeAt(index);
    const next = index + 1 < end ? text.charCodeAt(index + 1) : 0;
    if (next >= CLUSTER_FROM && isCombining(next)) {
      const stop = clusterEnd(text, index, end);
      length = foldCluster(into, text.slice(index, stop), index, stop, length);
      index = stop;
      continue;
    }
    const folded = single[unit] ?? unit;
    if (folded < EXPAND) length = push(into, folded, index, index + 1, upperCase[unit] ?? 0, length);
    else if (folded === EXPAND) length = pushAll(into, expansions.get(unit), index, index + 1, length);
    index++;
  }
  into.length = length;
  into.origin[length] = end;
}

const short = openFolded();

/** Folds a short text on its own; for the forms of a lexicon. */
export function foldText(text: string): string {
  foldInto(short, text);
  return String.fromCharCode(...short.units.subarray(0, short.length));
}

function push(
  into: Folded,
  unit: number,
  from: number,
  stop: number,
  isUpper: number,
  length: number,
): number {
  if (unit === SPACE && (length === 0 || into.units[length - 1] === SPACE)) return length;
  if (length + 1 >= into.units.length) reserve(into, length * 2 + 64);
  into.units[length] = unit;
  into.origin[length] = from;
  into.stop[length] = stop;
  into.upper[length] = isUpper;
  return length + 1;
}

function pushAll(
  into: Folded,
  units: Uint16Array | undefined,
  from: number,
  stop: number,
  length: number,
): number {
  let at = length;
  for (const unit of units ?? []) at = push(into, unit, from, stop, 0, at);
  return at;
}

// A base with its marks (й typed as и and a breve, decomposed Hangul) is composed before it is folded.
function foldCluster(into: Folded, cluster: string, from: number, stop: number, length: number): number {
  let at = length;
  const composed = cluster.normalize('NFKC');
  for (let index = 0; index < composed.length; index++) {
    const unit = composed.charCodeAt(index);
    const folded = single[unit] ?? unit;
    if (folded < EXPAND) at = push(into, folded, from, stop, upperCase[unit] ?? 0, at);
    else if (folded === EXPAND) at = pushAll(into, expansions.get(unit), from, stop, at);
  }
  return at;
}

// Clusters longer than 32 units are noise (marks heaped on one letter) and are cut.
function clusterEnd(text: string, index: number, end: number): number {
  let stop = index + 1;
  while (stop < end && stop - index < 32 && isCombining(text.charCodeAt(stop))) stop++;
  return stop;
}

function isCombining(unit: number): boolean {
  return (
    (unit >= 0x300 && unit <= 0x36f) ||
    unit === 0x3099 ||
    unit === 0x309a ||
    (unit >= 0x1160 && unit <= 0x11ff)
  );
}

function reserve(into: Folded, capacity: number): void {
  if (into.units.length >= capacity) return;
  const units = new Uint16Array(capacity);
  units.set(into.units);
  const origin = new Int32Array(capacity + 1);
  origin.set(into.origin);
  const stop = new Int32Array(capacity);
  stop.set(into.stop);
  const upper = new Uint8Array(capacity);
  upper.set(into.upper);
  into.units = units;
  into.origin = origin;
  into.stop = stop;
  into.upper = upper;
}

function fillTables(unit: number): void {
  const character = String.fromCharCode(unit);
  kind[unit] = classify(unit, character);
  if (isPlain(unit)) {
    single[unit] = HAN_FOLD.get(character)?.charCodeAt(0) ?? unit;
    return;
  }
  const folded = foldCharacter(unit, character);
  if (folded === '') single[unit] = DROP;
  else if (folded.length === 1) single[unit] = folded.charCodeAt(0);
  else {
    single[unit] = EXPAND;
    expansions.set(
      unit,
      Uint16Array.from(folded, (part) => part.charCodeAt(0)),
    );
  }
  const lower = character.toLowerCase();
  if (lower !== character && lower.length === 1) upperCase[unit] = 1;
}

// Half of all units, and none of them has a case, a mark or a compatible form.
function isPlain(unit: number): boolean {
  return (
    (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xac00 && unit <= 0xd7a3) || isSurrogateOrPrivate(unit)
  );
}

function isSurrogateOrPrivate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xf8ff;
}

function foldCharacter(unit: number, character: string): string {
  if (isSeparator(unit)) return ' ';
  if (isIgnorable(unit)) return '';
  if (unit === 0x27 || unit === 0x2019 || unit === 0x2bc || unit === 0x60 || unit === 0xb4 || unit === 0x2018)
    return "'";
  if (unit >= 0x300 && unit <= 0x36f) return '';
  let folded = character.normalize('NFKC').toLowerCase();
  if (unit < 0x250 || (unit >= 0x1e00 && unit <= 0x1eff) || (unit >= 0xff00 && unit <= 0xff5e))
    folded = folded.normalize('NFKD').replace(/[\u0300-\u036f]/gu, '');
  return LETTERS.get(folded) ?? folded;
}

function isSeparator(unit: number): boolean {
  return (
    QUOTES.has(unit) ||
    unit === 0x20 ||
    (unit >= 9 && unit <= 13 && unit !== 10) ||
    unit === 0xa0 ||
    unit === 0x2d ||
    unit === 0xb7 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    (unit >= 0x2010 && unit <= 0x2015) ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x2022 ||
    unit === 0x2027 ||
    unit === 0x2212 ||
    (unit >= 0x2190 && unit <= 0x21ff) ||
    unit === 0x3000 ||
    unit === 0x30fb ||
    unit === 0xff65 ||
    unit === 0xff0d ||
    unit === 0x318d ||
    unit === 0x119e ||
    unit === 0x2f
  );
}

function isIgnorable(unit: number): boolean {
  return (
    unit === 0xad ||
    (unit >= 0x200b && unit <= 0x200f) ||
    (unit >= 0x202a && unit <= 0x202e) ||
    (unit >= 0x2060 && unit <= 0x206f) ||
    (unit >= 0xfe00 && unit <= 0xfe0f) ||
    unit === 0xfeff
  );
}

function classify(unit: number, character: string): number {
  if (unit >= 0xac00 && unit <= 0xd7a3) return 2;
  if (unit >= 0x3041 && unit <= 0x30ff && unit !== 0x30fb) return 3;
  if (unit === 0x3005 || (unit >= 0x3400 && unit <= 0x9fff) || (unit >= 0xf900 && unit <= 0xfaff)) return 3;
  return !isSurrogateOrPrivate(unit) && /[\p{L}\p{N}]/u.test(character) ? 1 : 0;
}
