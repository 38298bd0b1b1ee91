// `health`: asks the daemon of this data folder whether the work goes on; the health command of the container.
import type { Command } from 'commander';
import { type ConfigOption, configPath, withConfig } from './config-option.ts';
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
      const { askHealth } = await import('../flows/keeping/health.ts');
      const verdict = askHealth(await folderOf(options), Date.now());
      const text = verdict.healthy ? 'healthy' : `unhealthy: ${verdict.problems.join('; ')}`;
      process.stdout.write(`${options.json === true ? JSON.stringify(verdict) : text}\n`);
      process.exitCode = verdict.healthy ? 0 : 1;
    });
}

// In a container the environment names the folder, and no configuration has to be read.
async function folderOf(options: HealthOptions): Promise<string> {
  const given = process.env['PACTWATCH_DATA'];
  if (given !== undefined && given !== '') return given;
  const { dataFolder } = await import('../config/files.ts');
  return dataFolder(configPath(options), process.env);
}
