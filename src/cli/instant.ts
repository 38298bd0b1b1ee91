// Instants as a person types them on the command line.
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../lib/clock.ts';
import { UsageError } from './exit.ts';

const UNITS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS };

/** `2026-11-25`, an ISO instant (UTC where it names no zone), or how long ago: `90m`, `24h`, `7d`. Throws UsageError. */
export function parseInstantOption(name: string, text: string, now: number): number {
  const ago = /^(\d+)([mhd])$/.exec(text);
  if (ago !== null) return now - Number(ago[1]) * (UNITS[ago[2] ?? ''] ?? 0);
  const hasZone = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(text) || !/\d[T ]\d/.test(text);
  const at = Date.parse(hasZone ? text : `${text.replace(' ', 'T')}Z`);
  if (!/^\d{4}-\d\d-\d\d/.test(text) || Number.isNaN(at)) {
    throw new UsageError(
      `${name}: expected 2026-11-25, 2026-11-25T07:00:00Z or 24h, found ${JSON.stringify(text)}`,
    );
  }
  return at;
}
