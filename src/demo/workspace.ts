// The folder of one demo run: a configuration as a person would write it, and everything the run leaves behind.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import type { FeedServer } from './feed-server.ts';
import type { Outlet } from './outlet.ts';

export interface Workspace {
  readonly folder: string;
  readonly config: string;
  readonly digests: string;
  readonly received: string;
  readonly log: string;
}

/** Makes the folder: `out`, which must be new or empty, or a new one among the temporary files. */
export function makeWorkspace(out: string | null): Workspace {
  const folder = out === null ? mkdtempSync(join(tmpdir(), 'pactwatch-demo-')) : resolve(out);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new WorkspaceError(`${folder} is not empty: name a new folder with --out`);
  }
  for (const name of ['topics', 'data', 'received']) mkdirSync(join(folder, name), { recursive: true });
  return {
    folder,
    config: join(folder, 'pactwatch.yaml'),
    digests: join(folder, 'digests'),
    received: join(folder, 'received'),
    log: join(folder, 'pactwatch.log'),
  };
}

/** The folder cannot be used; the message says what to do. */
export class WorkspaceError extends Error {}

export interface ConfigFacts {
  readonly outlets: readonly Outlet[];
  readonly feeds: FeedServer;
  readonly hookPort: number;
  readonly topicFile: string;
  /** When the digest is due; on a whole minute. */
  readonly digestAt: number;
}

/** Writes pactwatch.yaml, feeds.yaml and a copy of the topic file. */
export function writeConfig(workspace: Workspace, facts: ConfigFacts): void {
  copyFileSync(facts.topicFile, join(workspace.folder, 'topics', 'topic.yaml'));
  writeFileSync(join(workspace.folder, 'feeds.yaml'), feedsYaml(facts));
  writeFileSync(workspace.config, configYaml(facts));
}

function feedsYaml({ outlets, feeds }: ConfigFacts): string {
  const entries = outlets.map((source) => ({
    id: source.id,
    url: feeds.urlOf(source),
    name: source.name,
    lang: source.lang,
    country: source.country,
    kind: source.kind,
    family: source.family,
    control: source.control,
  }));
  return `# Written by \`pactwatch demo\`: invented outlets, served on this machine while the demo runs.\n${stringify({ feeds: entries })}`;
}

function configYaml({ feeds, hookPort, digestAt }: ConfigFacts): string {
  const due = new Date(digestAt);
  return `# Written by \`pactwatch demo\`. Secrets come from the environment; every key is explained in docs/configuration.md.

data: data
feeds: feeds.yaml
topic: topics/topic.yaml

poll:
  every: 15m
  per_host: 8                          # one server plays all outlets here; leave it at 2 in earnest
  spacing: 0s
  allow_private: ["127.0.0.1:${feeds.port}"]   # private addresses are refused unless they are named

channels:
  files: { type: folder, path: digests }
  mail:  { type: email, smtp: "\${SMTP_URL}", from: "Pactwatch <watch@demo.example>", to: [desk@demo.example] }
  hook:  { type: webhook, url: "\${HOOK_URL}", secret: "\${HOOK_SECRET}", allow_private: ["127.0.0.1:${hookPort}"] }

digests:
  - id: daily
    name: Pactwatch daily
    schedule: "${due.getUTCMinutes()} ${due.getUTCHours()} * * *"            # the minute of this run
    timezone: UTC
    channels: [files, mail, hook]
`;
}
