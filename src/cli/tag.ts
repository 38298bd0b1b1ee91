// The verb `tag`: JSON lines of items on standard input, JSON lines of verdicts on standard output.
import { once } from 'node:events';
import type { Command } from 'commander';
import { CommandFailure } from './exit.ts';
import { withNotes } from './help.ts';
import { topicPath } from './topic-path.ts';

/** Adds `tag [--topic FILE]`. Exit 1 where a line could not be read; the others are answered all the same. */
export function addTagCommand(program: Command): void {
  withNotes(program.command('tag'), {
    examples: [
      'pactwatch tag < items.jsonl',
      'echo \'{"id":1,"title":"North Korea sends shells to Russia"}\' | pactwatch tag',
    ],
  })
    .description('tag items given as JSON lines {id, title, summary?, content?, lang?}')
    .option('-t, --topic <file>', 'topic file')
    .option('--json', 'accepted for symmetry: the output is always JSON lines')
    .action(async (options: { topic?: string }) => {
      const { openTagging } = await import('../flows/storing/tag-item.ts');
      const { tagLines } = await import('../flows/judging/tag-lines.ts');
      const tagging = openTagging(topicPath(options.topic));
      process.stdin.setEncoding('utf8');
      const report = await tagLines(tagging, {
        read: process.stdin as AsyncIterable<string>,
        write: async (text) => {
          if (!process.stdout.write(text)) await once(process.stdout, 'drain');
        },
        complain: (text) => process.stderr.write(text),
      });
      if (report.bad > 0)
        throw new CommandFailure(`${report.bad} of ${report.lines} lines could not be read.`);
    });
}
