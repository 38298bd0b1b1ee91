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
  // Instants are the server's: its own clock tells how far off they are.
  const saidAt = parseHttpDate(headers['date']) ?? now;
  return {
    freshMs: readFreshness(headers, saidAt),
    retryAfterMs: parseRetryAfter(headers['retry-after'], saidAt),
  };
}

function readFreshness(headers: Headers, saidAt: number): number | null {
  const control = headers['cache-control'] ?? '';
  if (/\b(no-store|no-cache)\b/i.test(control)) return null;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1];
  if (maxAge !== undefined) {
    const age = /^\d{1,10}$/.test(headers['age'] ?? '') ? Number(headers['age']) : 0;
    return positive((Number(maxAge) - age) * 1000);
  }
  const expires = parseHttpDate(headers['expires']);
  return expires === null ? null : positive(expires - saidAt);
}

function positive(ms: number): number | null {
  return ms > 0 ? Math.min(ms, 30 * DAY_MS) : null;
}

/**
 * Retry-After (RFC 9110 section 10.2.3): seconds, also with a fraction or a unit, or a date. Capped at 7 days; null if
 * unusable.
 */
export function parseRetryAfter(value: string | undefined, now: number): number | null {
  const text = value?.trim() ?? '';
  const seconds = /^(\d{1,10}(?:\.\d+)?)\s*(?:s|secs?|seconds?)?\s*(?:,|$)/i.exec(text)?.[1];
  if (seconds !== undefined) return Math.min(Math.ceil(Number(seconds) * 1000), 7 * DAY_MS);
  const at = parseHttpDate(text);
  return at === null || at <= now ? null : Math.min(at - now, 7 * DAY_MS);
}

/** A date of HTTP in its three forms (RFC 9110 section 5.6.7), or of ISO 8601; one without a zone is of GMT. */
export function parseHttpDate(value: string | undefined): number | null {
  const text = value?.trim() ?? '';
  if (!/^(?:[A-Z][a-z]{2,8},? |\d{1,2} [A-Z][a-z]{2} |\d{4}-\d\d-\d\d)/.test(text)) return null;
  // The form of RFC 850 has dashes and two digits of a year.
  const spaced = text.replace(/(\d{1,2})-([A-Z][a-z]{2})-(\d{2,4})/, '$1 $2 $3');
  const hasZone = /(?:GMT|UTC?|Z|[+-]\d\d:?\d\d)$/.test(spaced);
  const at = Date.parse(
    hasZone ? spaced : `${spaced}${spaced.includes('T') && /^\d{4}/.test(spaced) ? 'Z' : ' GMT'}`,
  );
  return Number.isNaN(at) ? null : at;
}
