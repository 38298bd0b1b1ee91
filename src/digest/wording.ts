// The words a digest uses for times, spans, languages and counts, the same in every rendering.
import type { LangCode } from '../model/lang.ts';

const LANGUAGES: Readonly<Record<string, string>> = {
  en: 'English',
  ko: 'Korean',
  ru: 'Russian',
  uk: 'Ukrainian',
  ja: 'Japanese',
  zh: 'Chinese',
  de: 'German',
  fr: 'French',
  es: 'Spanish',
  pl: 'Polish',
};
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const otherLanguages = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

interface LocalTime {
  readonly year: number;
  readonly month: string;
  readonly monthNumber: number;
  readonly day: number;
  readonly hour: string;
  readonly minute: string;
  readonly weekday: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** English name of a language; its code where the name is not known. */
export function languageName(lang: LangCode): string {
  if (lang === 'und') return 'unknown language';
  return (
    LANGUAGES[lang] ??
    (/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(lang) ? otherLanguages.of(lang) : undefined) ??
    lang
  );
}

/** `25 Nov 07:00` in the reader's zone. */
export function shortTime(at: number, timeZone: string): string {
  const local = localTime(at, timeZone);
  return `${local.day} ${local.month.slice(0, 3)} ${local.hour}:${local.minute}`;
}

/** `Wednesday 25 November 2026`. */
export function longDate(at: number, timeZone: string): string {
  const local = localTime(at, timeZone);
  return `${local.weekday} ${local.day} ${local.month} ${local.year}`;
}

/** `Wed 25 Nov`. */
export function shortDate(at: number, timeZone: string): string {
  const local = localTime(at, timeZone);
  return `${local.weekday.slice(0, 3)} ${local.day} ${local.month.slice(0, 3)}`;
}

/** `2026-11-25T07:00`: the local date-time that names an occurrence. */
export function localKey(at: number, timeZone: string): string {
  const local = localTime(at, timeZone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local.year}-${two(local.monthNumber)}-${two(local.day)}T${local.hour}:${local.minute}`;
}

/** Whether an instant falls on a Saturday or Sunday in the zone. */
export function isWeekend(at: number, timeZone: string): boolean {
  const { weekday } = localTime(at, timeZone);
  return weekday === 'Saturday' || weekday === 'Sunday';
}

/** `3 d`, `5 h`, `40 min`. */
export function span(durationMs: number): string {
  const minutes = Math.round(durationMs / 60_000);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

/** `1 story`, `3 stories`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}

/** `a, b and c`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

function localTime(at: number, timeZone: string): LocalTime {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  const weekday = DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()] ?? '';
  return {
    year,
    month: MONTHS[month - 1] ?? '',
    monthNumber: month,
    day,
    hour: parts['hour'] ?? '',
    minute: parts['minute'] ?? '',
    weekday,
  };
}
