// The only timer: node-cron ticks in UTC, a job never overlaps itself, and the end waits for what is at work.
import { createTask } from 'node-cron';

export interface Job {
  readonly name: string;
  /** Six-field cron pattern in UTC: how often to look whether something is due. */
  readonly pattern: string;
  run(signal: AbortSignal): Promise<void>;
}

export interface TickerHooks {
  onOverlap(job: string, runningMs: number): void;
  onFailure(job: string, error: unknown): void;
  onTick(job: string, lagMs: number): void;
}

export interface Ticker {
  /** Runs a job now, as its tick would; does nothing while it is at work. */
  kick(job: string): void;
  /** Stops ticking, aborts the signal, and waits until no job is at work. */
  stop(): Promise<void>;
}

// node-cron speaks of missed and overlapping ticks by itself; the hooks say it once, in our own log.
const QUIET = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} };

/** Starts ticking. Due times live in the database: a missed tick loses nothing, the next one finds what is due. */
export function openTicker(jobs: readonly Job[], hooks: TickerHooks): Ticker {
  const stopping = new AbortController();
  const running = new Map<string, { readonly since: number; readonly work: Promise<void> }>();
  const start = (job: Job, dueAt: number | null): void => {
    const current = running.get(job.name);
    if (stopping.signal.aborted) return;
    if (current) {
      if (dueAt !== null) hooks.onOverlap(job.name, Date.now() - current.since);
      return;
    }
    if (dueAt !== null) hooks.onTick(job.name, Math.max(0, Date.now() - dueAt));
    const work = job
      .run(stopping.signal)
      .catch((error: unknown) => hooks.onFailure(job.name, error))
      .finally(() => running.delete(job.name));
    running.set(job.name, { since: Date.now(), work });
  };
  const tasks = jobs.map((job) =>
    createTask(job.pattern, (context) => start(job, context.date.getTime()), {
      name: job.name,
      timezone: 'UTC',
      logger: QUIET,
      suppressMissedWarning: true,
    }),
  );
  for (const task of tasks) void task.start();
  return {
    kick: (name) => {
      const job = jobs.find((candidate) => candidate.name === name);
      if (job) start(job, null);
    },
    stop: async () => {
      stopping.abort();
      for (const task of tasks) await task.destroy();
      await Promise.allSettled([...running.values()].map((entry) => entry.work));
    },
  };
}
