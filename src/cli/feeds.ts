// `feeds`: the list with its state, OPML in and out, and a new feed found, probed and written into the feed file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import type { NewFeed } from '../flows/keeping/edit-feed-file.ts';
import type { Feed, FeedState } from '../model/feed.ts';
import type { Settings } from '../model/settings.ts';
import { bareFeed } from './bare-feed.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';
import { padCells, truncateCells } from './table.ts';

interface ListOptions extends ConfigOption {
  readonly json?: true;
  readonly all?: true;
}

interface AddOptions extends ConfigOption {
  readonly id?: string;
  readonly name?: string;
  readonly group?: string;
  readonly json?: true;
}

export function addFeedsCommand(program: Command): void {
  const feeds = program.command('feeds').description('list feeds, add one, import and export OPML');
  withNotes(withConfig(feeds.command('list')), {
    examples: ['pactwatch feeds list', 'pactwatch feeds list --all --json'],
  })
    .description('list the feeds with their state and next poll')
    .option('--all', 'with those that are off')
    .option('--json', 'print one array')
    .action(list);
  withNotes(withConfig(feeds.command('add')), {
    examples: ['pactwatch feeds add https://example.org/ --group wires'],
  })
    .description('find the feed of an address, probe it and write it into the feed file')
    .argument('<url>', 'address of a feed or of a site')
    .option('--id <id>', 'id to use')
    .option('--name <name>', 'name to show')
    .option('--group <id>', 'group to put it in')
    .option('--json', 'print the entry')
    .action(add);
  withNotes(withConfig(feeds.command('import')), { examples: ['pactwatch feeds import subscriptions.opml'] })
    .description('add the feeds of an OPML file to the feed file; those already there are left alone')
    .argument('<opml>', 'OPML file')
    .option('--json', 'print the counts')
    .action(importOpml);
  withNotes(withConfig(feeds.command('export')), { examples: ['pactwatch feeds export > feeds.opml'] })
    .description('write all feeds as OPML to stdout or a file')
    .argument('[opml]', 'file to write; stdout where left out')
    .action(exportOpml);
}

async function list(options: ListOptions): Promise<void> {
  const settings = loadConfigured(options);
  const states = await readStates(settings);
  const feeds = settings.feeds.filter((feed) => options.all === true || feed.enabled);
  const rows = feeds.map((feed) => describe(feed, states.get(feed.id)));
  process.stdout.write(options.json === true ? `${JSON.stringify(rows)}\n` : renderTable(rows));
}

interface FeedRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly lang: string | null;
  readonly family: string;
  readonly group: string | null;
  readonly enabled: boolean;
  readonly health: string;
  readonly last_poll_at: string | null;
  readonly next_poll_at: string | null;
  readonly reason: string | null;
  readonly failure: string | null;
}

function describe(feed: Feed, state: FeedState | undefined): FeedRow {
  const iso = (at: number | null | undefined): string | null =>
    at == null ? null : new Date(at).toISOString();
  return {
    id: feed.id,
    name: feed.name,
    url: feed.url,
    lang: feed.lang,
    family: feed.family,
    group: feed.group,
    enabled: feed.enabled,
    health: feed.enabled ? (state?.health ?? 'new') : 'off',
    last_poll_at: iso(state?.lastPollAt),
    next_poll_at: iso(state?.nextPollAt),
    reason: state?.planReason ?? null,
    failure: state?.failureCode ?? null,
  };
}

function renderTable(rows: readonly FeedRow[]): string {
  const line = (cells: readonly string[]): string => {
    const [id = '', lang = '', health = '', next = '', name = ''] = cells;
    return `${padCells(truncateCells(id, 20), 20)} ${padCells(lang, 3)} ${padCells(health, 8)} ${padCells(next, 11)} ${truncateCells(name, 33)}`.trimEnd();
  };
  const shown = rows.map((row) => {
    const next = row.next_poll_at === null ? '-' : row.next_poll_at.slice(5, 16).replace('T', ' ');
    return line([
      row.id,
      row.lang ?? '-',
      row.health,
      row.enabled ? next : '-',
      row.failure === null ? row.name : `${row.failure}: ${row.name}`,
    ]);
  });
  return `${[line(['FEED', '', 'STATE', 'NEXT (UTC)', 'NAME']), ...shown, `${rows.length} feeds`].join('\n')}\n`;
}

async function readStates(settings: Settings): Promise<Map<string, FeedState>> {
  const path = databasePath(settings);
  if (!existsSync(path)) return new Map();
  const { readFeedStates } = await import('../flows/polling/feed-states.ts');
  return new Map(readFeedStates(path).map((state) => [state.feedId, state]));
}

async function add(url: string, options: AddOptions): Promise<void> {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
    throw new UsageError(`\`${url}\` is no http or https address.`);
  const settings = loadConfigured(options);
  const file = await feedFileOf(settings);
  const { probeFeed } = await import('../flows/polling/probe-feed.ts');
  const { addFeedsToFile, proposeFeedId } = await import('../flows/keeping/edit-feed-file.ts');
  const probe = (address: string): ReturnType<typeof probeFeed> =>
    probeFeed(settings.poll, bareFeed(address), { now: () => Date.now() });
  let report = await probe(url);
  const [found, ...others] = report.found_feeds;
  if (report.failure !== null && found !== undefined) report = await probe(found);
  if (report.failure !== null)
    throw new CommandFailure(
      `${report.source}: ${report.failure.code}: ${report.failure.detail}. ${report.failure.advice}`,
    );
  const address = report.source;
  const there = settings.feeds.find((feed) => feed.url === address);
  if (there) throw new UsageError(`${address} is there already, as \`${there.id}\`.`);
  const taken = new Set(settings.feeds.map((feed) => feed.id));
  if (options.id !== undefined && taken.has(options.id))
    throw new UsageError(`The id \`${options.id}\` is taken; choose another with --id.`);
  const name = options.name ?? (report.title || new URL(address).hostname);
  const lang = report.language?.slice(0, 2) ?? null;
  const entry: NewFeed = {
    id: options.id ?? proposeFeedId(name, address, taken),
    url: address,
    name,
    lang,
    group: options.group ?? null,
  };
  keepGood(options, file, () => addFeedsToFile(file, [entry]));
  const items = report.items?.count ?? 0;
  const more = others.length === 0 ? '' : `The page names further feeds:\n  ${others.join('\n  ')}\n`;
  const said =
    options.json === true
      ? JSON.stringify(entry)
      : `Added \`${entry.id}\` (${items} item${items === 1 ? '' : 's'}) to ${file}. A running daemon takes it up within seconds.`;
  process.stdout.write(`${said}\n`);
  if (options.json !== true) process.stdout.write(more);
}

async function importOpml(path: string, options: ConfigOption & { readonly json?: true }): Promise<void> {
  const settings = loadConfigured(options);
  const file = await feedFileOf(settings);
  const { parseOpml } = await import('../flows/keeping/opml.ts');
  const { addFeedsToFile, proposeFeedId } = await import('../flows/keeping/edit-feed-file.ts');
  if (!existsSync(path)) throw new UsageError(`There is no file ${path}.`);
  const outlines = parseOpml(readFileSync(path, 'utf8'));
  if (outlines.length === 0)
    throw new CommandFailure(`${path} names no feed: expects OPML with outlines that have an xmlUrl.`);
  const taken = new Set(settings.feeds.map((feed) => feed.id));
  const urls = new Set(settings.feeds.map((feed) => feed.url));
  const fresh: NewFeed[] = [];
  let unusable = 0;
  for (const { title, xmlUrl, lang, group } of outlines) {
    if (urls.has(xmlUrl)) continue;
    if (!/^https?:\/\//i.test(xmlUrl) || !URL.canParse(xmlUrl)) {
      unusable++;
      process.stderr.write(`Left out, no http or https address: ${xmlUrl}\n`);
      continue;
    }
    const { username, password, host } = new URL(xmlUrl);
    if (username !== '' || password !== '') {
      unusable++;
      process.stderr.write(
        `Left out, its address holds a user name or password: ${title} at ${host}. Add it by hand, with \`headers\`.\n`,
      );
      continue;
    }
    urls.add(xmlUrl);
    const id = proposeFeedId(title, xmlUrl, taken);
    taken.add(id);
    fresh.push({
      id,
      url: xmlUrl,
      name: title,
      lang: lang?.slice(0, 2).toLowerCase() ?? null,
      group: group === null ? null : proposeFeedId(group, '', new Set()),
      ...(group === null ? {} : { groupName: group }),
    });
  }
  if (fresh.length > 0) keepGood(options, file, () => addFeedsToFile(file, fresh));
  const counts = {
    read: outlines.length,
    added: fresh.length,
    known: outlines.length - fresh.length - unusable,
    unusable,
  };
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify(counts)}\n`
      : `${counts.added} feeds added to ${file}; ${counts.known} were there already${unusable === 0 ? '' : `, ${unusable} left out`}.\n`,
  );
}

// A feed file that the configuration would not take is put back as it was.
function keepGood(options: ConfigOption, file: string, change: () => void): void {
  const before = readFileSync(file);
  change();
  try {
    loadConfigured(options);
  } catch (error) {
    writeFileSync(file, before);
    throw error;
  }
}

async function exportOpml(path: string | undefined, options: ConfigOption): Promise<void> {
  const settings = loadConfigured(options);
  const { renderOpml } = await import('../flows/keeping/opml.ts');
  const text = renderOpml(settings.feeds, 'Pactwatch feeds');
  if (path === undefined) process.stdout.write(text);
  else writeFileSync(path, text);
}

// Only a feed list in a file of its own can be edited without touching what else a person wrote.
async function feedFileOf(settings: Settings): Promise<string> {
  const { loadYaml } = await import('../config/yaml.ts');
  const read = loadYaml(settings.file);
  const value = read.ok ? read.value.value : null;
  const named = typeof value === 'object' && value !== null && 'feeds' in value ? value.feeds : null;
  if (typeof named !== 'string')
    throw new UsageError(
      `${settings.file} holds its feeds itself: move them to a file and name it under \`feeds\`, so that it can be edited.`,
    );
  return resolve(dirname(settings.file), named);
}
