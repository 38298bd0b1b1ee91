// `health`: asks the daemon of this data folder whether the work goes on; the health command of the container.
import type { Command } from 'commander';
import { type ConfigOption, configPath, withConfig } from './configured.ts';
import { withNotes } from './help.ts';

interface HealthOptions extends ConfigOption {
  readonly json?: true;
}

export function addHealthCommand(program: Command): void {
  withNotes(withConfig(program.command('health')), {
    notes: 'Reads a small file in the data folder that the daemon writes every few seconds.',
    examples: ['pactwatch health', 'pactwatch health --json'],
  })
    .description('ask the running daemon how the work goes: 0 healthy, 1 not')
    .option('--json', 'print one object {healthy, problems}')
    .action(async (options: HealthOptions) => {
      const { dataFolder } = await import('../config/files.ts');
      const { askHealth } = await import('../flows/health.ts');
      const verdict = askHealth(dataFolder(configPath(options), process.env), Date.now());
      const text = verdict.healthy ? 'healthy' : `unhealthy: ${verdict.problems.join('; ')}`;
      process.stdout.write(`${options.json === true ? JSON.stringify(verdict) : text}\n`);
      process.exitCode = verdict.healthy ? 0 : 1;
    });
}
