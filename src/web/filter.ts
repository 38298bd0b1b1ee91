// The filters of lists, from a query string and back into one; cursors by which a list is paged.
import { DAY_MS } from '../lib/clock.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import type { ItemFilter } from '../store/item-filter.ts';
import { startOfDay } from './when.ts';

export const STRENGTHS = ['core', 'passing', 'none', 'any'] as const;
export const PAGE_SIZE = 30;
const LIMIT_MAX = 200;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const TEXT_MAX = 200;

export interface ListRequest {
  readonly filter: ItemFilter;
  readonly order: 'newest' | 'best';
  readonly limit: number;
  readonly cursor: readonly number[] | null;
  /** What was asked, without cursor, to be put into links. */
  readonly asked: Readonly<Record<string, string>>;
}

/**
 * Reads `topic lang strength family feed rule since until q order limit cursor`. Days are those of the zone, `until`
 * includes its day.
 * Fails with one complaint per wrong value.
 */
export function parseListRequest(
  query: URLSearchParams,
  defaults: { readonly strength: ItemFilter['strength']; readonly timeZone: string },
): Result<ListRequest, readonly string[]> {
  const complaints: string[] = [];
  const text = (name: string): string | null => {
    const value = query.get(name)?.trim() ?? '';
    if (value.length > TEXT_MAX) complaints.push(`\`${name}\` is longer than ${TEXT_MAX} characters`);
    return value === '' ? null : value;
  };
  const strength = text('strength') ?? defaults.strength;
  const known = STRENGTHS.find((name) => name === strength);
  if (known === undefined) complaints.push('`strength` is one of core, passing, none, any');
  const search = text('q');
  const order = text('order') ?? (search === null ? 'newest' : 'best');
  if (order !== 'newest' && order !== 'best') complaints.push('`order` is newest or best');
  if (order === 'best' && search === null) complaints.push('`order=best` needs `q`');
  const cursor = parseCursor(text('cursor'), complaints);
  const filter: ItemFilter = {
    topic: text('topic'),
    lang: text('lang'),
    strength: known ?? 'any',
    family: text('family'),
    feed: text('feed'),
    rule: text('rule'),
    sinceAt: parseInstant('since', text('since'), defaults.timeZone, complaints),
    untilAt: parseInstant('until', text('until'), defaults.timeZone, complaints),
    query: search,
    originals: false,
  };
  const limit = parseLimit(text('limit'), complaints);
  if (complaints.length > 0) return fail(complaints);
  return ok({ filter, order: order === 'best' ? 'best' : 'newest', limit, cursor, asked: askedOf(query) });
}

/** A query string of what was asked, with some of it changed; null takes a part away. */
export function renderQueryString(
  asked: Readonly<Record<string, string>>,
  change: Readonly<Record<string, string | null>> = {},
): string {
  const merged = Object.entries({ ...asked, ...change }).filter(
    (entry): entry is [string, string] => entry[1] !== null && entry[1] !== '',
  );
  return merged.length === 0 ? '' : `?${new URLSearchParams(merged).toString()}`;
}

/** A cursor: opaque to readers, numbers to us. */
export function renderCursor(numbers: readonly number[]): string {
  return Buffer.from(numbers.join(',')).toString('base64url');
}

function parseCursor(text: string | null, complaints: string[]): readonly number[] | null {
  if (text === null) return null;
  const plain = Buffer.from(text, 'base64url').toString('utf8');
  if (/^\d{1,16}(?:,\d{1,16})?$/.test(plain)) return plain.split(',').map(Number);
  complaints.push('`cursor` is not one of ours');
  return null;
}

function parseInstant(
  name: 'since' | 'until',
  text: string | null,
  timeZone: string,
  complaints: string[],
): number | null {
  if (text === null) return null;
  const isDay = DAY.test(text);
  const at = isDay || INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    complaints.push(`\`${name}\` is a day such as 2026-11-25 or an instant such as 2026-11-25T07:00:00Z`);
    return null;
  }
  if (!isDay) return at;
  const next = new Date(at + DAY_MS).toISOString().slice(0, 10);
  return startOfDay(name === 'since' ? text : next, timeZone);
}

function parseLimit(text: string | null, complaints: string[]): number {
  if (text === null) return PAGE_SIZE;
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= LIMIT_MAX) return Number(text);
  complaints.push(`\`limit\` is a number from 1 to ${LIMIT_MAX}`);
  return PAGE_SIZE;
}

const KEPT = ['q', 'topic', 'lang', 'strength', 'family', 'feed', 'rule', 'since', 'until', 'order', 'limit'];

function askedOf(query: URLSearchParams): Record<string, string> {
  const kept = KEPT.flatMap((name) => {
    const value = query.get(name)?.trim() ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}
