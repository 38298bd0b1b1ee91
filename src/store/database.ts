// Opens the one SQLite connection: durable settings, a single owner, migrations applied.
import { closeSync, existsSync, mkdirSync, openSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { migrate } from './migrate.ts';

export type Database = Sqlite.Database;

/** Trouble with the database that an operator must mend: says what, where and what to do. */
export class DatabaseError extends Error {
  readonly code: 'locked' | 'corrupt' | 'not-writable' | 'newer' | 'full' | 'disk';
  constructor(code: DatabaseError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseError';
    this.code = code;
  }
}

export interface OpenOptions {
  /** Take the lock of the one daemon; false for commands that only read or make one short change. */
  readonly exclusive: boolean;
  /** Looks through the structure of the file first, table by table, for as long as `CHECK_MS`; a damaged one is refused. */
  readonly check?: boolean;
}

/** A database of 340 MB takes two seconds; what a larger one leaves is for `doctor` and for the check of each backup. */
const CHECK_MS = 8_000;

export interface OpenedDatabase extends Disposable {
  readonly db: Database;
  readonly path: string;
  readonly sizeBytes: number;
  /** Names of the migrations applied by this opening. */
  readonly migrated: readonly string[];
  close(): void;
}

/** Opens (and where needed makes) the database at `path`. Throws DatabaseError with advice. */
export function openDatabase(path: string, options: OpenOptions): OpenedDatabase {
  assertWritable(path);
  const wasHere = existsSync(`${path}.lock`);
  const lock = options.exclusive && path !== ':memory:' ? takeLock(path) : undefined;
  try {
    if (wasHere) assertNotEmptied(path);
    const db = new Sqlite(path);
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    db.pragma('temp_store = MEMORY');
    db.pragma('cache_size = -4000');
    db.pragma('busy_timeout = 5000');
    if (options.check === true) assertWhole(db, path);
    const migrated = migrate(db);
    const close = (): void => {
      if (!db.open) return;
      optimize(db);
      db.close();
      lock?.close();
    };
    return { db, path, sizeBytes: sizeOf(path), migrated, close, [Symbol.dispose]: close };
  } catch (error) {
    lock?.close();
    throw explainOpenError(error, path);
  }
}

// A power cut can leave a file of no bytes: to start from nothing then would tell everything again.
function assertNotEmptied(path: string): void {
  if (!existsSync(path) || statSync(path).size > 0) return;
  throw new DatabaseError(
    'corrupt',
    `The database ${path} is an empty file, though Pactwatch has worked in this folder. ` +
      'Bring back the newest backup: pactwatch restore BACKUP. To start from nothing, remove the file.',
  );
}

function assertWhole(db: Database, path: string): void {
  const startedAt = performance.now();
  const tables = db
    .prepare<[], { readonly name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rootpage`,
    )
    .all();
  for (const { name } of tables) {
    if (performance.now() - startedAt > CHECK_MS) return;
    const [row] = db.pragma(`quick_check("${name}")`) as Record<string, string>[];
    const found = Object.values(row ?? { none: 'ok' })[0] ?? 'ok';
    if (found !== 'ok')
      throw explainDamage(
        path,
        `table ${name}: ${found
          .replace(/^\*{3}.*\n/, '')
          .replaceAll(/\s+/g, ' ')
          .slice(0, 200)}`,
      );
  }
}

function explainDamage(path: string, what: string, options?: ErrorOptions): DatabaseError {
  return new DatabaseError(
    'corrupt',
    `The database ${path} is damaged (${what}). It is left untouched. ` +
      'Bring back the newest backup, which keeps what can still be read: pactwatch restore BACKUP.',
    options,
  );
}

// Only advice for the query planner: a damaged database must be closed, and its lock let go, all the same.
function optimize(db: Database): void {
  try {
    db.pragma('optimize');
  } catch {
    return;
  }
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

/** Runs `work` in one immediate transaction: all of it is durable when this returns, or none. */
export function inTransaction<T>(db: Database, work: () => T): T {
  return db.transaction(work).immediate();
}

function assertWritable(path: string): void {
  if (path === ':memory:') return;
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (existsSync(path)) closeSync(openSync(path, 'r+'));
    else {
      closeSync(openSync(`${path}-probe`, 'w'));
      rmSync(`${path}-probe`);
    }
  } catch (error) {
    throw new DatabaseError(
      'not-writable',
      `Cannot write the database ${path}: ${error instanceof Error ? error.message : String(error)}. ` +
        `Make its folder writable for user id ${process.getuid?.() ?? 'of this process'} or set another with \`data:\` or PACTWATCH_DATA.`,
      { cause: error },
    );
  }
}

/**
 * Takes the lock of the one daemon without opening the database; close it to let go. An exclusive transaction on a file
 * of its own: the system lets go of it when the process dies, however it dies. Throws DatabaseError where it is taken.
 */
export function takeLock(path: string): Database {
  let lock: Database | undefined;
  try {
    lock = new Sqlite(`${path}.lock`, { timeout: 0 });
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (!(error instanceof Sqlite.SqliteError) || !/^SQLITE_(?:BUSY|LOCKED)/.test(error.code))
      throw explainOpenError(error, path);
    throw new DatabaseError(
      'locked',
      `Another Pactwatch is using ${path}. Stop it first, or give this one another \`data:\` folder.`,
      { cause: error },
    );
  }
}

/** Less than SQLite needs to open a database in WAL mode, with some room for the first transaction. */
const LEAST_FREE_BYTES = 256_000;

function explainOpenError(error: unknown, path: string): unknown {
  if (error instanceof DatabaseError || !(error instanceof Sqlite.SqliteError)) return error;
  const { code, message } = error;
  const options = { cause: error };
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return explainDamage(path, message, options);
  }
  if (code === 'SQLITE_FULL' || (code.startsWith('SQLITE_IOERR') && freeBytes(path) < LEAST_FREE_BYTES)) {
    const what = `The disk of the database ${path} is full. Make room, then start again; nothing stored is lost.`;
    return new DatabaseError('full', what, options);
  }
  if (/^SQLITE_(?:IOERR|CANTOPEN|READONLY)/.test(code)) {
    return new DatabaseError(
      'disk',
      `The database ${path} cannot be read or written (${message}, ${code}). ` +
        'Look at the disk, at the permissions of the folder and at the log of the system.',
      options,
    );
  }
  return error;
}

function freeBytes(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize;
  } catch {
    return Number.MAX_SAFE_INTEGER;
  }
}
