// Who may enter: the Host header against DNS rebinding, and a token or password compared in constant time.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { WebSettings } from '../model/settings.ts';
import { hostName } from './request.ts';

/** Whether the address is reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Whether a request may name this host. On loopback only names of this machine, the configured host and the host of
 * `base_url` may: a page elsewhere whose name was turned to 127.0.0.1 is refused. Elsewhere a credential guards.
 */
export function isHostAllowed(host: string, settings: WebSettings): boolean {
  const name = hostName(host);
  if (!isLoopback(settings.host) || isLoopback(name) || name === settings.host) return true;
  return settings.baseUrl !== null && name === hostName(new URL(settings.baseUrl).host);
}

/**
 * Whether the Authorization header bears a configured credential: `Bearer TOKEN`, or `Basic` with any user name and
 * the password or the token. True where none is configured.
 */
export function isAuthorised(header: string | null, settings: WebSettings): boolean {
  const secrets = [settings.token, settings.password].filter((secret) => secret !== null);
  if (secrets.length === 0) return true;
  const given = credentialOf(header);
  if (given === null) return false;
  return secrets.map((secret) => isSame(given, secret.reveal())).includes(true);
}

function credentialOf(header: string | null): string | null {
  const [, scheme = '', value = ''] = /^(\S+) +(\S+) *$/.exec(header ?? '') ?? [];
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  const colon = pair.indexOf(':');
  return colon < 0 ? null : pair.slice(colon + 1);
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
