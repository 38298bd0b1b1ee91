// Digests with what became of them at each channel, as the archive shows them, read-only.
import type { DigestDocument } from '../model/digest.ts';
import type { MessageState } from '../model/message.ts';
import type { Database } from './database.ts';

export interface ListedDigest {
  readonly id: number;
  readonly subscriptionId: string;
  readonly occurrenceKey: string;
  readonly name: string;
  readonly subject: string;
  readonly timeZone: string;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly coversFrom: number;
  readonly coversUntil: number;
  readonly status: 'queued' | 'empty';
  readonly stories: number;
}

/** The messages of a digest for one channel, counted by state. */
export interface ChannelDeliveries {
  readonly digestId: number;
  readonly channel: string;
  readonly state: MessageState;
  readonly messages: number;
  readonly lastSentAt: number | null;
}

/** One message, without its body. */
export interface Delivery {
  readonly id: string;
  readonly channel: string;
  readonly recipient: string;
  readonly part: number;
  readonly parts: number;
  readonly state: MessageState;
  readonly attempts: number;
  readonly nextAttemptAt: number;
  readonly possibleDuplicate: number;
  readonly lastCode: string | null;
  readonly lastDetail: string | null;
  readonly sentAt: number | null;
  readonly receipt: string | null;
}

const ROW = `id, subscription_id AS subscriptionId, occurrence_key AS occurrenceKey,
  coalesce(document ->> '$.name', subscription_id) AS name, coalesce(document ->> '$.subject', '') AS subject,
  coalesce(document ->> '$.timeZone', 'UTC') AS timeZone, due_at AS dueAt, created_at AS createdAt,
  covers_from AS coversFrom, covers_until AS coversUntil, status, stories`;

export class DigestArchiveView {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Newest first, below the id `before`. */
  list(limit: number, before: number | null): ListedDigest[] {
    return this.#db
      .prepare<unknown[], ListedDigest>(
        `SELECT ${ROW} FROM digest WHERE @before IS NULL OR id < @before ORDER BY id DESC LIMIT @limit`,
      )
      .all({ limit, before });
  }

  find(
    subscriptionId: string,
    occurrenceKey: string,
  ): { readonly row: ListedDigest; readonly document: DigestDocument } | null {
    const found = this.#db
      .prepare<[string, string], ListedDigest & { readonly document: string }>(
        `SELECT ${ROW}, document FROM digest WHERE subscription_id = ? AND occurrence_key = ?`,
      )
      .get(subscriptionId, occurrenceKey);
    if (found === undefined) return null;
    const { document, ...row } = found;
    return { row, document: JSON.parse(document) as DigestDocument };
  }

  /** What became of these digests, per channel and state. */
  deliveries(digestIds: readonly number[]): ChannelDeliveries[] {
    return this.#db
      .prepare<[string], ChannelDeliveries>(
        `SELECT m.digest_id AS digestId, m.channel, m.state, count(*) AS messages, max(m.sent_at) AS lastSentAt
         FROM json_each(?) e CROSS JOIN message m ON m.digest_id = e.value
         GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
      )
      .all(JSON.stringify(digestIds));
  }

  /** Every message of a digest, in the order of sending. */
  messages(digestId: number): Delivery[] {
    return this.#db
      .prepare<[number], Delivery>(
        `SELECT id, channel, recipient, part, parts, state, attempts, next_attempt_at AS nextAttemptAt,
           possible_duplicate AS possibleDuplicate, last_code AS lastCode, last_detail AS lastDetail,
           sent_at AS sentAt, receipt
         FROM message WHERE digest_id = ? ORDER BY channel, recipient, part`,
      )
      .all(digestId);
  }

  /** Digests that showed an item of these stories. */
  showing(itemIds: readonly number[]): ListedDigest[] {
    return this.#db
      .prepare<[string], ListedDigest>(
        `SELECT ${ROW} FROM digest WHERE id IN (
           SELECT d.digest_id FROM digest_item d WHERE d.item_id IN (SELECT value FROM json_each(?)))
         ORDER BY id DESC LIMIT 20`,
      )
      .all(JSON.stringify(itemIds));
  }
}
