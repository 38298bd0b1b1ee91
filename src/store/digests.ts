// Subscriptions with their watermarks, digests under their occurrence keys, what each showed, and who left.
import type { DigestDocument } from '../model/digest.ts';
import type { Database } from './database.ts';
import { type Statements, statementsOf } from './statements.ts';

export interface Subscription {
  readonly id: string;
  /** The last `change.seq` that a digest of this subscription covers. */
  readonly watermark: number;
  readonly coveredUntil: number;
  readonly nextDueAt: number;
  readonly schedule: string;
  readonly startedAt: number;
}

export interface DigestRow {
  readonly id: number;
  readonly subscriptionId: string;
  readonly occurrenceKey: string;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly coversFrom: number;
  readonly coversUntil: number;
  readonly status: 'queued' | 'empty';
  readonly stories: number;
}

export type NewDigest = Omit<DigestRow, 'id'> & { readonly document: DigestDocument };

const ROW = `id, subscription_id AS subscriptionId, occurrence_key AS occurrenceKey, due_at AS dueAt,
  created_at AS createdAt, from_seq AS fromSeq, to_seq AS toSeq, covers_from AS coversFrom,
  covers_until AS coversUntil, status, stories`;

export class DigestTable {
  readonly #db: Statements;

  constructor(db: Database) {
    this.#db = statementsOf(db);
  }

  subscription(id: string): Subscription | null {
    const row = this.#db
      .prepare<[string], Subscription>(
        `SELECT id, watermark, covered_until AS coveredUntil, next_due_at AS nextDueAt, schedule,
           started_at AS startedAt FROM subscription WHERE id = ?`,
      )
      .get(id);
    return row ?? null;
  }

  /** Inserts the subscription or replaces all but its start. */
  saveSubscription(subscription: Subscription): void {
    this.#db
      .prepare(
        `INSERT INTO subscription (id, watermark, covered_until, next_due_at, schedule, started_at)
         VALUES (@id, @watermark, @coveredUntil, @nextDueAt, @schedule, @startedAt)
         ON CONFLICT (id) DO UPDATE SET watermark = excluded.watermark, covered_until = excluded.covered_until,
           next_due_at = excluded.next_due_at, schedule = excluded.schedule`,
      )
      .run(subscription);
  }

  /** Inserts a digest; null where one exists under the same occurrence key. */
  insert(digest: NewDigest): number | null {
    const result = this.#db
      .prepare(
        `INSERT INTO digest (subscription_id, occurrence_key, due_at, created_at, from_seq, to_seq, covers_from,
           covers_until, status, stories, document)
         VALUES (@subscriptionId, @occurrenceKey, @dueAt, @createdAt, @fromSeq, @toSeq, @coversFrom, @coversUntil,
           @status, @stories, @document) ON CONFLICT DO NOTHING`,
      )
      .run({ ...digest, document: JSON.stringify(digest.document) });
    return result.changes === 0 ? null : Number(result.lastInsertRowid);
  }

  addItem(digestId: number, storyId: number | null, itemId: number): void {
    this.#db
      .prepare('INSERT OR IGNORE INTO digest_item (digest_id, story_id, item_id) VALUES (?, ?, ?)')
      .run(digestId, storyId, itemId);
  }

  /** By row number, or by the document's id such as `daily/2026-11-25T07:00`. */
  find(id: string): { readonly row: DigestRow; readonly document: DigestDocument } | null {
    const slash = id.lastIndexOf('/');
    const row = this.#db
      .prepare<unknown[], DigestRow & { readonly document: string }>(
        `SELECT ${ROW}, document FROM digest WHERE ${slash < 0 ? 'id = ?' : 'subscription_id = ? AND occurrence_key = ?'}`,
      )
      .get(...(slash < 0 ? [Number(id)] : [id.slice(0, slash), id.slice(slash + 1)]));
    if (row === undefined) return null;
    const { document, ...rest } = row;
    return { row: rest, document: JSON.parse(document) as DigestDocument };
  }

  /** Newest first. */
  list(limit: number): DigestRow[] {
    return this.#db
      .prepare<[number], DigestRow>(`SELECT ${ROW} FROM digest ORDER BY id DESC LIMIT ?`)
      .all(limit);
  }

  /** The last digest of a subscription written before `at`; `sentOnly` passes over those that were skipped as empty. */
  lastBefore(subscriptionId: string, at: number, sentOnly: boolean): DigestRow | null {
    const row = this.#db
      .prepare<[string, number, number], DigestRow>(
        `SELECT ${ROW} FROM digest WHERE subscription_id = ? AND created_at < ? AND (? = 0 OR status = 'queued')
         ORDER BY id DESC LIMIT 1`,
      )
      .get(subscriptionId, at, sentOnly ? 1 : 0);
    return row ?? null;
  }

  /** When a digest was last sent (not skipped as empty) before `now`; null: never. */
  lastSentAt(subscriptionId: string, now: number): number | null {
    const row = this.#db
      .prepare<[string, number], { readonly at: number | null }>(
        `SELECT max(created_at) AS at FROM digest
         WHERE subscription_id = ? AND status = 'queued' AND created_at <= ?`,
      )
      .get(subscriptionId, now);
    return row?.at ?? null;
  }

  /** Records that a folded address left; false where it had left before. */
  unsubscribe(subscriptionId: string, recipient: string, at: number): boolean {
    return (
      this.#db
        .prepare('INSERT OR IGNORE INTO unsubscription (subscription_id, recipient, at) VALUES (?, ?, ?)')
        .run(subscriptionId, recipient, at).changes > 0
    );
  }

  /** Forgets that a folded address left one subscription, or any where it is null. Returns which. */
  readmit(recipient: string, subscriptionId: string | null): string[] {
    return this.#db
      .prepare<{ recipient: string; subscriptionId: string | null }, { readonly id: string }>(
        `DELETE FROM unsubscription WHERE recipient = @recipient
           AND (@subscriptionId IS NULL OR subscription_id = @subscriptionId) RETURNING subscription_id AS id`,
      )
      .all({ recipient, subscriptionId })
      .map(({ id }) => id)
      .sort();
  }

  /** Everyone who left, and when; oldest first. */
  unsubscriptions(): { readonly subscriptionId: string; readonly recipient: string; readonly at: number }[] {
    return this.#db
      .prepare<[], { readonly subscriptionId: string; readonly recipient: string; readonly at: number }>(
        `SELECT subscription_id AS subscriptionId, recipient, at FROM unsubscription
         ORDER BY at, subscription_id, recipient`,
      )
      .all();
  }

  /** Folded addresses that left this subscription. */
  unsubscribed(subscriptionId: string): Set<string> {
    const rows = this.#db
      .prepare<[string], { readonly recipient: string }>(
        'SELECT recipient FROM unsubscription WHERE subscription_id = ?',
      )
      .all(subscriptionId);
    return new Set(rows.map(({ recipient }) => recipient));
  }
}
