// A small world in a real database for tests of flows: feeds, items, verdicts, stories and changes.
import { pino } from 'pino';
import type { Candidate } from '../../../src/model/digest.ts';
import type { ChannelSettings, DigestSettings } from '../../../src/model/settings.ts';
import { Events } from '../../../src/observe/events.ts';
import { type Database, inTransaction, openDatabase } from '../../../src/store/database.ts';

export const T0 = Date.UTC(2026, 10, 24, 7, 0);
export const HOUR = 3_600_000;

export interface SeedItem {
  readonly id: number;
  readonly feed: string;
  readonly title: string;
  readonly summary?: string;
  readonly url?: string | null;
  readonly lang?: string;
  readonly strength?: 'core' | 'passing' | 'none';
  readonly score?: number;
  readonly topics?: readonly string[];
  readonly story?: number | null;
  readonly copyOf?: number;
  readonly at?: number;
  readonly heldBy?: number;
}

export const FEEDS: readonly (readonly [string, string, string, string, string, string])[] = [
  ['yonhap', 'Yonhap', 'ko', 'wire', 'yonhap', 'public'],
  ['nknews', 'NK News', 'en', 'specialist', 'nknews', 'private'],
  ['tass', 'TASS', 'ru', 'state-media', 'tass', 'state'],
  ['nhk', 'NHK', 'ja', 'public-broadcaster', 'nhk', 'public'],
  ['mofa', 'Ministry of Foreign Affairs', 'ko', 'government', 'mofa', 'state'],
  ['haaretz', 'Haaretz', 'he', 'newspaper', 'haaretz', 'private'],
];

/** Opens a database with the feeds above, each polled an hour before and an hour after T0; filled only once. */
export function openWorld(path = ':memory:'): Database {
  const { db } = openDatabase(path, { exclusive: false });
  inTransaction(db, () => fill(db));
  return db;
}

function fill(db: Database): void {
  if (db.prepare('SELECT 1 FROM feed').get() !== undefined) return;
  for (const [id, name, lang, kind, family, control] of FEEDS) {
    db.prepare(
      `INSERT INTO feed (id, url, name, lang, country, kind, family, control, added_at) VALUES (?, ?, ?, ?, NULL, ?, ?, ?, ?)`,
    ).run(id, `https://${id}.example/feed`, name, lang, kind, family, control, T0 - 30 * 24 * HOUR);
    const failing = id === 'haaretz';
    db.prepare(
      `INSERT INTO feed_state (feed_id, health, next_poll_at, plan_reason, interval_ms, current_url, failing_since,
         failure_code) VALUES (?, ?, 0, '', 900000, '', ?, ?)`,
    ).run(id, failing ? 'failing' : 'ok', failing ? T0 - 5 * HOUR : null, failing ? 'timeout' : null);
    for (const at of [T0 - HOUR, T0 + HOUR, T0 + 20 * HOUR])
      db.prepare(
        `INSERT INTO poll_log (feed_id, started_at, elapsed_ms, result, next_poll_at, plan_reason) VALUES (?, ?, 90, ?, 0, '')`,
      ).run(id, at, failing ? 'failed' : 'new');
  }
}

/** Stores items as poll-feed would: item, verdict, story membership and a change. */
export function seed(db: Database, items: readonly SeedItem[]): void {
  for (const item of items) {
    const at = item.at ?? T0 + 2 * HOUR;
    db.prepare(
      `INSERT INTO item (id, feed_id, url, title, summary, content, lang, published_at, first_seen_at, last_seen_at,
         content_hash, copy_of, held_by) VALUES (?, ?, ?, ?, ?, '', ?, ?, ?, ?, '', ?, ?)`,
    ).run(
      item.id,
      item.feed,
      item.url === undefined ? `https://${item.feed}.example/${item.id}` : item.url,
      item.title,
      item.summary ?? '',
      item.lang ?? FEEDS.find(([id]) => id === item.feed)?.[2] ?? 'en',
      at - 600_000,
      at,
      at,
      item.copyOf ?? null,
      item.heldBy ?? null,
    );
    const strength = item.strength ?? 'core';
    const topics = item.topics ?? (strength === 'none' ? [] : ['arms-transfer']);
    db.prepare(
      `INSERT INTO verdict (item_id, rule_version, relevant, strength, score, topics, reasons, tagged_at)
       VALUES (?, 'v1', ?, ?, ?, ?, '[]', ?)`,
    ).run(
      item.id,
      strength === 'core' ? 1 : 0,
      strength,
      item.score ?? (strength === 'none' ? 0 : 9),
      JSON.stringify(topics),
      at,
    );
    for (const topic of topics)
      db.prepare('INSERT INTO verdict_topic (topic, item_id) VALUES (?, ?)').run(topic, item.id);
    if (item.story != null) {
      db.prepare(
        'INSERT OR IGNORE INTO story (id, lead_item_id, created_at, updated_at) VALUES (?, ?, ?, ?)',
      ).run(item.story, item.id, at, at);
      db.prepare(
        `INSERT INTO story_member (item_id, story_id, joined_at, score, reason) VALUES (?, ?, ?, 1, 'new')`,
      ).run(item.id, item.story, at);
    }
    if (item.heldBy === undefined)
      db.prepare(`INSERT INTO change (kind, item_id, at) VALUES ('new', ?, ?)`).run(item.id, at);
  }
}

/** Stores items numbered `from` to `until` in one transaction. */
export function seedMany(db: Database, from: number, until: number, summary: string): void {
  const ids = Array.from({ length: until - from + 1 }, (_, index) => from + index);
  const items = ids.map((id) => ({ id, feed: 'nknews', title: `T ${id}`, summary }));
  db.transaction(() => seed(db, items))();
}

export const TOPICS = [
  { id: 'arms-transfer', name: 'Arms transfer' },
  { id: 'troop-deployment', name: 'Troop deployment' },
];

export const DAILY: DigestSettings = {
  id: 'daily',
  name: 'Pactwatch daily',
  schedule: '0 7 * * *',
  timeZone: 'UTC',
  channels: ['files'],
  minStrength: 'core',
  topics: [],
  languages: [],
  whenEmpty: 'send',
  quietHours: null,
};

export const FILES: Readonly<Record<string, ChannelSettings>> = {
  files: { type: 'folder', path: '/nowhere' },
};

/** Events that write to a list instead of a log. */
export function recordEvents(): { readonly events: Events; readonly names: () => string[] } {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  return {
    events: new Events(log, null, (text) => text),
    names: () => lines.map((line) => String((JSON.parse(line) as Record<string, unknown>)['event'])),
  };
}

export const explain = (candidate: Candidate): string => `«evidence» in item ${candidate.source.itemId}`;
