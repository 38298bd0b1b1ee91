// The instants at which a cron expression falls due in a zone, safe across clock changes. Pure.
// A time in the spring gap is due at the next minute that exists; a repeated hour is due once, the first time.
import { fail, ok, type Result } from '../lib/result.ts';
import { type CronSchedule, parseCron } from './cron.ts';
import { toInstant, toLocal } from './zone.ts';

const DAY_MS = 86_400_000;
// 29 February comes at least every eight years (2096, 2104).
const HORIZON_DAYS = 8 * 366;

const schedules = new Map<string, Result<CronSchedule, string>>();

/** Null where the expression is good, else what is wrong with it. */
export function checkSchedule(expression: string): string | null {
  const parsed = parse(expression);
  return parsed.ok ? null : parsed.failure;
}

/** The first due instant after `afterAt`. Throws on an expression that `checkSchedule` refuses. */
export function nextOccurrence(expression: string, timeZone: string, afterAt: number): number {
  for (const at of walk(expression, timeZone, afterAt)) return at;
  throw new RangeError(`no occurrence of ${expression} after ${new Date(afterAt).toISOString()}`);
}

/** Every due instant with afterAt < instant <= untilAt, at most `limit` (the latest are kept). */
export function occurrencesBetween(
  expression: string,
  timeZone: string,
  afterAt: number,
  untilAt: number,
  limit = 10_000,
): number[] {
  const found: number[] = [];
  for (const at of walk(expression, timeZone, afterAt)) {
    if (at > untilAt) break;
    found.push(at);
    if (found.length > limit) found.shift();
  }
  return found;
}

/** The name of an occurrence: its local date and time, the same however often it is computed. */
export function occurrenceKey(timeZone: string, at: number): string {
  const local = toLocal(timeZone, at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local.year}-${two(local.month)}-${two(local.day)}T${two(local.hour)}:${two(local.minute)}`;
}

function parse(expression: string): Result<CronSchedule, string> {
  const known = schedules.get(expression) ?? parseCron(expression);
  schedules.set(expression, known);
  return known.ok ? ok(known.value) : fail(known.failure);
}

function* walk(expression: string, timeZone: string, afterAt: number): Generator<number> {
  const schedule = parse(expression);
  if (!schedule.ok) throw new RangeError(`schedule ${schedule.failure}`);
  const { minutes, hours, matchesDay } = schedule.value;
  const first = toLocal(timeZone, afterAt);
  const firstDay = Date.UTC(first.year, first.month - 1, first.day) - DAY_MS;
  let last = afterAt;
  for (let index = 0; index < HORIZON_DAYS; index++) {
    const date = new Date(firstDay + index * DAY_MS);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    if (!matchesDay(year, month, day)) continue;
    for (const hour of hours) {
      for (const minute of minutes) {
        const at = toInstant(timeZone, { year, month, day, hour, minute });
        if (at <= last) continue;
        last = at;
        yield at;
      }
    }
  }
}
