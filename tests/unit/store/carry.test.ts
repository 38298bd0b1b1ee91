// Promises of joining two branches of a database: what the newer one knows comes over, whatever order its columns have.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { carryOver } from '../../../src/store/carry.ts';
import { openDatabase } from '../../../src/store/database.ts';

describe('what a newer branch knows', () => {
  it('comes over by the names of its columns, not by their order', () => {
    const folder = mkdtempSync(join(tmpdir(), 'pactwatch-carry-'));
    const newer = openDatabase(join(folder, 'newer.db'), { exclusive: false });
    newer.db.exec(
      `DROP TABLE meta; CREATE TABLE meta (value TEXT NOT NULL, later TEXT, name TEXT PRIMARY KEY)`,
    );
    newer.db.exec(`INSERT INTO meta (name, value) VALUES ('told', 'yes')`);
    newer.close();
    const older = openDatabase(join(folder, 'older.db'), { exclusive: false });
    const { db } = older;
    db.pragma('foreign_keys = OFF');
    expect(carryOver(db, join(folder, 'newer.db'), 'ledger').unread).toEqual([]);
    expect(db.prepare(`SELECT value FROM meta WHERE name = 'told'`).get()).toEqual({ value: 'yes' });
    older.close();
  });
});
