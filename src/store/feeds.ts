// Feeds, their state, and one log row per poll.
import type { Feed, FeedHealth, FeedReading, FeedState } from '../model/feed.ts';
import type { PollHints } from '../model/entry.ts';
import type { Database } from './database.ts';

export interface PollRecord {
  readonly feedId: string;
  readonly startedAt: number;
  readonly elapsedMs: number;
  readonly result: 'new' | 'unchanged' | 'not-modified' | 'empty' | 'failed';
  readonly status: number | null;
  readonly failureCode: string | null;
  readonly failureDetail: string | null;
  readonly bytes: number;
  readonly charset: string | null;
  readonly charsetReason: string | null;
  readonly format: string | null;
  readonly itemsSeen: number;
  readonly itemsNew: number;
  readonly itemsChanged: number;
  readonly copies: number;
  readonly tagged: number;
  readonly held: number;
  readonly gap: boolean;
  readonly defects: readonly { readonly code: string; readonly detail: string }[];
  readonly nextPollAt: number;
  readonly planReason: string;
}

type Row = Record<string, string | number | null>;

export class FeedTable {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /**
   * Brings the table in line with the configuration: new feeds are due at once, feeds that left are marked and keep
   * their items, a feed whose configured address changed is polled there.
   */
  sync(feeds: readonly Feed[], now: number): void {
    const upsert = this.#db.prepare(
      `INSERT INTO feed (id, url, name, lang, country, kind, family, control, added_at)
       VALUES (@id, @url, @name, @lang, @country, @kind, @family, @control, @now)
       ON CONFLICT (id) DO UPDATE SET url = @url, name = @name, lang = @lang, country = @country, kind = @kind,
         family = @family, control = @control, removed_at = NULL`,
    );
    const begin = this.#db.prepare(
      `INSERT INTO feed_state (feed_id, health, next_poll_at, plan_reason, interval_ms, current_url)
       VALUES (@id, 'new', @now, 'new feed: due at once', 0, @url) ON CONFLICT (feed_id) DO NOTHING`,
    );
    const move = this.#db.prepare(
      `UPDATE feed_state SET current_url = @url, next_poll_at = @now, plan_reason = 'address changed in the configuration',
         etag = NULL, last_modified = NULL, body_hash = NULL, hints = NULL, last_full_fetch_at = NULL, redirect_url = NULL, redirect_since = NULL
       WHERE feed_id = @id`,
    );
    const known = this.#db.prepare<[string], { url: string }>('SELECT url FROM feed WHERE id = ?');
    for (const feed of feeds) {
      const before = known.get(feed.id);
      const { id, url, name, lang, country, kind, family, control } = feed;
      upsert.run({ id, url, name, lang, country, kind, family, control, now });
      begin.run({ id, url, now });
      if (before !== undefined && before.url !== url) move.run({ id, url, now });
    }
    const ids = JSON.stringify(feeds.map((feed) => feed.id));
    this.#db
      .prepare(
        'UPDATE feed SET removed_at = ? WHERE removed_at IS NULL AND id NOT IN (SELECT value FROM json_each(?))',
      )
      .run(now, ids);
  }

  state(feedId: string): FeedState | null {
    const row = this.#db
      .prepare<[string], Row>(
        'SELECT s.*, f.added_at FROM feed_state s JOIN feed f ON f.id = s.feed_id WHERE s.feed_id = ?',
      )
      .get(feedId);
    return row ? toState(row) : null;
  }

  states(): FeedState[] {
    return this.#db
      .prepare<[], Row>(
        `SELECT s.*, f.added_at FROM feed_state s JOIN feed f ON f.id = s.feed_id WHERE f.removed_at IS NULL ORDER BY s.feed_id`,
      )
      .all()
      .map(toState);
  }

  /** Ids of feeds due at `now`, longest due first. */
  due(now: number): { id: string; dueAt: number; url: string }[] {
    return this.#db
      .prepare<[number], { id: string; dueAt: number; url: string }>(
        `SELECT s.feed_id AS id, s.next_poll_at AS dueAt, s.current_url AS url
         FROM feed_state s JOIN feed f ON f.id = s.feed_id
         WHERE f.removed_at IS NULL AND s.next_poll_at <= ? ORDER BY s.next_poll_at, s.feed_id`,
      )
      .all(now);
  }

  save(state: FeedState): void {
    this.#db
      .prepare(
        `UPDATE feed_state SET health = @health, last_reading = @lastReading, next_poll_at = @nextPollAt, plan_reason = @planReason,
           interval_ms = @intervalMs, last_poll_at = @lastPollAt, last_success_at = @lastSuccessAt,
           last_new_item_at = @lastNewItemAt, last_full_fetch_at = @lastFullFetchAt, etag = @etag,
           last_modified = @lastModified, body_hash = @bodyHash, hints = @hints, failures = @failures, failing_since = @failingSince,
           failure_code = @failureCode, failure_detail = @failureDetail, redirect_url = @redirectUrl,
           redirect_since = @redirectSince, current_url = @currentUrl, gap_since = @gapSince
         WHERE feed_id = @feedId`,
      )
      .run({ ...state, hints: state.hints === null ? null : JSON.stringify(state.hints) });
  }

  /** Lets all feeds at the origin of `url` wait until `at`, which it asked for. */
  deferOrigin(url: string, at: number, reason: string): void {
    const { origin } = new URL(url);
    this.#db
      .prepare<[number, string, number, string]>(
        `UPDATE feed_state SET next_poll_at = ?, plan_reason = ? WHERE next_poll_at < ? AND instr(current_url, ?) = 1`,
      )
      .run(at, reason, at, `${origin}/`);
  }

  logPoll(record: PollRecord): void {
    this.#db
      .prepare(
        `INSERT INTO poll_log (feed_id, started_at, elapsed_ms, result, status, failure_code, failure_detail, bytes, charset,
           charset_reason, format, items_seen, items_new, items_changed, copies, tagged, held, gap, defects, next_poll_at, plan_reason)
         VALUES (@feedId, @startedAt, @elapsedMs, @result, @status, @failureCode, @failureDetail, @bytes, @charset,
           @charsetReason, @format, @itemsSeen, @itemsNew, @itemsChanged, @copies, @tagged, @held, @gap, @defects, @nextPollAt, @planReason)`,
      )
      .run({ ...record, gap: record.gap ? 1 : 0, defects: JSON.stringify(record.defects.slice(0, 50)) });
  }

  /** The defect codes of the latest poll that read a document; to log only what is new. */
  lastDefects(feedId: string): string {
    const row = this.#db
      .prepare<[string], { defects: string }>(
        `SELECT defects FROM poll_log WHERE feed_id = ? AND format IS NOT NULL ORDER BY id DESC LIMIT 1`,
      )
      .get(feedId);
    return row?.defects ?? '[]';
  }

  /** Whether a poll since `sinceAt` failed with this code. */
  hasFailedWith(feedId: string, code: string, sinceAt: number): boolean {
    return (
      this.#db
        .prepare<[string, number, string]>(
          'SELECT 1 FROM poll_log WHERE feed_id = ? AND started_at >= ? AND failure_code = ? LIMIT 1',
        )
        .get(feedId, sinceAt, code) !== undefined
    );
  }

  /** When polls since `sinceAt` brought something new, oldest first. */
  arrivals(feedId: string, sinceAt: number): number[] {
    return this.#db
      .prepare<[string, number], { at: number }>(
        `SELECT started_at AS at FROM poll_log WHERE feed_id = ? AND started_at >= ? AND result = 'new' ORDER BY started_at`,
      )
      .all(feedId, sinceAt)
      .map(({ at }) => at);
  }

  /** When the newest known item of the feed was published; null where none is dated. */
  newestPublishedAt(feedId: string): number | null {
    return (
      this.#db
        .prepare<[string], { at: number | null }>(
          'SELECT max(published_at) AS at FROM item WHERE feed_id = ?',
        )
        .get(feedId)?.at ?? null
    );
  }

  healthCounts(): Map<FeedHealth, number> {
    const rows = this.#db
      .prepare<[], { health: FeedHealth; count: number }>(
        `SELECT s.health, count(*) AS count FROM feed_state s JOIN feed f ON f.id = s.feed_id WHERE f.removed_at IS NULL GROUP BY 1`,
      )
      .all();
    return new Map(rows.map((row) => [row.health, row.count]));
  }
}

function toState(row: Row): FeedState {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  const number = (name: string): number | null => (row[name] === null ? null : Number(row[name]));
  return {
    feedId: String(row['feed_id']),
    addedAt: Number(row['added_at']),
    health: String(row['health']) as FeedHealth,
    lastReading: text('last_reading') as FeedReading | null,
    nextPollAt: Number(row['next_poll_at']),
    planReason: String(row['plan_reason']),
    intervalMs: Number(row['interval_ms']),
    lastPollAt: number('last_poll_at'),
    lastSuccessAt: number('last_success_at'),
    lastNewItemAt: number('last_new_item_at'),
    lastFullFetchAt: number('last_full_fetch_at'),
    etag: text('etag'),
    lastModified: text('last_modified'),
    bodyHash: text('body_hash'),
    hints: row['hints'] == null ? null : (JSON.parse(String(row['hints'])) as PollHints),
    failures: Number(row['failures']),
    failingSince: number('failing_since'),
    failureCode: text('failure_code'),
    failureDetail: text('failure_detail'),
    redirectUrl: text('redirect_url'),
    redirectSince: number('redirect_since'),
    currentUrl: String(row['current_url']),
    gapSince: number('gap_since'),
  };
}
