// Guesses the charset of undeclared legacy bytes: each candidate decodes a sample, and the one whose
// characters look most like a language wins. Common characters are counted, not dictionaries.
import { decodeAs } from './codec.ts';

interface Candidate {
  readonly charset: string;
  /** Language codes that a document's own `<language>` may name. */
  readonly langs: readonly string[];
  /** How well one character (outside ASCII) fits, 0 to 1, given its neighbours. */
  readonly fit: (code: number, before: number, after: number) => number;
  /** The most frequent characters of the languages written so. */
  readonly common: ReadonlySet<string>;
  /** Letters of neighbours that no text has both of. */
  readonly clash?: readonly [RegExp, RegExp];
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
    if (!isCapital(code) || !isLetter(before)) return 1;
    // All in capitals are names and shouts; a whole text of them is another script read wrongly.
    return isCapital(before) ? 0.6 : 0;
  };
}

const cyrillic = alphabetic(0x410, 0x44f, (code) => between(code, 0x400, 0x42f), 'ёЁіІїЇєЄґҐўЎ');
const greek = alphabetic(0x370, 0x3ce, (code) => between(code, 0x386, 0x3ab), '');
const hebrew = alphabetic(0x5d0, 0x5ea, () => false, '');
const arabic = alphabetic(0x621, 0x6cc, () => false, '');
const thai = alphabetic(0xe01, 0xe5b, () => false, '');

/** Latin letters with marks stand among plain ones; long runs of them are another script. */
function latin(letters: string) {
  const set = new Set(letters);
  return (code: number, before: number, after: number): number => {
    if (isPunctuation(code) || code === 0x20ac) return 1;
    const text = String.fromCharCode(code);
    if (!set.has(text.toLowerCase())) return 0;
    const isCapital = text !== text.toLowerCase();
    if (isCapital && between(before, 0x61, 0x7a)) return 0;
    return isAsciiLetter(before) || isAsciiLetter(after) ? 1 : 0.2;
  };
}

const RUSSIAN = common('оеаинтсрвлкмдпуяыьгзбчйіїОАСПВНРМК');
const WESTERN = 'éèêëàâäáãåçîïíìñôöóòõøœùûüúÿßæ¿¡ºªýþð';
const BALTIC = 'āčēģīķļņšūžąęėįųõäöü';
const CENTRAL = 'ąćęłńóśźżáčďéěíňřšťúůýžőűöüäôľĺŕßăâîșşțţđ';
const HAN_SIMPLE =
  '的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出而要于就下得可你年生自会那后能对着事其里所去行过家十用发天如然作方成者多日都三小军二无同么经法当起与好看学进种将还分此心前面又定见只主没公从部朝俄战新报长民美';
const HAN_FULL =
  '的一是不了人我在有他這為之大來以個中上們到說國和地也子時道出而要於就下得可你年生自會那後能對著事其裡所去行過家十用發天如然作方成者多日都三小軍二無同麼經法當起與好看學進種將還分此心前面又定見只主沒公從部朝俄戰新報長民美';
const HANGUL =
  '이다는에을의가한고하지로은서를도자기사으시어나대전일인정리해수아부장국그보라구들원주동계공있과러북선상제조군여만스안연무위';
const KANA =
  'のにはをがとでたしてるいなれすらまこもりくあきさかっうんだけよどそせおえルンスーアイトクラリシ日本人一大国年会中出者事分社軍露朝戦';

/** Polish against Czech and Slovak: what `š` and `ž` of ISO-8859-2 are in Windows-1250, and the reverse. */
const CZECH_OR_POLISH = [/[ąęłżśźćń]/i, /[ěřůčďťň]/i] as const;

const CANDIDATES: readonly Candidate[] = [
  {
    charset: 'windows-1252',
    langs: ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'no', 'fi'],
    fit: latin(WESTERN),
    common: common('éèàäöüßñóíáúçêâôûãõåøæî’“”–—…«» '),
  },
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
  {
    charset: 'windows-1250',
    langs: ['pl', 'cs', 'sk', 'hu', 'ro', 'sl', 'hr'],
    fit: latin(CENTRAL),
    common: common('ąćęłńóśźżáčéěíňřšúůýžőűöü’„”–—… '),
    clash: CZECH_OR_POLISH,
  },
  {
    charset: 'iso-8859-2',
    langs: ['pl', 'cs', 'sk', 'hu', 'ro', 'sl', 'hr'],
    fit: latin(CENTRAL),
    common: common('ąćęłńóśźżáčéěíňřšúůýžőűöü'),
    clash: CZECH_OR_POLISH,
  },
  { charset: 'windows-1253', langs: ['el'], fit: greek, common: common('αοιετσνηρπκμλςυάίόέή') },
  { charset: 'windows-1254', langs: ['tr'], fit: latin('çğıöşüâîİ'), common: common('ığüşöçİ') },
  { charset: 'windows-1255', langs: ['he', 'iw'], fit: hebrew, common: common('יוהלאברתשמנעדקחפכםןצ') },
  { charset: 'windows-1256', langs: ['ar', 'fa'], fit: arabic, common: common('اليمنورتبةعدسفهكقحج') },
  { charset: 'iso-8859-6', langs: ['ar'], fit: arabic, common: common('اليمنورتبةعدسفهكقحج') },
  { charset: 'windows-1257', langs: ['lt', 'lv', 'et'], fit: latin(BALTIC), common: common('āčēīšūžąęėįų') },
  { charset: 'macintosh', langs: [], fit: latin(WESTERN), common: common('éèàäöüßñóíáúçêâô’“”') },
  { charset: 'cp850', langs: [], fit: latin(WESTERN), common: common('éèàäöüßñóíáúçêâô') },
  { charset: 'windows-874', langs: ['th'], fit: thai, common: common('านรกอเงมยลวดทส่้ัีิ') },
];

const SAMPLE_BYTES = 48 * 1024;

/** A part of the bytes that has text outside ASCII, with some ASCII around. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  if (bytes.length <= SAMPLE_BYTES) return bytes;
  const first = bytes.findIndex((byte) => byte >= 0x80);
  const start = Math.max(0, first - 64);
  return bytes.subarray(start, start + SAMPLE_BYTES);
}

function scoreText(text: string, candidate: Candidate): number {
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
    fitting += candidate.fit(code, text.charCodeAt(at - 1), text.charCodeAt(at + 1));
    if (candidate.common.has(text.charAt(at).toLowerCase()) || candidate.common.has(text.charAt(at)))
      frequent += 1;
  }
  if (total === 0) return 0;
  const clashes = candidate.clash?.every((letters) => letters.test(text)) === true;
  return (fitting + frequent) / (2 * total) - (clashes ? 0.1 : 0);
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
  'x-mac-cyrillic': 'windows-1251',
  'iso-8859-4': 'windows-1257',
  'iso-8859-7': 'windows-1253',
  'iso-8859-8': 'windows-1255',
  'iso-8859-8-i': 'windows-1255',
  'iso-8859-13': 'windows-1257',
  'iso-8859-15': 'windows-1252',
};

/** How well the bytes read as `charset`, 0 to 1; null where nothing is known of its languages. */
export function scoreAs(bytes: Uint8Array, charset: string): number | null {
  const wanted = ALIKE[charset] ?? charset;
  const candidate = CANDIDATES.find((one) => one.charset === wanted);
  return candidate === undefined ? null : scoreText(decodeAs(sampleOf(bytes), charset), candidate);
}

/** The likeliest charset; `lang` is what the document says of its language, if anything. */
export function guessCharset(bytes: Uint8Array, lang: string | null): Guess {
  const sample = sampleOf(bytes);
  let best: Guess = { charset: 'windows-1252', score: 0.3 };
  for (const candidate of CANDIDATES) {
    let score = scoreText(decodeAs(sample, candidate.charset), candidate);
    if (
      lang !== null &&
      (candidate.langs.includes(lang) || candidate.langs.includes(lang.split('-')[0] ?? ''))
    )
      score += 0.15;
    if (score > best.score + 0.02) best = { charset: candidate.charset, score };
  }
  return best;
}
