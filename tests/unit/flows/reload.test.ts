// Promises of a reload: whole or not at all, with what differs in words and no secret among them.
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configFiles, dataFolder } from '../../../src/config/files.ts';
import { loadSettings } from '../../../src/config/load.ts';
import { explainSettingsChange } from '../../../src/flows/judging/explain-change.ts';
import { ConfigWatch, reloadSettings, secretFiles } from '../../../src/flows/keeping/reload.ts';
import { recordEvents } from './seed.ts';

const FEEDS = `feeds:
  - { id: a, url: "https://a.example/rss", name: A, every: 15m }
  - { id: b, url: "https://b.example/rss", name: B, headers: { Cookie: "\${COOKIE}" } }
`;
const MAIN = `data: data
feeds: feeds.yaml
topic: topic.yaml
poll: { every: 15m }
channels:
  files: { type: folder, path: out }
  hook: { type: webhook, url: "\${HOOK_URL}", secret: "\${HOOK_SECRET}" }
digests:
  - { id: daily, schedule: "0 7 * * *", channels: [files] }
`;
const ENV = {
  COOKIE: 'session=oldcookie',
  HOOK_URL: 'https://r.example/in/oldhook',
  HOOK_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
};
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-reload-'));
  file = join(folder, 'pactwatch.yaml');
  writeFileSync(file, MAIN);
  writeFileSync(join(folder, 'feeds.yaml'), FEEDS);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('explainSettingsChange', () => {
  const changed = (main: string, feeds = FEEDS, env: Record<string, string> = ENV): string[] => {
    const before = loadSettings(file, ENV);
    writeFileSync(file, main);
    writeFileSync(join(folder, 'feeds.yaml'), feeds);
    return explainSettingsChange(before, loadSettings(file, env));
  };

  it('is empty where nothing differs', () => {
    expect(changed(`${MAIN}\n# a comment\n`)).toEqual([]);
  });

  it('names what changed as it is written, durations included', () => {
    expect(changed(MAIN.replace('every: 15m', 'every: 10m').replace('0 7', '30 6'))).toEqual([
      'poll.every 15m -> 10m',
      'digests.daily.schedule 0 7 * * * -> 30 6 * * *',
    ]);
  });

  it('names feeds, channels and digests that came and went by their ids', () => {
    const feeds = `feeds:\n  - { id: a, url: "https://a.example/rss", name: A, every: 20m }\n  - { id: c, url: "https://c.example/rss" }\n`;
    const main = MAIN.replace(
      '  files: { type: folder, path: out }',
      '  disk: { type: folder, path: out }',
    ).replace('[files]', '[disk]');
    expect(changed(main, feeds)).toEqual([
      'feeds.a.every 15m -> 20m',
      'feeds.b removed',
      'feeds.c added',
      'channels.files removed',
      'channels.disk added',
      'digests.daily.channels [files] -> [disk]',
    ]);
  });

  it('says that a secret changed and never what it is', () => {
    const env = {
      COOKIE: 'session=newcookie',
      HOOK_URL: 'https://r.example/in/newhook',
      HOOK_SECRET: 'whsec_bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3',
    };
    const lines = changed(MAIN, FEEDS, env);
    expect(lines).toEqual([
      'feeds.b.headers.Cookie changed',
      'channels.hook.url changed',
      'channels.hook.secrets changed',
    ]);
  });
});

describe('reloadSettings', () => {
  it('gives the new settings with their differences, logged once', () => {
    const { events, names } = recordEvents();
    const before = loadSettings(file, ENV);
    expect(reloadSettings(before, ENV, events)).toEqual({ kind: 'unchanged' });
    writeFileSync(file, MAIN.replace('every: 15m', 'every: 10m'));
    const outcome = reloadSettings(before, ENV, events);
    expect(outcome).toMatchObject({ kind: 'reloaded', changes: ['poll.every 15m -> 10m'] });
    expect(names()).toEqual(['config.reloaded']);
  });

  it.each([
    ['a wrong key', MAIN.replace('poll:', 'pol:'), 'pol'],
    ['another data folder', MAIN.replace('data: data', 'data: elsewhere'), 'restart'],
  ])('rejects %s with all complaints and changes nothing', (_what, text, word) => {
    const { events, names } = recordEvents();
    const before = loadSettings(file, ENV);
    writeFileSync(file, text);
    const outcome = reloadSettings(before, ENV, events);
    expect(outcome.kind === 'rejected' && outcome.complaints.join('\n')).toContain(word);
    expect(names()).toEqual(['config.rejected']);
  });

  it('rejects a wrong topic file in one line of its own', () => {
    const { events, names } = recordEvents();
    const before = loadSettings(file, ENV);
    writeFileSync(file, MAIN.replace('every: 15m', 'every: 10m'));
    expect(reloadSettings(before, ENV, events, () => ['topic.yaml:1: wrong'])).toEqual({
      kind: 'rejected',
      complaints: ['topic.yaml:1: wrong'],
    });
    expect(names()).toEqual(['topic.rejected']);
  });
});

describe('secretFiles', () => {
  it('are what the environment names', () => {
    expect(secretFiles({ SMTP_URL_FILE: '/run/smtp', HOOK_URL: 'x', EMPTY_FILE: '' })).toEqual(['/run/smtp']);
  });
});

describe('ConfigWatch', () => {
  it('tells of a change once, when the files have come to rest', () => {
    const watch = new ConfigWatch(file);
    expect(watch.hasChanged()).toBe(false);
    writeFileSync(file, `${MAIN}\n#1`);
    expect(watch.hasChanged()).toBe(false);
    writeFileSync(file, `${MAIN}\n#12`);
    expect(watch.hasChanged()).toBe(false);
    expect(watch.hasChanged()).toBe(true);
    expect(watch.hasChanged()).toBe(false);
  });

  it('sees the feed file, files named by hand, replaced files and a link that is turned', () => {
    const secret = join(folder, 'secret');
    const settles = (watch: ConfigWatch): boolean => [watch.hasChanged(), watch.hasChanged()].includes(true);
    const watch = new ConfigWatch(file, [secret]);
    writeFileSync(join(folder, 'feeds.yaml'), `${FEEDS}\n#`);
    expect(settles(watch)).toBe(true);
    writeFileSync(secret, 'new');
    expect(settles(watch)).toBe(true);
    writeFileSync(join(folder, 'next.yaml'), MAIN);
    renameSync(join(folder, 'next.yaml'), file);
    expect(settles(watch)).toBe(true);
    for (const version of ['v1', 'v2']) {
      mkdirSync(join(folder, version));
      writeFileSync(join(folder, version, 'pactwatch.yaml'), MAIN);
    }
    symlinkSync(join(folder, 'v1'), join(folder, 'current'));
    const linked = new ConfigWatch(join(folder, 'current', 'pactwatch.yaml'));
    unlinkSync(join(folder, 'current'));
    symlinkSync(join(folder, 'v2'), join(folder, 'current'));
    expect(settles(linked)).toBe(true);
  });

  it('finds the files and the data folder without a valid configuration', () => {
    writeFileSync(file, 'feeds: f.yaml\ntopic: t.yaml\ndata: d\nwrong: true\n');
    expect(configFiles(file)).toEqual([file, join(folder, 'f.yaml'), join(folder, 't.yaml')]);
    expect(dataFolder(file, {})).toBe(join(folder, 'd'));
    expect(dataFolder(file, { PACTWATCH_DATA: '/data' })).toBe('/data');
    expect(dataFolder(join(folder, 'none.yaml'), {})).toBe(join(folder, '..', 'data'));
  });
});
