// `restore`: brings a backup back so that nothing already delivered is sent again.
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { RestoreReport } from '../flows/keeping/restore.ts';
import { describeCounts } from '../flows/keeping/describe-counts.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { CommandFailure } from './exit.ts';
import { withNotes } from './help.ts';

interface RestoreOptions extends ConfigOption {
  readonly dryRun?: true;
  readonly backupOnly?: true;
  readonly nothingSentSince?: true;
  readonly json?: true;
}

export function addRestoreCommand(program: Command): void {
  withNotes(withConfig(program.command('restore')), {
    notes:
      'The present database is kept beside the restored one. Where it can be read, everything it knows beyond the backup is\njoined to it. Where it cannot, and something may have been sent since the backup, deliveries wait until you have\nlooked: `pactwatch outbox list`, then `pactwatch outbox drop ID` or `pactwatch outbox retry --all`.',
    examples: [
      'pactwatch restore /backups/pactwatch-20261125T070000Z.db --dry-run',
      'pactwatch restore /backups/pactwatch-20261125T070000Z.db',
    ],
  })
    .description('bring a backup back; stop the daemon first')
    .argument('<backup>', 'a file that `pactwatch backup` wrote')
    .option('-n, --dry-run', 'say what would happen and change nothing')
    .option(
      '--backup-only',
      'leave out news the present database has beyond the backup; what was sent is kept',
    )
    .option('--nothing-sent-since', 'nothing was sent after the backup: hold nothing back')
    .option('--json', 'print one object about the restore')
    .action(restoreBackup);
}

async function restoreBackup(path: string, options: RestoreOptions): Promise<void> {
  const settings = loadConfigured(options);
  const { restore } = await import('../flows/keeping/restore.ts');
  const outcome = restore({
    backup: resolve(path),
    database: databasePath(settings),
    now: Date.now(),
    dryRun: options.dryRun === true,
    backupOnly: options.backupOnly === true,
    nothingSentSince: options.nothingSentSince === true,
    channels: Object.keys(settings.channels),
    subscriptions: settings.digests.map(({ id }) => id),
    alerts: settings.alerts.length > 0,
  });
  if (!outcome.ok) throw new CommandFailure(outcome.failure.detail);
  process.stdout.write(options.json === true ? `${renderJson(outcome.value)}\n` : describe(outcome.value));
}

const FORMER: Readonly<Record<RestoreReport['former'], string>> = {
  none: 'There was no database in place.',
  joined: 'What the present database knew beyond the backup was joined to it.',
  older: 'The present database knew nothing that the backup does not.',
  foreign: 'The present database is another one: only what it sent under the same ids was taken over.',
  unreadable: 'The present database cannot be read.',
};

function describe(report: RestoreReport): string {
  const { backup, backupAt, dryRun, former, keptAs, carried, counts, doubts, held } = report;
  const lines = [
    `${dryRun ? 'Would restore' : 'Restored'} ${backup}${backupAt === null ? '' : `, as of ${new Date(backupAt).toISOString()}`}.`,
    FORMER[former],
    ...explainCarried(carried),
    `It holds ${describeCounts(counts)}.`,
  ];
  if (keptAs !== null) lines.push(`The former database is kept as ${keptAs}; delete it when all is well.`);
  if (doubts.length > 0) {
    lines.push('', 'What cannot be known:', ...doubts.map((doubt) => `  - ${doubt}`));
    lines.push(
      held
        ? 'All channels are held, so that nothing is sent twice. Start the daemon, look with `pactwatch outbox list`,\n' +
            'drop what was delivered (`pactwatch outbox drop ID`), then let the rest go: `pactwatch outbox retry --all`.'
        : 'Nothing is held, as you asked.',
    );
  }
  if (dryRun) lines.push('', 'This was a dry run: nothing was changed.');
  return `${lines.join('\n')}\n`;
}

function explainCarried(carried: RestoreReport['carried']): string[] {
  const added = Object.entries(carried?.added ?? {}).filter(([, rows]) => rows > 0);
  return added.length === 0
    ? []
    : [`Joined: ${added.map(([table, rows]) => `${rows} ${table.replaceAll('_', ' ')}`).join(', ')}.`];
}

function renderJson(report: RestoreReport): string {
  const { backupAt, dryRun, keptAs, ...rest } = report;
  const at = backupAt === null ? null : new Date(backupAt).toISOString();
  return JSON.stringify({ ...rest, backup_at: at, dry_run: dryRun, kept_as: keptAs });
}
