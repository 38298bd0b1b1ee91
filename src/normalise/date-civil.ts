// A date as a calendar and a clock on a wall show it, and the instant it names once a zone is known.
import { offsetAt } from './date-zones.ts';

/** What a date text says; a zone is minutes east of Greenwich, an IANA name, or unsaid. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
  readonly zone: number | string | null;
}

const MINUTE_MS = 60_000;
const FIRST_YEAR = 1583;
const LAST_YEAR = 9999;

/**
 * The instant (epoch ms UTC) of a civil date, or null where no calendar has it: 31 September, 25 o'clock. 24:00 is the
 * next midnight; a leap second counts as the second before it. `fallbackZone` is used where the date says none.
 */
export function instantOf(date: CivilDate, fallbackZone: string | null): number | null {
  if (date.year < FIRST_YEAR || date.year > LAST_YEAR || date.month < 1 || date.month > 12) return null;
  if (date.day < 1 || date.day > daysInMonth(date.year, date.month)) return null;
  if (date.hour > 24 || date.minute > 59 || date.second > 60) return null;
  if (date.hour === 24 && (date.minute > 0 || date.second > 0)) return null;
  const second = Math.min(date.second, 59);
  const wallMs = Date.UTC(date.year, date.month - 1, date.day, date.hour, date.minute, second, date.ms);
  const zone = date.zone ?? fallbackZone;
  if (zone === null) return wallMs;
  if (typeof zone === 'number') return wallMs - zone * MINUTE_MS;
  const first = wallMs - offsetAt(zone, wallMs) * MINUTE_MS;
  return wallMs - offsetAt(zone, first) * MINUTE_MS;
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** RFC 5322 section 4.3: 00-49 are of this century, 50-99 of the last, three digits count from 1900. */
export function fullYear(value: number, digits: number): number {
  if (digits <= 2) return value + (value < 50 ? 2000 : 1900);
  return digits === 3 ? value + 1900 : value;
}

/** Milliseconds from the digits after a decimal sign. */
export function fractionMs(digits: string | undefined): number {
  return digits === undefined ? 0 : Math.floor(Number(`0.${digits.slice(0, 9)}`) * 1000);
}
