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
const codes = new Map<number, number>();
const days = new Map<number, number>();
fillCodes();
fillDates();

/** 1 to 7 for a weekday (Monday 1), 11 to 22 for a month, 31 to 61 for a day of the month, 0 for any other token. */
export function calendarCode(token: number): number {
  return codes.get(token) ?? 0;
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
    for (let day = 1; day <= 7; day++) addName(language, weekday, Date.UTC(2024, 0, day), day);
    for (let at = 0; at < 12; at++) {
      addName(language, month, Date.UTC(2024, at, 10), 11 + at);
      addName(language, dated, Date.UTC(2024, at, 10), 11 + at);
    }
  }
}

function addName(language: string, format: Intl.DateTimeFormat, at: number, code: number): void {
  const part = format.formatToParts(at).find(({ type }) => type === 'weekday' || type === 'month');
  const name = (part?.value ?? '').normalize('NFKC').toLowerCase();
  if (name === '' || AMBIGUOUS.has(name)) return;
  const tokens: number[] = [];
  tokenise(name, language !== 'vi', 4, tokens);
  const token = tokens[0];
  if (tokens.length !== 1 || token === undefined || (token & NUMBER_BIT) !== 0) return;
  if (!codes.has(token)) codes.set(token, code);
}
