// `check`: is the configuration good, do the rules compile, is the database sound; with --send-test, do the channels work.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { Settings } from '../model/settings.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { CommandFailure } from './exit.ts';
import { withNotes } from './help.ts';

interface CheckOptions extends ConfigOption {
  readonly sendTest?: true;
  readonly channel?: string[];
  readonly json?: true;
}

interface Finding {
  readonly part: string;
  readonly ok: boolean;
  readonly detail: string;
}

export function addCheckCommand(program: Command): void {
  withNotes(withConfig(program.command('check')), {
    examples: ['pactwatch check', 'pactwatch check --send-test --channel mail'],
  })
    .description('check configuration, rules, database and channels')
    .option(
      '--send-test',
      'send a marked test message through the channels and say what the receivers answer',
    )
    .option('--channel <name...>', 'only these channels')
    .option('--json', 'print one object')
    .action(check);
}

async function check(options: CheckOptions): Promise<void> {
  const settings = loadConfigured(options);
  const findings = [
    describeSettings(settings),
    await checkTopic(settings),
    await checkDatabase(settings),
    ...(await checkChannels(settings, options)),
  ];
  const failed = findings.filter((finding) => !finding.ok).length;
  if (options.json === true) process.stdout.write(`${JSON.stringify({ ok: failed === 0, findings })}\n`);
  else
    for (const { part, ok, detail } of findings)
      process.stdout.write(`${ok ? 'ok  ' : 'FAIL'}  ${part.padEnd(16)} ${detail}\n`);
  if (failed > 0) throw new CommandFailure(`${failed} of ${findings.length} checks failed.`);
}

function describeSettings(settings: Settings): Finding {
  const on = settings.feeds.filter((feed) => feed.enabled).length;
  const counts = `${on} feeds on, ${settings.feeds.length - on} off, ${several(settings.digests.length, 'digest')}, ${several(settings.alerts.length, 'alert')}`;
  return { part: 'configuration', ok: true, detail: `${settings.file}: ${counts}` };
}

async function checkTopic(settings: Settings): Promise<Finding> {
  const { openTagging } = await import('../flows/storing/tag-item.ts');
  const tagging = openTagging(settings.topicFile);
  const known = tagging.topics.map(({ id }) => id);
  const unknown = askedTopics(settings).filter((topic) => !known.includes(topic));
  const detail = `${settings.topicFile}: version ${tagging.version}, ${known.length} topics`;
  if (unknown.length === 0) return { part: 'rules', ok: true, detail };
  const never = `no topic ${unknown.join(', ')}, which a digest or an alert asks for`;
  return { part: 'rules', ok: false, detail: `${detail}; ${never}; there are: ${known.join(', ')}` };
}

// A digest of a topic that no rule gives would be empty for ever.
function askedTopics({ digests, alerts }: Settings): string[] {
  const asked = [...digests, ...alerts].flatMap(({ topics, quietHours }) => [
    ...topics,
    ...(quietHours?.except ?? []),
  ]);
  return [...new Set(asked)];
}

async function checkDatabase(settings: Settings): Promise<Finding> {
  const path = databasePath(settings);
  if (!existsSync(path)) return { part: 'database', ok: true, detail: `${path} is made at the first start` };
  const { inspectDatabase } = await import('../flows/keeping/inspect-database.ts');
  const { ok, detail } = inspectDatabase(path);
  return { part: 'database', ok, detail: `${path}: ${detail}` };
}

async function checkChannels(settings: Settings, options: CheckOptions): Promise<Finding[]> {
  const names = Object.keys(settings.channels).filter(
    (name) => options.channel === undefined || options.channel.includes(name),
  );
  const missing = (options.channel ?? []).filter((name) => settings.channels[name] === undefined);
  const unknown = missing.map((name) => ({
    part: `channel ${name}`,
    ok: false,
    detail: `there is no such channel; there are: ${Object.keys(settings.channels).join(', ')}`,
  }));
  if (options.sendTest !== true) {
    return [
      ...unknown,
      ...names.map((name) => ({
        part: `channel ${name}`,
        ok: true,
        detail: `${settings.channels[name]?.type ?? ''}; try it with --send-test`,
      })),
    ];
  }
  const { sendTest } = await import('../flows/sending/send-test.ts');
  const sent = await Promise.all(
    names.map(async (name) => ({ part: `channel ${name}`, ...(await sendTest(settings, name)) })),
  );
  return [...unknown, ...sent];
}

function several(amount: number, one: string): string {
  return `${amount} ${one}${amount === 1 ? '' : 's'}`;
}
