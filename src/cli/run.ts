// `run`: the daemon. Looks every few seconds whether something is due, and ends cleanly when told to.
import type { Command } from 'commander';
import { VERSION } from '../lib/version.ts';
import type { Settings } from '../model/settings.ts';
import type { Events } from '../observe/events.ts';
import { type ConfigOption, configPath, loadConfigured, withConfig } from './configured.ts';

export function addRunCommand(program: Command): void {
  withConfig(program.command('run'))
    .description('run the daemon: poll feeds, write digests, deliver them')
    .addHelpText(
      'after',
      '\nSIGTERM and SIGINT finish what is in flight and end with 0; a second signal ends at once.\nSIGHUP reads the configuration again.',
    )
    .action(async (options: ConfigOption) => {
      const settings = loadConfigured(options);
      await run(settings, configPath(options));
    });
}

async function run(settings: Settings, path: string): Promise<void> {
  const startedAt = Date.now();
  const { openObservation } = await import('../observe/open.ts');
  const observation = openObservation({ settings, level: settings.log.level, fd: 1 });
  const { events } = observation;
  announceStart(events, settings, path);
  const { runDaemon } = await import('../daemon.ts');
  const stop = listenForSignals(events);
  try {
    await runDaemon(settings, observation, stop.signal, () =>
      events.emit('app.ready', { elapsed_ms: Date.now() - startedAt }),
    );
    events.emit('app.stopped', { elapsed_ms: stop.elapsedMs() });
  } finally {
    stop.done();
  }
}

function announceStart(events: Events, settings: Settings, path: string): void {
  events.emit('app.started', {
    version: VERSION,
    node: process.version,
    config: path,
    feeds: settings.feeds.filter((feed) => feed.enabled).length,
    digests: settings.digests.length,
    channels: Object.keys(settings.channels).length,
  });
}

interface Stopping {
  readonly signal: AbortSignal;
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
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, onSignal);
  return {
    signal: controller.signal,
    elapsedMs: () => Date.now() - since,
    done: () => {
      for (const name of ['SIGTERM', 'SIGINT'] as const) process.off(name, onSignal);
    },
  };
}
