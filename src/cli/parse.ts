// The verb `parse`: one file, or a batch of requests, to the items the daemon would see, as JSON.
import type { Command } from 'commander';
import { withNotes } from './help.ts';

interface ParseFlags {
  readonly contentType?: string;
  readonly contentLocation?: string;
  readonly baseUrl?: string;
  readonly charset?: string;
  readonly batch?: boolean;
}

/** Adds `parse FILE|- [--content-type T] [--base-url U]` and `parse --batch`. Exit 2 where a file is no feed. */
export function addParseCommand(program: Command): void {
  withNotes(program.command('parse'), {
    notes: 'Exit code 2 and {failure: {code, detail}} where the document is no feed.',
    examples: [
      'pactwatch parse feed.xml --base-url https://example.org/feed',
      'curl -s https://example.org/rss | pactwatch parse -',
      'pactwatch parse --batch < requests.jsonl',
    ],
  })
    .description('parse a feed and print what was read as JSON')
    .argument('[file]', 'a file, or - for standard input')
    .option('--content-type <type>', 'the Content-Type it was sent with')
    .option('--content-location <url>', 'the Content-Location it was sent with')
    .option('--base-url <url>', 'the address it came from')
    .option('--charset <name>', 'read it in this charset, whatever is declared')
    .option(
      '--batch',
      'read requests {id, file, content_type?, url?} from standard input, one a line, and answer each with a line',
    )
    .option('--json', 'accepted for symmetry: the output is always JSON')
    .action(async (file: string | undefined, flags: ParseFlags, command: Command) => {
      const { parseFile, parseBatch } = await import('../flows/polling/parse-documents.ts');
      if (flags.batch === true) {
        await parseBatch(process.stdin, process.stdout);
        return;
      }
      if (file === undefined)
        command.error('parse needs a file, or - for standard input, or --batch', { exitCode: 2 });
      const answer = await parseFile({
        file: file ?? '-',
        contentType: flags.contentType ?? null,
        contentLocation: flags.contentLocation ?? null,
        url: flags.baseUrl ?? null,
        charset: flags.charset ?? null,
      });
      process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
      if ('failure' in answer) process.exitCode = 2;
    });
}
