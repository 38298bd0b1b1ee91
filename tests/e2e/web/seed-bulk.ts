// A database as it looks after 400 days: many items over 140 feeds, one in twelve on the subject, polls of 14 days.
import type { Database } from '../../../src/store/database.ts';
import { segment } from '../../../src/store/search.ts';
import { readCorpus } from './seed-items.ts';
import { NOW } from './seed.ts';

const DAY = 86_400_000;
const FEEDS = 140;
const TOPICS = ['troop-deployment', 'arms-transfer', 'casualties', 'logistics', 'sanctions-and-enforcement'];

/** Fills an empty database with `count` items of about 2 KB each. */
export function seedBulk(db: Database, count: number): void {
  db.transaction(() => {
    seedFeeds(db);
    seedItems(db, count);
    seedPolls(db);
  })();
}

function seedFeeds(db: Database): void {
  const feed = db.prepare(
    `INSERT INTO feed (id, url, name, lang, kind, family, control, added_at) VALUES (?, ?, ?, 'en', 'newspaper', ?, 'private', 0)`,
  );
  const state = db.prepare(
    `INSERT INTO feed_state (feed_id, health, next_poll_at, plan_reason, interval_ms, last_poll_at, last_success_at, current_url) VALUES (?, 'ok', ?, 'rhythm', 900000, ?, ?, 'x')`,
  );
  for (let n = 0; n < FEEDS; n += 1) {
    feed.run(`feed-${n}`, `https://feed-${n}.example/rss`, `Feed ${n}`, `Family ${n % 90}`);
    state.run(`feed-${n}`, NOW + n * 1_000, NOW - n * 1_000, NOW - n * 1_000);
  }
}

function seedItems(db: Database, count: number): void {
  const corpus = readCorpus(NOW);
  const item = db.prepare(
    `INSERT INTO item (feed_id, guid, url, title, summary, content, lang, published_at, first_seen_at, last_seen_at, content_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`,
  );
  const fts = db.prepare('INSERT INTO item_fts (rowid, title, body) VALUES (?, ?, ?)');
  const verdict = db.prepare(
    `INSERT INTO verdict (item_id, rule_version, relevant, strength, score, topics, reasons, tagged_at) VALUES (?, 'v', ?, ?, ?, ?, ?, ?)`,
  );
  const topicRow = db.prepare('INSERT INTO verdict_topic (topic, item_id) VALUES (?, ?)');
  const story = db.prepare('INSERT INTO story (lead_item_id, created_at, updated_at) VALUES (?, ?, ?)');
  const member = db.prepare(
    `INSERT INTO story_member (item_id, story_id, joined_at, score, reason) VALUES (?, ?, ?, 1, 'title 0.71')`,
  );
  const link = db.prepare('INSERT OR IGNORE INTO story_link VALUES (?, ?, 0.8, ?, ?)');
  const reasons = JSON.stringify(
    [0, 1, 2, 3].map((n) => ({
      rule: `concept.c${n}`,
      field: 'title',
      span: [0, 5],
      text: 'North',
      weight: 2,
    })),
  );
  let storyId = 0;
  for (let n = 0; n < count; n += 1) {
    const source = corpus[n % corpus.length]!;
    const at = NOW - Math.round(((count - n) / count) * 400 * DAY);
    const body = `${source.summary} `.repeat(8).slice(0, 2_000);
    const title = `${source.title} ${n}`;
    const id = Number(
      item.run(
        `feed-${n % FEEDS}`,
        `g${n}`,
        `https://feed.example/${n}`,
        title,
        source.summary,
        body,
        source.lang,
        at,
        at,
        at,
      ).lastInsertRowid,
    );
    fts.run(id, segment(title), segment(`${source.summary} ${body}`));
    const core = n % 12 === 0;
    const topics = core ? [TOPICS[n % 5]!, TOPICS[(n + 2) % 5]!] : [];
    const strength = core ? 'core' : n % 25 === 1 ? 'passing' : 'none';
    verdict.run(
      id,
      core ? 1 : 0,
      strength,
      core ? 8 : 0,
      JSON.stringify(topics),
      strength === 'none' ? '[]' : reasons,
      at,
    );
    for (const topic of topics) topicRow.run(topic, id);
    if (n % 3 !== 1) storyId = Number(story.run(id, at, at).lastInsertRowid);
    member.run(id, storyId, at);
    if (n % 10 === 0 && storyId > 1) link.run(storyId - 1, storyId, 'also in ko 0.80', at);
  }
}

function seedPolls(db: Database): void {
  const poll = db.prepare(
    `INSERT INTO poll_log (feed_id, started_at, elapsed_ms, result, items_new, next_poll_at, plan_reason) VALUES (?, ?, 100, 'new', 1, 0, 'rhythm')`,
  );
  for (let at = NOW - 14 * DAY; at < NOW; at += 900_000)
    for (let n = 0; n < FEEDS; n += 1) poll.run(`feed-${n}`, at + n);
}
