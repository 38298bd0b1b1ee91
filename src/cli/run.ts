// `run`: the daemon. Looks every few seconds whether something is due, and ends cleanly when told to.
import type { Command } from 'commander';
import { VERSION } from '../lib/version.ts';
import type { Settings } from '../model/settings.ts';
import type { Events } from '../observe/events.ts';
import { type ConfigOption, configPath, withConfig } from './config-option.ts';
import { loadConfigured } from './configured.ts';
import { withNotes } from './help.ts';

export function addRunCommand(program: Command): void {
  withNotes(withConfig(program.command('run')), {
    notes:
      'SIGTERM and SIGINT finish what is in flight and end with 0; a second signal ends at once.\nSIGHUP reads the configuration again.',
    examples: ['pactwatch run', 'pactwatch run --config /etc/pactwatch/pactwatch.yaml'],
  })
    .description('run the daemon: poll feeds, write digests, deliver them')
    .action(async (options: ConfigOption) => {
      const settings = loadConfigured(options);
      await run(settings, configPath(options));
    });
}

async function run(settings: Settings, path: string): Promise<void> {
  const { openObservation } = await import('../observe/open.ts');
  const observation = openObservation({ settings, level: settings.log.level, fd: 1 });
  const { events } = observation;
  announceStart(events, settings, path);
  const { runDaemon } = await import('../daemon.ts');
  const stop = listenForSignals(events);
  try {
    await runDaemon(settings, {
      observation,
      signal: stop.signal,
      onReady: () => events.emit('app.ready', { elapsed_ms: Math.round(process.uptime() * 1000) }),
      wasAskedToReload: stop.wasAskedToReload,
      env: process.env,
      ...crashHooks(process.env),
    });
    events.emit('app.stopped', { elapsed_ms: stop.elapsedMs() });
  } catch (error) {
    if (!isExpected(error))
      events.emit('app.failed', {
        detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    throw error;
  } finally {
    stop.done();
  }
}

// Complaints about configuration and database are for the person who starts it: they are printed, not called a fault.
function isExpected(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ConfigError' || error.name === 'DatabaseError');
}

// Ends the process as power loss would, at the n-th passing of a step: PACTWATCH_CRASH_AT=step#n. For tests.
function crashHooks(env: Readonly<Record<string, string | undefined>>): {
  hooks?: { at(step: string): void };
} {
  const [, step, count = '1'] = /^([a-z:-]+|\*)(?:#(\d+))?$/.exec(env['PACTWATCH_CRASH_AT'] ?? '') ?? [];
  if (step === undefined) return {};
  let left = Number(count);
  return {
    hooks: {
      at: (name) => {
        if ((step === '*' || name === step) && --left === 0) process.kill(process.pid, 'SIGKILL');
      },
    },
  };
}

function announceStart(events: Events, settings: Settings, path: string): void {
  events.emit('app.started', {
    pactwatch: VERSION,
    node: process.version,
    config: path,
    feeds: settings.feeds.filter((feed) => feed.enabled).length,
    digests: settings.digests.length,
    channels: Object.keys(settings.channels).length,
  });
}

interface Stopping {
  readonly signal: AbortSignal;
  readonly wasAskedToReload: () => boolean;
  elapsedMs(): number;
  done(): void;
}

function listenForSignals(events: Events): Stopping {
  const controller = new AbortController();
  let since = Date.now();
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(1);
    since = Date.now();
    events.emit('app.stopping', { signal: name });
    controller.abort();
  };
  let reload = false;
  const onHangup = (): void => {
    reload = true;
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, onSignal);
  process.on('SIGHUP', onHangup);
  return {
    wasAskedToReload: () => {
      const asked = reload;
      reload = false;
      return asked;
    },
    signal: controller.signal,
    elapsedMs: () => Date.now() - since,
    done: () => {
      for (const name of ['SIGTERM', 'SIGINT'] as const) process.off(name, onSignal);
      process.off('SIGHUP', onHangup);
    },
  };
}
