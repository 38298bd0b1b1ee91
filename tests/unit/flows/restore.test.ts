// Promises of restore: after it nothing delivered is sent again, nothing is lost, and nothing is overwritten unseen.
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, backUpFile } from '../../../src/flows/keeping/back-up.ts';
import { restore, type RestoreRequest } from '../../../src/flows/keeping/restore.ts';
import { type Database, openDatabase, takeLock } from '../../../src/store/database.ts';
import { OutboxTable } from '../../../src/store/outbox.ts';
import { SearchTable } from '../../../src/store/search.ts';
import { HOUR, openWorld, seed, seedMany, T0 } from './seed.ts';

const DAY = 24 * HOUR;
let folder: string;
let path: string;
const clock = (at: number) => ({ now: () => at });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-backup-'));
  path = join(folder, 'pactwatch.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function addMessage(db: Database, id: string, at = T0): void {
  new OutboxTable(db).add({
    id,
    kind: 'digest',
    digestId: null,
    alertId: null,
    channel: 'files',
    recipient: '',
    part: 1,
    parts: 1,
    body: { text: id },
    createdAt: at,
    nextAttemptAt: at,
    expiresAt: at + 3 * DAY,
  });
}

function subscribe(db: Database, watermark: number, nextDueAt: number): void {
  db.prepare(
    `INSERT OR REPLACE INTO subscription (id, watermark, covered_until, next_due_at, schedule, started_at)
     VALUES ('daily', ?, 0, ?, '', 0)`,
  ).run(watermark, nextDueAt);
}

function states(db: Database): Record<string, string> {
  return Object.fromEntries(
    db
      .prepare<[], { id: string; state: string }>('SELECT id, state FROM message ORDER BY id')
      .all()
      .map((row) => [row.id, row.state]),
  );
}

function restoring(overrides: Partial<RestoreRequest> = {}) {
  return restore({
    backup: join(folder, 'copy.db'),
    database: path,
    now: T0 + 2 * DAY,
    dryRun: false,
    backupOnly: false,
    nothingSentSince: false,
    channels: ['files'],
    subscriptions: ['daily'],
    alerts: false,
    ...overrides,
  });
}

/** Looks into the database as the daemon would open it. */
function look<T>(read: (db: Database) => T): T {
  const opened = openDatabase(path, { exclusive: true });
  try {
    return read(opened.db);
  } finally {
    opened.close();
  }
}

describe('restore', () => {
  async function live() {
    const db = openWorld(path);
    seed(db, [{ id: 1, feed: 'nknews', title: 'Shells shipped', story: 1 }]);
    db.prepare(`INSERT INTO item_key VALUES ('k1', 1, 0)`).run();
    subscribe(db, 0, T0 + DAY);
    addMessage(db, 'msg_waiting');
    const outcome = await backUp(
      { db, events: null, clock: clock(T0 + 3 * HOUR) },
      { target: { file: join(folder, 'copy.db') }, atOnce: true },
    );
    expect(outcome.ok).toBe(true);
    return db;
  }

  function goOn(db: Database): void {
    seed(db, [{ id: 2, feed: 'tass', title: 'Ответ Москвы', story: 2, at: T0 + 4 * HOUR }]);
    db.prepare(`INSERT INTO item_key VALUES ('k2', 2, 0)`).run();
    db.prepare(
      `INSERT INTO digest (id, subscription_id, occurrence_key, due_at, created_at, from_seq, to_seq, covers_from, covers_until, status, stories, document)
       VALUES (1, 'daily', '2026-11-25T07:00', ?, ?, 0, 2, 0, 0, 'queued', 2, '{}')`,
    ).run(T0 + DAY, T0 + DAY);
    db.prepare('INSERT INTO digest_item VALUES (1, 1, 1), (1, 2, 2)').run();
    subscribe(db, 2, T0 + 2 * DAY + HOUR);
    addMessage(db, 'msg_later', T0 + DAY);
    const outbox = new OutboxTable(db);
    outbox.settleSent('msg_waiting', T0 + 4 * HOUR, 'written');
    outbox.settleSent('msg_later', T0 + DAY, 'written');
    new SearchTable(db).add(2, 'Ответ Москвы', '');
  }

  it('sends nothing again that the database in place knows as sent, and keeps its news', async () => {
    const before = await live();
    goOn(before);
    before.close();
    expect(restoring()).toMatchObject({ ok: true, value: { former: 'joined', held: false, doubts: [] } });
    look((db) => {
      expect(states(db)).toEqual({ msg_later: 'sent', msg_waiting: 'sent' });
      expect(db.prepare('SELECT watermark FROM subscription').get()).toEqual({ watermark: 2 });
      expect(db.prepare('SELECT count(*) AS n FROM digest').get()).toEqual({ n: 1 });
      expect(db.prepare('SELECT count(*) AS n FROM item').get()).toEqual({ n: 2 });
      expect(new SearchTable(db).find('Москвы', 5)).toHaveLength(1);
    });
  });

  it('with backup-only takes the news of the backup, yet neither numbers nor what was shown are given again', async () => {
    const before = await live();
    goOn(before);
    before.close();
    expect(restoring({ backupOnly: true })).toMatchObject({
      ok: true,
      value: { former: 'joined', held: false },
    });
    look((db) => {
      expect(db.prepare('SELECT id FROM item').all()).toEqual([{ id: 1 }]);
      expect(states(db)).toEqual({ msg_later: 'sent', msg_waiting: 'sent' });
      expect(db.prepare(`SELECT item_id AS id FROM item_key WHERE key = 'k2'`).get()).toEqual({ id: 2 });
      seed(db, [{ id: 3, feed: 'tass', title: 'New', at: T0 + 3 * DAY }]);
      expect(db.prepare('SELECT max(seq) AS seq FROM change').get()).toEqual({ seq: 3 });
    });
  });

  it('holds all deliveries where the lost database may have sent what waited, and loses none', async () => {
    const before = await live();
    before.close();
    rmSync(path);
    const outcome = restoring();
    expect(outcome).toMatchObject({ ok: true, value: { former: 'none', held: true, keptAs: null } });
    expect(outcome.ok && outcome.value.doubts.join('\n')).toMatch(
      /1 messages waited[\s\S]*digest daily was due/,
    );
    look((db) => {
      expect(states(db)).toEqual({ msg_waiting: 'pending' });
      expect(db.prepare('SELECT possible_duplicate AS p FROM message').get()).toEqual({ p: 1 });
      expect(db.prepare('SELECT channel, code FROM channel_state').all()).toEqual([
        { channel: 'files', code: 'restored' },
      ]);
    });
  });

  it('holds nothing where nothing can have been sent, or the operator knows that nothing was', async () => {
    const before = await live();
    new OutboxTable(before).settleSent('msg_waiting', T0, 'written');
    before.close();
    rmSync(join(folder, 'copy.db'));
    await backUpFile(path, { file: join(folder, 'copy.db') }, clock(T0 + 3 * HOUR));
    rmSync(path);
    expect(restoring({ now: T0 + 4 * HOUR })).toMatchObject({ ok: true, value: { held: false, doubts: [] } });
    rmSync(path);
    expect(restoring({ nothingSentSince: true })).toMatchObject({ ok: true, value: { held: false } });
  });

  it('takes from another database only that messages of the same id were sent', async () => {
    (await live()).close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    const other = openWorld(path);
    seed(other, [{ id: 1, feed: 'tass', title: 'Another item under the same number' }]);
    addMessage(other, 'msg_waiting');
    new OutboxTable(other).settleSent('msg_waiting', T0 + HOUR, 'written');
    other.close();
    expect(restoring()).toMatchObject({ ok: true, value: { former: 'foreign' } });
    look((db) => {
      expect(states(db)).toEqual({ msg_waiting: 'sent' });
      expect(db.prepare('SELECT title FROM item').all()).toEqual([{ title: 'Shells shipped' }]);
    });
  });

  it('never goes back from sent to waiting when the database in place is the older one', async () => {
    const db = await live();
    renameSync(join(folder, 'copy.db'), join(folder, 'older.db'));
    goOn(db);
    const target = { file: join(folder, 'copy.db') };
    await backUp({ db, events: null, clock: clock(T0 + DAY) }, { target, atOnce: true });
    db.close();
    copyFileSync(join(folder, 'older.db'), path);
    expect(restoring()).toMatchObject({ ok: true, value: { former: 'older' } });
    expect(look(states)).toEqual({ msg_later: 'sent', msg_waiting: 'sent' });
  });

  it('reads what a damaged database still gives, keeps it, and holds deliveries for the rest', async () => {
    const before = await live();
    goOn(before);
    seedMany(before, 10, 900, 'z'.repeat(400));
    before.pragma('wal_checkpoint(TRUNCATE)');
    before.close();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, bytes.length - 100_000, bytes.length - 10_000);
    writeFileSync(path, bytes);
    const outcome = restoring();
    expect(outcome).toMatchObject({ ok: true, value: { former: 'joined', held: true } });
    expect(outcome.ok && outcome.value.keptAs && readFileSync(outcome.value.keptAs).equals(bytes)).toBe(true);
    look((db) => {
      expect(states(db)['msg_waiting']).toBe('sent');
    });
  });

  it('changes nothing in a dry run, while a daemon runs, or with a damaged backup', async () => {
    const before = await live();
    goOn(before);
    before.close();
    const bytes = readFileSync(path);
    expect(restoring({ dryRun: true })).toMatchObject({ ok: true, value: { dryRun: true, keptAs: null } });
    const lock = takeLock(path);
    expect(restoring()).toMatchObject({ ok: false, failure: { code: 'locked' } });
    lock.close();
    writeFileSync(join(folder, 'broken.db'), 'SQLite format 3\0 and then nothing');
    expect(restoring({ backup: join(folder, 'broken.db') })).toMatchObject({
      ok: false,
      failure: { code: 'damaged' },
    });
    expect(restoring({ backup: join(folder, 'none.db') })).toMatchObject({
      ok: false,
      failure: { code: 'missing' },
    });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(folder).filter((name) => /restoring|newer/.test(name))).toEqual([]);
  });
});
