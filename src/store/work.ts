// How the work goes, read from the tables that the work itself writes: the facts behind the verdict of health.
import type { Database } from './database.ts';

export interface WorkFacts {
  /** Feeds that are configured and not gone for good. */
  readonly feeds: number;
  readonly lastSuccessAt: number | null;
  /** When a poll was last tried in vain; null: never. */
  readonly lastFailureAt: number | null;
  /** The longest overdue feed's due time; null: none is overdue. */
  readonly oldestDueAt: number | null;
  /** Subscriptions in force with the next due time each. */
  readonly digests: readonly { readonly id: string; readonly nextDueAt: number }[];
  /** When a digest was last written, queued or skipped as empty. */
  readonly lastDigestAt: number | null;
  /** Messages that wait, with the oldest of them per channel. */
  readonly outbox: readonly {
    readonly channel: string;
    readonly waiting: number;
    readonly oldestAt: number;
    readonly suspended: boolean;
  }[];
}

/** Reads the facts at `now` for the digests in force. A few milliseconds. */
export function readWorkFacts(db: Database, subscriptions: readonly string[], now: number): WorkFacts {
  const polls = db
    .prepare<{ now: number }, Pick<WorkFacts, 'feeds' | 'lastSuccessAt' | 'lastFailureAt' | 'oldestDueAt'>>(
      `SELECT count(*) AS feeds, max(s.last_success_at) AS lastSuccessAt,
         max(CASE WHEN s.failures > 0 THEN s.last_poll_at END) AS lastFailureAt,
         min(CASE WHEN s.next_poll_at <= @now THEN s.next_poll_at END) AS oldestDueAt
       FROM feed_state s JOIN feed f ON f.id = s.feed_id WHERE f.removed_at IS NULL AND s.health <> 'gone'`,
    )
    .get({ now });
  const digests = db
    .prepare<[string], { readonly id: string; readonly nextDueAt: number }>(
      `SELECT id, next_due_at AS nextDueAt FROM subscription WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(JSON.stringify(subscriptions));
  const lastDigestAt =
    db.prepare<[], { readonly at: number | null }>('SELECT max(created_at) AS at FROM digest').get()?.at ??
    null;
  const outbox = db
    .prepare<
      [],
      {
        readonly channel: string;
        readonly waiting: number;
        readonly oldestAt: number;
        readonly suspended: number;
      }
    >(
      `SELECT m.channel, count(*) AS waiting, min(m.created_at) AS oldestAt,
         coalesce(max(c.suspended_at IS NOT NULL), 0) AS suspended
       FROM message m LEFT JOIN channel_state c ON c.channel = m.channel
       WHERE m.state IN ('pending', 'sending') GROUP BY m.channel ORDER BY m.channel`,
    )
    .all()
    .map((row) => ({ ...row, suspended: row.suspended === 1 }));
  return {
    feeds: polls?.feeds ?? 0,
    lastSuccessAt: polls?.lastSuccessAt ?? null,
    lastFailureAt: polls?.lastFailureAt ?? null,
    oldestDueAt: polls?.oldestDueAt ?? null,
    digests,
    lastDigestAt,
    outbox,
  };
}
