// Reads five-field cron expressions: lists, ranges, steps, names, `@daily` and its like. Pure.
import { fail, ok, type Result } from '../lib/result.ts';

export interface CronSchedule {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Whether a date is meant: day of month and day of week are alternatives where both are given, as in Vixie cron. */
  readonly matchesDay: (year: number, month: number, day: number) => boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const SHORTHANDS: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

/** Parses an expression; the failure says which field is wrong and what it takes. */
export function parseCron(expression: string): Result<CronSchedule, string> {
  const fields = (SHORTHANDS[expression.trim().toLowerCase()] ?? expression).trim().split(/\s+/);
  if (fields.length !== 5)
    return fail('expects five fields: minute hour day-of-month month day-of-week, such as `0 7 * * *`');
  const [minute = '', hour = '', day = '', month = '', weekday = ''] = fields;
  const minutes = parseField(minute, 'minute', 0, 59, []);
  const hours = parseField(hour, 'hour', 0, 23, []);
  const days = parseField(day, 'day of month', 1, 31, []);
  const months = parseField(month, 'month', 1, 12, MONTHS);
  const weekdays = parseField(weekday, 'day of week', 0, 7, WEEKDAYS);
  for (const field of [minutes, hours, days, months, weekdays]) if (!field.ok) return field;
  if (!minutes.ok || !hours.ok || !days.ok || !months.ok || !weekdays.ok) return fail('cannot be read');
  const daySet = new Set(days.value);
  const monthSet = new Set(months.value);
  const weekdaySet = new Set(weekdays.value.map((value) => value % 7));
  const either = !day.startsWith('*') && !weekday.startsWith('*');
  const matchesDay = (year: number, monthNow: number, dayNow: number): boolean => {
    if (!monthSet.has(monthNow)) return false;
    const byDay = daySet.has(dayNow);
    const byWeekday = weekdaySet.has(new Date(Date.UTC(year, monthNow - 1, dayNow)).getUTCDay());
    return either ? byDay || byWeekday : byDay && byWeekday;
  };
  if (!happens(matchesDay)) return fail(`names a day that never comes: \`${expression}\``);
  return ok({ minutes: minutes.value, hours: hours.value, matchesDay });
}

// Eight years hold every date that exists, 29 February included.
function happens(matchesDay: CronSchedule['matchesDay']): boolean {
  for (let at = Date.UTC(2024, 0, 1); at < Date.UTC(2033, 0, 1); at += 86_400_000) {
    const date = new Date(at);
    if (matchesDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())) return true;
  }
  return false;
}

function parseField(
  text: string,
  name: string,
  least: number,
  most: number,
  words: readonly string[],
): Result<number[], string> {
  const values = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const match = /^(\*|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d+))?$/.exec(part);
    if (!match) return fail(`${name}: \`${part}\` cannot be read; expects numbers, lists, ranges or steps`);
    const step = match[3] === undefined ? 1 : Number(match[3]);
    const from = match[1] === '*' ? least : toNumber(match[1], least, words);
    const until =
      match[1] === '*'
        ? most
        : match[2] !== undefined
          ? toNumber(match[2], least, words)
          : match[3] !== undefined
            ? most
            : from;
    if (from === null || until === null || from < least || until > most || from > until || step < 1) {
      return fail(`${name}: \`${part}\` is outside ${least} to ${most}`);
    }
    for (let value = from; value <= until; value += step) values.add(value);
  }
  return ok([...values].sort((a, b) => a - b));
}

function toNumber(text: string | undefined, least: number, words: readonly string[]): number | null {
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text);
  const index = words.indexOf(text);
  return index < 0 ? null : index + (least === 1 ? 1 : 0);
}
