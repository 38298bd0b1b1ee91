// The verb `unsubscribed`: who left by the link in a mail, taking off who asked otherwise, and putting back.
import type { Command } from 'commander';
import type { Settings } from '../model/settings.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';

interface ListOptions extends ConfigOption {
  readonly json?: true;
}

interface ChangeOptions extends ListOptions {
  readonly only?: string;
}

export function addUnsubscribedCommand(program: Command): void {
  const unsubscribed = program
    .command('unsubscribed')
    .description('recipients who left a digest or an alert: list, add, readmit');
  withNotes(withConfig(unsubscribed.command('list')), { examples: ['pactwatch unsubscribed list'] })
    .description('list who left what, oldest first')
    .option('--json', 'print one array')
    .action(list);
  withNotes(withConfig(unsubscribed.command('add')), {
    examples: ['pactwatch unsubscribed add desk@example.org --only daily'],
  })
    .description('take a recipient off who asked in another way than by the link')
    .argument('<address>', 'mail address')
    .option('--only <id>', 'only this digest, or this alert written `alert-ID`; else all that are configured')
    .option('--json', 'print one object')
    .action(add);
  withNotes(withConfig(unsubscribed.command('readmit')), {
    examples: ['pactwatch unsubscribed readmit desk@example.org'],
    notes: 'Digests and alerts written from then on are sent to the address again; none that it missed is.',
  })
    .description('put a recipient back who left')
    .argument('<address>', 'mail address')
    .option('--only <id>', 'only this digest, or this alert written `alert-ID`; else all that it left')
    .option('--json', 'print one object')
    .action(putBack);
}

async function list(options: ListOptions): Promise<void> {
  const settings = loadConfigured(options);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { listUnsubscribed } = await import('../flows/sending/manage-unsubscribed.ts');
  using opened = openExisting(databasePath(settings));
  const rows = listUnsubscribed(opened.db).map(({ subscriptionId, recipient, at }) => ({
    subscription: subscriptionId,
    recipient,
    at: new Date(at).toISOString(),
  }));
  if (options.json === true) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else if (rows.length === 0) process.stdout.write('Nobody has left.\n');
  else
    for (const { subscription, recipient, at } of rows)
      process.stdout.write(`${at.slice(0, 16)}Z  ${recipient}  left ${subscription}\n`);
}

async function add(address: string, options: ChangeOptions): Promise<void> {
  const settings = loadConfigured(options);
  const known = subscriptionsOf(settings);
  if (!/^[^\s@]+@[^\s@]+$|<[^\s@]+@[^\s@]+>$/.test(address))
    throw new UsageError(`${JSON.stringify(address)} is no mail address`);
  if (options.only !== undefined && !known.includes(options.only))
    throw new UsageError(`There is no \`${options.only}\`; there are: ${known.join(', ')}`);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { takeOff } = await import('../flows/sending/manage-unsubscribed.ts');
  using opened = openExisting(databasePath(settings));
  const { events } = await observe(settings);
  const lists = options.only === undefined ? known : [options.only];
  const taken = takeOff(opened.db, events, address, lists, Date.now());
  report(options, address, taken, 'is off', 'had left before');
}

async function putBack(address: string, options: ChangeOptions): Promise<void> {
  const settings = loadConfigured(options);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { readmit } = await import('../flows/sending/manage-unsubscribed.ts');
  using opened = openExisting(databasePath(settings));
  const { events } = await observe(settings);
  const back = readmit(opened.db, events, address, options.only ?? null);
  if (back.length === 0)
    throw new CommandFailure(
      `${address} has not left${options.only === undefined ? '' : ` ${options.only}`}; see: pactwatch unsubscribed list`,
    );
  report(options, address, back, 'is back on', '');
}

function report(
  options: ListOptions,
  address: string,
  subscriptions: readonly string[],
  did: string,
  nothing: string,
): void {
  const line = subscriptions.length === 0 ? nothing : `${did} ${subscriptions.join(', ')}`;
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ recipient: address, subscriptions })}\n`
      : `${address} ${line}.\n`,
  );
}

async function observe(settings: Settings) {
  const { openObservation } = await import('../observe/open.ts');
  return openObservation({ settings, level: 'info', fd: 2 });
}

function subscriptionsOf(settings: Settings): string[] {
  return [...settings.digests.map(({ id }) => id), ...settings.alerts.map(({ id }) => `alert-${id}`)];
}
