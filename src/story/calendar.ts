// Weekday and month names of many languages as token hashes: serial items differ in them, copies do not.
import { dateToken, hashText, NUMBER_BIT, tokenise } from './tokens.ts';

const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'pt',
  'it',
  'nl',
  'pl',
  'cs',
  'sl',
  'ru',
  'uk',
  'bg',
  'tr',
  'vi',
  'ar',
  'ko',
];
// Months that are also common words.
const AMBIGUOUS = new Set(['may', 'mar', 'mai', 'mars', 'march', 'mayo', 'maj', 'maart']);
// What Intl does not give: the case that dates stand in, and pairs of signs, Monday first.
const OTHER_WEEKDAYS = [
  'segunda 월요 月曜 周一 期一 拜一',
  'terça 화요 火曜 周二 期二 拜二',
  'quarta środę среду середу 수요 水曜 周三 期三 拜三',
  'quinta 목요 木曜 周四 期四 拜四',
  'sexta пятницу пʼятницю 금요 金曜 周五 期五 拜五',
  'sobotę субботу суботу 토요 土曜 周六 期六 拜六',
  'niedzielę неділю 일요 日曜 周日 期日 期天 拜日',
];
const codes = new Map<number, number>();
const ambiguous = new Map<number, number>();
const days = new Map<number, number>();
fillCodes();
fillDates();

/** 1 to 7 for a weekday (Monday 1), 11 to 22 for a month, 31 to 61 for a day of the month, 0 for any other token. */
export function calendarCode(token: number): number {
  return codes.get(token) ?? 0;
}

/** 11 to 22 where the token is a month beside a day of it, and else may be another word (`march`, `may`). */
export function ambiguousMonth(token: number): number {
  return ambiguous.get(token) ?? 0;
}

/** 31 to 61 where a bare number may be a day of the month, else 0: it is one beside the name of a month. */
export function dayCode(token: number): number {
  return days.get(token) ?? 0;
}

function fillDates(): void {
  for (let day = 1; day <= 31; day++) {
    days.set(hashText(String(day)) | NUMBER_BIT, 30 + day);
    for (const sign of '日일号號') codes.set(dateToken(day + sign), 30 + day);
  }
  for (let month = 1; month <= 12; month++)
    for (const sign of '月월') codes.set(dateToken(month + sign), 10 + month);
}

function fillCodes(): void {
  for (const language of LANGUAGES) {
    const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
    const month = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
    const dated = new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', timeZone: 'UTC' });
    for (let day = 1; day <= 7; day++) addName(language, nameIn(weekday, Date.UTC(2024, 0, day)), day);
    for (let at = 0; at < 12; at++) {
      addName(language, nameIn(month, Date.UTC(2024, at, 10)), 11 + at);
      addName(language, nameIn(dated, Date.UTC(2024, at, 10)), 11 + at);
    }
  }
  for (const [at, names] of OTHER_WEEKDAYS.entries())
    for (const name of names.split(' ')) addName('und', name, at + 1);
}

function nameIn(format: Intl.DateTimeFormat, at: number): string {
  const part = format.formatToParts(at).find(({ type }) => type === 'weekday' || type === 'month');
  return (part?.value ?? '').normalize('NFKC').toLowerCase();
}

function addName(language: string, name: string, code: number): void {
  if (name === '') return;
  const tokens: number[] = [];
  tokenise(name, language !== 'vi', 4, tokens);
  const token = tokens[0];
  if (tokens.length !== 1 || token === undefined || (token & NUMBER_BIT) !== 0) return;
  const known = AMBIGUOUS.has(name) ? ambiguous : codes;
  if (!known.has(token)) known.set(token, code);
}
