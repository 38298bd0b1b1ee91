// `probe`: what a feed sends and what the daemon would do with it.
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { ProbeReport } from '../flows/polling/probe-feed.ts';
import { systemClock } from '../lib/clock.ts';
import type { Feed } from '../model/feed.ts';
import type { PollSettings } from '../model/settings.ts';
import { bareFeed } from './bare-feed.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { loadConfigured } from './configured.ts';
import { UsageError } from './exit.ts';
import { withNotes } from './help.ts';

interface ProbeOptions extends ConfigOption {
  readonly json?: true;
  readonly userAgent?: string;
  readonly charset?: string;
  readonly country?: string;
  readonly allowPrivate?: string[];
}

export function addProbeCommand(program: Command): void {
  withNotes(withConfig(program.command('probe')), {
    examples: [
      'pactwatch probe https://example.org/rss',
      'pactwatch probe nknews --json',
      'pactwatch probe saved-feed.xml',
    ],
  })
    .description('show what a feed (or a site’s page) sends and what the daemon would do')
    .argument('<url>', 'address, path of a file, or id of a configured feed')
    .option('--user-agent <text>', 'ask with this user agent')
    .option('--charset <name>', 'read as this charset')
    .option('--country <code>', 'zone for dates that name none, such as KR')
    .option('--allow-private <network...>', 'networks that may be reached though they are private')
    .option('--json', 'print one object')
    .action(probe);
}

async function probe(target: string, options: ProbeOptions): Promise<void> {
  const { poll, feed } = chooseFeed(target, options);
  const { probeFeed } = await import('../flows/polling/probe-feed.ts');
  const allowPrivate = [...poll.allowPrivate, ...(options.allowPrivate ?? [])];
  const report = await probeFeed({ ...poll, allowPrivate }, feed, systemClock);
  process.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : renderProbe(report));
  if (report.failure !== null) process.exitCode = 1;
}

function chooseFeed(target: string, options: ProbeOptions): { poll: PollSettings; feed: Feed } {
  const settings = loadConfigured(options);
  const known = settings.feeds.find((feed) => feed.id === target);
  const overrides = {
    ...(options.userAgent === undefined ? {} : { userAgent: options.userAgent }),
    ...(options.charset === undefined ? {} : { charset: options.charset }),
    ...(options.country === undefined ? {} : { country: options.country.toUpperCase() }),
  };
  if (known) return { poll: settings.poll, feed: { ...known, ...overrides } };
  const url = /^(https?|file):/i.test(target) ? target : pathToFileURL(resolve(target)).href;
  if (!URL.canParse(url)) throw new UsageError(`\`${target}\` is no address, file or feed id.`);
  return { poll: settings.poll, feed: { ...bareFeed(url), ...overrides } };
}

function describeAnswer(answer: NonNullable<ProbeReport['answer']>): string {
  const { status, bytes, elapsed_ms: elapsedMs, content_type: type, server, retry_after: retry } = answer;
  if (status === null) return 'none';
  return [
    `${status}`,
    `${bytes} bytes${elapsedMs === null ? '' : ` in ${elapsedMs} ms`}`,
    type,
    server === null ? null : `server ${server}`,
    retry === null ? null : `asks to wait ${retry}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** The report for people. */
export function renderProbe(report: ProbeReport): string {
  const lines: string[] = [report.source];
  const say = (label: string, value: string | null): void => {
    if (value !== null) lines.push(`  ${label.padEnd(12)}${value}`);
  };
  const { answer, failure, charset, items } = report;
  for (const [name, value] of Object.entries(report.asked)) say('asked with', `${name}: ${value}`);
  if (answer) {
    for (const hop of answer.redirects) say('redirect', hop);
    say('answer', describeAnswer(answer));
  }
  if (answer && failure === null) {
    const validators = [answer.etag ? 'ETag' : '', answer.last_modified ? 'Last-Modified' : ''].filter(
      Boolean,
    );
    say(
      'caching',
      `${validators.join(' and ') || 'no validators'}${answer.fresh_for === null ? '' : `, fresh for ${answer.fresh_for}`}`,
    );
  }
  if (failure) {
    say('failure', `${failure.code}: ${failure.meaning}`);
    say('', failure.detail);
  }
  if (charset) say('charset', `${charset.charset}: ${charset.reason}`);
  if (report.format !== null) say('format', report.format);
  if (report.title !== null && report.title !== '') say('title', report.title);
  say('language', report.language);
  for (const { code, count, detail } of report.defects)
    say('defect', `${code}${count > 1 ? ` ×${count}` : ''}: ${detail}`);
  if (items) {
    say(
      'items',
      `${items.count}, ${items.dated} dated${items.newest === null ? '' : `, from ${items.oldest} to ${items.newest}`}, ${items.with_summary} with a summary`,
    );
    say('guids', items.guids);
    say('links', items.links);
    for (const title of items.titles) say('', `– ${title}`);
  }
  if (report.next_poll) say('next poll', `after ${report.next_poll.after}: ${report.next_poll.reason}`);
  for (const found of report.found_feeds) say('feed found', found);
  for (const suggestion of report.suggestions) say('suggestion', suggestion);
  return `${lines.join('\n')}\n`;
}
