// A few digits that change when the settings of a channel do, too few to test a guessed password against.
import { shortHash } from '../lib/hash.ts';
import { Secret } from '../lib/secret.ts';
import type { ChannelSettings } from '../model/settings.ts';

/** Eight hexadecimal digits of all settings, secrets included. */
export function settingsHash(settings: ChannelSettings): string {
  return shortHash(JSON.stringify(plain(settings)), 8);
}

function plain(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, plain(inner)]);
}
