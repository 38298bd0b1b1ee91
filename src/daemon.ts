// The daemon: which jobs tick how often, in which order they start, and how they end.
import { openApp, type App } from './app.ts';
import type { Settings } from './model/settings.ts';
import type { Events } from './observe/events.ts';
import { isWorthLogging } from './observe/events.ts';
import type { Observation } from './observe/open.ts';
import { type Job, openTicker, type Ticker } from './schedule/ticker.ts';

const OVERLAP_WORTH_SAYING_MS = 120_000;

/** Runs until `signal` aborts, then finishes what is in flight and closes everything. */
export async function runDaemon(
  settings: Settings,
  observation: Observation,
  signal: AbortSignal,
  onReady: () => void,
): Promise<void> {
  const { events, metrics } = observation;
  const app = await openApp(settings, { events });
  const fault = Promise.withResolvers<never>();
  let ticker: Ticker | undefined;
  try {
    ticker = openTicker(
      jobsOf(app, (job) => ticker?.kick(job)),
      {
        onOverlap: overlapLogger(events),
        onFailure: (job, error) => {
          events.emit('job.failed', {
            job,
            detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
          });
        },
        onTick: (_job, lagMs) => metrics.schedulerLag.set(lagMs / 1000),
      },
    );
    onReady();
    for (const job of ['poll', 'deliver', 'digest']) ticker.kick(job);
    await Promise.race([aborted(signal), fault.promise]);
  } finally {
    await ticker?.stop();
    await app.close();
  }
}

// A digest that is due at start waits for the first round, so that it covers what came while the daemon was down.
function jobsOf(app: App, kick: (job: string) => void): Job[] {
  let firstRound: Promise<unknown> | null = null;
  return [
    {
      name: 'poll',
      pattern: '*/5 * * * * *',
      run: async (signal) => {
        const round = app.pollDue(signal);
        firstRound ??= round;
        await round;
      },
    },
    {
      name: 'digest',
      pattern: '*/5 * * * * *',
      run: async (signal) => {
        await firstRound?.catch(() => {});
        if (signal.aborted) return;
        const written = app.writeDigests();
        if (written.some(({ kind }) => kind === 'queued')) kick('deliver');
      },
    },
    {
      name: 'deliver',
      pattern: '*/5 * * * * *',
      run: async (signal) => {
        await app.drain(signal);
      },
    },
  ];
}

function overlapLogger(events: Events): (job: string, runningMs: number) => void {
  const counts = new Map<string, number>();
  return (job, runningMs) => {
    if (runningMs < OVERLAP_WORTH_SAYING_MS) {
      counts.delete(job);
      return;
    }
    const count = (counts.get(job) ?? 0) + 1;
    counts.set(job, count);
    if (isWorthLogging(count)) events.emit('tick.overlap', { job, running_ms: runningMs });
  };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
