// Loads the configuration whole or not at all: every complaint at once, with file, line and key.
import { dirname, resolve } from 'node:path';
import type { Feed } from '../model/feed.ts';
import type { Settings } from '../model/settings.ts';
import { type Complaint, ConfigError } from './complaint.ts';
import { buildFeeds } from './feeds.ts';
import { type Environment, interpolate } from './interpolate.ts';
import { complaintsOf } from './issues.ts';
import { configFile, feedFile } from './schema.ts';
import { buildSettings } from './settings.ts';
import { loadYaml, type PositionedYaml } from './yaml.ts';

/**
 * Reads the file and everything it names. Relative paths are relative to the file; PACTWATCH_DATA overrides `data`.
 * Throws ConfigError with all complaints; touches nothing.
 */
export function loadSettings(path: string, env: Environment): Settings {
  const file = resolve(path);
  const complaints: Complaint[] = [];
  const read = loadYaml(file);
  if (!read.ok) throw new ConfigError(read.failure);
  const yaml = read.value;
  const parsed = configFile.safeParse(interpolate(yaml, env, complaints));
  const unset = new Set(complaints.map((complaint) => complaint.path));
  if (!parsed.success) {
    complaints.push(
      ...complaintsOf(parsed.error, yaml, configFile).filter((complaint) => !unset.has(complaint.path)),
    );
  }
  const raw = parsed.success ? parsed.data : null;
  const feeds =
    raw === null ? readNamedFeeds(yaml, env, complaints) : loadFeeds(raw.feeds, yaml, env, complaints);
  if (raw === null) throw ordered(complaints);
  const settings = buildSettings(raw, { yaml, feeds, env, complaints });
  if (complaints.length > 0) throw ordered(complaints);
  return settings;
}

function ordered(complaints: readonly Complaint[]): ConfigError {
  return new ConfigError(
    complaints.toSorted((a, b) => a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0)),
  );
}

// The rest of the file is wrong already, but the feed file it names is checked in the same go.
function readNamedFeeds(yaml: PositionedYaml, env: Environment, complaints: Complaint[]): Feed[] {
  const value = yaml.value;
  const named = typeof value === 'object' && value !== null && 'feeds' in value ? value.feeds : undefined;
  return typeof named === 'string' ? loadFeeds(named, yaml, env, complaints) : [];
}

function loadFeeds(
  named: string | ReturnType<typeof configFile.parse>['feeds'],
  yaml: PositionedYaml,
  env: Environment,
  complaints: Complaint[],
): Feed[] {
  if (typeof named !== 'string') {
    return buildFeeds({ feeds: named, groups: [] }, yaml, ['feeds'], complaints);
  }
  const read = loadYaml(resolve(dirname(yaml.file), named));
  if (!read.ok) {
    complaints.push(
      ...read.failure.map((complaint) => ({
        ...complaint,
        message: `${complaint.message} (named by \`feeds\` in ${yaml.file})`,
      })),
    );
    return [];
  }
  const parsed = feedFile.safeParse(interpolate(read.value, env, complaints));
  if (!parsed.success) {
    complaints.push(...complaintsOf(parsed.error, read.value, feedFile));
    return [];
  }
  return buildFeeds(parsed.data, read.value, Array.isArray(read.value.value) ? [] : ['feeds'], complaints);
}
