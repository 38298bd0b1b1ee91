// A date and time as a person writes it, read on the clocks of a zone.
import { toInstant, toLocal } from '../../schedule/zone.ts';

const SHAPE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i;

/** `2026-11-25`, `2026-11-25T07:00`, read in `timeZone` unless it names an offset. Null where it is no such time. */
export function parseLocalTime(text: string, timeZone: string): number | null {
  const match = SHAPE.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match
    .slice(1, 6)
    .map((part) => Number(part ?? 0));
  // The calendar must know the day, and the clock the minute.
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const same = toLocal('UTC', asUtc);
  if (same.month !== month || same.day !== day || same.hour !== hour || same.minute !== minute) return null;
  if (match[6] === undefined) return toInstant(timeZone, { year, month, day, hour, minute });
  const at = Date.parse(text.trim().replace(' ', 'T'));
  return Number.isNaN(at) ? null : at;
}
