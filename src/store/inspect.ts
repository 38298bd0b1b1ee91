// Looks into a database file without changing what it says: is it whole, whose is it, how new, how much is in it.
import Sqlite from 'better-sqlite3';
import type { Database } from './database.ts';

/** What is counted in a backup and read back. */
export const COUNTED = ['item', 'item_key', 'story', 'verdict', 'digest', 'message'] as const;
export type Counts = Readonly<Record<(typeof COUNTED)[number], number>>;

export interface Inspection {
  /** Empty where the file is whole. */
  readonly problems: readonly string[];
  readonly schema: number;
  readonly databaseId: string | null;
  /** When it was backed up, or the newest instant anything in it happened; null: nothing ever did. */
  readonly asOfAt: number | null;
  readonly counts: Counts;
}

// What a running daemon writes most often; each asked alone, so that one damaged table hides no other.
const NEWEST = [
  'SELECT max(started_at) AS at FROM poll_log',
  'SELECT max(last_poll_at) AS at FROM feed_state',
  'SELECT max(first_seen_at) AS at FROM item',
  'SELECT max(created_at) AS at FROM message',
  'SELECT max(started_at) AS at FROM attempt',
  'SELECT max(created_at) AS at FROM digest',
];

/** Rows of each counted table. */
export function countRows(db: Database): Counts {
  const count = (table: string): number =>
    db.prepare<[], { readonly n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0;
  return Object.fromEntries(COUNTED.map((table) => [table, count(table)])) as Counts;
}

/** What `integrity_check` and `foreign_key_check` complain about, at most ten lines. */
export function checkIntegrity(db: Database, quick = false): string[] {
  const rows = db.pragma(`${quick ? 'quick_check' : 'integrity_check'}(10)`) as Record<string, string>[];
  const found = rows
    .flatMap((row) => (Object.values(row)[0] ?? '').split('\n'))
    .filter((line) => line !== 'ok' && line !== '' && !line.startsWith('***'));
  if (found.length > 0) return found.slice(0, 10);
  const orphans = db.pragma('foreign_key_check') as { table: string; parent: string }[];
  return orphans.length === 0
    ? []
    : [`${orphans.length} rows point to nothing, such as ${orphans[0]?.table} to ${orphans[0]?.parent}`];
}

/** Newest instant anything in the database happened, as far as it can be read; null: nothing ever did. */
export function newestAt(db: Database): number | null {
  const found = NEWEST.map((sql) => {
    try {
      return db.prepare<[], { readonly at: number | null }>(sql).get()?.at ?? 0;
    } catch {
      return 0;
    }
  });
  return Math.max(...found) || null;
}

/** The id that all branches of one database share; null where there is none. */
export function databaseId(db: Database): string | null {
  return metaValue(db, 'database_id');
}

/** Inspects an open database. Never throws: what cannot be read is a problem. */
export function inspectDatabase(db: Database): Inspection {
  const empty = Object.fromEntries(COUNTED.map((table) => [table, 0])) as Counts;
  try {
    const problems = checkIntegrity(db);
    return {
      problems,
      schema: Number(db.pragma('user_version', { simple: true })),
      databaseId: databaseId(db),
      asOfAt: Math.max(Number(metaValue(db, 'backup_at') ?? 0), newestAt(db) ?? 0) || null,
      counts: countRows(db),
    };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { problems: [detail], schema: 0, databaseId: null, asOfAt: null, counts: empty };
  }
}

/**
 * Makes a fresh copy fit to be kept: notes when it was made, takes it out of WAL mode, so that it is one file that can
 * be read from a read-only place, and inspects it. Throws where the file cannot be opened at all.
 */
export function finishCopy(path: string, backupAt: number): Inspection {
  const db = new Sqlite(path, { fileMustExist: true });
  try {
    db.pragma('synchronous = FULL');
    db.pragma('temp_store = MEMORY');
    db.pragma('journal_mode = DELETE');
    db.prepare(`INSERT OR REPLACE INTO meta (name, value) VALUES ('backup_at', ?)`).run(String(backupAt));
    return inspectDatabase(db);
  } finally {
    db.close();
  }
}

/** Opens a file only to read it; null where it is no database. A WAL database needs its folder writable. */
export function openToRead(path: string): Database | null {
  try {
    const db = new Sqlite(path, { readonly: true, fileMustExist: true });
    db.pragma('schema_version');
    return db;
  } catch {
    return null;
  }
}

function metaValue(db: Database, name: string): string | null {
  return (
    db.prepare<[string], { readonly value: string }>('SELECT value FROM meta WHERE name = ?').get(name)
      ?.value ?? null
  );
}
