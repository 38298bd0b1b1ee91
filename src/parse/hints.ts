// What a channel asks of those who poll it: ttl, skipHours, skipDays, sy:updatePeriod.
import type { PollHints } from '../model/entry.ts';
import { firstValue } from './entry.ts';
import type { Elements } from './strict.ts';

const MINUTE_MS = 60_000;
const PERIODS_MS: Readonly<Record<string, number>> = {
  hourly: 3_600_000,
  daily: 86_400_000,
  weekly: 604_800_000,
  monthly: 2_592_000_000,
  yearly: 31_536_000_000,
};
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

export const NO_HINTS: PollHints = { ttlMs: null, skipHours: [], skipDays: [], updatePeriodMs: null };

function words(elements: Elements, name: string, part: string): string[] {
  const element = elements.get(name)?.[0];
  return (element?.attributes[`p-${part}`] ?? element?.text ?? '')
    .split(/[\s,]+/)
    .filter((word) => word !== '');
}

/** Hours 0 to 23 UTC (24 is read as 0), days 0 (Sunday) to 6, spans in milliseconds; nonsense is left out. */
export function parseHints(channel: Elements): PollHints {
  const ttl = Number.parseInt(firstValue(channel, ['ttl']) ?? '', 10);
  const period = PERIODS_MS[(firstValue(channel, ['sy:updateperiod']) ?? '').toLowerCase()];
  const frequency = Math.max(1, Number.parseInt(firstValue(channel, ['sy:updatefrequency']) ?? '1', 10) || 1);
  const hours = words(channel, 'skiphours', 'hour').map((hour) => Number.parseInt(hour, 10) % 24);
  const days = words(channel, 'skipdays', 'day').map((day) => DAYS.indexOf(day.toLowerCase()));
  return {
    ttlMs: ttl > 0 && ttl < 1_000_000 ? ttl * MINUTE_MS : null,
    skipHours: [...new Set(hours.filter((hour) => hour >= 0))].slice(0, 23),
    skipDays: [...new Set(days.filter((day) => day >= 0))].slice(0, 6),
    updatePeriodMs: period === undefined ? null : Math.round(period / frequency),
  };
}
