// Cuts text into 32-bit token hashes in one pass: word stems, pairs of signs for scripts without spaces, numbers.
import { SCALE_SIGNS, scanNumeral } from './numerals.ts';
import { DIGIT, foldUnit, classOf, HANGUL, LETTER, SKIPPED, UNSPACED } from './scripts.ts';

/** Set in the hash of a number, clear in that of a word. */
export const NUMBER_BIT = 1;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const MAX_WORD = 40;
const word = new Uint16Array(MAX_WORD);

/**
 * Appends the token hashes of NFKC lower-case `text` to `out`, at most `limit` of them. `folds`: without diacritics
 * (not for Vietnamese, where they are all that tells words apart).
 */
export function tokenise(text: string, folds: boolean, limit: number, out: number[]): void {
  const end = out.length + limit;
  let at = 0;
  while (at < text.length && out.length < end) {
    const kind = classOf(text.charCodeAt(at));
    if (kind === LETTER) at = readWord(text, at, folds, out);
    else if (kind === DIGIT) at = readNumber(text, at, out);
    else if (kind === UNSPACED || kind === HANGUL) at = readPairs(text, at, kind, end, out);
    else at++;
  }
}

/** Hash of a string in the tokens' own space. */
export function hashText(text: string): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return mix(hash);
}

function readWord(text: string, start: number, folds: boolean, out: number[]): number {
  let at = start;
  let length = 0;
  for (; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    const kind = classOf(unit);
    if (kind === SKIPPED || isInnerApostrophe(text, at)) continue;
    if (kind !== LETTER && kind !== DIGIT) break;
    if (length < MAX_WORD) word[length++] = folds ? foldUnit(unit) : unit;
  }
  if (length > 1) out.push(hashWord(stemLength(length)) & ~NUMBER_BIT);
  return at;
}

function isInnerApostrophe(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit !== 0x27 && unit !== 0x2019 && unit !== 0x2bc) return false;
  const next = text.charCodeAt(at + 1);
  return next >= 0x400 && next <= 0x52f;
}

// Light suffix rule: the longer the word, the more of its end is inflection. Measured as good as Snowball here.
function stemLength(length: number): number {
  if (length <= 4) return length;
  const first = word[0] ?? 0;
  const cyrillic = first >= 0x400 && first <= 0x52f;
  if (cyrillic) return stripCyrillic(length);
  if (first >= 0x600 && first <= 0x6ff) return Math.min(length, 6);
  return stripLatin(length);
}

const CYRILLIC_VOWELS = new Set(Array.from('аеиоуыэюяйьіїє', (sign) => sign.charCodeAt(0)));

// Vowels at the end, one case ending in м, х or в with its vowel, vowels again.
function stripCyrillic(length: number): number {
  let end = stripVowels(length);
  const last = word[end - 1] ?? 0;
  if (
    end > 5 &&
    (last === 0x43c || last === 0x445 || last === 0x432) &&
    CYRILLIC_VOWELS.has(word[end - 2] ?? 0)
  ) {
    end = stripVowels(end - 1);
  }
  return Math.min(end, 9);
}

function stripVowels(length: number): number {
  let end = length;
  while (end > 4 && end > length - 3 && CYRILLIC_VOWELS.has(word[end - 1] ?? 0)) end--;
  return end;
}

function stripLatin(length: number): number {
  let end = length;
  if (word[end - 1] === 0x73 && word[end - 2] !== 0x73) end--;
  const last = word[end - 1] ?? 0;
  const before = word[end - 2] ?? 0;
  if (end > 6 && before === 0x6e && last === 0x67 && word[end - 3] === 0x69) end -= 3;
  else if (end > 5 && before === 0x65 && (last === 0x64 || last === 0x6e || last === 0x72)) end -= 2;
  else if (end > 5 && (last === 0x65 || last === 0x61 || last === 0x6f)) end--;
  if (end > 4 && word[end - 1] === 0x65) end--;
  return Math.min(end, 9);
}

function hashWord(length: number): number {
  let hash = FNV_OFFSET;
  for (let at = 0; at < length; at++) hash = Math.imul(hash ^ (word[at] ?? 0), FNV_PRIME);
  return mix(hash);
}

const DATE_SIGNS = '日月일월号號';

/**
 * Digits with their grouping taken out: `1,200`, `1 200` and `1.200` are one number, `3.4` and `3,4` another. A day or
 * month in East Asian writing is a word with its sign.
 */
function readNumber(text: string, start: number, out: number[]): number {
  const { digits, end } = scanNumber(text, start);
  const sign = text[end] ?? '';
  const scaled = sign !== '' && SCALE_SIGNS.includes(sign) ? scanNumeral(text, start) : null;
  if (scaled !== null) {
    out.push(hashText(String(scaled.value)) | NUMBER_BIT);
    return scaled.end;
  }
  if (sign !== '' && digits.length <= 2 && DATE_SIGNS.includes(sign)) {
    out.push(dateToken(digits + sign));
    return end + 1;
  }
  out.push(hashText(digits) | NUMBER_BIT);
  return end;
}

/** The token of a date such as `3月` or `14일`. */
export function dateToken(date: string): number {
  return hashText(`date ${date}`) & ~NUMBER_BIT;
}

/** The number at `start`, which must be a digit: digits only, a decimal part after `.`. */
export function scanNumber(text: string, start: number): { digits: string; end: number } {
  let end = skipDigits(text, start);
  let digits = text.slice(start, end);
  let grouped = digits.length <= 3;
  while (end + 1 < text.length && classOf(text.charCodeAt(end + 1)) === DIGIT) {
    const sign = text.charCodeAt(end);
    const point = sign === 0x2e || sign === 0x2c;
    if (!point && sign !== 0x20 && sign !== 0xa0) break;
    const next = skipDigits(text, end + 1);
    const size = next - end - 1;
    if (grouped && size === 3) digits += text.slice(end + 1, next);
    else if (point && size < 3) {
      digits += `.${text.slice(end + 1, next)}`;
      grouped = false;
      end = next;
      break;
    } else break;
    end = next;
  }
  return { digits, end };
}

function skipDigits(text: string, start: number): number {
  let at = start;
  while (at < text.length && classOf(text.charCodeAt(at)) === DIGIT) at++;
  return at;
}

function readPairs(text: string, start: number, kind: number, limit: number, out: number[]): number {
  let at = start;
  while (at < text.length && classOf(text.charCodeAt(at)) === kind) at++;
  if (at - start === 1)
    out.push(mix(Math.imul(FNV_OFFSET ^ text.charCodeAt(start), FNV_PRIME)) & ~NUMBER_BIT);
  for (let i = start; i + 1 < at && out.length < limit; i++) {
    const hash = Math.imul(FNV_OFFSET ^ text.charCodeAt(i), FNV_PRIME);
    out.push(mix(Math.imul(hash ^ text.charCodeAt(i + 1), FNV_PRIME)) & ~NUMBER_BIT);
  }
  return at;
}

function mix(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
