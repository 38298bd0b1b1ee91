// Makes feeds of what feed files say: groups that are off stay off, ids are unique, families are known.
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Feed } from '../model/feed.ts';
import type { Complaint } from './complaint.ts';
import type { FeedEntry, FeedFile } from './schema.ts';
import type { KeyPath, PositionedYaml } from './yaml.ts';

/** Flattens feeds and groups; complains of ids that occur twice. `base` is where the plain list stands in the file. */
export function buildFeeds(
  file: FeedFile,
  yaml: PositionedYaml,
  base: KeyPath,
  complaints: Complaint[],
): Feed[] {
  const feeds: Feed[] = [];
  const seen = new Map<string, number | null>();
  const add = (entry: FeedEntry, group: string | null, on: boolean, path: KeyPath): void => {
    const line = yaml.lineOf([...path, 'id']);
    if (seen.has(entry.id)) {
      const message = `the feed id \`${entry.id}\` is taken by line ${seen.get(entry.id) ?? '?'}; every feed needs its own`;
      complaints.push({ file: yaml.file, line, path: [...path, 'id'].join('.'), message });
    }
    seen.set(entry.id, line);
    const built = buildFeed(entry, group, on, dirname(yaml.file));
    if (typeof built === 'string')
      complaints.push({
        file: yaml.file,
        line: yaml.lineOf([...path, 'url']),
        path: [...path, 'url'].join('.'),
        message: built,
      });
    else feeds.push(built);
  };
  for (const [index, entry] of file.feeds.entries()) add(entry, null, true, [...base, index]);
  for (const [groupIndex, group] of file.groups.entries()) {
    for (const [index, entry] of group.feeds.entries())
      add(entry, group.id, group.enabled, ['groups', groupIndex, 'feeds', index]);
  }
  return feeds;
}

function buildFeed(entry: FeedEntry, group: string | null, on: boolean, folder: string): Feed | string {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(entry.url)
    ? entry.url
    : pathToFileURL(resolve(folder, entry.url)).href;
  if (!URL.canParse(url)) return `\`${entry.url}\` is no address`;
  const parsed = new URL(url);
  if (parsed.username !== '' || parsed.password !== '') {
    return 'holds a user name or password; give it as `headers: { authorization: "${FEED_AUTH}" }`, so that no log shows it';
  }
  return {
    id: entry.id,
    url,
    name: entry.name ?? entry.id,
    lang: entry.lang ?? null,
    country: entry.country ?? null,
    kind: entry.kind,
    family: entry.family ?? entry.name ?? entry.id,
    control: entry.control,
    everyMs: entry.every ?? null,
    silentAfterMs: entry.silent_after === undefined ? 'rhythm' : entry.silent_after,
    headers: entry.headers,
    userAgent: entry.user_agent ?? null,
    charset: entry.charset ?? null,
    fullText: entry.full_text,
    enabled: on && entry.enabled,
    group,
  };
}
