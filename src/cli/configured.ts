// What every command that needs the configuration shares: the option, the default path, the loaded settings.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { loadSettings } from '../config/load.ts';
import type { Settings } from '../model/settings.ts';

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

/** Loads the settings or throws ConfigError with every complaint. */
export function loadConfigured(options: ConfigOption): Settings {
  return loadSettings(configPath(options), process.env);
}

/** Where the database of these settings lies. */
export function databasePath(settings: Settings): string {
  return join(settings.data, 'pactwatch.db');
}
