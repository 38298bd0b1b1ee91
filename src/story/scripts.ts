// What every UTF-16 unit is to the tokeniser: a separator, a letter, a digit, or a sign of a script without spaces.

export const SEPARATOR = 0;
export const LETTER = 1;
export const DIGIT = 2;
/** Han, Kana, Thai, Lao, Khmer, Burmese: cut into pairs. */
export const UNSPACED = 3;
export const HANGUL = 4;
/** Signs inside a word that do not end it and do not count: Ukrainian apostrophe, soft hyphen, combining marks. */
export const SKIPPED = 5;

const classes = new Uint8Array(65_536);
const folds = new Uint16Array(65_536);
fillTables();

/** The class of a UTF-16 unit of NFKC lower-case text. */
export function classOf(unit: number): number {
  return classes[unit] ?? SEPARATOR;
}

/** The unit without its diacritic (Latin below U+0250), ё as е; every other unit as it is. */
export function foldUnit(unit: number): number {
  return folds[unit] ?? unit;
}

function fillTables(): void {
  for (let unit = 0; unit < 65_536; unit++) {
    const sign = String.fromCharCode(unit);
    classes[unit] = classify(unit, sign);
    folds[unit] = unit < 0xc0 || unit > 0x24f ? unit : sign.normalize('NFD').charCodeAt(0);
  }
  folds[0x451] = 0x435;
  folds[0x142] = 0x6c;
  folds[0xf8] = 0x6f;
  folds[0x111] = 0x64;
}

function classify(unit: number, sign: string): number {
  if (unit >= 0xac00 && unit <= 0xd7a3) return HANGUL;
  if ((unit >= 0xd840 && unit <= 0xdfff) || (unit >= 0x4e00 && unit <= 0x9fff)) return UNSPACED;
  if (unit >= 0xd800 && unit <= 0xf8ff) return SEPARATOR;
  if (unit === 0x27 || unit === 0x2019 || unit === 0x2bc) return SEPARATOR;
  if (unit === 0xad || /\p{Mn}/u.test(sign))
    return /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/u.test(sign) ? UNSPACED : SKIPPED;
  if (/\p{Nd}/u.test(sign)) return DIGIT;
  if (unit === 0x30fc || unit === 0x3005) return UNSPACED;
  if (!/\p{L}|\p{Mc}/u.test(sign)) return SEPARATOR;
  return /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u.test(sign)
    ? UNSPACED
    : LETTER;
}

const UNSPACED_LANGUAGES = new Set(['ja', 'ko', 'th', 'zh']);

/** Whether the tokens of a language are pairs of signs, most of them. */
export function isUnspaced(lang: string): boolean {
  return UNSPACED_LANGUAGES.has(lang);
}
