// `poll`: polls what is due (or all, or the feeds named) once and says what came of it.
import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { RoundSummary } from '../flows/polling/poll-round.ts';
import type { Settings } from '../model/settings.ts';
import type { Feed } from '../model/feed.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { loadConfigured } from './configured.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';
import { Progress } from './progress.ts';

interface PollOptions extends ConfigOption {
  readonly all?: true;
  readonly json?: true;
}

export function addPollCommand(program: Command): void {
  withNotes(withConfig(program.command('poll')), {
    examples: ['pactwatch poll', 'pactwatch poll tass-en nknews', 'pactwatch poll --all --json'],
  })
    .description('poll what is due once, or all feeds, or those named')
    .argument('[feed...]', 'ids of feeds; they are polled whether due or not')
    .option('--all', 'poll every feed that is on, due or not')
    .option('--json', 'print one object with the counts')
    .action(poll);
}

async function poll(ids: string[], options: PollOptions): Promise<void> {
  const settings = loadConfigured(options);
  const named = chooseFeeds(settings, ids);
  const { openObservation } = await import('../observe/open.ts');
  const { openApp } = await import('../app.ts');
  const observation = openObservation({ settings, level: 'warn', fd: 2 });
  const app = await openApp(settings, observation);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  try {
    const feeds =
      ids.length > 0 ? named : options.all === true ? settings.feeds.filter((feed) => feed.enabled) : null;
    const progress = new Progress();
    let polled = 0;
    const onPolled = ({ feed, record }: { feed: Feed; record: { result: string } }): void => {
      progress.line(`${feed.id}: ${record.result}`);
      progress.show('feeds polled', ++polled, feeds?.length ?? null);
    };
    const summary =
      feeds === null
        ? await app.pollDue(stop.signal, onPolled)
        : await app.pollFeeds(feeds, stop.signal, onPolled);
    await fetchPages(app, stop.signal, progress);
    progress.end();
    process.stdout.write(options.json === true ? `${JSON.stringify(summary)}\n` : describe(summary));
    if (summary.feeds > 0 && summary.failed === summary.feeds)
      throw new CommandFailure('No feed could be read; the lines above say why.');
  } finally {
    await app.close();
  }
}

async function fetchPages(app: App, signal: AbortSignal, progress: Progress): Promise<void> {
  let pages = 0;
  for (let round = await app.fetchPages(signal); round.pages > 0; round = await app.fetchPages(signal)) {
    pages += round.pages;
    progress.show('article pages fetched', pages);
    if (signal.aborted) return;
  }
}

function chooseFeeds(settings: Settings, ids: readonly string[]): Feed[] {
  const byId = new Map(settings.feeds.map((feed) => [feed.id, feed]));
  const unknown = ids.filter((id) => !byId.has(id));
  if (unknown.length > 0)
    throw new UsageError(
      `There is no feed ${unknown.map((id) => `\`${id}\``).join(', ')}; see: pactwatch feeds list`,
    );
  const off = ids.filter((id) => byId.get(id)?.enabled === false);
  if (off.length > 0)
    throw new UsageError(
      `${off.map((id) => `\`${id}\``).join(', ')} is off; set \`enabled: true\` for it or its group first.`,
    );
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function describe(summary: RoundSummary): string {
  if (summary.feeds === 0) return 'Nothing is due. Poll all feeds with --all.\n';
  const seconds = (summary.elapsed_ms / 1000).toFixed(1);
  return (
    `${summary.feeds} feeds in ${seconds} s: ${summary.fetched} fetched, ${summary.not_modified} not modified, ${summary.failed} failed.\n` +
    `${summary.items_seen} items seen: ${summary.items_new} new, ${summary.items_changed} changed, ${summary.copies} copies; ` +
    `${summary.tagged} on the subject.\n`
  );
}
