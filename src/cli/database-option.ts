// The database that a reading command means: named by --db, or the one of the configuration.
import type { Command } from 'commander';
import { configPath, type ConfigOption, withConfig } from './config-option.ts';
import { databasePath, loadConfigured } from './configured.ts';

export interface DatabaseFlags extends ConfigOption {
  readonly db?: string;
}

/** Adds `--db PATH` and `--config FILE`. */
export function withDatabase(command: Command): Command {
  return withConfig(command.option('--db <path>', 'database (else that of the configuration)'));
}

/** The path of the database. Throws ConfigError where it has to be read from a faulty configuration. */
export function namedDatabase(flags: DatabaseFlags): string {
  return flags.db ?? databasePath(loadConfigured({ config: configPath(flags) }));
}
