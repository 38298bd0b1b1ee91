// `outbox`: what waits, what failed and why; try it again, give it up, or send it without a daemon.
import { type Command, Option } from 'commander';
import type { MessageState } from '../model/message.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { parseCount } from './count.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';

interface ListOptions extends ConfigOption {
  readonly state?: MessageState[];
  readonly channel?: string;
  readonly limit: string;
  readonly json?: true;
}

interface ChangeOptions extends ConfigOption {
  readonly channel?: string;
  readonly all?: true;
  readonly json?: true;
}

const STATES: readonly MessageState[] = ['pending', 'sending', 'sent', 'dead', 'dropped'];

export function addOutboxCommand(program: Command): void {
  const outbox = program.command('outbox').description('list messages; retry, drop or send them');
  withNotes(withConfig(outbox.command('list')), {
    examples: ['pactwatch outbox list', 'pactwatch outbox list --state dead --json'],
  })
    .description('list unsent messages, oldest first, and suspended channels')
    .addOption(new Option('--state <state...>', 'only these states').choices(STATES))
    .option('--channel <name>', 'only this channel')
    .option('--limit <n>', 'how many', '50')
    .option('--json', 'print one object')
    .action(list);
  withNotes(withConfig(outbox.command('retry')), {
    examples: ['pactwatch outbox retry --all', 'pactwatch outbox retry --channel mail'],
  })
    .description('try dead and waiting messages again at once, and resume suspended channels')
    .argument('[id]', 'one message')
    .option('--channel <name>', 'all of one channel')
    .option('--all', 'all of them')
    .option('--json', 'print one object')
    .action(retry);
  withNotes(withConfig(outbox.command('drop')), {
    examples: ['pactwatch outbox drop msg_0123456789abcdef01234567'],
  })
    .description('give unsent messages up for good')
    .argument('[id]', 'one message')
    .option('--channel <name>', 'all of one channel')
    .option('--all', 'all of them')
    .option('--json', 'print one object')
    .action(drop);
  withNotes(withConfig(outbox.command('send')), { examples: ['pactwatch outbox send'] })
    .description('send what is due now, where no daemon runs')
    .option('--json', 'print one object')
    .action(send);
}

async function list(options: ListOptions): Promise<void> {
  const settings = loadConfigured(options);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { listOutbox } = await import('../flows/sending/manage-outbox.ts');
  using opened = openExisting(databasePath(settings));
  const { messages, suspended, waiting } = listOutbox(opened.db, {
    states: options.state ?? ['pending', 'sending', 'dead'],
    ...(options.channel === undefined ? {} : { channel: options.channel }),
    limit: parseCount('--limit', options.limit),
  });
  const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
  const rows = messages.map((message) => ({
    id: message.id,
    kind: message.kind,
    channel: message.channel,
    recipient: message.recipient,
    part: message.part,
    parts: message.parts,
    state: message.state,
    attempts: message.attempts,
    created_at: iso(message.createdAt),
    next_attempt_at: iso(message.nextAttemptAt),
    expires_at: iso(message.expiresAt),
    possible_duplicate: message.possibleDuplicate,
    code: message.lastCode,
    detail: message.lastDetail,
    sent_at: iso(message.sentAt),
    receipt: message.receipt,
  }));
  const configured = suspended.filter(({ channel }) => settings.channels[channel] !== undefined);
  const halted = configured.map(({ channel, suspendedAt, code, detail }) => ({
    channel,
    since: iso(suspendedAt),
    code,
    detail,
  }));
  const orphaned = waiting.filter(({ channel }) => settings.channels[channel] === undefined);
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ messages: rows, suspended: halted, orphaned })}\n`);
    return;
  }
  for (const { channel, messages: amount } of orphaned)
    process.stdout.write(
      `Channel ${channel} is not in the configuration: its ${amount} waiting messages are given up when they expire. Drop them now: pactwatch outbox drop --channel ${channel}\n`,
    );
  for (const { channel, since, code, detail } of halted)
    process.stdout.write(
      `Channel ${channel} is suspended since ${since} (${code}: ${detail}). Resume: pactwatch outbox retry --channel ${channel}\n`,
    );
  if (rows.length === 0) process.stdout.write('Nothing waits.\n');
  for (const row of rows) process.stdout.write(describe(row));
}

function describe(row: {
  readonly id: string;
  readonly kind: string;
  readonly channel: string;
  readonly recipient: string;
  readonly part: number;
  readonly parts: number;
  readonly state: string;
  readonly attempts: number;
  readonly next_attempt_at: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly receipt: string | null;
}): string {
  const part = row.parts > 1 ? ` part ${row.part}/${row.parts}` : '';
  const to = row.recipient === '' ? '' : ` to ${row.recipient}`;
  const next = row.state === 'pending' ? `, next ${row.next_attempt_at}` : '';
  const why = row.code === null ? '' : `\n    ${row.code}: ${row.detail}`;
  const said = row.receipt === null ? '' : `\n    ${row.receipt}`;
  return `${row.id}  ${row.state.padEnd(7)} ${row.kind} on ${row.channel}${to}${part}, ${row.attempts} attempts${next}${why}${said}\n`;
}

async function retry(id: string | undefined, options: ChangeOptions): Promise<void> {
  const settings = loadConfigured(options);
  const filter = filterOf(id, options);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { retryOutbox } = await import('../flows/sending/manage-outbox.ts');
  using opened = openExisting(databasePath(settings));
  const { messages, resumed } = retryOutbox(opened.db, filter, Date.now());
  if (messages === 0 && id !== undefined) throw new CommandFailure(noSuchMessage(id));
  if (options.json === true) process.stdout.write(`${JSON.stringify({ messages, resumed })}\n`);
  else
    process.stdout.write(
      `${messages} message${messages === 1 ? ' is' : 's are'} tried again${resumed.length > 0 ? `; resumed: ${resumed.join(', ')}` : ''}.\n`,
    );
}

async function drop(id: string | undefined, options: ChangeOptions): Promise<void> {
  const settings = loadConfigured(options);
  const filter = filterOf(id, options);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { dropOutbox } = await import('../flows/sending/manage-outbox.ts');
  using opened = openExisting(databasePath(settings));
  const messages = dropOutbox(opened.db, filter);
  if (messages === 0 && id !== undefined) throw new CommandFailure(noSuchMessage(id));
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ messages })}\n`
      : `Dropped ${messages} message${messages === 1 ? '' : 's'}.\n`,
  );
}

async function send(options: ChangeOptions): Promise<void> {
  const settings = loadConfigured(options);
  const { sendOutboxNow } = await import('../flows/sending/send-digest.ts');
  const { openObservation } = await import('../observe/open.ts');
  const { events } = openObservation({ settings, level: 'warn', fd: 2 });
  const summary = await sendOutboxNow(settings, databasePath(settings), events);
  if (options.json === true) process.stdout.write(`${JSON.stringify(summary)}\n`);
  else if (summary === null) process.stdout.write('A daemon is running and sends what is due.\n');
  else
    process.stdout.write(
      `Sent ${summary.sent}, waiting for another attempt ${summary.retried}, given up ${summary.dead}, held by a suspended channel ${summary.suspended}.\n`,
    );
}

// Everything at once is asked for by name: a slip must not drop the whole outbox.
function filterOf(
  id: string | undefined,
  options: ChangeOptions,
): { readonly id?: string; readonly channel?: string } {
  const given = [id, options.channel, options.all].filter((value) => value !== undefined);
  if (given.length !== 1) throw new UsageError('Name one message, or --channel NAME, or --all.');
  if (id !== undefined) return { id };
  return options.channel === undefined ? {} : { channel: options.channel };
}

function noSuchMessage(id: string): string {
  return `There is no unsent message \`${id}\`; see: pactwatch outbox list --state dead --state pending`;
}
