// Promises of backup: a copy is whole or not there, and the daemon works on meanwhile.
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp, backUpFile, nextBackupAt } from '../../../src/flows/keeping/back-up.ts';
import { checkBackup } from '../../../src/flows/keeping/restore.ts';
import { HOUR, openWorld, recordEvents, seed, seedMany, T0 } from './seed.ts';

const DAY = 24 * HOUR;
let folder: string;
let path: string;
const clock = (at: number) => ({ now: () => at });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-backup-'));
  path = join(folder, 'pactwatch.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('backUp', () => {
  it('copies a database in use, proves the copy, and leaves one file that a read-only folder can hold', async () => {
    const db = openWorld(path);
    seed(db, [{ id: 1, feed: 'nknews', title: 'Shells shipped', story: 1 }]);
    const { events, names } = recordEvents();
    const outcome = await backUp(
      { db, events, clock: clock(T0) },
      { target: { folder: join(folder, 'backups'), keep: 2 }, atOnce: false },
    );
    expect(outcome).toMatchObject({ ok: true, value: { counts: { item: 1, story: 1 } } });
    expect(readdirSync(join(folder, 'backups'))).toEqual(['pactwatch-20261124T070000Z.db']);
    expect(statSync(join(folder, 'backups', 'pactwatch-20261124T070000Z.db')).mode & 0o777).toBe(0o600);
    chmodSync(join(folder, 'backups'), 0o500);
    expect(checkBackup(join(folder, 'backups', 'pactwatch-20261124T070000Z.db'))).toMatchObject({
      ok: true,
      value: { asOfAt: expect.any(Number) as number, counts: { item: 1 } },
    });
    chmodSync(join(folder, 'backups'), 0o700);
    expect(names()).toEqual(['backup.written']);
    expect(nextBackupAt(db, DAY)).toBe(T0 + DAY);
    db.close();
  });

  it('holds everything that was written while it was made', async () => {
    const db = openWorld(path);
    const filler = 'x'.repeat(3000);
    seedMany(db, 1, 2000, filler);
    let next = 2001;
    const writing = setInterval(() => seed(db, [{ id: next++, feed: 'tass', title: 'while copying' }]), 0);
    const outcome = await backUp(
      { db, events: null, clock: clock(T0) },
      { target: { file: join(folder, 'copy.db') }, atOnce: false },
    );
    clearInterval(writing);
    expect(outcome).toMatchObject({ ok: true });
    db.close();
  });

  it('keeps the newest copies and no other file of the folder', async () => {
    const db = openWorld(path);
    const backups = join(folder, 'backups');
    for (const day of [0, 1, 2, 3]) {
      await backUp(
        { db, events: null, clock: clock(T0 + day * DAY) },
        { target: { folder: backups, keep: 2 }, atOnce: true },
      );
      writeFileSync(join(backups, 'mine.db'), '');
    }
    expect(readdirSync(backups).sort()).toEqual([
      'mine.db',
      'pactwatch-20261126T070000Z.db',
      'pactwatch-20261127T070000Z.db',
    ]);
    db.close();
  });

  it('overwrites nothing, and leaves nothing behind where it fails', async () => {
    const db = openWorld(path);
    const { events, names } = recordEvents();
    writeFileSync(join(folder, 'copy.db'), 'mine');
    const deps = { db, events, clock: clock(T0) };
    expect(await backUp(deps, { target: { file: join(folder, 'copy.db') }, atOnce: true })).toMatchObject({
      ok: false,
      failure: { code: 'exists' },
    });
    expect(readFileSync(join(folder, 'copy.db'), 'utf8')).toBe('mine');
    expect(
      await backUp(deps, { target: { file: join(folder, 'copy.db', 'x') }, atOnce: true }),
    ).toMatchObject({
      ok: false,
      failure: { code: 'not-writable' },
    });
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
    expect(names()).toEqual(['backup.failed', 'backup.failed']);
    db.close();
  });

  it('reports a damaged database instead of keeping a damaged copy', async () => {
    const db = openWorld(path);
    seedMany(db, 1, 500, 'y'.repeat(500));
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, bytes.length - 60_000, bytes.length - 20_000);
    writeFileSync(path, bytes);
    const outcome = await backUpFile(path, { file: join(folder, 'copy.db') }, clock(T0));
    expect(outcome).toMatchObject({
      ok: false,
      failure: { code: expect.stringMatching(/damaged|failed/) as string },
    });
    expect(existsSync(join(folder, 'copy.db'))).toBe(false);
  });

  it('gives up at once when the daemon stops, without a word of failure and without a file', async () => {
    const db = openWorld(path);
    seedMany(db, 1, 500, 'x'.repeat(3000));
    const { events, names } = recordEvents();
    const stop = new AbortController();
    stop.abort();
    const outcome = await backUp(
      { db, events, clock: clock(T0) },
      { target: { file: join(folder, 'copy.db') }, atOnce: false, signal: stop.signal },
    );
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'stopped' } });
    expect(names()).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([]);
    db.close();
  });
});
