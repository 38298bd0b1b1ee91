// The numbers a text tells, as values that do not depend on its language: 1.2 million, 120万, zwölf and 열두 included.
import { classOf, DIGIT } from './scripts.ts';
import { scanNumeral, startsNumeral } from './numerals.ts';
import { scanNumber } from './tokens.ts';

const SCALES: readonly (readonly [RegExp, number])[] = [
  [/^\s?(?:thousand|tausend|mille\b|mil\b(?!l)|tys|тыс|тис)/u, 1e3],
  [/^\s?(?:million|millón|millones|milionów|milion|mln|mio\b|млн|миллион|мільйон)/u, 1e6],
  [/^\s?(?:billion|milliard|mrd|mld|miliard|млрд|миллиард|мільярд|mil millones)/u, 1e9],
];
// A day, month or year of the calendar, an hour: tells when, not how much.
const CALENDAR =
  /^\s?(?:[日月年时時]|일|월|년|시|[:.]\d\d(?!\d)|Uhr|h\b|january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|mai\b|juni|juli|oktober|dezember|janv|févr|mars\b|avril|juin|juill|août|sept|déc|enero|febrero|marzo|abril|mayo|junio|julio|agosto|octubre|noviembre|diciembre|de (?:ener|febr|marz|abri|mayo|juni|juli|agos|sept|octu|novi|dici)|stycz|lut|marc|kwie|maj|czer|lip|sierp|wrze|paźd|list|grud|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд)/iu;

const WORDS: readonly (readonly [number, string])[] = [
  [2, 'two zwei deux dos dwa dwie dwoch двое двух два две двоє двох дві둘 두 二'],
  [3, 'three drei trois tres trzy trzech три трое трёх трех троє трьох 세 셋 三'],
  [
    4,
    'four vier quatre cuatro cztery czterech четыре четверо четырёх четырех чотири четверо чотирьох 네 넷 四',
  ],
  [5, 'five fünf cinq cinco pięć pięciu пять пятеро пяти пʼять п’ять пять пяти 다섯 五'],
  [6, 'six sechs six seis sześć sześciu шесть шестеро шести шість шестеро шести 여섯 六'],
  [7, 'seven sieben sept siete siedem siedmiu семь семеро семи сім семеро семи 일곱 七'],
  [8, 'eight acht huit ocho osiem ośmiu восемь восьми вісім восьми 여덟 八'],
  [
    9,
    'nine neun neuf nueve dziewięć dziewięciu девять девяти девʼять дев’ять девяти девятьох дев’ятьох 아홉 九',
  ],
  [10, 'ten zehn dix diez dziesięć десять десяти 열 十'],
  [11, 'eleven elf onze once jedenaście одиннадцать одинадцять 열한 十一'],
  [12, 'twelve zwölf douze doce dwanaście двенадцать дванадцять 열두 十二'],
  [14, 'fourteen vierzehn quatorze catorce czternaście четырнадцать чотирнадцять'],
  [15, 'fifteen fünfzehn quinze quince piętnaście пятнадцать пʼятнадцять п’ятнадцять'],
  [20, 'twenty zwanzig vingt veinte dwadzieścia двадцать двадцять'],
  [30, 'thirty dreißig trente treinta trzydzieści тридцать тридцять'],
  [40, 'forty vierzig quarante cuarenta czterdzieści сорок'],
  [100, 'hundred hundert cent cien sto сто'],
];
const BY_WORD = new Map(
  WORDS.flatMap(([value, words]) => words.split(' ').map((word): [string, number] => [plain(word), value])),
);

/** Every number word that is written with letters and spaces between words, with its value. */
export function numberWords(): IterableIterator<[string, number]> {
  return BY_WORD.entries();
}

/** Values told by `text`, without calendar dates and hours. */
export function extractQuantities(text: string): Set<number> {
  const lower = text.normalize('NFKC').toLowerCase();
  const values = new Set<number>();
  for (let at = 0; at < lower.length; ) {
    const numeral = startsNumeral(lower, at) ? scanNumeral(lower, at) : null;
    if (numeral !== null) {
      at = numeral.end;
      if (!CALENDAR.test(lower.slice(at, at + 14)) && numeral.value > 1) values.add(numeral.value);
      continue;
    }
    if (classOf(lower.charCodeAt(at)) !== DIGIT) {
      at++;
      continue;
    }
    const { digits, end } = scanNumber(lower, at);
    const rest = lower.slice(end, end + 14);
    const value = Number(digits);
    at = end;
    if (Number.isNaN(value) || CALENDAR.test(rest) || (value >= 1990 && value <= 2040)) continue;
    const scale = SCALES.find(([pattern]) => pattern.test(rest))?.[1] ?? 1;
    if (value * scale !== 1) values.add(Number((value * scale).toPrecision(6)));
  }
  for (const word of lower.match(/\p{L}[\p{L}'’ʼ]*/gu) ?? []) {
    const value = BY_WORD.get(plain(word));
    if (value !== undefined) values.add(value);
  }
  return values;
}

function plain(word: string): string {
  return word.replaceAll(/['’ʼ]/g, '');
}
