// The option that names the configuration, and which file that is. Loads nothing.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';

export interface ConfigOption {
  readonly config?: string;
}

/** Adds `--config FILE`. */
export function withConfig(command: Command): Command {
  return command.option(
    '-c, --config <file>',
    'configuration file (else PACTWATCH_CONFIG, else config/pactwatch.yaml)',
  );
}

/** The configuration file a command means: the option, the environment, the folder it runs in, the one that ships. */
export function configPath(options: ConfigOption): string {
  const named = options.config ?? process.env['PACTWATCH_CONFIG'];
  if (named !== undefined && named !== '') return resolve(named);
  const here = resolve('config/pactwatch.yaml');
  return existsSync(here) ? here : fileURLToPath(new URL('../../config/pactwatch.yaml', import.meta.url));
}
