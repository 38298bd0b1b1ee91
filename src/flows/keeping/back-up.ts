// Copies the live database while the daemon works, proves the copy whole, gives it its name, lets old copies go.
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../../lib/clock.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { Events } from '../../observe/events.ts';
import type { Database } from '../../store/database.ts';
import { type Counts, countRows, type Inspection, openToRead } from '../../store/inspect.ts';
import { MetaTable } from '../../store/meta.ts';

const NAME = /^pactwatch-\d{8}T\d{6}Z\.db$/;
const PAGES_PER_STEP = 500;
const ALL_PAGES = 0x7fff_ffff;

export interface BackUpDeps {
  readonly db: Database;
  /** null: whoever called says what came of it. */
  readonly events: Events | null;
  readonly clock: Clock;
}

export interface BackUpRequest {
  /** A file to write, or a folder that gets a file named after the time. */
  readonly target: { readonly file: string } | { readonly folder: string; readonly keep: number | null };
  /** Copy in one step, without room for other work: for a command that has nothing else to do. */
  readonly atOnce: boolean;
  /** Gives up between two steps; the next due time tries again. */
  readonly signal?: AbortSignal;
}

export interface BackUpReport {
  readonly path: string;
  readonly sizeBytes: number;
  readonly counts: Counts;
  readonly removed: readonly string[];
  readonly elapsedMs: number;
}

export interface BackUpFailure {
  readonly code: 'exists' | 'disk' | 'not-writable' | 'damaged' | 'counts' | 'stopped' | 'failed';
  readonly detail: string;
}

/** Writes and verifies one backup. A failed one leaves no file behind and no older backup is removed for it. */
export async function backUp(
  deps: BackUpDeps,
  request: BackUpRequest,
): Promise<Result<BackUpReport, BackUpFailure>> {
  const startedAt = deps.clock.now();
  const { target } = request;
  const path = 'file' in target ? target.file : join(target.folder, backupName(startedAt));
  const outcome = await attempt(deps, path, request, startedAt);
  if (!outcome.ok) {
    if (outcome.failure.code !== 'stopped')
      deps.events?.emit('backup.failed', { path, detail: outcome.failure.detail });
    return outcome;
  }
  const sizeBytes = statSync(path).size;
  const removed = 'folder' in target && target.keep !== null ? rotate(target.folder, target.keep) : [];
  if (!deps.db.readonly) {
    new MetaTable(deps.db).set('last_backup', JSON.stringify({ at: startedAt, path, size_bytes: sizeBytes }));
  }
  const elapsedMs = deps.clock.now() - startedAt;
  const { counts } = outcome.value;
  deps.events?.emit('backup.written', {
    path,
    size_bytes: sizeBytes,
    items: counts.item,
    elapsed_ms: elapsedMs,
  });
  return ok({ path, sizeBytes, counts, removed, elapsedMs });
}

/** Backs up the database in `source` beside whoever uses it; neither migrates nor changes it. */
export async function backUpFile(
  source: string,
  target: BackUpRequest['target'],
  clock: Clock,
): Promise<Result<BackUpReport, BackUpFailure>> {
  const db = openToRead(source);
  if (db === null) {
    return fail({
      code: 'damaged',
      detail: `${source} cannot be read as a database. Bring back a backup: pactwatch restore BACKUP.`,
    });
  }
  try {
    return await backUp({ db, events: null, clock }, { target, atOnce: true });
  } finally {
    db.close();
  }
}

/** When the next backup is due: `everyMs` after the last one this database remembers, at once where there is none. */
export function nextBackupAt(db: Database, everyMs: number): number {
  const last = new MetaTable(db).get('last_backup');
  return last === null ? 0 : (JSON.parse(last) as { readonly at: number }).at + everyMs;
}

/** `pactwatch-20261125T070000Z.db`: sorts by time. */
export function backupName(at: number): string {
  return `pactwatch-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '')}.db`;
}

async function attempt(
  deps: BackUpDeps,
  path: string,
  { atOnce, signal }: BackUpRequest,
  startedAt: number,
): Promise<Result<Inspection, BackUpFailure>> {
  if (existsSync(path)) return fail({ code: 'exists', detail: `${path} exists already; name another file.` });
  const part = `${path}.part`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const room = lackOfRoom(deps.db, dirname(path));
    if (room !== null) return fail({ code: 'disk', detail: room });
    discard(part);
    closeSync(openSync(part, 'wx', 0o600));
    const before = countRows(deps.db);
    const progress = (): number => {
      signal?.throwIfAborted();
      return atOnce ? ALL_PAGES : PAGES_PER_STEP;
    };
    await deps.db.backup(part, { progress });
    const after = countRows(deps.db);
    const copy = await finishInThread(part, startedAt, signal);
    const trouble = judge(copy, before, after);
    if (trouble !== null) {
      discard(part);
      return fail(trouble);
    }
    settle(part, path);
    return ok(copy);
  } catch (error) {
    discard(part);
    if (signal?.aborted === true)
      return fail({ code: 'stopped', detail: 'The backup was given up because Pactwatch stops.' });
    return fail(explainError(error, path));
  }
}

function judge(copy: Inspection, before: Counts, after: Counts): BackUpFailure | null {
  if (copy.problems.length > 0) {
    return {
      code: 'damaged',
      detail: `The copy is damaged, so the database is likely to be too: ${copy.problems.join('; ')}. Run \`pactwatch doctor\`.`,
    };
  }
  // Rows may come and go while the copy is made; none may be missing that was there all the time.
  for (const table of Object.keys(before) as (keyof Counts)[]) {
    const found = copy.counts[table];
    if (found < Math.min(before[table], after[table]) || found > Math.max(before[table], after[table])) {
      return {
        code: 'counts',
        detail: `The copy has ${found} rows in ${table}, the database ${after[table]}. Run it again.`,
      };
    }
  }
  return null;
}

async function finishInThread(
  path: string,
  backupAt: number,
  signal: AbortSignal | undefined,
): Promise<Inspection> {
  const worker = new Worker(new URL('./finish-copy-worker.ts', import.meta.url), {
    workerData: { path, backupAt },
  });
  const stop = (): void => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<Inspection>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`The check of the copy ended early (${code}).`)));
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function lackOfRoom(db: Database, folder: string): string | null {
  const need =
    Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }));
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  return free > need * 1.05 + 1_000_000
    ? null
    : `${folder} has ${megabytes(free)} free, the backup needs ${megabytes(need)}. Make room, or set another \`backup.path\`.`;
}

function settle(part: string, path: string): void {
  chmodSync(part, 0o600);
  syncPath(part);
  renameSync(part, path);
  syncPath(dirname(path));
}

function rotate(folder: string, keep: number): string[] {
  const old = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .slice(keep);
  for (const name of old) rmSync(join(folder, name), { force: true });
  return old;
}

function discard(part: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) {
    if (existsSync(part + suffix)) rmSync(part + suffix);
  }
}

/** Makes a file or folder durable. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function explainError(error: unknown, path: string): BackUpFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const detail = error instanceof Error ? error.message : String(error);
  if (code === 'ENOSPC' || code === 'SQLITE_FULL')
    return { code: 'disk', detail: `The disk is full: ${detail}. Make room in ${dirname(path)}.` };
  if (['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'ENOENT', 'EEXIST'].includes(code)) {
    return {
      code: 'not-writable',
      detail: `Cannot write ${basename(path)} in ${dirname(path)}: ${detail}. Make the folder writable for user id ${process.getuid?.() ?? 'of this process'}.`,
    };
  }
  return { code: 'failed', detail };
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
