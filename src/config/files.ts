// Which files a configuration is made of, and where its data lies, found without judging them.
import { dirname, resolve } from 'node:path';
import type { Environment } from './interpolate.ts';
import { loadYaml } from './yaml.ts';

/** The configuration file and the feed and topic files it names, absolute; what is not named yet is left out. */
export function configFiles(path: string): string[] {
  const file = resolve(path);
  const named = ['feeds', 'topic'].map((key) => textAt(file, key)).filter((text) => text !== null);
  return [file, ...named.map((text) => resolve(dirname(file), text))];
}

/** The data folder that this configuration means; PACTWATCH_DATA overrides. Needs no valid configuration. */
export function dataFolder(path: string, env: Environment): string {
  const given = env['PACTWATCH_DATA'];
  if (given !== undefined && given !== '') return resolve(given);
  return resolve(dirname(resolve(path)), textAt(resolve(path), 'data') ?? '../data');
}

function textAt(file: string, key: string): string | null {
  const read = loadYaml(file);
  if (!read.ok || typeof read.value.value !== 'object' || read.value.value === null) return null;
  const value: unknown = Reflect.get(read.value.value, key);
  return typeof value === 'string' ? value : null;
}
