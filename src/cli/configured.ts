// The settings that a command works with, and where their database lies.
import { join } from 'node:path';
import { loadSettings } from '../config/load.ts';
import type { Settings } from '../model/settings.ts';
import { type ConfigOption, configPath } from './config-option.ts';

/** Loads the settings or throws ConfigError with every complaint. */
export function loadConfigured(options: ConfigOption): Settings {
  return loadSettings(configPath(options), process.env);
}

/** Where the database of these settings lies. */
export function databasePath(settings: Settings): string {
  return join(settings.data, 'pactwatch.db');
}
