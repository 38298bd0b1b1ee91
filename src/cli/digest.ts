// `digest`: preview one for any time, write one now, send one again, list what was written.
import { type Command, Option } from 'commander';
import type { PreviewFormat } from '../flows/sending/preview-digest.ts';
import type { DigestSettings, Settings } from '../model/settings.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { parseCount } from './count.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';

interface PreviewOptions extends ConfigOption {
  readonly at?: string;
  readonly format: PreviewFormat;
}

interface ListOptions extends ConfigOption {
  readonly limit: string;
  readonly json?: true;
}

interface SendOptions extends ConfigOption {
  readonly json?: true;
}

interface ResendOptions extends SendOptions {
  readonly channel?: string[];
}

const MINUTE_MS = 60_000;

// Written out, so that the command line loads no renderer.
const FORMATS: readonly PreviewFormat[] = [
  'text',
  'html',
  'json',
  'webhook',
  'slack',
  'discord',
  'teams',
  'mattermost',
  'telegram',
  'ntfy',
];

export function addDigestCommand(program: Command): void {
  const digest = program.command('digest').description('preview, write, list and resend digests');
  withNotes(withConfig(digest.command('preview')), {
    examples: [
      'pactwatch digest preview',
      'pactwatch digest preview daily --at 2026-11-25T07:00+09:00',
      'pactwatch digest preview --format html > digest.html',
    ],
  })
    .description('show the digest as it would be now, or was due at another time; nothing is written or sent')
    .argument(
      '[id]',
      'id of the digest in the configuration, or a written one such as daily/2026-11-25T07:00',
    )
    .option(
      '--at <time>',
      'date and time, such as 2026-11-25T07:00, in the zone of the digest unless it names one (+09:00, Z)',
    )
    .addOption(new Option('--format <format>', 'form to show').choices(FORMATS).default('text'))
    .action(preview);
  withNotes(withConfig(digest.command('send')), { examples: ['pactwatch digest send daily'] })
    .description('write the digest now, due or not, and deliver it')
    .argument('[id]', 'id of the digest in the configuration')
    .option('--json', 'print one object')
    .action(send);
  withNotes(withConfig(digest.command('resend')), {
    examples: ['pactwatch digest resend 12', 'pactwatch digest resend daily/2026-11-25T07:00 --channel mail'],
  })
    .description('send a written digest once more: the same messages under the same ids')
    .argument('<id>', 'number or id of a written digest; see digest list')
    .option('--channel <name...>', 'only through these channels')
    .option('--json', 'print one object')
    .action(resend);
  withNotes(withConfig(digest.command('list')), { examples: ['pactwatch digest list --limit 5'] })
    .description('list the digests that were written, newest first')
    .option('--limit <n>', 'how many', '20')
    .option('--json', 'print one array')
    .action(list);
}

async function preview(id: string | undefined, options: PreviewOptions): Promise<void> {
  const settings = loadConfigured(options);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { previewDigest, renderDocument, TODAYS } = await import('../flows/sending/preview-digest.ts');
  using opened = openExisting(databasePath(settings));
  if (id?.includes('/') || /^\d+$/.test(id ?? '')) {
    if (options.at !== undefined) throw new UsageError('A written digest has its time: leave --at out.');
    const { findDigest } = await import('../flows/sending/resend-digest.ts');
    const found = findDigest(opened.db, id ?? '');
    if (found === null) throw new CommandFailure(noSuchDigest(id ?? ''));
    process.stdout.write(renderDocument(found.document, options.format));
    return;
  }
  const digest = chooseDigest(settings, id);
  const { openDigestDeps } = await import('../flows/sending/digest-deps.ts');
  const { parseLocalTime } = await import('../flows/sending/local-time.ts');
  const at = options.at === undefined ? Date.now() : parseLocalTime(options.at, digest.timeZone);
  if (at === null)
    throw new UsageError(`--at expects ISO 8601 such as 2026-11-25T07:00, not ${JSON.stringify(options.at)}`);
  const now = Date.now();
  const document = previewDigest(openDigestDeps(settings, opened.db), digest, at, now);
  if (at < now - MINUTE_MS) process.stderr.write(`A preview of the past. ${TODAYS}\n`);
  if (at > now + MINUTE_MS)
    process.stderr.write('A preview of a time to come: it shows what is stored by now.\n');
  process.stdout.write(renderDocument(document, options.format));
}

async function send(id: string | undefined, options: SendOptions): Promise<void> {
  const settings = loadConfigured(options);
  const digest = chooseDigest(settings, id);
  const { sendDigestNow } = await import('../flows/sending/send-digest.ts');
  const { openObservation } = await import('../observe/open.ts');
  const observation = openObservation({ settings, level: 'warn', fd: 2 });
  const result = await sendDigestNow(settings, databasePath(settings), digest, observation.events);
  if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
  else process.stdout.write(`${result.detail}\n`);
  if (!result.ok) throw new CommandFailure('The digest is not delivered yet; see: pactwatch outbox list');
}

async function resend(id: string, options: ResendOptions): Promise<void> {
  const settings = loadConfigured(options);
  const unknown = (options.channel ?? []).filter((name) => settings.channels[name] === undefined);
  if (unknown.length > 0)
    throw new UsageError(
      `There is no channel ${unknown.join(', ')}; there are: ${Object.keys(settings.channels).join(', ')}`,
    );
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { resendDigest } = await import('../flows/sending/resend-digest.ts');
  using opened = openExisting(databasePath(settings));
  const channels = options.channel ?? null;
  const resent = resendDigest(opened.db, settings, { id, channels, now: Date.now() });
  if (resent === null) throw new CommandFailure(noSuchDigest(id));
  const { queued, waiting } = resent;
  if (queued === 0)
    throw new CommandFailure(
      waiting > 0
        ? 'It waits in the outbox already; see: pactwatch outbox list'
        : 'Nothing was queued: none of its channels is configured any more, or every recipient has left. Name one with --channel.',
    );
  process.stdout.write(
    options.json === true
      ? `${JSON.stringify({ digest: id, messages: queued })}\n`
      : `Queued ${queued} message${queued === 1 ? '' : 's'}. The daemon delivers them; without one: pactwatch outbox send\n`,
  );
}

async function list(options: ListOptions): Promise<void> {
  const settings = loadConfigured(options);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const { listDigests } = await import('../flows/sending/resend-digest.ts');
  using opened = openExisting(databasePath(settings));
  const rows = listDigests(opened.db, parseCount('--limit', options.limit)).map((row) => ({
    number: row.id,
    id: `${row.subscriptionId}/${row.occurrenceKey}`,
    status: row.status,
    stories: row.stories,
    created_at: new Date(row.createdAt).toISOString(),
    covers_from: new Date(row.coversFrom).toISOString(),
    covers_until: new Date(row.coversUntil).toISOString(),
  }));
  if (options.json === true) process.stdout.write(`${JSON.stringify(rows)}\n`);
  else if (rows.length === 0) process.stdout.write('No digest was written yet.\n');
  else
    for (const row of rows)
      process.stdout.write(
        `${String(row.number).padStart(5)}  ${row.created_at.slice(0, 16)}Z  ${row.status.padEnd(6)}  ${String(row.stories).padStart(4)} ${row.stories === 1 ? 'story  ' : 'stories'}  ${row.id}\n`,
      );
}

function chooseDigest(settings: Settings, id: string | undefined): DigestSettings {
  const known = settings.digests.map((digest) => digest.id);
  const [only] = settings.digests;
  const chosen = settings.digests.find((digest) => digest.id === id);
  if (chosen !== undefined) return chosen;
  if (id === undefined && only !== undefined && known.length === 1) return only;
  const names = known.length === 0 ? 'none is configured' : `there are: ${known.join(', ')}`;
  throw new UsageError(
    id === undefined ? `Which digest? ${names}` : `There is no digest \`${id}\`; ${names}`,
  );
}

function noSuchDigest(id: string): string {
  return `There is no written digest \`${id}\`; see: pactwatch digest list`;
}
