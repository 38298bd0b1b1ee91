// ISO 8601 in all its forms (calendar, week, ordinal, basic, cut short), RFC 3339 and W3CDTF, with their usual slips.
import { type CivilDate, fractionMs, fullYear } from './date-civil.ts';
import { zoneMinutes } from './date-zones.ts';

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

type DayForm = readonly [RegExp, (groups: readonly string[]) => Day];

const n = (text: string | undefined): number => Number(text ?? '0');

const FORMS: readonly DayForm[] = [
  // `2003-012-31`: a month or a day with a superfluous zero.
  [/^(\d{4})-0?(\d{1,2})-0?(\d{1,2})$/, ([y, m, d]) => inOrder(n(y), n(m), n(d))],
  [/^(\d{4})(\d\d)(\d\d)$/, ([y, m, d]) => inOrder(n(y), n(m), n(d))],
  [/^(\d{4})-?(\d{3})$/, ([y, d]) => dayOfYear(n(y), n(d))],
  [/^(\d{4})-?w(\d\d)(?:-?([1-7]))?$/, ([y, w, d]) => dayOfWeek(n(y), n(w), d === undefined ? 1 : n(d))],
  [/^(\d{4})-(\d{1,2})$/, ([y, m]) => ({ year: n(y), month: n(m), day: 1 })],
  [/^((?:1[6-9]|2\d)\d\d)$/, ([y]) => ({ year: n(y), month: 1, day: 1 })],
  [/^(\d\d)-(\d\d)-(\d\d)$/, ([y, m, d]) => ({ year: fullYear(n(y), 2), month: n(m), day: n(d) })],
  [/^(\d\d)(\d\d)(\d\d)$/, ([y, m, d]) => ({ year: fullYear(n(y), 2), month: n(m), day: n(d) })],
  [/^(\d\d)-?(\d{3})$/, ([y, d]) => dayOfYear(fullYear(n(y), 2), n(d))],
  [/^-(\d\d)-?(\d\d)$/, ([y, m]) => ({ year: fullYear(n(y), 2), month: n(m), day: 1 })],
  [/^-(\d\d)$/, ([y]) => ({ year: fullYear(n(y), 2), month: 1, day: 1 })],
];

const WHOLE =
  /^([\dw-]{3,11})(?:(?:t| {1,2}| ?t ?|[,;_] ?)(\d{1,2})(?:(?::(\d{1,2})(?::(\d{1,2}))?)|(\d\d)(\d\d)?)?(?:[.,](\d{1,12}))?)? ?(z|[+\-\u2212] ?\d{1,2}(?::?\d\d)?(?::?\d\d)?|[a-z]{1,5})?$/;

/** Reads a date in a form of ISO 8601 from folded text; null where it is in none, so that others may try. */
export function parseIso(text: string, country: string | null): CivilDate | null {
  const match = WHOLE.exec(text);
  // `3:05 pm` is for the reader of words.
  if (match === null || match[8] === 'am' || match[8] === 'pm') return null;
  const [, date = '', hour, minute, second, minuteBasic, secondBasic, fraction, zoneText] = match;
  const day = parseDay(date);
  if (day === null) return null;
  const zone = zoneText === undefined ? null : parseOffset(zoneText, country);
  const minutes = minute ?? minuteBasic;
  const seconds = second ?? secondBasic;
  const part = fractionMs(fraction);
  const clock = { hour: n(hour), minute: n(minutes), second: n(seconds), ms: part };
  if (fraction !== undefined && seconds === undefined)
    return { ...day, ...shareOut(clock, minutes !== undefined), zone };
  return { ...day, ...clock, zone };
}

function parseDay(text: string): Day | null {
  for (const [form, read] of FORMS) {
    const match = form.exec(text);
    if (match !== null) return read(match.slice(1));
  }
  return null;
}

/** Year, month, day; day and month change places where only that makes a date. */
function inOrder(year: number, month: number, day: number): Day {
  return month > 12 && day <= 12 ? { year, month: day, day: month } : { year, month, day };
}

/** A fraction of an hour or of a minute, spread over the smaller units. */
function shareOut(
  clock: { hour: number; minute: number; ms: number },
  ofMinute: boolean,
): Pick<CivilDate, 'hour' | 'minute' | 'second' | 'ms'> {
  const seconds = (clock.ms / 1000) * (ofMinute ? 60 : 3600);
  return {
    hour: clock.hour,
    minute: clock.minute + Math.floor(seconds / 60),
    second: Math.floor(seconds % 60),
    ms: Math.round((seconds % 1) * 1000) % 1000,
  };
}

function dayOfYear(year: number, ordinal: number): Day {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (ordinal < 1 || ordinal > (leap ? 366 : 365)) return { year, month: 0, day: 0 };
  return dayAt(Date.UTC(year, 0, ordinal));
}

/** ISO 8601: week 1 holds 4 January; days count from Monday. */
function dayOfWeek(year: number, week: number, weekday: number): Day {
  if (week < 1 || week > 53) return { year, month: 0, day: 0 };
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * 86_400_000;
  return dayAt(monday + ((week - 1) * 7 + weekday - 1) * 86_400_000);
}

function dayAt(atMs: number): Day {
  const date = new Date(atMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Minutes east of Greenwich of `+09:00`, `+0900`, `+9`, `Z` or a zone name; null where it is none. */
export function parseOffset(text: string, country: string | null): number | null {
  const match = /^([+\-\u2212]) ?(\d{1,2})(?::?(\d\d))?(?::?\d\d)?$/.exec(text);
  if (match === null) return zoneMinutes(text, country);
  const minutes = n(match[2]) * 60 + n(match[3]);
  if (minutes > 16 * 60 || n(match[3]) > 59) return null;
  return match[1] === '+' ? minutes : -minutes;
}
