// Takes out what is older than its retention, a small batch at a time. Identity keys, digests and their ledger stay.
import type { Database } from './database.ts';

interface IdRow {
  readonly id: number;
}

// Items that a digest in force has yet to cover, that a flood guard holds, or that a feed still lists are kept.
const OLD_ITEMS = `SELECT id FROM item
  WHERE first_seen_at < @before AND last_seen_at < @before AND held_by IS NULL
    AND NOT EXISTS (SELECT 1 FROM change c WHERE c.item_id = item.id AND c.seq > @watermark)
  ORDER BY first_seen_at LIMIT @limit`;

const ITEM_PARTS = [
  'DELETE FROM item_fts WHERE rowid IN (SELECT value FROM json_each(?))',
  'DELETE FROM verdict_topic WHERE item_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM verdict WHERE item_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM revision WHERE item_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM sighting WHERE item_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM change WHERE item_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM story_member WHERE item_id IN (SELECT value FROM json_each(?))',
  'DELETE FROM item WHERE id IN (SELECT value FROM json_each(?))',
];

export class RetentionTable {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** How far the slowest of these subscriptions has read, and until when its coverage is told; null: none has begun. */
  progress(subscriptions: readonly string[]): { watermark: number; coveredUntil: number } | null {
    const row = this.#db
      .prepare<[string], { readonly watermark: number | null; readonly coveredUntil: number | null }>(
        `SELECT min(watermark) AS watermark, min(covered_until) AS coveredUntil FROM subscription
         WHERE id IN (SELECT value FROM json_each(?))`,
      )
      .get(JSON.stringify(subscriptions));
    if (row?.watermark == null || row.coveredUntil == null) return null;
    return { watermark: row.watermark, coveredUntil: row.coveredUntil };
  }

  /** Removes up to `limit` items last seen before `before` with all that hangs on them but their keys. How many. */
  removeItems(before: number, watermark: number, limit: number): number {
    const rows = this.#db
      .prepare<{ before: number; watermark: number; limit: number }, IdRow>(OLD_ITEMS)
      .all({ before, watermark, limit });
    if (rows.length === 0) return 0;
    const ids = JSON.stringify(rows.map((row) => row.id));
    const stories = this.#db
      .prepare<[string], IdRow>(
        'SELECT DISTINCT story_id AS id FROM story_member WHERE item_id IN (SELECT value FROM json_each(?))',
      )
      .all(ids);
    for (const sql of ITEM_PARTS) this.#db.prepare(sql).run(ids);
    for (const story of stories) this.#tidyStory(story.id);
    return rows.length;
  }

  /** Empties up to `limit` bodies of items first seen before `before`; they stay findable. How many. */
  removeBodies(before: number, limit: number): number {
    const items = this.#db
      .prepare(
        `UPDATE item SET content = '' WHERE id IN (
           SELECT id FROM item WHERE content <> '' AND first_seen_at < ? ORDER BY first_seen_at LIMIT ?)`,
      )
      .run(before, limit).changes;
    const pages = this.#limited('page', 'url', 'fetched_at < ?', before, limit);
    return items + pages;
  }

  /** Removes up to `limit` poll log rows started before `before`. How many. */
  removePolls(before: number, limit: number): number {
    return this.#limited('poll_log', 'id', 'started_at < ?', before, limit);
  }

  /** Empties the rendered bodies of messages sent or dropped before `before`; the rows stay, so that ids stay known. */
  emptyMessages(before: number, limit: number): number {
    return this.#db
      .prepare(
        `UPDATE message SET body = 'null' WHERE id IN (SELECT id FROM message
           WHERE state IN ('sent', 'dropped') AND body <> 'null' AND created_at < ? LIMIT ?)`,
      )
      .run(before, limit).changes;
  }

  /** Removes counts of rule hits of days before `day` (`2026-11-25`). */
  removeRuleHits(day: string): number {
    return this.#db.prepare('DELETE FROM rule_hit WHERE day < ?').run(day).changes;
  }

  #limited(table: string, key: string, where: string, before: number, limit: number): number {
    return this.#db
      .prepare(`DELETE FROM ${table} WHERE ${key} IN (SELECT ${key} FROM ${table} WHERE ${where} LIMIT ?)`)
      .run(before, limit).changes;
  }

  // A story without members goes, with its links; one whose lead went is led by its oldest member.
  #tidyStory(id: number): void {
    const next = this.#db
      .prepare<[number], { readonly id: number | null }>(
        'SELECT min(item_id) AS id FROM story_member WHERE story_id = ?',
      )
      .get(id)?.id;
    if (next != null) {
      this.#db
        .prepare(
          'UPDATE story SET lead_item_id = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM item WHERE id = lead_item_id)',
        )
        .run(next, id);
      return;
    }
    this.#db.prepare('DELETE FROM story_link WHERE story_id = ? OR other_id = ?').run(id, id);
    this.#db.prepare('DELETE FROM story WHERE id = ?').run(id);
  }
}
