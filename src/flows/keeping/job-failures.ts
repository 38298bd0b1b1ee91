// Says that a job of the daemon fails, once and then ever less often, and that it runs again.
import { type Events, isWorthLogging } from '../../observe/events.ts';

/** A job that failed this often in a row hinders the work. */
const MANY = 6;

type DiskTrouble = 'db.full' | 'db.unwritable';

/** What a person reads of each, as long as it lasts. */
const DISK: Readonly<Record<DiskTrouble, string>> = {
  'db.full': 'the disk is full: nothing is stored until there is room',
  'db.unwritable': 'the database cannot be written: see whether its volume is read-only or its disk fails',
};

/** Counts the failures in a row of every job. Trouble with the disk is one, however many jobs meet it. */
export class JobFailures {
  readonly #events: Events;
  readonly #databasePath: string;
  readonly #counts = new Map<string, number>();
  readonly #meetDisk = new Map<string, DiskTrouble>();
  #diskTimes = 0;
  #isDamaged = false;

  constructor(events: Events, databasePath: string) {
    this.#events = events;
    this.#databasePath = databasePath;
  }

  /** What hinders the work now, a sentence each. */
  problems(): string[] {
    const disk = [...new Set(this.#meetDisk.values())].map((trouble) => DISK[trouble]);
    const damaged = this.#isDamaged ? [this.#explainDamage()] : [];
    const failing = [...this.#counts].filter(([, failures]) => failures >= MANY);
    return [
      ...disk,
      ...damaged,
      ...failing.map(([job, failures]) => `the job ${job} failed ${failures} times in a row: see the log`),
    ];
  }

  /** Takes note of a failure; logs it at the 1st, 2nd, 4th, 8th ... in a row. */
  failed(job: string, error: unknown): void {
    const trouble = diskTrouble(error);
    if (trouble !== null) {
      this.#meetDisk.set(job, trouble);
      this.#diskTimes += 1;
      if (isWorthLogging(this.#diskTimes)) this.#sayDisk(trouble, codeOf(error));
      return;
    }
    if (isDamaged(error)) this.#isDamaged = true;
    const failures = (this.#counts.get(job) ?? 0) + 1;
    this.#counts.set(job, failures);
    if (!isWorthLogging(failures)) return;
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const detail = isDamaged(error) ? `${this.#explainDamage()}. ${stack}` : stack;
    this.#events.emit('job.failed', { job, detail, failures });
  }

  #explainDamage(): string {
    return `the database ${this.#databasePath} is damaged: stop Pactwatch and bring back the newest backup with \`pactwatch restore BACKUP\``;
  }

  /** Takes note that a job went well; says so when it had failed. */
  succeeded(job: string): void {
    const failures = this.#counts.get(job);
    if (failures !== undefined) {
      this.#counts.delete(job);
      this.#events.emit('job.recovered', { job, failures });
    }
    if (!this.#meetDisk.delete(job) || this.#meetDisk.size > 0) return;
    this.#events.emit('db.writable', { path: this.#databasePath, failures: this.#diskTimes });
    this.#diskTimes = 0;
  }

  #sayDisk(trouble: DiskTrouble, code: string): void {
    const facts = { path: this.#databasePath, failures: this.#diskTimes };
    if (trouble === 'db.full') this.#events.emit('db.full', facts);
    else this.#events.emit('db.unwritable', { ...facts, code });
  }
}

function isDamaged(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_CORRUPT');
}

function diskTrouble(error: unknown): DiskTrouble | null {
  const code = codeOf(error);
  if (code === 'SQLITE_FULL') return 'db.full';
  return /^SQLITE_(?:READONLY|IOERR|CANTOPEN)/.test(code) ? 'db.unwritable' : null;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
