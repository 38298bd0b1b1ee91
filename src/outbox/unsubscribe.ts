// Signed links by which a recipient leaves a digest without logging in: short to check, impossible to guess.
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Unsubscription {
  readonly subscriptionId: string;
  readonly recipient: string;
}

const VERSION = 'u1';

/** A token for a URL path: it names subscription and recipient and bears an HMAC-SHA256 of both. Does not expire. */
export function signUnsubscribe(who: Unsubscription, secret: string): string {
  const payload = Buffer.from(JSON.stringify([who.subscriptionId, who.recipient])).toString('base64url');
  return `${VERSION}.${payload}.${signature(payload, secret)}`;
}

/** Who wants to leave, or null where the token is not one of ours. */
export function verifyUnsubscribe(token: string, secret: string): Unsubscription | null {
  const [version, payload, given, ...rest] = token.split('.');
  if (version !== VERSION || payload === undefined || given === undefined || rest.length > 0) return null;
  const expected = Buffer.from(signature(payload, secret));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) return null;
  const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!Array.isArray(parsed)) return null;
  const [subscriptionId, recipient]: unknown[] = parsed;
  if (typeof subscriptionId !== 'string' || typeof recipient !== 'string') return null;
  return { subscriptionId, recipient };
}

/** The recipient's address as it is compared and stored: folded, because mail treats case loosely. */
export function normaliseRecipient(address: string): string {
  return (/<([^<>]*)>\s*$/.exec(address)?.[1] ?? address).trim().toLowerCase();
}

function signature(payload: string, secret: string): string {
  return createHmac('sha256', secret).update(`${VERSION}.${payload}`).digest('base64url');
}
