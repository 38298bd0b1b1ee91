// Feeds as pages list them: configuration, state, plan, latest polls and items per day, read-only.
import type { Defect } from '../model/entry.ts';
import type { FeedControl, FeedHealth, FeedKind } from '../model/feed.ts';
import type { Database } from './database.ts';

export interface ListedFeed {
  readonly id: string;
  readonly name: string;
  /** The address in use, else the configured one. It may bear a secret: show it redacted. */
  readonly url: string;
  readonly lang: string | null;
  readonly country: string | null;
  readonly kind: FeedKind;
  readonly family: string;
  readonly control: FeedControl;
  readonly addedAt: number;
  readonly health: FeedHealth;
  readonly nextPollAt: number | null;
  readonly planReason: string | null;
  readonly intervalMs: number | null;
  readonly lastPollAt: number | null;
  readonly lastSuccessAt: number | null;
  readonly lastNewItemAt: number | null;
  readonly failures: number;
  readonly failingSince: number | null;
  readonly failureCode: string | null;
  readonly failureDetail: string | null;
  readonly gapSince: number | null;
}

export interface ListedPoll {
  readonly id: number;
  readonly startedAt: number;
  readonly elapsedMs: number;
  readonly result: string;
  readonly status: number | null;
  readonly failureCode: string | null;
  readonly failureDetail: string | null;
  readonly bytes: number;
  readonly charset: string | null;
  readonly charsetReason: string | null;
  readonly format: string | null;
  readonly itemsSeen: number;
  readonly itemsNew: number;
  readonly tagged: number;
  readonly gap: boolean;
  readonly defects: readonly Defect[];
  readonly planReason: string;
}

/** Items that came on one day, counted in days from the start of the span. */
export interface FeedDay {
  readonly feedId: string;
  readonly day: number;
  readonly items: number;
}

type Row = Record<string, unknown>;

const FEED = `SELECT f.id, f.name, coalesce(s.current_url, f.url) AS url, f.lang, f.country, f.kind, f.family,
  f.control, f.added_at AS addedAt, coalesce(s.health, 'new') AS health, s.next_poll_at AS nextPollAt,
  s.plan_reason AS planReason, s.interval_ms AS intervalMs, s.last_poll_at AS lastPollAt,
  s.last_success_at AS lastSuccessAt, s.last_new_item_at AS lastNewItemAt, coalesce(s.failures, 0) AS failures,
  s.failing_since AS failingSince, s.failure_code AS failureCode, s.failure_detail AS failureDetail,
  s.gap_since AS gapSince FROM feed f LEFT JOIN feed_state s ON s.feed_id = f.id`;

export class FeedListView {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Feeds configured now, by name. */
  list(): ListedFeed[] {
    return this.#db
      .prepare<[], ListedFeed>(`${FEED} WHERE f.removed_at IS NULL ORDER BY f.name COLLATE NOCASE, f.id`)
      .all();
  }

  /** A feed, also one that is configured no more. */
  find(id: string): ListedFeed | null {
    return this.#db.prepare<[string], ListedFeed>(`${FEED} WHERE f.id = ?`).get(id) ?? null;
  }

  /** The latest polls of a feed, newest first. */
  polls(feedId: string, limit: number): ListedPoll[] {
    return this.#db
      .prepare<[string, number], Row>(
        `SELECT id, started_at AS startedAt, elapsed_ms AS elapsedMs, result, status, failure_code AS failureCode,
           failure_detail AS failureDetail, bytes, charset, charset_reason AS charsetReason, format,
           items_seen AS itemsSeen, items_new AS itemsNew, tagged, gap, defects, plan_reason AS planReason
         FROM poll_log WHERE feed_id = ? ORDER BY started_at DESC, id DESC LIMIT ?`,
      )
      .all(feedId, limit)
      .map((row) => ({
        ...(row as unknown as ListedPoll),
        gap: row['gap'] === 1,
        defects: JSON.parse(row['defects'] as string) as Defect[],
      }));
  }

  /** Items per feed and day from `sinceAt` on; what a feed's first document brought is left out. */
  days(sinceAt: number, dayMs: number): FeedDay[] {
    return this.#db
      .prepare<{ readonly sinceAt: number; readonly dayMs: number }, FeedDay>(
        `WITH first (feed_id, at) AS (
           SELECT f.id, (SELECT min(i.first_seen_at) FROM item i WHERE i.feed_id = f.id) FROM feed f)
         SELECT i.feed_id AS feedId, CAST((i.first_seen_at - @sinceAt) / @dayMs AS INTEGER) AS day, count(*) AS items
         FROM first CROSS JOIN item i ON i.feed_id = first.feed_id AND i.first_seen_at >= @sinceAt
           AND i.first_seen_at > first.at
         GROUP BY 1, 2`,
      )
      .all({ sinceAt, dayMs });
  }

  /** Publisher families of the feeds configured now, in order of the alphabet. */
  families(): string[] {
    return this.#db
      .prepare<[], { readonly family: string }>(
        'SELECT DISTINCT family FROM feed WHERE removed_at IS NULL ORDER BY family COLLATE NOCASE',
      )
      .all()
      .map(({ family }) => family);
  }
}
