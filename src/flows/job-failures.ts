// Says that a job of the daemon fails, once and then ever less often, and that it runs again.
import { type Events, isWorthLogging } from '../observe/events.ts';

/** A job that failed this often in a row hinders the work. */
const MANY = 6;

/** Counts the failures in a row of every job. A full disk is one trouble, however many jobs meet it. */
export class JobFailures {
  readonly #events: Events;
  readonly #databasePath: string;
  readonly #counts = new Map<string, number>();
  readonly #meetFullDisk = new Set<string>();
  #fullTimes = 0;
  #isDamaged = false;

  constructor(events: Events, databasePath: string) {
    this.#events = events;
    this.#databasePath = databasePath;
  }

  /** What hinders the work now, a sentence each. */
  problems(): string[] {
    const full =
      this.#meetFullDisk.size > 0 ? ['the disk is full: nothing is stored until there is room'] : [];
    const damaged = this.#isDamaged ? [this.#explainDamage()] : [];
    const failing = [...this.#counts].filter(([, failures]) => failures >= MANY);
    return [
      ...full,
      ...damaged,
      ...failing.map(([job, failures]) => `the job ${job} failed ${failures} times in a row: see the log`),
    ];
  }

  /** Takes note of a failure; logs it at the 1st, 2nd, 4th, 8th ... in a row. */
  failed(job: string, error: unknown): void {
    if (isDiskFull(error)) {
      this.#meetFullDisk.add(job);
      this.#fullTimes += 1;
      if (isWorthLogging(this.#fullTimes))
        this.#events.emit('db.full', { path: this.#databasePath, failures: this.#fullTimes });
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
    if (!this.#meetFullDisk.delete(job) || this.#meetFullDisk.size > 0) return;
    this.#events.emit('db.writable', { path: this.#databasePath, failures: this.#fullTimes });
    this.#fullTimes = 0;
  }
}

function isDamaged(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CORRUPT');
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL';
}
