// What digests choose by: the sequence of changes, the revisions behind it, and the batches held back from it.
import type { Statement } from 'better-sqlite3';
import type { HeldNote } from '../model/digest.ts';
import type { HeldBatch, Revision, RevisionKind, TextDiff } from '../model/item.ts';
import type { Database } from './database.ts';

export type ChangeKind = 'new' | 'revised' | 'released';

/** A batch under which items are held back. */
export interface HeldBack {
  readonly id: number;
  readonly reason: string;
}

type Row = Record<string, unknown>;

const HELD = `SELECT id, feed_id, at, items, reason, settled_at, settled_as FROM held_batch`;

export class ChangeTable {
  readonly #change: Statement;
  readonly #announced: Statement<[number], { seq: number }>;
  readonly #revision: Statement;
  readonly #revisions: Statement<[number], Row>;
  readonly #hashes: Statement<[number, string], { id: number }>;
  readonly #batches: Statement<[string, number], { at: number; items: number }>;
  readonly #feed: Statement<[string], { stored: number; previousAt: number | null }>;
  readonly #hold: Statement;
  readonly #held: Statement<[], Row>;
  readonly #heldOne: Statement<[number], Row>;
  readonly #heldBetween: Statement<[{ readonly fromAt: number; readonly untilAt: number }], HeldNote>;
  readonly #open: Statement<[], HeldBack & { feedId: string; at: number; items: number }>;
  readonly #heldItems: Statement<[number], { count: number }>;
  readonly #settle: Statement;
  readonly #release: Statement;
  readonly #letGo: Statement;

  constructor(db: Database) {
    this.#change = db.prepare('INSERT INTO change (kind, item_id, revision_id, at) VALUES (?, ?, ?, ?)');
    this.#announced = db.prepare('SELECT seq FROM change WHERE item_id = ? LIMIT 1');
    this.#revision = db.prepare(
      `INSERT INTO revision (item_id, at, title, summary, content_hash, material, kinds, diff)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#revisions = db.prepare('SELECT * FROM revision WHERE item_id = ? ORDER BY id');
    this.#hashes = db.prepare('SELECT id FROM revision WHERE item_id = ? AND content_hash = ? LIMIT 1');
    this.#batches = db.prepare(
      `SELECT first_seen_at AS at, COUNT(*) AS items FROM item
       WHERE feed_id = ? AND first_seen_at > ? AND baseline = 0 AND first_seen_at NOT IN
         (SELECT b.at FROM held_batch b WHERE b.feed_id = item.feed_id AND b.settled_as IS NOT 'released')
       GROUP BY first_seen_at ORDER BY first_seen_at DESC LIMIT 100`,
    );
    this.#feed = db.prepare(
      'SELECT COUNT(*) AS stored, MIN(first_seen_at) AS previousAt FROM item WHERE feed_id = ?',
    );
    this.#hold = db.prepare('INSERT INTO held_batch (feed_id, at, items, reason) VALUES (?, ?, ?, ?)');
    this.#held = db.prepare(`${HELD} WHERE settled_at IS NULL ORDER BY id`);
    this.#heldOne = db.prepare(`${HELD} WHERE id = ?`);
    this.#heldBetween = db.prepare(
      `SELECT b.id AS batch, f.name AS outlet, b.items FROM held_batch b JOIN feed f ON f.id = b.feed_id
       WHERE b.at > @fromAt AND b.at <= @untilAt AND (b.settled_at IS NULL OR b.settled_at > @untilAt) ORDER BY b.id`,
    );
    // Without parameters: SQLite plans a statement anew for every value that a column without an index is compared with.
    this.#open = db.prepare(
      `SELECT id, feed_id AS feedId, at, items, reason FROM held_batch WHERE settled_at IS NULL ORDER BY id DESC`,
    );
    this.#heldItems = db.prepare('SELECT COUNT(*) AS count FROM item WHERE held_by = ?');
    this.#settle = db.prepare(
      'UPDATE held_batch SET settled_at = ?, settled_as = ? WHERE id = ? AND settled_at IS NULL',
    );
    this.#release = db.prepare(
      `INSERT INTO change (kind, item_id, revision_id, at)
       SELECT 'released', id, NULL, ? FROM item WHERE held_by = ? ORDER BY id`,
    );
    this.#letGo = db.prepare('UPDATE item SET held_by = NULL, baseline = max(baseline, ?) WHERE held_by = ?');
  }

  /** Appends to the sequence. */
  add(kind: ChangeKind, itemId: number, revisionId: number | null, at: number): void {
    this.#change.run(kind, itemId, revisionId, at);
  }

  /** Whether the item was ever news: baseline and held items are not. */
  isAnnounced(itemId: number): boolean {
    return this.#announced.get(itemId) !== undefined;
  }

  /** Keeps what the item said before it changed; returns the revision's id. */
  addRevision(revision: Omit<Revision, 'id'>): number {
    const { itemId, at, title, summary, contentHash, material, kinds, diff } = revision;
    const result = this.#revision.run(
      itemId,
      at,
      title,
      summary,
      contentHash,
      material ? 1 : 0,
      JSON.stringify(kinds),
      JSON.stringify(diff),
    );
    return Number(result.lastInsertRowid);
  }

  /** Revisions of an item, oldest first. */
  revisions(itemId: number): Revision[] {
    return this.#revisions.all(itemId).map(revisionOfRow);
  }

  /** Whether the item once had this text: a feed that goes back and forth makes no revisions. */
  hasRevision(itemId: number, contentHash: string): boolean {
    return this.#hashes.get(itemId, contentHash) !== undefined;
  }

  /** How many new items each document of the feed brought after its first one, newest first. */
  formerBatches(feedId: string, firstAt: number): { at: number; items: number }[] {
    return this.#batches.all(feedId, firstAt);
  }

  /** How many items of the feed are stored, and when the first of them came. */
  feedFacts(feedId: string): { stored: number; firstAt: number | null } {
    const row = this.#feed.get(feedId);
    return { stored: row?.stored ?? 0, firstAt: row?.previousAt ?? null };
  }

  hold(feedId: string, at: number, items: number, reason: string): number {
    return Number(this.#hold.run(feedId, at, items, reason).lastInsertRowid);
  }

  /** A batch of the feed, begun after `since`, of which not all items are stored yet. */
  unfinishedBatch(feedId: string, since: number): HeldBack | null {
    const batch = this.#open
      .all()
      .find(
        (one) =>
          one.feedId === feedId && one.at > since && one.items > (this.#heldItems.get(one.id)?.count ?? 0),
      );
    return batch === undefined ? null : { id: batch.id, reason: batch.reason };
  }

  /** Batches still held back. */
  heldBatches(): HeldBatch[] {
    return this.#held.all().map(batchOfRow);
  }

  /** Batches the flood guard made in the span, not settled by its end. */
  heldBetween(fromAt: number, untilAt: number): HeldNote[] {
    return this.#heldBetween.all({ fromAt, untilAt });
  }

  heldBatch(id: number): HeldBatch | null {
    const row = this.#heldOne.get(id);
    return row === undefined ? null : batchOfRow(row);
  }

  /**
   * Lets a held batch go: `released` items are announced, `dropped` ones stay stored and silent, as what the feed held
   * before it was added. Items settled.
   */
  settle(id: number, as: 'released' | 'dropped', at: number): number {
    if (this.#settle.run(at, as, id).changes === 0) return 0;
    if (as === 'released') this.#release.run(at, id);
    return this.#letGo.run(as === 'dropped' ? 1 : 0, id).changes;
  }
}

function revisionOfRow(row: Row): Revision {
  return {
    id: row.id as number,
    itemId: row.item_id as number,
    at: row.at as number,
    title: row.title as string,
    summary: row.summary as string,
    contentHash: row.content_hash as string,
    material: row.material === 1,
    kinds: JSON.parse(row.kinds as string) as RevisionKind[],
    diff: JSON.parse(row.diff as string) as TextDiff[],
  };
}

function batchOfRow(row: Row): HeldBatch {
  return {
    id: row.id as number,
    feedId: row.feed_id as string,
    at: row.at as number,
    items: row.items as number,
    reason: row.reason as string,
    settledAt: row.settled_at as number | null,
    settledAs: row.settled_as as HeldBatch['settledAs'],
  };
}
