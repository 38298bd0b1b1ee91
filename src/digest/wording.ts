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
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: string;
  readonly minute: string;
  readonly weekday: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** English name of a language; its code where the name is not known. */
export function languageName(lang: LangCode): string {
  return LANGUAGES[lang] ?? (lang === 'und' ? 'unknown language' : lang);
}

/** `25 Nov 07:00` in the reader's zone. */
export function shortTime(at: number, timeZone: string): string {
  const local = localTime(at, timeZone);
  return `${local.day} ${MONTHS[local.month - 1]} ${local.hour}:${local.minute}`;
}

/** `Wed 25 Nov 2026`. */
export function longDate(at: number, timeZone: string): string {
  const local = localTime(at, timeZone);
  return `${local.weekday} ${local.day} ${MONTHS[local.month - 1]} ${local.year}`;
}

/** `Wed 25 Nov`. */
export function shortDate(at: number, timeZone: string): string {
  const local = localTime(at, timeZone);
  return `${local.weekday} ${local.day} ${MONTHS[local.month - 1]}`;
}

/** `2026-11-25T07:00`: the local date-time that names an occurrence. */
export function localKey(at: number, timeZone: string): string {
  const local = localTime(at, timeZone);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local.year}-${two(local.month)}-${two(local.day)}T${local.hour}:${local.minute}`;
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
  return { year, month, day, hour: parts['hour'] ?? '', minute: parts['minute'] ?? '', weekday };
}
