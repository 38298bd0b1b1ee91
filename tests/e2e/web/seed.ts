// Fills a database through plain SQL with what weeks of polling would leave: the story corpus in ten languages,
// feeds in every state, polls, digests with deliveries, revisions, rule hits. Deterministic; texts are invented.
import type { DigestDocument } from '../../../src/model/digest.ts';
import type { Database } from '../../../src/store/database.ts';
import { seedFeeds } from './seed-feeds.ts';
import { insertItem, readCorpus, seedItems, TOPICS } from './seed-items.ts';
import { card, fullDocument } from '../../unit/digest/sample.ts';

export const NOW = Date.UTC(2026, 10, 25, 7, 12);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Fills an empty, migrated database. */
export function seed(db: Database, now = NOW): void {
  db.transaction(() => {
    const corpus = readCorpus(now);
    seedFeeds(db, corpus, now);
    seedItems(db, corpus);
    seedRevisions(db, now);
    seedHostileItem(db, now);
    seedRules(db, now);
    seedDigests(db, now);
  })();
}

function seedRevisions(db: Database, now: number): void {
  const rows = db
    .prepare<[], { id: number; title: string; summary: string }>(
      `SELECT i.id, i.title, i.summary FROM item i JOIN verdict v ON v.item_id = i.id AND v.strength = 'core' ORDER BY i.id DESC LIMIT 6`,
    )
    .all();
  for (const [index, { id, title, summary }] of rows.entries()) {
    const diff = [
      {
        field: 'title',
        runs: [
          { op: 'same', text: title.slice(0, 12) },
          { op: 'removed', text: '9,000' },
          { op: 'added', text: '11,000' },
          { op: 'same', text: title.slice(12) },
        ],
      },
    ];
    db.prepare(
      `INSERT INTO revision (item_id, at, title, summary, content_hash, material, kinds, diff) VALUES (?, ?, ?, ?, 'x', ?, ?, ?)`,
    ).run(
      id,
      now - index * HOUR,
      `${title} (early)`,
      summary,
      index % 2 === 0 ? 1 : 0,
      index % 2 === 0 ? '["numbers","headline"]' : '["wording"]',
      JSON.stringify(diff),
    );
  }
}

/** An item whose every text attacks: no page may let any of it act. */
export const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> "\'>&amp; \u0001 ‮';

function seedHostileItem(db: Database, now: number): void {
  const feed = db.prepare<[], { id: string }>('SELECT id FROM feed ORDER BY id LIMIT 1').get()!.id;
  const at = now - 10 * 60_000;
  const id = insertItem(
    db,
    {
      id: 'hostile',
      story: 'hostile',
      feed,
      family: 'x',
      lang: 'en',
      published_at: '',
      url: 'javascript:alert(3)',
      title: `North Korea soldiers ${HOSTILE}`,
      summary: HOSTILE,
      copy_of: null,
      at,
    },
    null,
  );
  const story = Number(
    db.prepare('INSERT INTO story (lead_item_id, created_at, updated_at) VALUES (?, ?, ?)').run(id, at, at)
      .lastInsertRowid,
  );
  db.prepare(
    `INSERT INTO story_member (item_id, story_id, joined_at, score, reason) VALUES (?, ?, ?, 0, ?)`,
  ).run(id, story, at, HOSTILE);
}

function seedRules(db: Database, now: number): void {
  const rules = [
    'concept.north-korea',
    'concept.kursk',
    ...TOPICS.map(([topic]) => `topic.${topic}`),
    'pair.actor-place',
    'exception.football',
  ];
  const hit = db.prepare('INSERT INTO rule_hit (day, rule, shadow, hits) VALUES (?, ?, ?, ?)');
  for (const [index, rule] of rules.entries()) {
    for (let day = 0; day < 40; day += 1) {
      const hits = Math.round(60 / (index + 1) + ((day * 7 + index * 5) % 11));
      if ((day + index) % 4 !== 0)
        hit.run(new Date(now - day * DAY).toISOString().slice(0, 10), rule, 0, hits);
    }
  }
  hit.run(new Date(now).toISOString().slice(0, 10), 'trial.bridge', 1, 3);
}

function seedDigests(db: Database, now: number): void {
  const due = Math.floor(now / DAY) * DAY - 2 * HOUR;
  db.prepare(
    `INSERT INTO subscription (id, watermark, covered_until, next_due_at, schedule, started_at) VALUES ('daily', 900, ?, ?, '0 7 * * * Asia/Seoul', ?)`,
  ).run(due, due + DAY, now - 90 * DAY);
  const shown = db
    .prepare<[], { id: number }>(
      `SELECT item_id AS id FROM verdict WHERE strength = 'core' ORDER BY item_id DESC LIMIT 5`,
    )
    .all();
  for (let n = 40; n >= 0; n -= 1) {
    const dueAt = due - n * DAY;
    const key = `${new Date(dueAt + 9 * HOUR).toISOString().slice(0, 10)}T07:00`;
    const base = n === 1 ? hostileDocument() : fullDocument();
    const empty = n % 9 === 5;
    const document = {
      ...base,
      id: `daily/${key}`,
      subscriptionId: 'daily',
      dueAt,
      occurrence: key,
      archiveUrl: `http://127.0.0.1/digests/daily/${key}`,
    };
    const id = Number(
      db
        .prepare(
          `INSERT INTO digest (subscription_id, occurrence_key, due_at, created_at, from_seq, to_seq, covers_from, covers_until, status, stories, document) VALUES ('daily', ?, ?, ?, 0, 0, ?, ?, ?, ?, ?)`,
        )
        .run(
          key,
          dueAt,
          dueAt + 4_000,
          dueAt - DAY,
          dueAt,
          empty ? 'empty' : 'queued',
          empty ? 0 : 7,
          JSON.stringify(document),
        ).lastInsertRowid,
    );
    if (empty) continue;
    for (const { id: item } of shown)
      db.prepare('INSERT INTO digest_item (digest_id, item_id) VALUES (?, ?)').run(id, item);
    const message = db.prepare(
      `INSERT INTO message (id, seq, kind, digest_id, channel, recipient, part, parts, body, state, attempts, created_at, next_attempt_at, expires_at, last_code, last_detail, sent_at, receipt)
       VALUES (?, ?, 'digest', ?, ?, ?, ?, ?, '{}', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    message.run(
      `m${n}a`,
      n * 10 + 1,
      id,
      'files',
      'files',
      1,
      1,
      'sent',
      1,
      dueAt,
      dueAt,
      dueAt + DAY,
      null,
      null,
      dueAt + 5_000,
      `${key}.html`,
    );
    message.run(
      `m${n}b`,
      n * 10 + 2,
      id,
      'mail',
      'desk@example.org',
      1,
      1,
      'sent',
      1,
      dueAt,
      dueAt,
      dueAt + DAY,
      null,
      null,
      dueAt + 9_000,
      '250 2.0.0 Ok: queued as 4F1C',
    );
    const state = n === 0 ? 'pending' : n === 3 ? 'dead' : 'sent';
    message.run(
      `m${n}c`,
      n * 10 + 3,
      id,
      'chat',
      'https://chat.example/hooks/abcdef',
      1,
      2,
      state,
      state === 'sent' ? 1 : 5,
      dueAt,
      now + 600_000,
      dueAt + DAY,
      state === 'sent' ? null : 'server-error',
      state === 'sent' ? null : 'answered 502 Bad Gateway',
      state === 'sent' ? dueAt + 20_000 : null,
      state === 'sent' ? '200' : null,
    );
  }
  db.prepare(
    `INSERT INTO channel_state (channel, suspended_at, code, detail, settings_hash) VALUES ('chat', ?, 'auth', 'the webhook answered 403 invalid_token', 'x')`,
  ).run(now - 3 * HOUR);
  const feed = db.prepare<[], { id: string }>('SELECT id FROM feed ORDER BY id DESC LIMIT 1').get()!.id;
  db.prepare(
    `INSERT INTO held_batch (feed_id, at, items, reason) VALUES (?, ?, 62, 'known articles came back under new addresses')`,
  ).run(feed, now - 4 * HOUR);
}

function hostileDocument(): DigestDocument {
  const attack = card({
    headline: HOSTILE,
    summary: HOSTILE,
    outlet: HOSTILE,
    why: HOSTILE,
    url: 'https://a.example/"><script>',
  });
  const sections = [{ topic: 'troop-deployment', name: HOSTILE, cards: [attack] }];
  return { ...fullDocument(), subject: HOSTILE, highlights: [HOSTILE], sections };
}
