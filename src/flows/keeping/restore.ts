// Brings a backup back so that nothing already delivered is sent again: what the database in place still knows is laid
// over the backup, and where nothing can be known, deliveries wait for the operator.
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../lib/result.ts';
import { type Carried, carryOver, carryStates } from '../../store/carry.ts';
import { type Database, DatabaseError, openDatabase, takeLock } from '../../store/database.ts';
import {
  checkIntegrity,
  type Counts,
  countRows,
  databaseId,
  type Inspection,
  inspectDatabase,
  newestAt,
  openToRead,
} from '../../store/inspect.ts';
import { MetaTable } from '../../store/meta.ts';
import { migrationNames } from '../../store/migrate.ts';
import { syncPath } from './back-up.ts';
import { explainDoubts, holdDeliveries } from './restore-doubts.ts';

export interface RestoreRequest {
  readonly backup: string;
  /** The database to replace; it need not exist. */
  readonly database: string;
  readonly now: number;
  readonly dryRun: boolean;
  /** Take the news of the backup alone; of the database in place only what was sent. */
  readonly backupOnly: boolean;
  /** The operator knows that nothing was sent after the backup: nothing is held. */
  readonly nothingSentSince: boolean;
  readonly channels: readonly string[];
  /** Ids of the digests in force. */
  readonly subscriptions: readonly string[];
  readonly alerts: boolean;
}

export interface RestoreReport {
  readonly backup: string;
  readonly backupAt: number | null;
  readonly database: string;
  readonly dryRun: boolean;
  /** What became of the database in place. */
  readonly former: 'none' | 'joined' | 'older' | 'foreign' | 'unreadable';
  /** Where the former database is kept. */
  readonly keptAs: string | null;
  readonly carried: Carried | null;
  readonly counts: Counts;
  /** Why deliveries wait for the operator; empty: they do not. */
  readonly doubts: readonly string[];
  readonly held: boolean;
}

export interface RestoreFailure {
  readonly code: 'missing' | 'damaged' | 'newer' | 'locked';
  readonly detail: string;
}

/** Restores, or with `dryRun` does everything but the exchange of the files. The former database is kept beside. */
export function restore(request: RestoreRequest): Result<RestoreReport, RestoreFailure> {
  const checked = checkBackup(request.backup);
  if (!checked.ok) return checked;
  let lock: Database;
  try {
    lock = takeLock(request.database);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'locked') {
      return fail({ code: 'locked', detail: `${error.message} A restore needs the daemon stopped.` });
    }
    throw error;
  }
  const staged = `${request.database}.restoring`;
  const newer = `${request.database}.newer`;
  try {
    discard(staged);
    discard(newer);
    copyFileSync(request.backup, staged);
    const report = joinBranches(request, checked.value, staged, newer);
    const keptAs = request.dryRun ? null : exchange(request.database, staged, request.now);
    return ok({ ...report, keptAs });
  } finally {
    discard(staged);
    discard(newer);
    lock.close();
  }
}

/** Whether a file is a whole backup that this version can read. */
export function checkBackup(path: string): Result<Inspection, RestoreFailure> {
  if (!existsSync(path))
    return fail({
      code: 'missing',
      detail: `There is no backup ${path}; the daemon keeps its own where \`backup.path\` says.`,
    });
  const db = openToRead(path);
  if (db === null)
    return fail({
      code: 'damaged',
      detail: `${path} is no database, or its folder is read-only while it is in WAL mode.`,
    });
  const inspection = inspectDatabase(db);
  db.close();
  const { problems, schema } = inspection;
  if (problems.length > 0 || schema === 0) {
    const why = problems.join('; ') || 'it holds no Pactwatch database';
    return fail({ code: 'damaged', detail: `The backup ${path} cannot be used: ${why}. Take another one.` });
  }
  if (schema > migrationNames().length) {
    return fail({
      code: 'newer',
      detail: `${path} was written by a newer Pactwatch (schema ${schema}): use that version.`,
    });
  }
  return ok(inspection);
}

function joinBranches(
  request: RestoreRequest,
  backup: Inspection,
  staged: string,
  newer: string,
): Omit<RestoreReport, 'keptAs'> {
  const former = existsSync(request.database) ? copyFormer(request.database, newer) : 'none';
  const opened = openDatabase(staged, { exclusive: false });
  try {
    const { db } = opened;
    const kind = typeof former === 'string' ? former : classify(db, former.db, backup);
    if (typeof former !== 'string') former.close();
    const carried = kind === 'joined' ? carry(db, newer, request.backupOnly) : null;
    if (kind === 'foreign') carryStates(db, newer);
    const known = carried !== null && carried.unread.length === 0;
    const doubts = known
      ? []
      : explainDoubts(db, { ...request, backupAt: backup.asOfAt, unread: carried?.unread ?? [] });
    const held = doubts.length > 0 && !request.nothingSentSince;
    if (held) holdDeliveries(db, request.channels, request.now);
    finish(db, request, known);
    const { asOfAt: backupAt } = backup;
    const { backup: path, database, dryRun } = request;
    return {
      backup: path,
      backupAt,
      database,
      dryRun,
      former: kind,
      carried,
      counts: countRows(db),
      doubts,
      held,
    };
  } finally {
    opened.close();
  }
}

// Works on a copy: the database in place is not touched before the exchange.
function copyFormer(path: string, copy: string): ReturnType<typeof openDatabase> | 'unreadable' {
  try {
    for (const suffix of ['', '-wal'])
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    return openDatabase(copy, { exclusive: false });
  } catch {
    return 'unreadable';
  }
}

function classify(db: Database, former: Database, backup: Inspection): RestoreReport['former'] {
  try {
    const id = databaseId(former);
    if (id === null || id !== backup.databaseId) return 'foreign';
    return (newestAt(former) ?? 0) >= (newestAt(db) ?? 0) ? 'joined' : 'older';
  } catch {
    return 'unreadable';
  }
}

function carry(db: Database, newer: string, backupOnly: boolean): Carried {
  db.pragma('foreign_keys = OFF');
  const carried = carryOver(db, newer, backupOnly ? 'ledger' : 'all');
  db.pragma('foreign_keys = ON');
  const problems = checkIntegrity(db);
  return problems.length === 0
    ? carried
    : { added: carried.added, unread: [...carried.unread, { table: 'whole', detail: problems.join('; ') }] };
}

// Without the newer branch this becomes a branch of its own: numbers given from now on mean other things than there.
function finish(db: Database, request: RestoreRequest, known: boolean): void {
  const meta = new MetaTable(db);
  meta.set('restored_at', String(request.now));
  if (!known) meta.set('database_id', `${databaseId(db) ?? ''}.${request.now}`);
  db.prepare(`DELETE FROM meta WHERE name = 'backup_at'`).run();
}

function exchange(database: string, staged: string, now: number): string | null {
  const stamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const keptAs = existsSync(database) ? `${database}.before-restore-${stamp}` : null;
  if (keptAs !== null) {
    for (const suffix of ['-wal', '']) {
      if (!existsSync(database + suffix)) continue;
      copyFileSync(database + suffix, keptAs + suffix);
      syncPath(keptAs + suffix);
    }
  }
  syncPath(staged);
  for (const suffix of ['-wal', '-shm']) rmSync(database + suffix, { force: true });
  renameSync(staged, database);
  syncPath(dirname(database));
  return keptAs;
}

function discard(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
}
