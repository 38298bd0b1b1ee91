// Words of an edit that say nothing of the news: labels of the desk, articles, units, forms, one letter for another.
import { numberOfWord } from '../lib/number-words.ts';
import { isQuantityWord } from './quantity-words.ts';

const LABELS =
  'update|updated|breaking(?: news)?|urgent|alert|flash|exclusive|live|watch|video|wrapup|refile|rpt|eilmeldung|eil|aktualisiert|update der lage|liveticker|direct|en direct|mise à jour|alerte(?: info)?|vidéo|última hora|urgente|actualización|actualizado|directo|pilne|aktualizacja|na żywo|wideo|срочно|молния|обновлено|обновляется|видео|эксклюзив|терміново|оновлено|наживо|відео|속보|단독|종합\\d?보?|업데이트|영상|포토|速報|更新|独自|動画|快讯|快訊|突发|突發|最新|视频|視頻|影';
const PREFIX = new RegExp(
  `^(?:\\s*(?:[\\[(【（]\\s*(?:${LABELS})\\s?\\d*\\s*[\\])】）]|(?:${LABELS})\\s?\\d{0,2}\\s?(?:[:：.!|–—]|-(?=\\S)|- ))\\s*)+`,
  'iu',
);
const ASIDE = new RegExp(`\\s*[\\[(【（]\\s*(?:${LABELS})\\s?\\d*\\s*[\\])】）]`, 'giu');
const ARTICLES = new Set('the a an der die das den dem ein eine le la les l el los las una'.split(' '));

// One writing of a scale or a share behind a figure: `5m`, `5 Mio.`, `5 млн`, `5 %`.
const UNITS: readonly (readonly [RegExp, string])[] = [
  [
    after(
      'm|mn|mln|mio|millions?|millionen|millones|millón|milion(?:ów|y)?|млн|миллион(?:а|ов)?|мільйон(?:а|ів|и)?',
    ),
    'million',
  ],
  [
    after(
      'bn|mrd|mld|billions?|milliarden?|milliards?|miliard(?:ów|y)?|млрд|миллиард(?:а|ов)?|мільярд(?:а|ів|и)?',
    ),
    'billion',
  ],
  [after('k|thousand|tausend|mille|tysi(?:ące?|ęcy)|tys|тыс|тысяч[аи]?|тис|тисяч[аі]?'), 'thousand'],
  [
    after('%|pct|percent|per cent|prozent|pour cent|por ciento|procent|процент(?:а|ов)?|відсот(?:ок|ки|ків)'),
    'percent',
  ],
];

function after(words: string): RegExp {
  return new RegExp(`(?<=\\d)\\s?(?:${words})(?![\\p{L}\\d])(?:\\.(?=\\s))?`, 'giu');
}

/** A text with one writing of what stands behind figures. */
export function withPlainUnits(text: string): string {
  return UNITS.reduce((plain, [pattern, unit]) => plain.replaceAll(pattern, unit), text);
}

/** A text without the labels that desks put before or behind it: `UPDATE 2-`, `[속보]`, `(updated)`. */
export function withoutLabels(text: string): string {
  return text.replace(PREFIX, '').replaceAll(ASIDE, '');
}

const GROUPING = /(?<=\d)[.,'’](?=\d{3}(?!\d))/g;
const DECIMAL = /(?<=\d)[.,](?=\d)/g;
const MINUS = /(?<![\p{L}\d])[-−](?=\d)/gu;

/** A word without case, width, punctuation and the dots of `ё`; a number keeps its sign and its decimals. */
export function foldWord(word: string): string {
  const plain = word.normalize('NFKC').toLowerCase().replaceAll('ё', 'е');
  const value = /\d/.test(plain)
    ? plain.replaceAll(GROUPING, '').replaceAll(DECIMAL, 'point').replaceAll(MINUS, 'minus')
    : plain;
  return value.replaceAll(/[^\p{L}\p{N}]/gu, '');
}

const SCALE =
  /^(?:[mb]illi(?:on|ard)|trillion|mili(?:on|ard)|thousand|hundred|tausend|миллион|миллиард|мільйон|мільярд|тысяч|тисяч)/u;
// Spanish eleven is an English word.
const NO_NUMBERS = new Set(['once']);

/** Whether a word is, or holds, a number, or says how many or when without one. */
export function isNumber(word: string): boolean {
  if (/[\p{N}一二三四五六七八九十百千万億]/u.test(word)) return true;
  const folded = foldWord(word);
  return (
    SCALE.test(folded) ||
    isQuantityWord(folded) ||
    (numberOfWord(folded) !== undefined && !NO_NUMBERS.has(folded))
  );
}

const FORMS = [
  'say says said',
  'tell tells told',
  'is are was were',
  'has have had',
  'sagt sagte',
  'dit disait',
].map((forms) => forms.split(' '));
const ENDINGS = /(?:e?s|e?d|ing)$/;

/** Whether two folded words are two forms of one verb: `say` and `said`, `reports` and `reported`. */
export function isOtherForm(one: string, other: string): boolean {
  if (FORMS.some((forms) => forms.includes(one) && forms.includes(other))) return true;
  const stem = one.replace(ENDINGS, '');
  return stem.length >= 4 && stem === other.replace(ENDINGS, '');
}

/** Whether a folded word is another one with two neighbouring letters swapped. */
export function isSwapped(one: string, other: string): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return (
    at + 1 < one.length &&
    one.length === other.length &&
    one[at] === other[at + 1] &&
    one[at + 1] === other[at] &&
    one.slice(at + 2) === other.slice(at + 2)
  );
}

/** Words run together, without articles: equal for one wording with and one without them. */
export function foldRun(words: readonly string[]): string {
  return words
    .map(foldWord)
    .filter((word) => !ARTICLES.has(word))
    .join('');
}
