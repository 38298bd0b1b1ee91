// Stories, their members and links, and what the live window is rebuilt from. Callers hold the transaction.
import type { Statement } from 'better-sqlite3';
import type { Database } from './database.ts';

/** A member as the live window needs it. */
export interface WindowRow {
  readonly itemId: number;
  readonly storyId: number;
  readonly rootId: number;
  readonly joinedAt: number;
  readonly publishedAt: number | null;
  readonly firstSeenAt: number;
  readonly lang: string;
  readonly features: Uint8Array;
}

export interface NewMember {
  readonly itemId: number;
  readonly storyId: number;
  readonly joinedAt: number;
  readonly score: number;
  readonly reason: string;
  readonly features: Uint8Array;
  /** Whether the story was opened by this item. */
  readonly isNew?: boolean;
}

export interface StoryLink {
  readonly storyId: number;
  readonly otherId: number;
  readonly score: number;
  readonly reason: string;
}

export class StoryTable {
  readonly #insert: Statement;
  readonly #member: Statement;
  readonly #grow: Statement;
  readonly #mergeStory: Statement;
  readonly #moveMembers: Statement;
  readonly #moved: Statement;
  readonly #link: Statement;
  readonly #links: Statement<[number, number], StoryLink>;
  readonly #window: Statement<[number], WindowRow>;
  readonly #start: Statement<[number, number], { live: number | null; counted: number | null }>;
  readonly #clear: Statement;
  readonly #memberOf: Statement<[number, number, number], { storyId: number; joinedAt: number }>;
  readonly #leave: Statement;
  readonly #tidy: readonly Statement[];
  readonly #resolve: Statement<[number], { merged_into: number | null }>;

  constructor(db: Database) {
    this.#insert = db.prepare('INSERT INTO story (lead_item_id, created_at, updated_at) VALUES (?, ?, ?)');
    this.#member = db.prepare(
      `INSERT INTO story_member (item_id, story_id, joined_at, score, reason, features) VALUES (?, ?, ?, ?, ?, ?)`,
    );
    this.#grow = db.prepare('UPDATE story SET updated_at = ? WHERE id = ?');
    this.#mergeStory = db.prepare('UPDATE story SET merged_into = ? WHERE id = ?');
    this.#moved = db.prepare('UPDATE story SET merged_into = ? WHERE merged_into = ?');
    this.#moveMembers = db.prepare('UPDATE story_member SET story_id = ? WHERE story_id = ?');
    this.#link = db.prepare(
      `INSERT INTO story_link (story_id, other_id, score, reason, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (story_id, other_id) DO UPDATE SET score = excluded.score, reason = excluded.reason
       WHERE excluded.score > score`,
    );
    this.#links = db.prepare(
      `SELECT story_id AS storyId, other_id AS otherId, score, reason FROM story_link WHERE story_id = ?
       UNION ALL
       SELECT other_id AS storyId, story_id AS otherId, score, reason FROM story_link WHERE other_id = ?
       ORDER BY otherId`,
    );
    this.#window = db.prepare(
      `SELECT m.item_id AS itemId, m.story_id AS storyId, COALESCE(i.copy_of, i.id) AS rootId,
         m.joined_at AS joinedAt, i.published_at AS publishedAt, i.first_seen_at AS firstSeenAt, i.lang, m.features
       FROM story_member m JOIN item i ON i.id = m.item_id
       WHERE m.item_id >= ? AND m.features IS NOT NULL ORDER BY m.item_id`,
    );
    this.#start = db.prepare(
      `SELECT
         (SELECT MIN(item_id) FROM story_member
          WHERE joined_at >= (SELECT joined_at FROM story_member ORDER BY item_id DESC LIMIT 1) - ?) AS live,
         (SELECT item_id FROM story_member ORDER BY item_id DESC LIMIT 1 OFFSET ?) AS counted`,
    );
    this.#clear = db.prepare(
      'UPDATE story_member SET features = NULL WHERE item_id < ? AND features IS NOT NULL',
    );
    this.#memberOf = db.prepare(
      `SELECT story_id AS storyId, joined_at AS joinedAt FROM story_member
       WHERE item_id = ? AND NOT EXISTS (SELECT 1 FROM item WHERE copy_of = ?)
         AND NOT EXISTS (SELECT 1 FROM item WHERE id = ? AND copy_of IS NOT NULL)`,
    );
    this.#leave = db.prepare('DELETE FROM story_member WHERE item_id = ?');
    const empty = 'NOT EXISTS (SELECT 1 FROM story_member WHERE story_id = @id)';
    this.#tidy = [
      `UPDATE story SET lead_item_id = (SELECT min(item_id) FROM story_member WHERE story_id = @id)
       WHERE id = @id AND NOT (${empty})`,
      `DELETE FROM story_link WHERE (story_id = @id OR other_id = @id) AND ${empty}`,
      `DELETE FROM story WHERE id = @id AND ${empty} AND NOT EXISTS (SELECT 1 FROM story s WHERE s.merged_into = @id)
         AND NOT EXISTS (SELECT 1 FROM alert WHERE story_id = @id)`,
    ].map((sql) => db.prepare(sql));
    this.#resolve = db.prepare('SELECT merged_into FROM story WHERE id = ?');
  }

  /** Opens a story led by an item; returns its id. */
  open(leadItemId: number, at: number): number {
    return Number(this.#insert.run(leadItemId, at, at).lastInsertRowid);
  }

  /** Puts an item into a story, with the reason that is shown. */
  addMember({ itemId, storyId, joinedAt, score, reason, features, isNew }: NewMember): void {
    this.#member.run(itemId, storyId, joinedAt, score, reason, features);
    if (isNew !== true) this.#grow.run(joinedAt, storyId);
  }

  /**
   * Takes an item out of its story, and a story out that has no other member; returns when the item had joined. null: it is
   * in none, or it is a copy or has copies, and stays.
   */
  removeMember(itemId: number): number | null {
    const member = this.#memberOf.get(itemId, itemId, itemId);
    if (member === undefined) return null;
    this.#leave.run(itemId);
    for (const tidy of this.#tidy) tidy.run({ id: member.storyId });
    return member.joinedAt;
  }

  /** Moves every member of `from` into `into`; the id `from` keeps leading there. */
  merge(from: number, into: number): void {
    this.#moveMembers.run(into, from);
    this.#moved.run(into, from);
    this.#mergeStory.run(into, from);
  }

  /** The story that an id stands for today, after merges. */
  resolve(storyId: number): number {
    return this.#resolve.get(storyId)?.merged_into ?? storyId;
  }

  /** Notes that two stories are about the same event; the lower id comes first. */
  link({ storyId, otherId, score, reason }: StoryLink, at: number): void {
    this.#link.run(Math.min(storyId, otherId), Math.max(storyId, otherId), score, reason, at);
  }

  links(storyId: number): StoryLink[] {
    return this.#links.all(storyId, storyId);
  }

  /**
   * The members that a live window of `windowMs` and a memory of `history` items are rebuilt from, oldest first; what is
   * older loses its features, which nobody needs any more.
   */
  window(windowMs: number, history: number): IterableIterator<WindowRow> {
    const start = this.#start.get(windowMs, history - 1);
    const first = Math.min(start?.live ?? 0, start?.counted ?? 0);
    this.#clear.run(first);
    return this.#window.iterate(first);
  }
}
