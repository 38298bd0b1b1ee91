// Quiet hours: when a message that came up in them may be sent.
import type { QuietHours } from '../model/settings.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/**
 * The instant at which quiet hours end, or null when `now` lies outside them. Found minute by minute on the local
 * clock, so that a change of clocks inside the hours shortens or lengthens them as people would expect.
 */
export function quietUntil(quiet: QuietHours | null, now: number): number | null {
  if (quiet === null || !isQuietAt(quiet, now)) return null;
  const format = formatFor(quiet.timeZone);
  let at = now - (now % MINUTE_MS) + MINUTE_MS;
  const limit = at + 2 * DAY_MINUTES * MINUTE_MS;
  while (at < limit && isQuiet(quiet, minuteOf(format, at))) at += MINUTE_MS;
  return at;
}

/** Whether an instant lies inside quiet hours. */
export function isQuietAt(quiet: QuietHours | null, at: number): boolean {
  return quiet !== null && isQuiet(quiet, localMinute(at, quiet.timeZone));
}

function isQuiet(quiet: QuietHours, minute: number): boolean {
  const { fromMinute, untilMinute } = quiet;
  if (fromMinute === untilMinute) return false;
  return fromMinute < untilMinute
    ? minute >= fromMinute && minute < untilMinute
    : minute >= fromMinute || minute < untilMinute;
}

function localMinute(at: number, timeZone: string): number {
  return minuteOf(formatFor(timeZone), at);
}

function formatFor(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' });
}

function minuteOf(format: Intl.DateTimeFormat, at: number): number {
  const parts = format.formatToParts(at);
  const number = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return number('hour') * 60 + number('minute');
}
