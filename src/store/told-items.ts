// What former digests of a subscription showed of stories: what news is measured against.
import type { DigestSource } from '../model/digest.ts';
import type { Database } from './database.ts';
import { type Statements, statementsOf } from './statements.ts';

/** An item that a former digest showed, with what news is judged by. */
export interface ToldItem {
  readonly itemId: number;
  readonly copyOf: number | null;
  readonly title: string;
  readonly summary: string;
  readonly kind: DigestSource['kind'];
  readonly control: DigestSource['control'];
  readonly relevant: boolean;
}

export class ToldItemView {
  readonly #db: Statements;

  constructor(db: Database) {
    this.#db = statementsOf(db);
  }

  /** What digests of a subscription covering no more than `untilSeq` showed of stories, oldest first. */
  toldItems(subscriptionId: string, storyIds: readonly number[], untilSeq: number): ToldItem[] {
    return this.#db
      .prepare<unknown[], Omit<ToldItem, 'relevant'> & { readonly relevant: number | null }>(
        `SELECT i.id AS itemId, i.copy_of AS copyOf, i.title,
           CASE WHEN i.summary <> '' THEN substr(i.summary, 1, 4000) ELSE substr(i.content, 1, 4000) END AS summary,
           f.kind, f.control, v.relevant
         FROM story_member m JOIN item i ON i.id = m.item_id JOIN feed f ON f.id = i.feed_id
           LEFT JOIN verdict v ON v.item_id = i.id
         WHERE m.story_id IN (SELECT value FROM json_each(@storyIds)) AND EXISTS (
           SELECT 1 FROM digest_item di JOIN digest d ON d.id = di.digest_id
           WHERE di.item_id = i.id AND d.subscription_id = @subscriptionId AND d.to_seq <= @untilSeq)
         ORDER BY i.id`,
      )
      .all({ subscriptionId, storyIds: JSON.stringify(storyIds), untilSeq })
      .map((row) => ({ ...row, relevant: row.relevant === 1 }));
  }

  /** The originals of those items that are copies. */
  originals(itemIds: readonly number[]): Map<number, number> {
    const rows = this.#db
      .prepare<[string], { readonly id: number; readonly root: number }>(
        `SELECT id, copy_of AS root FROM item
         WHERE copy_of IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
      )
      .all(JSON.stringify(itemIds));
    return new Map(rows.map(({ id, root }) => [id, root]));
  }
}
