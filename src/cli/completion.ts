// `completion` and `manual`: the command line described by itself, for shells and for reading.
import { Argument, type Command } from 'commander';
import { withNotes } from './help.ts';
import type { Shell } from './render-completion.ts';

export function addCompletionCommand(program: Command): void {
  withNotes(program.command('completion'), {
    examples: [
      'source <(pactwatch completion bash)',
      'pactwatch completion zsh > "${fpath[1]}/_pactwatch"',
      'pactwatch completion fish | source',
    ],
  })
    .description('print the completion script of a shell')
    .addArgument(new Argument('<shell>', 'bash, zsh or fish').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: Shell) => {
      const { renderCompletion } = await import('./render-completion.ts');
      const { describeCommands } = await import('./reference.ts');
      process.stdout.write(renderCompletion(describeCommands(program), shell));
    });
}

export function addManualCommand(program: Command): void {
  withNotes(program.command('manual'), {
    examples: ['pactwatch manual | man -l -', 'pactwatch manual > /usr/local/share/man/man1/pactwatch.1'],
  })
    .description('print the manual page of all commands')
    .option('--markdown', 'as Markdown instead of roff')
    .action(async (options: { markdown?: true }) => {
      const { renderMarkdown, renderRoff } = await import('./render-manual.ts');
      const { describeCommands } = await import('./reference.ts');
      const commands = describeCommands(program);
      process.stdout.write(options.markdown === true ? renderMarkdown(commands) : renderRoff(commands));
    });
}
