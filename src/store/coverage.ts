// What was read in a span of time, and which feeds are in trouble: the facts of a coverage receipt.
import { DAY_MS } from '../lib/clock.ts';
import type { CoverageReceipt, FeedTrouble } from '../model/digest.ts';
import type { Database } from './database.ts';
import { type Statements, statementsOf } from './statements.ts';

interface FeedThen {
  readonly feedId: string;
  readonly name: string;
  readonly read: number;
  readonly lastResult: string | null;
  readonly failureCode: string | null;
  readonly failingSince: number | null;
  readonly newestAt: number;
}

const FEEDS_THEN = `SELECT f.id AS feedId, f.name, p.result AS lastResult, p.failure_code AS failureCode,
    EXISTS (SELECT 1 FROM poll_log r WHERE r.feed_id = f.id AND r.started_at >= @fromAt AND r.started_at <= @untilAt
      AND r.result <> 'failed') AS read,
    (SELECT min(b.started_at) FROM poll_log b WHERE b.feed_id = f.id AND b.result = 'failed' AND b.started_at <= @untilAt
      AND b.started_at > coalesce((SELECT max(g.started_at) FROM poll_log g WHERE g.feed_id = f.id
        AND g.result <> 'failed' AND g.started_at <= @untilAt), 0)) AS failingSince,
    coalesce((SELECT max(n.started_at) FROM poll_log n WHERE n.feed_id = f.id AND n.result = 'new'
      AND n.started_at <= @untilAt), f.added_at) AS newestAt
  FROM feed f LEFT JOIN poll_log p ON p.id = (SELECT l.id FROM poll_log l WHERE l.feed_id = f.id
    AND l.started_at <= @untilAt ORDER BY l.started_at DESC, l.id DESC LIMIT 1)
  WHERE f.added_at <= @untilAt AND (f.removed_at IS NULL OR f.removed_at > @untilAt) ORDER BY f.name`;

export class CoverageView {
  readonly #db: Statements;

  constructor(db: Database) {
    this.#db = statementsOf(db);
  }

  /** Feeds configured now, read at least once in the span, failing, silent, or with an open or recent gap. */
  feeds(fromAt: number, untilAt: number): CoverageReceipt['feeds'] {
    const facts = this.#db
      .prepare<{ fromAt: number; untilAt: number }, { readonly configured: number; readonly read: number }>(
        `SELECT count(*) AS configured, count(CASE WHEN EXISTS (
             SELECT 1 FROM poll_log p WHERE p.feed_id = f.id AND p.started_at >= @fromAt AND p.started_at <= @untilAt
               AND p.result <> 'failed') THEN 1 END) AS read
         FROM feed f WHERE f.removed_at IS NULL`,
      )
      .get({ fromAt, untilAt });
    return {
      configured: facts?.configured ?? 0,
      read: facts?.read ?? 0,
      failing: this.#troubles(
        `SELECT f.id AS feedId, f.name, s.failing_since AS sinceAt, coalesce(s.failure_code, s.health) AS detail
         FROM feed f JOIN feed_state s ON s.feed_id = f.id
         WHERE f.removed_at IS NULL AND s.health IN ('failing', 'dead', 'gone') ORDER BY f.name`,
      ),
      silent: this.#troubles(
        `SELECT f.id AS feedId, f.name, s.last_new_item_at AS sinceAt, 'no new item' AS detail
         FROM feed f JOIN feed_state s ON s.feed_id = f.id
         WHERE f.removed_at IS NULL AND s.health IN ('silent', 'empty') ORDER BY f.name`,
      ),
      gaps: this.#gaps(fromAt, untilAt),
    };
  }

  /**
   * The same as it was at `untilAt`, read from the log of polls as far as that goes. `silentAfterMs`: how long each
   * feed may be without a new item.
   */
  feedsAsOf(
    fromAt: number,
    untilAt: number,
    silentAfterMs: ReadonlyMap<string, number>,
  ): CoverageReceipt['feeds'] {
    const then = this.#db
      .prepare<{ fromAt: number; untilAt: number }, FeedThen>(FEEDS_THEN)
      .all({ fromAt, untilAt });
    const failing = then.filter(({ lastResult }) => lastResult === 'failed');
    const silent = then.filter(
      ({ feedId, newestAt, lastResult }) =>
        lastResult === 'empty' ||
        (lastResult !== null &&
          lastResult !== 'failed' &&
          untilAt - newestAt > (silentAfterMs.get(feedId) ?? Number.POSITIVE_INFINITY)),
    );
    return {
      configured: then.length,
      read: then.filter(({ read }) => read === 1).length,
      failing: failing.map(({ feedId, name, failingSince, failureCode }) => ({
        feedId,
        name,
        sinceAt: failingSince,
        detail: failureCode ?? 'failing',
      })),
      silent: silent.map(({ feedId, name, newestAt }) => ({
        feedId,
        name,
        sinceAt: newestAt,
        detail: 'no new item',
      })),
      gaps: this.#gaps(fromAt, untilAt),
    };
  }

  /** The longest time between two readings of any feed in the span; its ends count as readings. */
  longestBlind(fromAt: number, untilAt: number): CoverageReceipt['longestBlind'] {
    const row = this.#db
      .prepare<{ fromAt: number; untilAt: number }, { readonly at: number; readonly next: number }>(
        `WITH reading (at) AS (
           SELECT @fromAt UNION SELECT started_at FROM poll_log
             WHERE started_at > @fromAt AND started_at < @untilAt AND result <> 'failed'
           UNION SELECT @untilAt)
         SELECT at, next FROM (SELECT at, lead(at) OVER (ORDER BY at) AS next FROM reading)
         WHERE next IS NOT NULL ORDER BY next - at DESC, at LIMIT 1`,
      )
      .get({ fromAt, untilAt });
    return row === undefined ? null : { fromAt: row.at, untilAt: row.next };
  }

  /** When a feed was first read, as far as the log goes; null: never. */
  firstReadAt(): number | null {
    return (
      this.#db
        .prepare<[], { readonly at: number }>(
          `SELECT started_at AS at FROM poll_log WHERE result <> 'failed' ORDER BY started_at LIMIT 1`,
        )
        .get()?.at ?? null
    );
  }

  /** Of the last `limit` days of 24 h before `untilAt` those with a reading, by number: 0 is the nearest. */
  daysRead(untilAt: number, limit: number): number[] {
    const read = this.#db.prepare<[number, number], { readonly found: number }>(
      `SELECT 1 AS found FROM poll_log WHERE started_at >= ? AND started_at < ? AND result <> 'failed' LIMIT 1`,
    );
    return Array.from({ length: limit }, (_, day) => day).filter(
      (day) => read.get(untilAt - (day + 1) * DAY_MS, untilAt - day * DAY_MS) !== undefined,
    );
  }

  #gaps(fromAt: number, untilAt: number): FeedTrouble[] {
    return this.#db
      .prepare<{ fromAt: number; untilAt: number }, FeedTrouble>(
        `SELECT f.id AS feedId, f.name, min(p.started_at) AS sinceAt, 'items may be missing' AS detail
         FROM poll_log p JOIN feed f ON f.id = p.feed_id
         WHERE p.gap = 1 AND p.started_at >= @fromAt AND p.started_at <= @untilAt AND f.removed_at IS NULL
         GROUP BY f.id ORDER BY f.name`,
      )
      .all({ fromAt, untilAt });
  }

  #troubles(sql: string): FeedTrouble[] {
    return this.#db.prepare<[], FeedTrouble>(sql).all();
  }
}
