// The verb `demo`: the whole journey offline, with sample news, in a folder it names.
import type { Command } from 'commander';
import { withNotes } from './help.ts';

interface DemoFlags {
  readonly out?: string;
  readonly json?: boolean;
}

/** Adds `demo [--out DIR] [--json]`. Exit 1 where a step does not do what it should. */
export function addDemoCommand(program: Command): void {
  withNotes(program.command('demo'), {
    notes: 'Needs no network. All outlets and their news are invented.',
    examples: ['pactwatch demo', 'pactwatch demo --out /tmp/demo'],
  })
    .description('the whole journey offline: poll sample feeds, tag, write a digest, deliver it')
    .option('--out <dir>', 'a new or empty folder for everything the run writes (else a temporary one)')
    .option('--json', 'print a summary object; progress goes to standard error')
    .action(async (flags: DemoFlags) => {
      const [{ DemoFailure, runDemo }, { Screen }, { WorkspaceError }, { CommandFailure, UsageError }] =
        await Promise.all([
          import('../demo/journey.ts'),
          import('../demo/screen.ts'),
          import('../demo/workspace.ts'),
          import('./exit.ts'),
        ]);
      const screen = new Screen(flags.json === true ? process.stderr : process.stdout);
      try {
        const summary = await runDemo(flags.out ?? null, screen);
        if (flags.json === true) process.stdout.write(`${JSON.stringify(summary, null, 2)}\n`);
      } catch (error) {
        if (error instanceof WorkspaceError) throw new UsageError(error.message);
        if (error instanceof DemoFailure) throw new CommandFailure(error.message);
        throw error;
      }
    });
}
