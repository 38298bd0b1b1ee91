// Promises of retention: what is old goes, whole and in small steps; identity, digests and what is yet to be told stay.
import { describe, expect, it } from 'vitest';
import { sweep } from '../../../src/flows/keeping/sweep.ts';
import type { Database } from '../../../src/store/database.ts';
import { checkIntegrity } from '../../../src/store/inspect.ts';
import { SearchTable } from '../../../src/store/search.ts';
import { HOUR, openWorld, recordEvents, seed, T0 } from './seed.ts';

const DAY = 24 * HOUR;
const RETENTION = { itemsMs: 400 * DAY, bodiesMs: 120 * DAY, pollLogMs: 30 * DAY };

function world() {
  const db = openWorld();
  const { events, names } = recordEvents();
  const run = async (now: number, signal = new AbortController().signal) =>
    sweep(
      { db, events, clock: { now: () => now } },
      { retention: RETENTION, subscriptions: ['daily'], signal },
    );
  return { db, names, run };
}

function subscribe(db: Database, watermark: number, coveredUntil: number): void {
  db.prepare(
    `INSERT OR REPLACE INTO subscription (id, watermark, covered_until, next_due_at, schedule, started_at)
     VALUES ('daily', ?, ?, ?, '', 0)`,
  ).run(watermark, coveredUntil, coveredUntil + DAY);
}

function store(db: Database, ids: readonly number[], at: number): void {
  const search = new SearchTable(db);
  for (const id of ids) {
    seed(db, [{ id, feed: 'nknews', title: `Shells shipped ${id}`, story: id, at }]);
    db.prepare('UPDATE item SET content = ? WHERE id = ?').run(`body ${id}`, id);
    db.prepare('INSERT INTO item_key (key, item_id, created_at) VALUES (?, ?, ?)').run(`key-${id}`, id, at);
    search.add(id, `Shells shipped ${id}`, `body ${id}`);
  }
}

function storedIds(db: Database): number[] {
  return db
    .prepare<[], { id: number }>('SELECT id FROM item ORDER BY id')
    .all()
    .map(({ id }) => id);
}

describe('sweep', () => {
  it('removes items past their retention with all that hangs on them, and keeps their keys for ever', async () => {
    const { db, run, names } = world();
    const many = Array.from({ length: 450 }, (_, index) => index + 1);
    store(db, many, T0);
    store(db, [1000], T0 + 300 * DAY);
    subscribe(db, 1000, T0 + 401 * DAY);
    const counts = await run(T0 + 401 * DAY);
    expect(counts.items).toBe(450);
    expect(storedIds(db)).toEqual([1000]);
    for (const table of ['verdict', 'verdict_topic', 'story_member', 'story', 'change'])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toEqual({ n: 1 });
    expect(db.prepare('SELECT count(*) AS n FROM item_key').get()).toEqual({ n: 451 });
    expect(new SearchTable(db).find('shells', 1000).map(({ itemId }) => itemId)).toEqual([1000]);
    expect(checkIntegrity(db)).toEqual([]);
    expect(names()).toEqual(['retention.swept']);
  });

  it('keeps what a digest has yet to cover, what is held, and what a feed still lists', async () => {
    const { db, run } = world();
    store(db, [1, 2, 3, 4], T0);
    db.prepare('UPDATE item SET held_by = 7 WHERE id = 2').run();
    db.prepare('UPDATE item SET last_seen_at = ? WHERE id = 3').run(T0 + 390 * DAY);
    subscribe(db, 3, T0 + DAY);
    await run(T0 + 401 * DAY);
    expect(storedIds(db)).toEqual([2, 3, 4]);
  });

  it('keeps everything while a digest in force has not begun', async () => {
    const { db, run } = world();
    store(db, [1], T0);
    await run(T0 + 401 * DAY);
    expect(storedIds(db)).toEqual([1]);
  });

  it('empties bodies earlier than it removes items; the items stay findable by them', async () => {
    const { db, run } = world();
    store(db, [1], T0);
    store(db, [2], T0 + 100 * DAY);
    subscribe(db, 2, T0 + 121 * DAY);
    expect((await run(T0 + 121 * DAY)).bodies).toBe(1);
    expect(db.prepare('SELECT id, content FROM item ORDER BY id').all()).toEqual([
      { id: 1, content: '' },
      { id: 2, content: 'body 2' },
    ]);
    expect(new SearchTable(db).find('"body 1"', 10)).toHaveLength(1);
  });

  it('leads a story by its oldest member when its lead goes', async () => {
    const { db, run } = world();
    store(db, [1], T0);
    seed(db, [{ id: 2, feed: 'tass', title: 'Later', story: 1, at: T0 + 300 * DAY }]);
    subscribe(db, 2, T0 + 401 * DAY);
    await run(T0 + 401 * DAY);
    expect(db.prepare('SELECT id, lead_item_id AS lead FROM story').all()).toEqual([{ id: 1, lead: 2 }]);
  });

  it('keeps polls that the next digest tells of, and removes older ones', async () => {
    const { db, run } = world();
    const polls = (): unknown => db.prepare('SELECT count(*) AS n FROM poll_log').get();
    subscribe(db, 0, T0 + 2 * HOUR);
    await run(T0 + 60 * DAY);
    expect(polls()).toEqual({ n: 6 });
    subscribe(db, 0, T0 + 59 * DAY);
    await run(T0 + 60 * DAY);
    expect(polls()).toEqual({ n: 0 });
  });

  it('keeps sent messages as rows without their bodies, and leaves waiting ones whole', async () => {
    const { db, run } = world();
    const add = db.prepare(
      `INSERT INTO message (id, seq, kind, channel, recipient, part, parts, body, state, created_at, next_attempt_at, expires_at)
       VALUES (?, ?, 'digest', 'files', '', 1, 1, '{"a":1}', ?, ?, 0, 0)`,
    );
    add.run('msg_a', 1, 'sent', T0);
    add.run('msg_b', 2, 'pending', T0);
    await run(T0 + 121 * DAY);
    expect(db.prepare('SELECT id, body FROM message ORDER BY id').all()).toEqual([
      { id: 'msg_a', body: 'null' },
      { id: 'msg_b', body: '{"a":1}' },
    ]);
  });

  it('stops between two steps when told to', async () => {
    const { db, run } = world();
    store(db, [1], T0);
    subscribe(db, 1, T0 + 401 * DAY);
    const stop = new AbortController();
    stop.abort();
    await run(T0 + 401 * DAY, stop.signal);
    expect(storedIds(db)).toEqual([1]);
  });
});
