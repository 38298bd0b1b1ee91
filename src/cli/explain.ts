// The verb `explain`: why an item is tagged, or why not and how near it came.
import type { Command } from 'commander';
import { withConfig, type ConfigOption } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';
import { topicPath } from './topic-path.ts';

interface ExplainOptions extends ConfigOption {
  readonly topic?: string;
  readonly text?: string;
  readonly summary?: string;
  readonly lang?: string;
  readonly json?: boolean;
}

/** Adds `explain ITEM|URL` and `explain --text TITLE [--summary TEXT] [--lang CODE]`. */
export function addExplainCommand(program: Command): void {
  withNotes(withConfig(program.command('explain')), {
    examples: [
      'pactwatch explain 1234',
      'pactwatch explain https://example.org/article',
      'pactwatch explain --text "Kim sends more troops to Kursk" --lang en',
    ],
  })
    .description('why an item is tagged, or why not and how near it came')
    .argument('[item]', 'the number of a stored item, or its address')
    .option('--text <title>', 'explain this text instead of a stored item')
    .option('--summary <text>', 'with --text: its summary')
    .option('--lang <code>', 'with --text: its language')
    .option('-t, --topic <file>', 'topic file (else the configured one)')
    .option('--json', 'print JSON')
    .action(async (item: string | undefined, options: ExplainOptions) => {
      const { renderItemExplanation } = await import('../flows/judging/explain-item.ts');
      const explanation = await explain(item, options);
      process.stdout.write(
        options.json === true ? `${JSON.stringify(explanation)}\n` : renderItemExplanation(explanation),
      );
    });
}

async function explain(item: string | undefined, options: ExplainOptions) {
  const { explainStored, explainText } = await import('../flows/judging/explain-item.ts');
  const { openTagging } = await import('../flows/storing/tag-item.ts');
  if (options.text !== undefined && item !== undefined)
    throw new UsageError('Name an item or give a text with --text, not both.');
  if (options.text !== undefined)
    return explainText(openTagging(topicPath(options.topic)), {
      title: options.text,
      summary: options.summary ?? '',
      content: '',
      lang: options.lang ?? null,
    });
  if (item === undefined)
    throw new UsageError('Name an item by its number or address, or give a text with --text.');
  const settings = loadConfigured(options);
  const { openExisting } = await import('../flows/keeping/open-existing.ts');
  const tagging = openTagging(options.topic === undefined ? settings.topicFile : topicPath(options.topic));
  using opened = openExisting(databasePath(settings));
  const explanation = explainStored(opened.db, tagging, item);
  if (explanation === null)
    throw new CommandFailure(`There is no item ${item}; find one with: pactwatch search WORDS`);
  return explanation;
}
