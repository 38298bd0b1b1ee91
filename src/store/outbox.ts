// The outbox: pending -> sending (leased) -> sent | pending again | dead | dropped. Order is kept per channel and recipient.
import type { DeliveryFailureCode } from '../model/failure.ts';
import type { Message, MessageKind, MessageState } from '../model/message.ts';
import type { Database } from './database.ts';
import { type Statements, statementsOf } from './statements.ts';

export interface NewMessage {
  readonly id: string;
  readonly kind: MessageKind;
  readonly digestId: number | null;
  readonly alertId: number | null;
  readonly channel: string;
  readonly recipient: string;
  readonly part: number;
  readonly parts: number;
  readonly body: unknown;
  readonly createdAt: number;
  readonly nextAttemptAt: number;
  readonly expiresAt: number;
}

export interface ClaimedMessage extends Message {
  readonly expiresAt: number;
}

/** What an operator sees of a message. */
export interface MessageSummary {
  readonly id: string;
  readonly kind: MessageKind;
  readonly channel: string;
  readonly recipient: string;
  readonly part: number;
  readonly parts: number;
  readonly state: MessageState;
  readonly attempts: number;
  readonly createdAt: number;
  readonly nextAttemptAt: number;
  readonly expiresAt: number;
  readonly possibleDuplicate: boolean;
  readonly lastCode: string | null;
  readonly lastDetail: string | null;
  readonly sentAt: number | null;
  readonly receipt: string | null;
}

export interface Attempt {
  readonly messageId: string;
  readonly startedAt: number;
  readonly elapsedMs: number;
  readonly outcome: 'sent' | 'retry' | 'dead' | 'suspend';
  readonly code: DeliveryFailureCode | null;
  readonly detail: string;
}

type MessageRow = Omit<ClaimedMessage, 'body' | 'possibleDuplicate'> & {
  readonly body: string;
  readonly possibleDuplicate: number;
};

const CLAIMED = `id, kind, channel, recipient, part, parts, body, created_at AS createdAt, attempts,
  possible_duplicate AS possibleDuplicate, expires_at AS expiresAt`;
const SUMMARY = `id, kind, channel, recipient, part, parts, state, attempts, created_at AS createdAt,
  next_attempt_at AS nextAttemptAt, expires_at AS expiresAt, possible_duplicate AS possibleDuplicate,
  last_code AS lastCode, last_detail AS lastDetail, sent_at AS sentAt, receipt`;

export class OutboxTable {
  readonly #db: Statements;

  constructor(db: Database) {
    this.#db = statementsOf(db);
  }

  /** Queues a message behind all others of its channel. A message under a known id is the same one: nothing happens. */
  add(message: NewMessage): void {
    this.#db
      .prepare(
        `INSERT INTO message (id, seq, kind, digest_id, alert_id, channel, recipient, part, parts, body, state,
           created_at, next_attempt_at, expires_at)
         VALUES (@id, (SELECT coalesce(max(seq), 0) + 1 FROM message), @kind, @digestId, @alertId, @channel,
           @recipient, @part, @parts, @body, 'pending', @createdAt, @nextAttemptAt, @expiresAt)
         ON CONFLICT (id) DO NOTHING`,
      )
      .run({ ...message, body: JSON.stringify(message.body) });
  }

  /** Channels with a message that may be sent now. */
  dueChannels(now: number): string[] {
    return this.#db
      .prepare<[number], { readonly channel: string }>(
        `SELECT DISTINCT channel FROM message WHERE state = 'pending' AND next_attempt_at <= ? ORDER BY channel`,
      )
      .all(now)
      .map(({ channel }) => channel);
  }

  /**
   * Leases the next message of a channel whose time has come. A message that waits for its next attempt holds back
   * later ones to the same recipient, and no others.
   */
  claim(channel: string, now: number, leaseUntil: number): ClaimedMessage | null {
    const row = this.#db
      .prepare<{ channel: string; now: number; leaseUntil: number }, MessageRow>(
        `UPDATE message SET state = 'sending', lease_until = @leaseUntil, attempts = attempts + 1
         WHERE id = (
           SELECT m.id FROM message m WHERE m.channel = @channel AND m.state = 'pending' AND m.next_attempt_at <= @now
             AND NOT EXISTS (SELECT 1 FROM message e WHERE e.channel = m.channel AND e.recipient = m.recipient
               AND e.state IN ('pending', 'sending') AND e.seq < m.seq)
           ORDER BY m.seq LIMIT 1)
         RETURNING ${CLAIMED}`,
      )
      .get({ channel, now, leaseUntil });
    if (row === undefined) return null;
    return { ...row, body: JSON.parse(row.body) as unknown, possibleDuplicate: row.possibleDuplicate === 1 };
  }

  /**
   * Gives messages back whose lease ran out before `leaseBefore`: the attempt may have been accepted. Pass infinity
   * at start, when no sender can be alive. Returns what was given back.
   */
  recoverLeases(leaseBefore: number): { readonly id: string; readonly channel: string }[] {
    return this.#db
      .prepare<[number], { readonly id: string; readonly channel: string }>(
        `UPDATE message SET state = 'pending', lease_until = NULL, possible_duplicate = 1
         WHERE state = 'sending' AND lease_until < ? RETURNING id, channel`,
      )
      .all(leaseBefore);
  }

  /** Makes due what waits longer than any receiver may ask for: a clock that ran ahead put it off. */
  bringBack(now: number, longestWaitMs: number): void {
    this.#db
      .prepare(
        `UPDATE message SET next_attempt_at = @now WHERE state = 'pending' AND next_attempt_at > @now + @wait`,
      )
      .run({ now, wait: longestWaitMs });
  }

  /** Gives up what is too old of channels other than these, which no one can send. Returns what was given up. */
  abandonOrphans(
    channels: readonly string[],
    now: number,
    detail: string,
  ): { readonly id: string; readonly channel: string; readonly attempts: number }[] {
    return this.#db
      .prepare<unknown[], { readonly id: string; readonly channel: string; readonly attempts: number }>(
        `UPDATE message SET state = 'dead', last_code = 'gone', last_detail = @detail
         WHERE state = 'pending' AND expires_at <= @now
           AND channel NOT IN (SELECT value FROM json_each(@channels))
         RETURNING id, channel, attempts`,
      )
      .all({ channels: JSON.stringify(channels), now, detail });
  }

  /** Records an attempt for the audit trail. */
  addAttempt(attempt: Attempt): void {
    this.#db
      .prepare(
        `INSERT INTO attempt (message_id, started_at, elapsed_ms, outcome, code, detail)
         VALUES (@messageId, @startedAt, @elapsedMs, @outcome, @code, @detail)`,
      )
      .run(attempt);
  }

  settleSent(id: string, now: number, receipt: string): void {
    this.#db
      .prepare(
        `UPDATE message SET state = 'sent', lease_until = NULL, sent_at = ?, receipt = ?, last_code = NULL,
           last_detail = NULL WHERE id = ?`,
      )
      .run(now, receipt, id);
  }

  /**
   * Back to pending. `burnt` false gives the attempt back, as for a channel that is suspended; `uncertain` marks that
   * the receiver may have taken the message all the same.
   */
  settleWaiting(
    id: string,
    nextAttemptAt: number,
    code: string,
    detail: string,
    how: { readonly burnt: boolean; readonly uncertain: boolean },
  ): void {
    this.#db
      .prepare(
        `UPDATE message SET state = 'pending', lease_until = NULL, next_attempt_at = ?, last_code = ?,
           last_detail = ?, attempts = attempts - ?, possible_duplicate = max(possible_duplicate, ?) WHERE id = ?`,
      )
      .run(nextAttemptAt, code, detail, how.burnt ? 0 : 1, how.uncertain ? 1 : 0, id);
  }

  settleDead(id: string, code: string, detail: string): void {
    this.#db
      .prepare(
        `UPDATE message SET state = 'dead', lease_until = NULL, last_code = ?, last_detail = ? WHERE id = ?`,
      )
      .run(code, detail, id);
  }

  /** Oldest first; only of the given states and channel where they are given. */
  list(filter: {
    readonly states?: readonly MessageState[];
    readonly channel?: string;
    readonly limit: number;
  }): MessageSummary[] {
    const states = filter.states ?? ['pending', 'sending', 'sent', 'dead', 'dropped'];
    const rows = this.#db
      .prepare<unknown[], Omit<MessageSummary, 'possibleDuplicate'> & { readonly possibleDuplicate: number }>(
        `SELECT ${SUMMARY} FROM message WHERE state IN (${states.map(() => '?').join(', ')})
           AND (? IS NULL OR channel = ?) ORDER BY seq DESC LIMIT ?`,
      )
      .all(...states, filter.channel ?? null, filter.channel ?? null, filter.limit);
    return rows.map((row) => ({ ...row, possibleDuplicate: row.possibleDuplicate === 1 })).reverse();
  }

  channelOf(id: string): string | undefined {
    return this.#db
      .prepare<[string], { readonly channel: string }>('SELECT channel FROM message WHERE id = ?')
      .get(id)?.channel;
  }

  attempts(messageId: string): Attempt[] {
    return this.#db
      .prepare<[string], Attempt>(
        `SELECT message_id AS messageId, started_at AS startedAt, elapsed_ms AS elapsedMs, outcome, code, detail
         FROM attempt WHERE message_id = ? ORDER BY id`,
      )
      .all(messageId);
  }

  /** Gives dead and waiting messages a new life; all of them, or those of one channel or id. Returns how many. */
  retry(filter: { readonly id?: string; readonly channel?: string }, now: number, ageMs: number): number {
    return this.#db
      .prepare(
        `UPDATE message SET state = 'pending', next_attempt_at = @now, expires_at = max(expires_at, @now + @ageMs)
         WHERE state IN ('pending', 'dead') AND (@id IS NULL OR id = @id) AND (@channel IS NULL OR channel = @channel)`,
      )
      .run({ now, ageMs, id: filter.id ?? null, channel: filter.channel ?? null }).changes;
  }

  /** Drops unsent messages for good; they stay listed. Returns how many. */
  drop(filter: { readonly id?: string; readonly channel?: string }): number {
    return this.#db
      .prepare(
        `UPDATE message SET state = 'dropped' WHERE state IN ('pending', 'dead')
           AND (@id IS NULL OR id = @id) AND (@channel IS NULL OR channel = @channel)`,
      )
      .run({ id: filter.id ?? null, channel: filter.channel ?? null }).changes;
  }

  /** Messages of a channel that are not settled. */
  countWaiting(channel: string): number {
    const row = this.#db
      .prepare<[string], { readonly n: number }>(
        `SELECT count(*) AS n FROM message WHERE channel = ? AND state IN ('pending', 'sending')`,
      )
      .get(channel);
    return row?.n ?? 0;
  }

  /** Channels for which a message waits that failed before. */
  troubled(): ReadonlySet<string> {
    const rows = this.#db
      .prepare<[], { readonly channel: string }>(
        `SELECT DISTINCT channel FROM message WHERE state = 'pending' AND last_code IS NOT NULL`,
      )
      .all();
    return new Set(rows.map(({ channel }) => channel));
  }

  /** Channels that messages wait for, and how many. */
  waiting(): { readonly channel: string; readonly messages: number }[] {
    return this.#db
      .prepare<[], { readonly channel: string; readonly messages: number }>(
        `SELECT channel, count(*) AS messages FROM message WHERE state IN ('pending', 'sending')
         GROUP BY channel ORDER BY channel`,
      )
      .all();
  }
}
