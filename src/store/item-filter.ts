// Turns what a reader asks for into SQL over items: the cheapest table leads, every value is bound.
import type { LangCode } from '../model/lang.ts';
import type { Strength } from '../model/verdict.ts';
import type { Database } from './database.ts';
import { renderQuery } from './search.ts';

/** What a list is narrowed to; null is no wish. Instants bound `first_seen_at`: from `sinceAt` on, before `untilAt`. */
export interface ItemFilter {
  readonly topic: string | null;
  readonly lang: LangCode | null;
  readonly strength: Strength | 'any';
  readonly family: string | null;
  readonly feed: string | null;
  readonly rule: string | null;
  readonly sinceAt: number | null;
  readonly untilAt: number | null;
  readonly query: string | null;
  /** Without near-duplicates and without what the flood guard holds back. */
  readonly originals: boolean;
}

/** `from` joins item i, feed f and verdict v; `key` is the item id as the leading table names it. */
export interface ItemConditions {
  readonly from: string;
  /** Whether only the verdict is asked: then items, whose rows are long, need not be read. */
  readonly verdictOnly: boolean;
  readonly key: string;
  readonly where: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Null where nothing can fit: a search without a word, or a time without an item. */
export function planConditions(db: Database, filter: ItemFilter): ItemConditions | null {
  const where: string[] = [];
  const values: Record<string, string | number> = {};
  const { from, key } = leadBy(filter);
  if (filter.query !== null) {
    const match = renderQuery(filter.query);
    if (match === '') return null;
    where.push('item_fts MATCH @match');
    values['match'] = match;
  }
  if (filter.sinceAt !== null || filter.untilAt !== null) {
    const sinceAt = filter.sinceAt ?? 0;
    const untilAt = filter.untilAt ?? Number.MAX_SAFE_INTEGER;
    const ids = idRange(db, sinceAt, untilAt);
    if (ids === null) return null;
    where.push(`${key} BETWEEN @firstId AND @lastId`);
    where.push('i.first_seen_at >= @sinceAt AND i.first_seen_at < @untilAt');
    Object.assign(values, { sinceAt, untilAt, firstId: ids.first, lastId: ids.last });
  }
  addPlain(filter, key, where, values);
  const verdictOnly = key === 'v.item_id' && where.every((part) => !/\b[if]\./.test(part));
  return { from, key, verdictOnly, where: where.length === 0 ? '1' : where.join(' AND '), values };
}

function addPlain(
  filter: ItemFilter,
  key: string,
  where: string[],
  values: Record<string, string | number>,
): void {
  // Literals, and the very words of the partial index on strength: only then does it serve.
  if (filter.strength === 'none') where.push(`coalesce(v.strength, 'none') = 'none'`);
  else if (filter.strength !== 'any')
    where.push(`v.strength <> 'none' AND v.strength = '${filter.strength}'`);
  if (filter.originals) where.push('i.copy_of IS NULL AND i.held_by IS NULL');
  if (filter.topic !== null) {
    where.push(`EXISTS (SELECT 1 FROM verdict_topic t WHERE t.topic = @topic AND t.item_id = ${key})`);
    values['topic'] = filter.topic;
  }
  if (filter.lang !== null) {
    where.push('i.lang = @lang');
    values['lang'] = filter.lang;
  }
  if (filter.family !== null) {
    where.push(`i.feed_id IN (SELECT id FROM feed WHERE family = @family OR kind = 'aggregator')`);
    where.push(
      'CASE WHEN i.outlet_name IS NULL THEN f.family = @family ELSE lower(i.outlet_name) = lower(@family) END',
    );
    values['family'] = filter.family;
  }
  if (filter.feed !== null) {
    where.push('i.feed_id = @feed');
    values['feed'] = filter.feed;
  }
  if (filter.rule !== null) {
    where.push('instr(v.reasons, @rule) > 0');
    values['rule'] = `"rule":${JSON.stringify(filter.rule)}`;
  }
}

// CROSS JOIN keeps the order written: SQLite has no statistics here and would guess.
function leadBy(filter: ItemFilter): { readonly from: string; readonly key: string } {
  const feed = 'CROSS JOIN feed f ON f.id = i.feed_id';
  const verdict = 'LEFT JOIN verdict v ON v.item_id = i.id';
  if (filter.query !== null)
    return {
      from: `item_fts CROSS JOIN item i ON i.id = item_fts.rowid ${feed} ${verdict}`,
      key: 'item_fts.rowid',
    };
  const strong = filter.strength === 'core' || filter.strength === 'passing';
  if (strong || filter.rule !== null)
    return { from: `verdict v CROSS JOIN item i ON i.id = v.item_id ${feed}`, key: 'v.item_id' };
  return { from: `item i ${feed} ${verdict}`, key: 'i.id' };
}

// Items are numbered in the order they are first seen, so a time is also, nearly, a range of ids.
function idRange(
  db: Database,
  sinceAt: number,
  untilAt: number,
): { readonly first: number; readonly last: number } | null {
  const row = db
    .prepare<[number, number], { readonly first: number | null; readonly last: number | null }>(
      'SELECT min(+id) AS first, max(+id) AS last FROM item WHERE first_seen_at >= ? AND first_seen_at < ?',
    )
    .get(sinceAt, untilAt);
  return row?.first == null || row.last === null ? null : { first: row.first, last: row.last };
}
