// The numbers a text tells, as values that do not depend on its language: 1.2 million, 120万, zwölf and 열두 included.
import { numberOfWord } from '../lib/number-words.ts';
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
    const value = numberOfWord(word);
    if (value !== undefined) values.add(value);
  }
  return values;
}
