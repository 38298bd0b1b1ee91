// Weekday and month names of many languages as token hashes: serial items differ in them, copies do not.
import { tokenise } from './tokens.ts';

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
fillCodes();

/** 1 to 7 for a weekday (Monday 1), 11 to 22 for a month, 0 for any other token. */
export function calendarCode(token: number): number {
  return codes.get(token) ?? 0;
}

function fillCodes(): void {
  for (const language of LANGUAGES) {
    for (let day = 1; day <= 7; day++) addNames(language, { weekday: 'long' }, Date.UTC(2024, 0, day), day);
    for (let month = 0; month < 12; month++) {
      const at = Date.UTC(2024, month, 10);
      addNames(language, { month: 'long' }, at, 11 + month);
      addNames(language, { month: 'long', day: 'numeric' }, at, 11 + month);
    }
  }
}

function addNames(language: string, options: Intl.DateTimeFormatOptions, at: number, code: number): void {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  const part = format.formatToParts(at).find(({ type }) => type === 'weekday' || type === 'month');
  const name = (part?.value ?? '').normalize('NFKC').toLowerCase();
  if (name === '' || AMBIGUOUS.has(name)) return;
  const tokens: number[] = [];
  tokenise(name, language !== 'vi', 4, tokens);
  const token = tokens[0];
  if (tokens.length !== 1 || token === undefined || (token & 1) === 1) return;
  if (!codes.has(token)) codes.set(token, code);
}
