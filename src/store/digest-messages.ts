// The messages of one digest: what became of them, and sending them once more as they were.
import type { Database } from './database.ts';
import type { NewMessage } from './outbox.ts';
import { type Statements, statementsOf } from './statements.ts';

export class DigestMessageTable {
  readonly #db: Statements;

  constructor(db: Database) {
    this.#db = statementsOf(db);
  }

  /** Messages of a digest to one recipient, in order; `kept`: the body that was sent is still there. */
  messagesTo(
    digestId: number,
    channel: string,
    recipient: string,
  ): { readonly id: string; readonly waits: boolean; readonly kept: boolean }[] {
    return this.#db
      .prepare<
        [number, string, string],
        { readonly id: string; readonly waits: number; readonly kept: number }
      >(
        `SELECT id, state IN ('pending', 'sending') AS waits, body <> 'null' AS kept FROM message
         WHERE digest_id = ? AND channel = ? AND recipient = ? ORDER BY seq`,
      )
      .all(digestId, channel, recipient)
      .map(({ id, waits, kept }) => ({ id, waits: waits === 1, kept: kept === 1 }));
  }

  /** Queues a settled message once more as it was, behind all others. A receiver that took it sees the same id again. */
  again(id: string, now: number, expiresAt: number): void {
    this.#db
      .prepare(
        `UPDATE message SET seq = (SELECT max(seq) + 1 FROM message), created_at = @now, next_attempt_at = @now,
           expires_at = max(expires_at, @expiresAt), possible_duplicate = max(possible_duplicate, state = 'sent'),
           state = 'pending' WHERE id = @id AND state IN ('sent', 'dead', 'dropped')`,
      )
      .run({ id, now, expiresAt });
  }

  /** Gives a settled message a body again whose own was emptied; false where there is no such message. */
  refill(message: Pick<NewMessage, 'id' | 'part' | 'parts' | 'body'>): boolean {
    const { id, part, parts, body } = message;
    return (
      this.#db
        .prepare(
          `UPDATE message SET body = @body, part = @part, parts = @parts
           WHERE id = @id AND state IN ('sent', 'dead', 'dropped')`,
        )
        .run({ id, part, parts, body: JSON.stringify(body) }).changes > 0
    );
  }

  /** How many messages of a digest were taken, of all that nobody dropped. */
  countOf(digestId: number): { readonly sent: number; readonly all: number } {
    const row = this.#db
      .prepare<[number], { readonly sent: number; readonly all: number }>(
        `SELECT count(CASE WHEN state = 'sent' THEN 1 END) AS sent, count(*) AS "all"
         FROM message WHERE digest_id = ? AND state <> 'dropped'`,
      )
      .get(digestId);
    return row ?? { sent: 0, all: 0 };
  }
}
