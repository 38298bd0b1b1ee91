// Local time in a zone and back, across clock changes, from the zone data of the runtime. Pure.

export interface LocalMinute {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. */
export function offsetAt(timeZone: string, at: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const field = 'numeric';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      calendar: 'gregory',
      era: 'short',
      year: field,
      month: field,
      day: field,
      hour: field,
      minute: field,
      second: field,
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(at).map((part) => [part.type, part.value]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  const local = Date.UTC(
    read('year'),
    read('month') - 1,
    read('day'),
    read('hour'),
    read('minute'),
    read('second'),
  );
  return local - Math.floor(at / 1000) * 1000;
}

/** The wall-clock minute in the zone at an instant. */
export function toLocal(timeZone: string, at: number): LocalMinute {
  const local = new Date(at + offsetAt(timeZone, at));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

/** The instant of a wall-clock minute: the first one where it occurs twice, the end of the gap where it never does. */
export function toInstant(timeZone: string, local: LocalMinute): number {
  const utc = Date.UTC(local.year, local.month - 1, local.day, local.hour, local.minute);
  const before = offsetAt(timeZone, utc - DAY_MS);
  const after = offsetAt(timeZone, utc + DAY_MS);
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(timeZone, utc - offset) === offset) return utc - offset;
  }
  return transitionBetween(timeZone, utc - Math.max(before, after), utc - Math.min(before, after));
}

// The minute at which the offset changes, found by halving; `from` has the former offset, `until` the new one.
function transitionBetween(timeZone: string, from: number, until: number): number {
  const former = offsetAt(timeZone, from);
  let [low, high] = [from, until];
  while (high - low > MINUTE_MS) {
    const middle = Math.floor((low + high) / 2 / MINUTE_MS) * MINUTE_MS;
    if (middle <= low) break;
    if (offsetAt(timeZone, middle) === former) low = middle;
    else high = middle;
  }
  return Math.ceil(high / MINUTE_MS) * MINUTE_MS;
}
