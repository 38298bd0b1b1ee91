// Article pages of feeds that give only titles: what was found at each address, and which items wait for theirs.
import type { Statement } from 'better-sqlite3';
import type { Database } from './database.ts';

export interface WantedPage {
  readonly itemId: number;
  readonly feedId: string;
  readonly url: string;
  /** The text, where the page was fetched before. */
  readonly cached: string | null;
}

export interface WantedFrom {
  readonly feedIds: readonly string[];
  /** Items published and first seen since then. */
  readonly sinceAt: number;
  /** A page that failed before then is tried once more. */
  readonly retryBeforeAt: number;
  readonly limit: number;
}

export interface PageRecord {
  readonly url: string;
  readonly at: number;
  /** null: it failed. */
  readonly text: string | null;
  readonly code: string | null;
  readonly detail: string | null;
}

const MAX_ATTEMPTS = 2;

export class PageTable {
  readonly #db: Database;
  readonly #put: Statement;
  readonly #text: Statement<[string], { readonly text: string }>;
  readonly #fill: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#put = db.prepare(
      `INSERT INTO page (url, fetched_at, status, text, code, detail) VALUES (@url, @at, @status, @text, @code, @detail)
       ON CONFLICT (url) DO UPDATE SET fetched_at = excluded.fetched_at, status = excluded.status, text = excluded.text,
         code = excluded.code, detail = excluded.detail, attempts = page.attempts + 1`,
    );
    this.#text = db.prepare(`SELECT text FROM page WHERE url = ? AND status = 'ok'`);
    this.#fill = db.prepare(`UPDATE item SET content = ? WHERE id = ? AND content = ''`);
  }

  /** Items without content whose page is not known to be unreadable, newest first. */
  wanted({ feedIds, ...from }: WantedFrom): WantedPage[] {
    return this.#db
      .prepare<Record<string, string | number>, WantedPage>(
        `SELECT i.id AS itemId, i.feed_id AS feedId, i.url, CASE WHEN p.status = 'ok' THEN p.text END AS cached
         FROM item i LEFT JOIN page p ON p.url = i.url
         WHERE i.feed_id IN (SELECT value FROM json_each(@feedIds)) AND i.content = '' AND i.url GLOB 'http*'
           AND i.first_seen_at >= @sinceAt AND coalesce(i.published_at, i.first_seen_at) >= @sinceAt
           AND (p.url IS NULL OR p.status = 'ok' OR (p.attempts < @attempts AND p.fetched_at <= @retryBeforeAt))
         ORDER BY i.id DESC LIMIT @limit`,
      )
      .all({ ...from, feedIds: JSON.stringify(feedIds), attempts: MAX_ATTEMPTS });
  }

  /** Keeps what came of a page; a repetition counts as a further attempt. */
  put({ url, at, text, code, detail }: PageRecord): void {
    this.#put.run({ url, at, status: text === null ? 'failed' : 'ok', text: text ?? '', code, detail });
  }

  /** The text of a page that was read; null: there is none. */
  text(url: string): string | null {
    return this.#text.get(url)?.text ?? null;
  }

  /** Gives an item without content this one. Whether it had none. */
  fill(itemId: number, content: string): boolean {
    return this.#fill.run(content, itemId).changes > 0;
  }
}
