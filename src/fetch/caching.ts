// Reads what an answer says of its own age and of when to come back. Pure.

const DAY_MS = 86_400_000;

export interface CachingFacts {
  /** How long the answer says it stays fresh; null where it says nothing usable. */
  readonly freshMs: number | null;
  /** How long to stay away, from Retry-After; null where nothing is said. */
  readonly retryAfterMs: number | null;
}

type Headers = Readonly<Record<string, string>>;

/** Cache-Control max-age (RFC 9111 section 5.2.2.1, less Age), else Expires against Date; Retry-After as said. */
export function readCaching(headers: Headers, now: number): CachingFacts {
  return { freshMs: readFreshness(headers, now), retryAfterMs: parseRetryAfter(headers['retry-after'], now) };
}

function readFreshness(headers: Headers, now: number): number | null {
  const control = headers['cache-control'] ?? '';
  if (/\b(no-store|no-cache)\b/i.test(control)) return null;
  const maxAge = /\bmax-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1];
  if (maxAge !== undefined) {
    const age = /^\d{1,10}$/.test(headers['age'] ?? '') ? Number(headers['age']) : 0;
    return positive((Number(maxAge) - age) * 1000);
  }
  const expires = Date.parse(headers['expires'] ?? '');
  if (Number.isNaN(expires)) return null;
  const date = Date.parse(headers['date'] ?? '');
  return positive(expires - (Number.isNaN(date) ? now : date));
}

function positive(ms: number): number | null {
  return ms > 0 ? Math.min(ms, 30 * DAY_MS) : null;
}

/** Retry-After (RFC 9110 section 10.2.3): seconds, also with a fraction, or a date. Capped at 7 days; null if unusable. */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
  const text = value?.trim() ?? '';
  if (/^\d{1,10}(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * 1000), 7 * DAY_MS);
  const at = Date.parse(text);
  return Number.isNaN(at) || at <= now ? null : Math.min(at - now, 7 * DAY_MS);
}
