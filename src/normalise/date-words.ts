// Dates written with words or separators: RFC 822 and its slips, asctime, local month names, 25.11.2026, 11/25/2026.
import { type CivilDate, fractionMs, fullYear } from './date-civil.ts';
import { parseOffset } from './date-iso.ts';
import { monthOf } from './date-months.ts';
import { isZone, zoneMinutes } from './date-zones.ts';

interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}

/** What the reader knows of the feed: its country, and the present for dates without a year. */
export interface DateContext {
  readonly country: string | null;
  readonly now: number | null;
}

const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, ms: 0 };

/** Reads a date from folded text (lower case, no diacritics, one space); null where day, month or year cannot be told. */
export function parseWords(text: string, context: DateContext): CivilDate | null {
  if (/\b(?:ago|yesterday|today|tomorrow)\b/.test(text)) return null;
  const taken = takeClock(text);
  if (taken === 'bad') return null;
  const zone = takeZone(taken.after, taken.clock !== MIDNIGHT, context.country);
  const date = readDay(`${taken.before} ${zone.rest}`, context);
  return date === null ? null : { ...date, ...taken.clock, zone: zone.zone };
}

const CLOCK =
  /(?<![\d+.])(?:(am|pm|a\.m\.|p\.m\.)\s?)?(\d{1,2})\s?(?::|h(?=\s?\d)|(?<=(?:klo|kl\.?|uhr|um) \d{1,2})\.)\s?(\d{1,2})(?:\s?(?:[:.]|min)\s?(\d{1,2}))?(?:[.,:](\d{1,12}))?(?:\s?s(?:ec)?\b)?(?:\s?(am|pm|a\.? ?m\.?|p\.? ?m\.?|π\.?μ\.?|μ\.?μ\.?|uhr|h)(?![a-z]))?(?!\d)/;
const HOUR_ONLY = /(?<![\d+.])(?:(am|pm)\s?)?(\d{1,2})\s?(am|pm|a\.m\.|p\.m\.|uhr|h)(?![a-z\d])/;
/** A clock without colons after a date: `Wed, 25 Nov 2026 150500 GMT`, `25/11/2026 15.05`; or an hour before an offset. */
const BARE =
  /(?<=(?:\d{4},?|\d [a-z]{3,9} \d\d)[ t])(?:(\d\d)\.?(\d\d)(?:\.?(\d\d))?(?= ?(?:[a-z]{1,5}|[+-]\d{4})?$)|(\d\d)(?= (?:gmt|utc|[a-z]?[a-z][sd]t)$| ?[+-]\d{4}$))/;
/** `10.11.12.123456 am`: the clock of Oracle's timestamps. */
const DOTTED = /(?<=\d )(\d{1,2})\.(\d\d)\.(\d\d)(?:\.(\d{1,12}))?(?: ?(am|pm))?(?![\d.])/;

function takeClock(text: string): { clock: Clock; before: string; after: string } | 'bad' {
  const match = CLOCK.exec(text);
  if (match !== null) {
    const clock = clockOf(match[2], match[3], match[4], match[5], match[1] ?? match[6]);
    return clock === null ? 'bad' : split(text, match, clock);
  }
  const hour = HOUR_ONLY.exec(text);
  if (hour !== null) {
    const clock = clockOf(hour[2], '0', '0', undefined, hour[1] ?? hour[3]);
    return clock === null ? 'bad' : split(text, hour, clock);
  }
  const dotted = DOTTED.exec(text);
  if (dotted !== null) {
    const clock = clockOf(dotted[1], dotted[2], dotted[3], dotted[4], dotted[5]);
    if (clock !== null) return split(text, dotted, clock);
  }
  const bare = BARE.exec(text);
  const clock = bare === null ? null : clockOf(bare[1] ?? bare[4], bare[2], bare[3], undefined, undefined);
  if (bare !== null && clock !== null) return split(text, bare, clock);
  return { clock: MIDNIGHT, before: '', after: text };
}

function split(
  text: string,
  match: RegExpExecArray,
  clock: Clock,
): { clock: Clock; before: string; after: string } {
  return { clock, before: text.slice(0, match.index), after: text.slice(match.index + match[0].length) };
}

function clockOf(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  fraction: string | undefined,
  half: string | undefined,
): Clock | null {
  let hours = Number(hour ?? '0');
  const afternoon = half !== undefined && /^(?:p|μ\.?μ)/.test(half);
  const forenoon = half !== undefined && /^(?:a|π)/.test(half);
  if (afternoon && hours < 12) hours += 12;
  if (forenoon && hours === 12) hours = 0;
  const clock = {
    hour: hours,
    minute: Number(minute ?? '0'),
    second: Number(second ?? '0'),
    ms: fractionMs(fraction),
  };
  return clock.hour > 24 || clock.minute > 59 || clock.second > 60 ? null : clock;
}

const OFFSET = /(?:^|[^\d+\-\u2212])([+\-\u2212] ?\d{1,2}(?::?\d\d)?)(?![\d:])/;
const REGION =
  /\b(?:(?:est5edt|cst6cdt|mst7mdt|pst8pdt)\b|(?:africa|america|antarctica|asia|atlantic|australia|europe|indian|pacific|etc)\/[a-z_/+\-\d]+)/;

/** Finds the zone in what follows the clock: an offset is surer than a name. Without a clock only a last word counts. */
function takeZone(
  text: string,
  afterClock: boolean,
  country: string | null,
): { zone: number | string | null; rest: string } {
  const region = REGION.exec(text);
  if (region !== null && isZone(region[0])) return { zone: region[0], rest: text.replace(region[0], ' ') };
  const offset = afterClock ? OFFSET.exec(text)?.[1] : undefined;
  const minutes = offset === undefined ? null : parseOffset(offset, country);
  if (offset !== undefined && minutes !== null) return { zone: minutes, rest: text.replace(offset, ' ') };
  for (const match of text.matchAll(/(?<![\p{L}\d])[a-z]{1,5}(?![\p{L}\d])/gu)) {
    const [word] = match;
    const isLast = match.index + word.length === text.length;
    if ((!afterClock || word.length === 1) && !isLast) continue;
    if (monthOf(word) !== null || WEEKDAY.test(word)) continue;
    const named = zoneMinutes(word, country);
    if (named !== null) return { zone: named, rest: text };
  }
  return { zone: null, rest: text };
}

const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)$/;

interface NumberToken {
  readonly value: number;
  readonly digits: number;
}

function readDay(text: string, context: DateContext): Pick<CivilDate, 'year' | 'month' | 'day'> | null {
  const numbers: NumberToken[] = [];
  let month: number | null = null;
  let thai = false;
  for (const token of text.match(/\d+|[\p{L}\p{M}]+/gu) ?? []) {
    if (/^\d/.test(token)) {
      if (token.length > 4) return null;
      numbers.push({ value: Number(token), digits: token.length });
    } else {
      month = (numbers.length < 3 ? monthOf(token) : null) ?? month;
      thai ||= /[\u0e00-\u0e7f]/.test(token);
    }
  }
  const day = month === null ? fromNumbers(text, numbers, context) : fromMonth(month, numbers, context);
  return day !== null && thai && day.year > 2400 ? { ...day, year: day.year - 543 } : day;
}

/** With the month named, the year is what cannot be a day; else the second of two numbers. */
function fromMonth(
  month: number,
  numbers: readonly NumberToken[],
  context: DateContext,
): Pick<CivilDate, 'year' | 'month' | 'day'> | null {
  const [first, second] = numbers;
  if (first === undefined) return null;
  if (second === undefined) {
    if (first.digits === 4) return { year: first.value, month, day: 1 };
    const year = yearNear(month, first.value, context.now);
    return year === null ? null : { year, month, day: first.value };
  }
  const yearFirst = first.digits > 2 || first.value > 31;
  const [day, year] = yearFirst ? [second, first] : [first, second];
  return { year: fullYear(year.value, year.digits), month, day: day.value };
}

/** Where `26.11.25` is 25 November. */
const YEAR_FIRST = new Set(['KR', 'KP', 'JP', 'CN', 'TW', 'HU', 'MN', 'LT']);
const MONTH_FIRST = new Set(['US', 'PH', 'CA', 'KH', 'MH', 'FM', 'PW', 'GU', 'PR']);

function fromNumbers(
  text: string,
  numbers: readonly NumberToken[],
  context: DateContext,
): Pick<CivilDate, 'year' | 'month' | 'day'> | null {
  const [first, second, third] = numbers;
  if (first === undefined || second === undefined || third === undefined) return null;
  if (first.digits > 2 || first.value > 31) {
    const swapped = second.value > 12 && third.value <= 12;
    const [month, day] = swapped ? [third.value, second.value] : [second.value, third.value];
    return { year: fullYear(first.value, first.digits), month, day };
  }
  if (
    third.digits <= 2 &&
    first.digits === 2 &&
    context.country !== null &&
    YEAR_FIRST.has(context.country)
  ) {
    return { year: fullYear(first.value, 2), month: second.value, day: third.value };
  }
  const year = fullYear(third.value, third.digits);
  const dayFirst = { year, month: second.value, day: first.value };
  const monthFirst = { year, month: first.value, day: second.value };
  if (second.value > 12) return monthFirst;
  if (first.value > 12 || !/\d\s?\/\s?\d/.test(text)) return dayFirst;
  const said = saidWeekday(text);
  if (said !== null && weekdayOf(dayFirst) !== weekdayOf(monthFirst)) {
    if (weekdayOf(dayFirst) === said) return dayFirst;
    if (weekdayOf(monthFirst) === said) return monthFirst;
  }
  return context.country === null || MONTH_FIRST.has(context.country) ? monthFirst : dayFirst;
}

function saidWeekday(text: string): number | null {
  const match = /\b(sun|mon|tue|wed|thu|fri|sat)/.exec(text);
  return match === null ? null : 'sunmontuewedthufrisat'.indexOf(match[1] ?? '') / 3;
}

function weekdayOf(date: { year: number; month: number; day: number }): number {
  return new Date(Date.UTC(date.year, date.month - 1, date.day)).getUTCDay();
}

const DAY_MS = 86_400_000;

/** The latest year in which the day is not more than a day ahead; null where the present is not known. */
function yearNear(month: number, day: number, now: number | null): number | null {
  if (now === null) return null;
  const year = new Date(now).getUTCFullYear();
  return Date.UTC(year, month - 1, day) > now + DAY_MS ? year - 1 : year;
}
