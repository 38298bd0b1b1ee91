// The verb `rules`: lint, test, replay and fit a topic file before it is put in force.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { parseDuration } from '../config/units.ts';
import { configPath, withConfig, type ConfigOption } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';
import { CommandFailure, UsageError } from './exit.ts';
import { withNotes } from './help.ts';
import { Progress } from './progress.ts';
import { topicPath } from './topic-path.ts';

interface TopicOption {
  readonly topic?: string;
  readonly json?: boolean;
}

/** Adds `rules lint|test|replay|fit`. */
export function addRulesCommand(program: Command): void {
  const rules = program.command('rules').description('check, measure and try the rules of a topic file');
  addLint(rules);
  addTest(rules);
  addReplay(rules);
  addFit(rules);
}

function addLint(rules: Command): void {
  withNotes(rules.command('lint'), {
    examples: ['pactwatch rules lint', 'pactwatch rules lint --topic changed.yaml'],
  })
    .description('dead, shadowed, contradictory and slow parts; exit 2 where the file cannot be used')
    .option('-t, --topic <file>', 'topic file')
    .option('--json', 'print JSON')
    .action(async (options: TopicOption) => {
      const { lintRules, renderLint } = await import('../flows/judging/rules.ts');
      const lines = lintRules(topicPath(options.topic));
      if (options.json === true) process.stdout.write(`${JSON.stringify(lines)}\n`);
      else if (lines.length === 0) process.stdout.write('Nothing to mend.\n');
      else for (const line of lines) process.stdout.write(`${renderLint(line)}\n`);
      if (lines.some((line) => line.kind === 'wrong')) process.exitCode = 2;
    });
}

function addTest(rules: Command): void {
  withNotes(rules.command('test'), {
    examples: ['pactwatch rules test', 'pactwatch rules test --split report --confusions'],
  })
    .description('precision, recall and F1 per language and topic over labelled items')
    .option('-t, --topic <file>', 'topic file')
    .option('--corpus <path>', 'file or folder of labelled items', 'tests/corpus/tag')
    .option('--ordinary <folder>', 'folder of ordinary headlines', 'tests/corpus/ordinary')
    .option('--split <name>', 'only this part of the corpus, such as report')
    .option('--confusions', 'list every item judged wrongly')
    .option('--json', 'print JSON')
    .action(
      async (
        options: TopicOption & { corpus: string; ordinary: string; split?: string; confusions?: boolean },
      ) => {
        if (!existsSync(options.corpus))
          throw new UsageError(`There is no corpus at ${options.corpus}; name one with --corpus.`);
        const { testRules } = await import('../flows/judging/rules.ts');
        const { renderTest } = await import('./render-rules.ts');
        const progress = new Progress();
        const report = testRules({
          topicFile: topicPath(options.topic),
          corpus: options.corpus,
          ordinary: existsSync(options.ordinary) ? options.ordinary : null,
          split: options.split ?? null,
          onItem: (done, total) => progress.show('items judged', done, total),
        });
        progress.end();
        process.stdout.write(
          options.json === true
            ? `${JSON.stringify(report)}\n`
            : renderTest(report, options.confusions === true),
        );
      },
    );
}

function addReplay(rules: Command): void {
  withNotes(withConfig(rules.command('replay')), {
    examples: [
      'pactwatch rules replay --topic changed.yaml --since 30d',
      'pactwatch rules replay --topic changed.yaml --apply',
    ],
  })
    .description('what a topic file would change among stored items; changes nothing without --apply')
    .option('-t, --topic <file>', 'the changed topic file (else the one in force)')
    .option('--since <duration>', 'how far back, such as 30d', '30d')
    .option('--apply', 'store the new verdicts; nobody is notified')
    .option('--json', 'print JSON')
    .action(async (options: TopicOption & ConfigOption & { since: string; apply?: boolean }) => {
      const settings = loadConfigured({ config: configPath(options) });
      const path = databasePath(settings);
      if (!existsSync(path))
        throw new CommandFailure(`There is no database at ${path} yet: nothing to replay.`);
      const spanMs = parseDuration(options.since);
      if (spanMs === null)
        throw new UsageError(`--since ${options.since}: expected a duration such as 30d or 12h.`);
      const { openTagging } = await import('../flows/storing/tag-item.ts');
      const { replayRules } = await import('../flows/judging/rules.ts');
      const { applyRules } = await import('../flows/judging/retag.ts');
      const { openExisting } = await import('../flows/keeping/open-existing.ts');
      const { renderReplay } = await import('./render-rules.ts');
      const tagging = openTagging(
        options.topic === undefined ? settings.topicFile : topicPath(options.topic),
      );
      using opened = openExisting(path);
      // The texts of older items are gone; they keep the verdict their whole text was given.
      const since = Date.now() - Math.min(spanMs, settings.retention.bodiesMs);
      const progress = new Progress();
      const report = replayRules(opened.db, tagging, since, (done) => progress.show('items judged', done));
      progress.end();
      process.stdout.write(options.json === true ? `${JSON.stringify(report)}\n` : renderReplay(report));
      if (options.apply !== true) return;
      const { items } = applyRules(opened.db, tagging, since, Date.now());
      process.stderr.write(`Verdicts stored: ${items}, by ${tagging.version}; nobody is notified.\n`);
      if (tagging.file !== settings.topicFile)
        process.stderr.write(
          `The daemon judges by ${settings.topicFile}: put the changed file there, or it tags them back when it next starts.\n`,
        );
    });
}

function addFit(rules: Command): void {
  withNotes(rules.command('fit'), {
    examples: ['pactwatch rules fit --topic config/topics/dprk-russia.yaml'],
  })
    .description('learn the weights of a topic file from labelled items and write them into it')
    .option('-t, --topic <file>', 'topic file')
    .option('--corpus <path>', 'file or folder of labelled items', 'tests/corpus/tag')
    .option('--ordinary <folder>', 'folder of ordinary headlines', 'tests/corpus/ordinary')
    .option('--split <names...>', 'parts to learn from (else all)')
    .option('--leading <name>', 'part whose topics are labelled most fully', 'dev')
    .action(
      async (
        options: TopicOption & { corpus: string; ordinary: string; split?: string[]; leading: string },
      ) => {
        const { fitRules } = await import('../flows/judging/rules.ts');
        const report = fitRules({
          topicFile: topicPath(options.topic),
          corpus: options.corpus,
          ordinary: options.ordinary,
          splits: options.split ?? [],
          leading: { split: options.leading, times: 2 },
        });
        process.stdout.write(`Learned ${report.numbers} numbers from ${report.items} items.\n`);
      },
    );
}
