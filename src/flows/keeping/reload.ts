// Takes up a changed configuration: validated whole, applied whole or not at all, with what differs in the log.
import { statSync } from 'node:fs';
import { ConfigError, renderComplaint } from '../../config/complaint.ts';
import { configFiles } from '../../config/files.ts';
import type { Environment } from '../../config/interpolate.ts';
import { loadSettings } from '../../config/load.ts';
import type { Settings } from '../../model/settings.ts';
import type { Events } from '../../observe/events.ts';
import { explainSettingsChange } from '../judging/explain-change.ts';

export type ReloadOutcome =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'reloaded'; readonly settings: Settings; readonly changes: readonly string[] }
  | { readonly kind: 'rejected'; readonly complaints: readonly string[] };

/**
 * Reads the configuration anew and compares it with the one in force. `reloaded` gives settings that the caller puts in
 * force whole; `rejected` leaves everything as it is. Both are logged, in one line. `verifyTopic` gives what is wrong with the
 * topic file.
 */
export function reloadSettings(
  before: Settings,
  env: Environment,
  events: Events,
  verifyTopic: (after: Settings) => readonly string[] = () => [],
): ReloadOutcome {
  const read = readSettings(before.file, env);
  if ('complaints' in read) return reject('config.rejected', read.complaints, events);
  const fixed = explainFixed(before, read.settings);
  if (fixed.length > 0) return reject('config.rejected', fixed, events);
  const wrong = verifyTopic(read.settings);
  if (wrong.length > 0) return reject('topic.rejected', wrong, events);
  const changes = explainSettingsChange(before, read.settings);
  if (changes.length === 0) return { kind: 'unchanged' };
  events.emit('config.reloaded', { changes: changes.join('\n') });
  return { kind: 'reloaded', settings: read.settings, changes };
}

function reject(
  event: 'config.rejected' | 'topic.rejected',
  complaints: readonly string[],
  events: Events,
): ReloadOutcome {
  events.emit(event, { complaints: complaints.join('\n') });
  return { kind: 'rejected', complaints };
}

/** What cannot change while the daemon runs, as complaints. */
export function explainFixed(before: Settings, after: Settings): string[] {
  return before.data === after.data
    ? []
    : [
        `${after.file}: data: cannot change while running (${before.data} -> ${after.data}); restart Pactwatch`,
      ];
}

/**
 * Watches the files of a configuration by looking at them when asked: a look costs about a millisecond, and it sees
 * replaced files, bind mounts and Kubernetes' symbolic links, which file-system events miss.
 */
export class ConfigWatch {
  readonly #path: string;
  readonly #more: readonly string[];
  #settled: string;
  #latest: string;

  /** `more`: further files, such as those that secrets come from. */
  constructor(path: string, more: readonly string[] = []) {
    this.#path = path;
    this.#more = more;
    this.#settled = this.#look();
    this.#latest = this.#settled;
  }

  /** True once after the files changed and then stayed the same for one further look: an editor may still be writing. */
  hasChanged(): boolean {
    const seen = this.#look();
    const isStill = seen === this.#latest;
    this.#latest = seen;
    if (!isStill || seen === this.#settled) return false;
    this.#settled = seen;
    return true;
  }

  #look(): string {
    return [...configFiles(this.#path), ...this.#more].map(describeFile).join('\n');
  }
}

/** The files that secrets may come from: what each `NAME_FILE` of the environment names. */
export function secretFiles(env: Environment): string[] {
  return Object.entries(env).flatMap(([name, path]) =>
    name.endsWith('_FILE') && path !== undefined && path !== '' ? [path] : [],
  );
}

function readSettings(
  file: string,
  env: Environment,
): { readonly settings: Settings } | { readonly complaints: string[] } {
  try {
    return { settings: loadSettings(file, env) };
  } catch (error) {
    if (error instanceof ConfigError) return { complaints: error.complaints.map(renderComplaint) };
    throw error;
  }
}

function describeFile(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${path} ${mtimeMs} ${size} ${ino}`;
  } catch {
    return `${path} missing`;
  }
}
