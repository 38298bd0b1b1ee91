// Guesses the charset of undeclared legacy bytes: each candidate decodes a sample, and the one whose
// characters look most like a language wins. Common characters are counted, not dictionaries.
import { decodeAs } from './codec.ts';
import { scoreLatin } from './latin.ts';

interface Candidate {
  readonly charset: string;
  /** Language codes that a document's own `<language>` may name. */
  readonly langs: readonly string[];
  /** How well one character (outside ASCII) fits, 0 to 1, given its neighbours; null: the Latin languages tell. */
  readonly fit: ((code: number, before: number, after: number) => number) | null;
  /** The most frequent characters of the languages written so. */
  readonly common: ReadonlySet<string>;
  /** What a charset that hardly a feed is in must read better. */
  readonly rarity?: number;
}

const between = (code: number, low: number, high: number): boolean => code >= low && code <= high;
const isAsciiLetter = (code: number): boolean => between(code | 0x20, 0x61, 0x7a);
const isHan = (code: number): boolean => between(code, 0x4e00, 0x9fff);
const isKana = (code: number): boolean => between(code, 0x3041, 0x30fe);
const isHangul = (code: number): boolean => between(code, 0xac00, 0xd7a3);
const isPunctuation = (code: number): boolean =>
  between(code, 0x2010, 0x2026) ||
  between(code, 0x3000, 0x3015) ||
  between(code, 0xff01, 0xff5e) ||
  code === 0xb7 ||
  code === 0xa0 ||
  code === 0xab ||
  code === 0xbb ||
  code === 0x2116;

const common = (text: string): ReadonlySet<string> => new Set(text);

function korean(code: number): number {
  if (isHangul(code) || isPunctuation(code)) return 1;
  return isHan(code) ? 0.3 : 0;
}

function chinese(code: number): number {
  if (isHan(code) || isPunctuation(code)) return 1;
  return isKana(code) ? 0.2 : 0;
}

function japanese(code: number): number {
  if (isKana(code) || isPunctuation(code)) return 1;
  return isHan(code) ? 0.7 : 0;
}

/** Letters of one alphabet with the case of words: capitals at the beginning, or all through. */
function alphabetic(low: number, high: number, isCapital: (code: number) => boolean, extra: string) {
  const extras = new Set(extra);
  const isLetter = (code: number): boolean =>
    between(code, low, high) || extras.has(String.fromCharCode(code));
  return (code: number, before: number, after: number): number => {
    if (isPunctuation(code)) return 0.8;
    if (!isLetter(code)) return 0;
    if (isAsciiLetter(before) || isAsciiLetter(after)) return 0;
    // A letter by itself is a word now and then; a text of such is another script.
    if (!isLetter(before) && !isLetter(after)) return 0.4;
    if (!isCapital(code) || !isLetter(before)) return 1;
    // All in capitals are names and shouts; a whole text of them is another script read wrongly.
    return isCapital(before) ? 0.6 : 0;
  };
}

const cyrillic = alphabetic(0x410, 0x44f, (code) => between(code, 0x400, 0x42f), 'ёЁіІїЇєЄґҐўЎ');
const greek = alphabetic(0x370, 0x3ce, (code) => between(code, 0x386, 0x3ab), '');
const hebrew = alphabetic(0x5d0, 0x5ea, () => false, '');
const arabic = alphabetic(0x621, 0x6cc, () => false, '');
const isThaiConsonant = (code: number): boolean => between(code, 0xe01, 0xe2e);
const isThaiMark = (code: number): boolean =>
  code === 0xe31 || between(code, 0xe34, 0xe3a) || between(code, 0xe47, 0xe4e);

/** A vowel sign or a tone mark of Thai stands on a consonant. */
function thai(code: number, before: number, after: number): number {
  if (isAsciiLetter(before) || isAsciiLetter(after)) return 0;
  if (isThaiMark(code)) return isThaiConsonant(before) || isThaiMark(before) ? 1 : 0;
  return isPunctuation(code) ? 0.8 : between(code, 0xe01, 0xe46) ? 0.9 : 0;
}

const GREEK = 'αοιετσνηρπκμλςυάίόέή';
const HEBREW = 'יוהלאברתשמנעדקחפכםןצ';
const ARABIC = 'اليمنورتبةعدسفهكقحج';
const RUSSIAN = common('оеаинтсрвлкмдпуяыьгзбчйіїОАСПВНРМК');
const HAN_SIMPLE =
  '的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从部朝俄战新报长民美';
const HAN_FULL =
  '的一是不了人我在有他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生自會那後能對著事其裡所去行過家十用發天如然作方成者多日都三小軍二無同麼經法當起與好看學進種將還分此心前面又定見只主沒公從部朝俄戰新報長民美';
const HANGUL =
  '이다는에을의가한고하지로은서를도자기사으시어나대전일인정리해수아부장국그보라구들원주동계공있과러북선상제조군여만스안연무위';
const KANA =
  'のにはをがとでたしてるいなれすらまこもりくあきさかっうんだけよどそせおえルンスーアイトクラリシ日本人一大国年会中出者事分社軍露朝戦';

const latin = (charset: string, langs: readonly string[], rarity = 0): Candidate => ({
  charset,
  langs,
  fit: null,
  common: NONE,
  rarity,
});

const NONE: ReadonlySet<string> = new Set();
const WESTERN = ['de', 'fr', 'es', 'pt', 'it', 'ca', 'nl', 'sv', 'da', 'fi', 'is', 'sq'];
const CENTRAL = ['pl', 'cs', 'sk', 'hu', 'ro', 'hr'];
const BALTIC = ['lt', 'lv', 'et'];

const CANDIDATES: readonly Candidate[] = [
  latin('windows-1252', [...WESTERN, 'en', 'no']),
  { charset: 'euc-kr', langs: ['ko'], fit: korean, common: common(HANGUL) },
  {
    charset: 'gb18030',
    langs: ['zh', 'zh-cn', 'zh-hans'],
    fit: chinese,
    common: common(`${HAN_SIMPLE}，。、：“”`),
  },
  {
    charset: 'big5',
    langs: ['zh', 'zh-tw', 'zh-hk', 'zh-hant'],
    fit: chinese,
    common: common(`${HAN_FULL}，。、：「」`),
  },
  { charset: 'shift_jis', langs: ['ja'], fit: japanese, common: common(`${KANA}、。「」`) },
  { charset: 'euc-jp', langs: ['ja'], fit: japanese, common: common(`${KANA}、。「」`) },
  { charset: 'windows-1251', langs: ['ru', 'uk', 'bg', 'be', 'sr', 'mk'], fit: cyrillic, common: RUSSIAN },
  { charset: 'koi8-u', langs: ['ru', 'uk'], fit: cyrillic, common: RUSSIAN },
  { charset: 'ibm866', langs: ['ru'], fit: cyrillic, common: RUSSIAN },
  { charset: 'iso-8859-5', langs: ['ru', 'bg', 'sr'], fit: cyrillic, common: RUSSIAN },
  { charset: 'x-mac-cyrillic', langs: ['ru', 'uk', 'bg'], fit: cyrillic, common: RUSSIAN },
  latin('windows-1250', CENTRAL),
  latin('iso-8859-2', CENTRAL),
  { charset: 'windows-1253', langs: ['el'], fit: greek, common: common(GREEK) },
  latin('windows-1254', ['tr']),
  { charset: 'windows-1255', langs: ['he', 'iw'], fit: hebrew, common: common(HEBREW) },
  { charset: 'windows-1256', langs: ['ar', 'fa'], fit: arabic, common: common(ARABIC) },
  { charset: 'iso-8859-6', langs: ['ar'], fit: arabic, common: common(ARABIC) },
  latin('windows-1257', BALTIC),
  latin('iso-8859-4', BALTIC, 0.02),
  latin('macintosh', WESTERN, 0.04),
  latin('cp850', WESTERN, 0.04),
  latin('cp852', CENTRAL, 0.04),
  latin('iso-8859-16', ['ro'], 0.02),
  latin('windows-1258', ['vi']),
  latin('cp857', ['tr'], 0.04),
  { charset: 'johab', langs: ['ko'], fit: korean, common: common(HANGUL), rarity: 0.04 },
  { charset: 'cp855', langs: ['ru', 'bg', 'sr'], fit: cyrillic, common: RUSSIAN, rarity: 0.04 },
  { charset: 'cp737', langs: ['el'], fit: greek, common: common(GREEK), rarity: 0.04 },
  { charset: 'cp862', langs: ['he'], fit: hebrew, common: common(HEBREW), rarity: 0.04 },
  { charset: 'windows-874', langs: ['th'], fit: thai, common: common('านรกอเงมยลวดทส่้ัีิ') },
];

const SAMPLE_BYTES = 12 * 1024;

/** A part of the bytes that has text outside ASCII, with some ASCII around. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes;
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const start = Math.max(0, first - 64);
  return bytes.subarray(start, start + SAMPLE_BYTES);
}

function scoreText(text: string, candidate: Candidate, lang: string | null): number {
  const { fit } = candidate;
  if (fit === null) return scoreLatin(text, candidate.langs, lang?.split('-')[0] ?? null);
  const isClaimed =
    lang !== null && (candidate.langs.includes(lang) || candidate.langs.includes(lang.split('-')[0] ?? ''));
  return scoreScript(text, fit, candidate.common) + (isClaimed ? 0.15 : 0);
}

function scoreScript(
  text: string,
  fit: NonNullable<Candidate['fit']>,
  frequentSigns: ReadonlySet<string>,
): number {
  let total = 0;
  let fitting = 0;
  let frequent = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    total += 1;
    if (code === 0xfffd) {
      fitting -= 2;
      continue;
    }
    const worth = fit(code, text.charCodeAt(at - 1), text.charCodeAt(at + 1));
    fitting += worth;
    if (worth > 0 && (frequentSigns.has(text.charAt(at).toLowerCase()) || frequentSigns.has(text.charAt(at))))
      frequent += 1;
    else if (isPunctuation(code)) frequent += 0.3;
  }
  if (total === 0) return 0;
  return (fitting + frequent) / (2 * total);
}

export interface Guess {
  readonly charset: string;
  /** 0 to 1: how much the decoded text looks like a language. */
  readonly score: number;
}

/** Charsets that are never guessed but may be declared, and a candidate of the same languages. */
const ALIKE: Readonly<Record<string, string>> = {
  gbk: 'gb18030',
  'koi8-r': 'koi8-u',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
  'iso-8859-8-i': 'windows-1255',
  'iso-8859-13': 'windows-1257',
  'iso-8859-15': 'windows-1252',
  'iso-8859-3': 'windows-1254',
  'iso-8859-10': 'windows-1257',
  'iso-8859-14': 'windows-1252',
};

/** How well the bytes read as `charset`, 0 to 1; null where nothing is known of its languages. */
export function scoreAs(bytes: Uint8Array, charset: string): number | null {
  const wanted = ALIKE[charset] ?? charset;
  const candidate = CANDIDATES.find((one) => one.charset === wanted);
  return candidate === undefined ? null : scoreText(decodeAs(sampleOf(bytes), charset), candidate, null);
}

/** The likeliest charset; `lang` is what the document says of its language, if anything. */
export function guessCharset(bytes: Uint8Array, lang: string | null): Guess {
  const sample = sampleOf(bytes);
  let best: Guess = { charset: 'windows-1252', score: 0.3 };
  for (const candidate of CANDIDATES) {
    const score = scoreText(decodeAs(sample, candidate.charset), candidate, lang) - (candidate.rarity ?? 0);
    if (score > best.score + 0.02) best = { charset: candidate.charset, score };
  }
  return best;
}
