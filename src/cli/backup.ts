// `backup`: a verified copy of the database, while the daemon runs or not.
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { BackUpReport, BackUpRequest } from '../flows/keeping/back-up.ts';
import { systemClock } from '../lib/clock.ts';
import { describeCounts } from '../flows/keeping/describe-counts.ts';
import { type ConfigOption, withConfig } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';
import { Progress } from './progress.ts';

interface BackupOptions extends ConfigOption {
  readonly keep?: string;
  readonly json?: true;
}

export function addBackupCommand(program: Command): void {
  withNotes(withConfig(program.command('backup')), {
    notes: 'Bring one back with: pactwatch restore FILE',
    examples: ['pactwatch backup /backups/ --keep 14', 'pactwatch backup before-upgrade.db'],
  })
    .description('write a verified backup of the database; the daemon may go on running')
    .argument(
      '[path]',
      'a file to write, or a folder that gets a file named after the time (else `backup.path`)',
    )
    .option('--keep <n>', 'in a folder, keep only the newest n backups')
    .option('--json', 'print one object about the backup')
    .action(backup);
}

async function backup(path: string | undefined, options: BackupOptions): Promise<void> {
  const settings = loadConfigured(options);
  const place = path ?? settings.backup?.path;
  if (place === undefined)
    throw new UsageError('Name a file or folder: pactwatch backup PATH (or set `backup.path`).');
  const keep = parseKeep(options.keep) ?? (path === undefined ? (settings.backup?.keep ?? null) : null);
  const isFolder = path === undefined || /[/\\]$/.test(place) || isExistingFolder(place);
  const target: BackUpRequest['target'] = isFolder
    ? { folder: resolve(place), keep }
    : { file: resolve(place) };
  const source = databasePath(settings);
  if (!existsSync(source))
    throw new CommandFailure(`There is no database ${source} yet: nothing to back up.`);
  const { backUpFile } = await import('../flows/keeping/back-up.ts');
  const progress = new Progress();
  progress.say(`copying and checking ${(statSync(source).size / 1e6).toFixed(1)} MB`);
  const outcome = await backUpFile(source, target, systemClock).finally(() => progress.end());
  if (!outcome.ok) throw new CommandFailure(outcome.failure.detail);
  process.stdout.write(options.json === true ? `${renderJson(outcome.value)}\n` : describe(outcome.value));
}

function describe({ path, sizeBytes, counts, removed, elapsedMs }: BackUpReport): string {
  const gone = removed.length === 0 ? '' : `Removed ${removed.length} older: ${removed.join(', ')}\n`;
  return (
    `${path}: ${(sizeBytes / 1e6).toFixed(1)} MB in ${(elapsedMs / 1000).toFixed(1)} s, checked and whole.\n` +
    `${describeCounts(counts)}.\n${gone}`
  );
}

function renderJson({ path, sizeBytes, counts, removed, elapsedMs }: BackUpReport): string {
  return JSON.stringify({ path, size_bytes: sizeBytes, counts, removed, elapsed_ms: elapsedMs });
}

function parseKeep(text: string | undefined): number | null {
  if (text === undefined) return null;
  const keep = Number(text);
  if (!Number.isInteger(keep) || keep < 1) throw new UsageError('--keep expects a whole number from 1.');
  return keep;
}

function isExistingFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
