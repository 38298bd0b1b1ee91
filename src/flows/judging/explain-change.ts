// Says in words what differs between two configurations; secrets are said to differ, never what they are.
import { Secret } from '../../lib/secret.ts';
import type { Settings } from '../../model/settings.ts';

const SPANS: readonly (readonly [number, string])[] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
];
/** Values that may hold credentials are never shown. */
const HIDDEN = /^(?:headers|url|smtp|token|password|secrets?|private_key|ping_url|bounce|to|from|reply_to)$/;

/** One line per difference, in the order of the configuration; empty: none. */
export function explainSettingsChange(before: Settings, after: Settings): string[] {
  return explainObject(asObject(before), asObject(after), '');
}

function explainObject(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  path: string,
): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) =>
    explainValue(before[key], after[key], key, path === '' ? snake(key) : `${path}.${snake(key)}`),
  );
}

function explainValue(before: unknown, after: unknown, key: string, path: string): string[] {
  if (isList(before) && isList(after) && (isNamed(before) || isNamed(after)))
    return explainObject(byId(before), byId(after), path);
  if (isPlain(before) && isPlain(after)) return explainObject(before, after, path);
  if (fingerprint(before) === fingerprint(after)) return [];
  if (before === undefined || before === null) return [`${path} added${shown(after, key)}`];
  if (after === undefined || after === null) return [`${path} removed`];
  if (
    path.includes('.headers.') ||
    HIDDEN.test(snake(key)) ||
    before instanceof Secret ||
    after instanceof Secret
  )
    return [`${path} changed`];
  return [`${path} ${render(before, key)} -> ${render(after, key)}`];
}

function shown(value: unknown, key: string): string {
  const isPrintable = !HIDDEN.test(snake(key)) && ['string', 'number', 'boolean'].includes(typeof value);
  return isPrintable ? `: ${render(value, key)}` : '';
}

function render(value: unknown, key: string): string {
  if (typeof value === 'number' && key.endsWith('Ms')) return renderSpan(value);
  if (isList(value)) return `[${value.map((entry) => render(entry, key)).join(', ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function renderSpan(spanMs: number): string {
  const unit = SPANS.find(([size]) => spanMs >= size && spanMs % size === 0);
  return unit === undefined ? `${spanMs}ms` : `${spanMs / unit[0]}${unit[1]}`;
}

function fingerprint(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => entry) + secretsOf(value).join('\n');
}

// JSON shows every secret alike, so that their values are compared apart.
function secretsOf(value: unknown): string[] {
  if (value instanceof Secret) return [value.reveal()];
  if (isList(value)) return value.flatMap(secretsOf);
  return isPlain(value) ? Object.values(value).flatMap(secretsOf) : [];
}

function byId(entries: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(entries.map((entry) => [String(asObject(entry)['id']), entry]));
}

function isNamed(entries: readonly unknown[]): boolean {
  return entries.length > 0 && entries.every((entry) => isPlain(entry) && typeof entry['id'] === 'string');
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}

function asObject(value: unknown): Record<string, unknown> {
  return isPlain(value) ? value : {};
}

// Ids are names of people's own making and stay as they are; keys of the settings are told as they are written in YAML.
function snake(key: string): string {
  return /^[a-z]+(?:[A-Z][a-z]*)+$/.test(key)
    ? key.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    : key;
}
