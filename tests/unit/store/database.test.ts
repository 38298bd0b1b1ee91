// A database that cannot be opened says in words why and what to do.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseError, openDatabase } from '../../../src/store/database.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-database-'));
  path = join(folder, 'pactwatch.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function failure(check = false): DatabaseError {
  try {
    openDatabase(path, { exclusive: true, check }).close();
  } catch (error) {
    if (error instanceof DatabaseError) return error;
    throw error;
  }
  throw new Error('it was opened');
}

describe('a database that cannot be opened', () => {
  it('is in use by another daemon', () => {
    const first = openDatabase(path, { exclusive: true });
    expect(failure()).toMatchObject({
      code: 'locked',
      message: expect.stringContaining('Another Pactwatch'),
    });
    first.close();
    openDatabase(path, { exclusive: true }).close();
  });

  it('is not said to be in use where only its lock file cannot be made', () => {
    mkdirSync(`${path}.lock`);
    expect(failure()).toMatchObject({ code: 'disk', message: expect.stringContaining('CANTOPEN') });
  });

  it.each([
    [
      'no database',
      Buffer.from('this is a text, not a database, and long enough to be read as a header.'.repeat(20)),
    ],
    ['zeroes', Buffer.alloc(8_192)],
  ])('holds %s, and stays as it is', (what, bytes) => {
    writeFileSync(path, bytes);
    if (what === 'zeroes') writeFileSync(path, Buffer.concat([Buffer.from('SQLite format 3\0'), bytes]));
    const before = readFileSync(path);
    expect(failure()).toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('pactwatch restore'),
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('was emptied, which is not the same as new', () => {
    openDatabase(path, { exclusive: true }).close();
    writeFileSync(path, '');
    expect(failure()).toMatchObject({ code: 'corrupt', message: expect.stringContaining('empty file') });
    rmSync(path);
    openDatabase(path, { exclusive: true }).close();
  });

  it.each(['item', 'verdict', 'message'])('has a damaged table %s, and stays as it is', (table) => {
    const opened = openDatabase(path, { exclusive: true });
    const page = opened.db
      .prepare<[string], { rootpage: number }>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
      .get(table);
    opened.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, ((page?.rootpage ?? 1) - 1) * 4_096, (page?.rootpage ?? 1) * 4_096);
    writeFileSync(path, bytes);
    expect(failure(true)).toMatchObject({
      code: 'corrupt',
      message: expect.stringContaining('pactwatch restore'),
    });
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });
});
