// The verb `export`: items with verdicts and stories, for other programs.
import { once } from 'node:events';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ExportFormat } from '../flows/storing/export.ts';
import { systemClock } from '../lib/clock.ts';
import { type DatabaseFlags, namedDatabase, withDatabase } from './database-option.ts';
import { withNotes } from './help.ts';
import { parseInstantOption } from './instant.ts';

interface ExportFlags extends DatabaseFlags {
  readonly since?: string;
  readonly until?: string;
  readonly topic?: string;
  readonly format: ExportFormat;
}

/** Adds `export [--since T] [--until T] [--topic ID] [--format jsonl|csv|atom]`. */
export function addExportCommand(program: Command): void {
  withNotes(withDatabase(program.command('export')), {
    examples: [
      'pactwatch export --since 7d > week.jsonl',
      'pactwatch export --topic casualties --format csv',
      'pactwatch export --since 2026-11-01 --until 2026-12-01 --format atom',
    ],
  })
    .description('write stored items with verdicts and stories')
    .option('--since <time>', 'first seen since: 2026-11-25, an ISO instant, or 7d')
    .option('--until <time>', 'first seen before')
    .option('--topic <id>', 'only items that bear this topic')
    .addOption(
      new Option('--format <format>', 'output format').choices(['jsonl', 'csv', 'atom']).default('jsonl'),
    )
    .option('--json', 'the same as --format jsonl')
    .action(async (flags: ExportFlags) => {
      const now = systemClock.now();
      const filter = {
        sinceAt: flags.since === undefined ? null : parseInstantOption('--since', flags.since, now),
        untilAt: flags.until === undefined ? null : parseInstantOption('--until', flags.until, now),
        topic: flags.topic ?? null,
      };
      const { renderExport } = await import('../flows/storing/export.ts');
      const { openExisting } = await import('../flows/keeping/open-existing.ts');
      using opened = openExisting(namedDatabase(flags));
      for (const piece of renderExport(opened.db, filter, flags.format, now)) {
        if (!process.stdout.write(piece)) await once(process.stdout, 'drain');
      }
    });
}
