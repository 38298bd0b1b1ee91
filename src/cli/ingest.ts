// The verb `ingest`: JSON lines through identity, story and tag, as if feeds had served them.
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import { CommandFailure } from './exit.ts';
import { withNotes } from './help.ts';
import { Progress } from './progress.ts';
import { topicPath } from './topic-path.ts';

interface IngestFlags {
  readonly db?: string;
  readonly topic?: string;
}

const FLUSH_UNITS = 1 << 16;

/** Adds `ingest FILE|- [--db PATH] [--topic FILE]`. Exit 1 where lines could not be read; the others are stored. */
export function addIngestCommand(program: Command): void {
  withNotes(program.command('ingest'), {
    examples: [
      'pactwatch ingest items.jsonl --db archive.db',
      'pactwatch ingest - < items.jsonl > outcomes.jsonl',
    ],
  })
    .description('store items given as JSON lines and print what became of each')
    .argument(
      '<file>',
      'JSON lines {id, feed, guid?, url?, title, summary?, content?, published_at?, seen_at?, lang?}, or -',
    )
    .option('--db <path>', 'keep them in this database (else in a temporary one)')
    .option('--topic <file>', 'topic file to tag by (else the one that ships)')
    .option('--json', 'accepted for symmetry: the output is always JSON lines')
    .action(async (file: string, flags: IngestFlags) => {
      // Short-lived objects may take 1 MB before they are swept instead of 16: measured 60 MB less for 5 % more time.
      setFlagsFromString('--semi-space-growth-factor=1');
      // Long-lived ones are swept when they have grown by 60 %, not by 150 %: 70 MB less where languages are detected.
      setFlagsFromString('--heap-growing-percent=60');
      // Threads that share so little to sweep mostly wait for each other: one alone takes a tenth less of the processor's time.
      setFlagsFromString('--no-parallel-scavenge');
      const { ingestFile } = await import('../flows/storing/ingest-file.ts');
      let pending = '';
      let items = 0;
      const progress = new Progress(process.stderr, process.stdout.isTTY);
      const report = await ingestFile({
        file,
        database: flags.db ?? null,
        topicFile: topicPath(flags.topic),
        answer: (answer) => {
          pending += `${JSON.stringify(answer)}\n`;
          progress.show('items stored', ++items);
          if (pending.length < FLUSH_UNITS) return;
          process.stdout.write(pending);
          pending = '';
        },
        // Answers wait in memory only until the reader of the pipe has caught up.
        pause: async () => {
          if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
        },
      });
      progress.end();
      process.stdout.write(pending);
      for (const { line, detail } of report.rejected.slice(0, 20)) {
        process.stderr.write(`line ${line}: ${detail}\n`);
      }
      if (report.rejected.length > 0) {
        throw new CommandFailure(`${report.rejected.length} of ${report.lines} lines could not be read.`);
      }
    });
}
