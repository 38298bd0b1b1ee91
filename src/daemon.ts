// The daemon: which jobs tick how often, in which order they start, how a changed configuration is taken up, how it ends.
import { type App, openApp } from './app.ts';
import { CatchUp } from './flows/keeping/catch-up.ts';
import { JobFailures } from './flows/keeping/job-failures.ts';
import { ConfigWatch, reloadSettings, secretFiles } from './flows/keeping/reload.ts';
import { tryOpenTagging } from './flows/storing/tag-item.ts';
import { warmReader } from './flows/polling/warm-reader.ts';
import type { FlowHooks } from './flows/sending/write-digest.ts';
import { renderComplaint } from './config/complaint.ts';
import type { Settings } from './model/settings.ts';
import { type Events, isWorthLogging } from './observe/events.ts';
import type { Observation } from './observe/open.ts';
import { type Job, openTicker, type Ticker } from './schedule/ticker.ts';
import { openPages } from './serve-pages.ts';

export interface DaemonOptions {
  readonly observation: Observation;
  /** Ends the daemon, after what is in flight. */
  readonly signal: AbortSignal;
  /** Called when everything is open, the first time and after each reload. */
  readonly onReady: () => void;
  /** Tells whether someone asked to read the configuration again since it was last asked. */
  readonly wasAskedToReload: () => boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly hooks?: FlowHooks;
}

const OVERLAP_WORTH_SAYING_MS = 120_000;

/** Runs until the signal aborts. A changed configuration closes everything and opens it anew; state lives in SQLite. */
export async function runDaemon(first: Settings, options: DaemonOptions): Promise<void> {
  let settings: Settings | null = first;
  for (let check = true; settings !== null && !options.signal.aborted; check = false)
    settings = await runUntilChanged(settings, options, check);
}

async function runUntilChanged(
  settings: Settings,
  options: DaemonOptions,
  check: boolean,
): Promise<Settings | null> {
  const { observation, signal } = options;
  const { events, metrics } = observation;
  const hooks = options.hooks ? { hooks: options.hooks } : {};
  const app = await openApp(settings, { ...observation, ...hooks, check });
  const end = Promise.withResolvers<Settings | null>();
  const onAbort = (): void => end.resolve(null);
  signal.addEventListener('abort', onAbort, { once: true });
  let ticker: Ticker | undefined;
  try {
    await warmReader();
    let tickedAt = performance.now();
    const sinceTickMs = (): number => performance.now() - tickedAt;
    const pages = settings.web === null ? null : await openPages(app, settings.web, observation, sinceTickMs);
    try {
      const failures = new JobFailures(events, app.db.name);
      const work = jobsOf(
        app,
        (job) => ticker?.kick(job),
        () => failures.problems(),
      );
      const jobs = [...work, reloadJob(app, options, end.resolve)].map((job) => noting(job, failures));
      ticker = openTicker(jobs, {
        onOverlap: overlapLogger(events),
        onFailure: (job, error) => failures.failed(job, error),
        onTick: (_job, lagMs) => {
          tickedAt = performance.now();
          metrics.schedulerLag.set(lagMs / 1000);
        },
      });
      options.onReady();
      for (const job of ['watch', 'poll', 'deliver', 'digest']) ticker.kick(job);
      if (signal.aborted) end.resolve(null);
      return await end.promise;
    } finally {
      await ticker?.stop();
      await pages?.close();
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    await app.close();
  }
}

// A digest that is due at start waits for the first round, so that it covers what came while the daemon was down.
function jobsOf(app: App, kick: (job: string) => void, troubles: () => readonly string[]): Job[] {
  const catchUp = new CatchUp(performance.now());
  const poll = async (signal: AbortSignal): Promise<void> => {
    try {
      const { items_new, items_changed } = await app.pollDue(signal);
      if (items_new + items_changed > 0) kick('alert');
    } finally {
      if (catchUp.end()) kick('digest');
    }
  };
  const pages = async (signal: AbortSignal): Promise<void> => {
    const { found } = await app.fetchPages(signal);
    if (found > 0) kick('alert');
  };
  const alert = async (): Promise<void> => {
    if (app.raiseAlerts() > 0) kick('deliver');
  };
  // What is told at once is told first, so that the digest of the same minute marks it.
  const digest = async (signal: AbortSignal): Promise<void> => {
    if (signal.aborted || catchUp.isUnderWay(performance.now())) return;
    try {
      await alert();
    } finally {
      if (app.writeDigests().some(({ kind }) => kind === 'queued')) kick('deliver');
    }
  };
  const retag = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted && app.retag()) await new Promise((resolve) => setImmediate(resolve));
  };
  return [
    { name: 'poll', pattern: '*/5 * * * * *', run: poll },
    { name: 'pages', pattern: '*/10 * * * * *', run: pages },
    { name: 'digest', pattern: '*/5 * * * * *', run: digest },
    { name: 'alert', pattern: '*/10 * * * * *', run: alert },
    { name: 'deliver', pattern: '*/5 * * * * *', run: async (signal) => void (await app.drain(signal)) },
    {
      name: 'watch',
      pattern: '*/10 * * * * *',
      run: async (signal) => void (await app.watch(signal, troubles())),
    },
    { name: 'upkeep', pattern: '30 * * * * *', run: (signal) => app.upkeep(signal) },
    { name: 'retag', pattern: '15 * * * * *', run: retag },
  ];
}

function reloadJob(app: App, options: DaemonOptions, resolve: (next: Settings) => void): Job {
  const { settings, tagging } = app;
  const watch = new ConfigWatch(settings.file, [settings.topicFile, ...secretFiles(options.env)]);
  const verify = (after: Settings): string[] => {
    const opened = tryOpenTagging(after.topicFile);
    return opened.ok ? [] : opened.failure.map(renderComplaint);
  };
  const topicVersion = (): string => {
    const opened = tryOpenTagging(settings.topicFile);
    return opened.ok ? opened.value.version : '';
  };
  let rejected = false;
  const look = async (): Promise<void> => {
    const asked = options.wasAskedToReload();
    if (!watch.hasChanged() && !asked) return;
    const outcome = reloadSettings(settings, options.env, options.observation.events, verify);
    const wasRejected = rejected;
    rejected = outcome.kind === 'rejected';
    if (outcome.kind === 'reloaded') resolve(outcome.settings);
    else if (outcome.kind === 'unchanged' && topicVersion() !== tagging.version) resolve(settings);
    else if (outcome.kind === 'unchanged' && wasRejected)
      options.observation.events.emit('config.mended', { config: settings.file });
  };
  return { name: 'reload', pattern: '*/2 * * * * *', run: look };
}

function noting(job: Job, failures: JobFailures): Job {
  const run = async (signal: AbortSignal): Promise<void> => {
    await job.run(signal);
    failures.succeeded(job.name);
  };
  return { ...job, run };
}

function overlapLogger(events: Events): (job: string, runningMs: number) => void {
  const counts = new Map<string, number>();
  return (job, runningMs) => {
    if (runningMs < OVERLAP_WORTH_SAYING_MS) return void counts.delete(job);
    const count = (counts.get(job) ?? 0) + 1;
    counts.set(job, count);
    if (isWorthLogging(count)) events.emit('tick.overlap', { job, running_ms: runningMs });
  };
}
