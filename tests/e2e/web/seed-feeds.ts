// Feeds in every state with their latest polls, for tests of pages.
import type { Database } from '../../../src/store/database.ts';
import type { DatedItem } from './seed-items.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STATES = [
  'ok',
  'ok',
  'ok',
  'ok',
  'ok',
  'ok',
  'silent',
  'ok',
  'failing',
  'ok',
  'ok',
  'empty',
  'ok',
  'dead',
  'ok',
];

/** One feed for each that the corpus names. */
export function seedFeeds(db: Database, corpus: readonly DatedItem[], now: number): void {
  const feed = db.prepare(
    `INSERT INTO feed (id, url, name, lang, country, kind, family, control, added_at) VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)`,
  );
  const state = db.prepare(
    `INSERT INTO feed_state (feed_id, health, next_poll_at, plan_reason, interval_ms, last_poll_at, last_success_at,
       last_new_item_at, failures, failing_since, failure_code, failure_detail, current_url, gap_since)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const poll = db.prepare(
    `INSERT INTO poll_log (feed_id, started_at, elapsed_ms, result, status, failure_code, failure_detail, bytes, charset,
       charset_reason, format, items_seen, items_new, tagged, gap, defects, next_poll_at, plan_reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const feeds = [...new Map(corpus.map((item) => [item.feed, item])).values()];
  for (const [index, { feed: id, family, lang, url }] of feeds.entries()) {
    const health = STATES[index % STATES.length] ?? 'ok';
    const bad = health === 'failing' || health === 'dead';
    const interval = [15, 15, 30, 60, 240][index % 5]! * 60_000;
    const name = id
      .split('-')
      .map((word) => word[0]!.toUpperCase() + word.slice(1))
      .join(' ');
    const stateRun = index % 9 === 4;
    const address = `https://${new URL(url).host}/rss.xml${index === 0 ? '?key=topsecret1' : ''}`;
    feed.run(
      id,
      address,
      name,
      lang,
      stateRun ? 'state-media' : 'newspaper',
      family,
      stateRun ? 'state' : 'private',
      now - 120 * DAY,
    );
    const failure = bad ? (health === 'dead' ? 'not-found' : 'server-error') : null;
    const detail = bad
      ? `GET ${address} answered ${health === 'dead' ? '404 Not Found' : '503 Service Unavailable'}`
      : null;
    const reason = bad
      ? 'backing off after 6 failures'
      : index % 5 < 2
        ? 'new items come every 40 min by day'
        : 'the feed asks for it (ttl)';
    const last = now - (index % 13) * 60_000;
    state.run(
      id,
      health,
      last + interval,
      reason,
      interval,
      last,
      bad ? now - 31 * HOUR : last,
      now - (index % 40) * HOUR,
      bad ? 6 : 0,
      bad ? now - 31 * HOUR : null,
      failure,
      detail,
      address,
      index === 3 ? now - 5 * HOUR : null,
    );
    for (let n = 0; n < 12; n += 1) {
      const at = last - n * interval;
      const result = bad ? 'failed' : n % 4 === 0 ? 'new' : 'not-modified';
      const fresh = result === 'new' ? (index % 3) + 1 : 0;
      poll.run(
        id,
        at,
        180 + index,
        result,
        bad ? 503 : result === 'new' ? 200 : 304,
        failure,
        detail,
        result === 'new' ? 48_000 : 0,
        bad ? null : 'utf-8',
        bad ? null : 'declared',
        bad ? null : 'rss',
        result === 'new' ? 30 : 0,
        fresh,
        fresh > 1 ? 1 : 0,
        index === 3 && n === 0 ? 1 : 0,
        n === 4 ? '[{"code":"bare-ampersand","detail":"3 times"}]' : '[]',
        at + interval,
        reason,
      );
    }
  }
}
