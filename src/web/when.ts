// Times as readers see them: local to the configured zone, exact in the markup, with how long ago or ahead.
import { count, localKey, shortTime, span } from '../digest/wording.ts';
import { MINUTE_MS } from '../lib/clock.ts';
import { html, type Markup } from '../lib/html.ts';

/** `24 Nov 14:05`, with the instant in the markup. */
export function when(at: number | null, timeZone: string): Markup {
  if (at === null) return html`<span class="quiet">never</span>`;
  return html`<time datetime="${new Date(at).toISOString()}">${shortTime(at, timeZone)}</time>`;
}

/** `12 min ago`, `in 3 h`. */
export function relative(at: number, now: number): string {
  const distance = Math.abs(at - now);
  if (distance < 45_000) return at <= now ? 'just now' : 'now';
  return at <= now ? `${span(distance)} ago` : `in ${span(distance)}`;
}

/** `24 Nov 14:05, 12 min ago`. */
export function whenWithDistance(at: number | null, now: number, timeZone: string): Markup {
  if (at === null) return when(null, timeZone);
  return html`${when(at, timeZone)}, <span class="quiet">${relative(at, now)}</span>`;
}

/** A length such as `15 min`, `90 s`, `820 ms`. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Math.round(ms / 100) / 10} s`;
  return span(ms);
}

/** `1,204 items`. */
export function amount(value: number, one: string, many = `${one}s`): string {
  return count(value, one, many).replace(String(value), number(value));
}

/** Thousands apart: `12,043`. */
export function number(value: number): string {
  return value.toLocaleString('en-GB');
}

/** The instant at which a day such as `2026-11-25` starts in the zone; NaN for what is no day. */
export function startOfDay(day: string, timeZone: string): number {
  const utc = Date.parse(day);
  if (Number.isNaN(utc)) return utc;
  const guess = utc - offsetAt(utc, timeZone);
  return utc - offsetAt(guess, timeZone);
}

/** `2026-11-25` of an instant in the zone. */
export function localDay(at: number, timeZone: string): string {
  return localKey(at, timeZone).slice(0, 10);
}

function offsetAt(at: number, timeZone: string): number {
  return Date.parse(`${localKey(at, timeZone)}Z`) - Math.floor(at / MINUTE_MS) * MINUTE_MS;
}

/** Where the local day of an instant starts, counted in whole days from the day of `sinceAt`, both local to the zone. */
export function openDayCounter(sinceAt: number, timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const known = new Map<number, number>();
  // No zone shifts within a quarter of an hour on the clock's quarter: one look-up serves for it.
  const dayOf = (at: number): number => {
    const quarter = Math.floor(at / 900_000);
    const cached = known.get(quarter);
    if (cached !== undefined) return cached;
    const day = Math.round(Date.parse(format.format(at)) / 86_400_000);
    known.set(quarter, day);
    return day;
  };
  const first = dayOf(sinceAt);
  return (at) => dayOf(at) - first;
}
