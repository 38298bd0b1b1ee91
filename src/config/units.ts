// Reads the quantities people write in the configuration: durations, sizes, times of day, listening addresses.
import { z } from 'zod';

const DURATION_MS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };
const SIZE_BYTES: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1048576,
  gib: 1073741824,
};

/** `90s`, `10m`, `1h30m`, `400d` to milliseconds; null where it is no duration. */
export function parseDuration(text: string): number | null {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)/gy)];
  if (parts.length === 0 || parts.map((part) => part[0]).join('').length !== text.trim().length) return null;
  return Math.round(
    parts.reduce((sum, part) => sum + Number(part[1]) * (DURATION_MS[part[2] ?? ''] ?? 0), 0),
  );
}

/** `10MB`, `512 KiB` to bytes; null where it is no size. */
export function parseSize(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)\s*(b|kb|mb|gb|kib|mib|gib)$/i.exec(text.trim());
  return match ? Math.round(Number(match[1]) * (SIZE_BYTES[(match[2] ?? '').toLowerCase()] ?? 0)) : null;
}

/** `22:00-06:30` to minutes of the day; null where it is no span. */
export function parseDaySpan(text: string): { fromMinute: number; untilMinute: number } | null {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)\s*-\s*([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (!match) return null;
  const span = {
    fromMinute: Number(match[1]) * 60 + Number(match[2]),
    untilMinute: Number(match[3]) * 60 + Number(match[4]),
  };
  return span.fromMinute === span.untilMinute ? null : span;
}

/** `127.0.0.1:8080`, `[::1]:8080`, `:8080` (all addresses) to host and port; null where it is neither. */
export function parseListen(text: string): { host: string; port: number } | null {
  const match = /^(?:\[([0-9a-f:]+)\]|([^:[\]]*)):(\d{1,5})$/i.exec(text.trim());
  if (!match || Number(match[3]) > 65_535) return null;
  return {
    host: match[1] ?? (match[2] === '' || match[2] === undefined ? '0.0.0.0' : match[2]),
    port: Number(match[3]),
  };
}

/** Whether the runtime knows the IANA zone. A wrong zone would silently mean UTC. */
export function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function read<T>(parse: (text: string) => T | null, message: string) {
  return z.union([z.string(), z.number()], { error: message }).transform((value, context): T => {
    const parsed = parse(String(value));
    if (parsed !== null) return parsed;
    context.addIssue({ code: 'custom', message: `${message}, not \`${value}\`` });
    return z.NEVER;
  });
}

export const duration = read(parseDuration, 'expects a duration such as `90s`, `10m`, `12h` or `400d`');
export const size = read(parseSize, 'expects a size such as `512KB` or `10MB`');
export const daySpan = read(parseDaySpan, 'expects local times such as `22:00-06:30`');
export const listen = read(parseListen, 'expects an address and port such as `127.0.0.1:8080`');
export const timeZone = read(
  (name) => (isTimeZone(name) ? name : null),
  'expects an IANA time zone such as `Asia/Seoul`, `Europe/Kyiv` or `UTC`',
);
