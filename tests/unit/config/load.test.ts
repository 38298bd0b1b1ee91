import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../../src/config/complaint.ts';
import { loadSettings } from '../../../src/config/load.ts';
import type { Settings } from '../../../src/model/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'pactwatch-config-'));
let count = 0;

function write(text: string, name = `c${count++}.yaml`): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const HEAD = 'feeds: [{ id: a, url: https://a.example/rss }]\ntopic: topic.yaml\n';

function load(text: string, env: Record<string, string> = {}): Settings {
  return loadSettings(write(text), env);
}

/** `line path: message` of every complaint. */
function complaints(text: string, env: Record<string, string> = {}): string[] {
  try {
    load(text, env);
  } catch (error) {
    if (error instanceof ConfigError)
      return error.complaints.map(({ line, path, message }) => `${line} ${path}: ${message}`);
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('ships valid, with the core feeds on and every optional set off', () => {
    const settings = loadSettings('config/pactwatch.yaml', {});
    const on = settings.feeds.filter((feed) => feed.enabled);
    expect(on).toHaveLength(40);
    expect(settings.feeds).toHaveLength(140);
    expect(new Set(settings.feeds.map((feed) => feed.id)).size).toBe(140);
    expect(on.every((feed) => feed.group === null)).toBe(true);
    expect(
      settings.feeds.filter((feed) => feed.group === 'ru-state-eu-listed').map((feed) => feed.enabled),
    ).toEqual([false, false, false]);
    expect(settings.channels).toHaveProperty('files');
    expect(settings.feeds.find((feed) => feed.id === 'tass-en')?.userAgent).toContain('Mozilla');
    expect(settings.feeds.find((feed) => feed.id === 'kcnawatch')).toMatchObject({
      silentAfterMs: null,
      family: 'KCNA',
      control: 'state',
    });
  });

  it('fills in what is left out', () => {
    const settings = load(HEAD);
    expect(settings.poll).toMatchObject({
      everyMs: 900_000,
      minMs: 300_000,
      concurrency: 32,
      maxBytes: 10_000_000,
      firstRunWindowMs: 86_400_000,
    });
    expect(settings.data).toBe(join(folder, '..', 'data'));
    expect(settings.feeds[0]).toMatchObject({ id: 'a', name: 'a', family: 'a', enabled: true });
    expect(settings.web).toBeNull();
  });

  it('lets PACTWATCH_DATA move the data and the folder channel in it', () => {
    const settings = load(
      `${HEAD}data: ../data\nchannels: { files: { type: folder, path: ../data/digests } }`,
      { PACTWATCH_DATA: '/srv/pactwatch' },
    );
    expect(settings.data).toBe('/srv/pactwatch');
    expect(settings.channels['files']).toEqual({ type: 'folder', path: '/srv/pactwatch/digests' });
  });

  it('reads feeds and groups from a file, relative to itself', () => {
    write(
      'feeds:\n  - { id: here, url: ../feeds/one.xml }\ngroups:\n  - { id: more, enabled: false, feeds: [{ id: far, url: "https://b.example/rss" }] }\n',
      'feeds.yaml',
    );
    const { feeds } = load('feeds: feeds.yaml\ntopic: topic.yaml\n');
    expect(feeds.map(({ id, enabled, group }) => [id, enabled, group])).toEqual([
      ['here', true, null],
      ['far', false, 'more'],
    ]);
    expect(feeds[0]?.url).toMatch(/^file:\/\/.*\/feeds\/one\.xml$/);
  });
});

describe('secrets', () => {
  const mail = `${HEAD}channels: { mail: { type: email, smtp: "\${SMTP_URL}", from: a@b.example, to: c@d.example } }`;

  it('come from the environment', () => {
    const channel = load(mail, { SMTP_URL: 'smtp://u:p@mail.example:587' }).channels['mail'];
    expect(channel?.type === 'email' && channel.smtp.reveal()).toBe('smtp://u:p@mail.example:587');
    expect(JSON.stringify(channel)).not.toContain('mail.example:587');
  });

  it('come from the file that NAME_FILE names, less one line end', () => {
    const path = write('smtp://u:p@mail.example:587\n', 'secret');
    const channel = load(mail, { SMTP_URL_FILE: path }).channels['mail'];
    expect(channel?.type === 'email' && channel.smtp.reveal()).toBe('smtp://u:p@mail.example:587');
  });

  it('are asked for by name where they are missing, once', () => {
    expect(complaints(mail)).toEqual([
      '3 channels.mail.smtp: needs the environment variable SMTP_URL, or SMTP_URL_FILE naming a file that holds it',
    ]);
  });

  it('may not be set twice', () => {
    expect(complaints(mail, { SMTP_URL: 'x', SMTP_URL_FILE: 'y' })[0]).toContain(
      'both SMTP_URL and SMTP_URL_FILE',
    );
  });
});

describe('complaints', () => {
  it('name a slip in the YAML once a line, and no more than three lines', () => {
    const broken = `${HEAD}digests: [{ id: d, channels:\n  hook: { a: b } [files], c: d }]\nhealth: { x: 1 }\nbackup: { y: 2 }\nweb: { z: 3 }\n`;
    const lines = complaints(broken).map((text) => text.split(' ')[0]);
    expect(lines.length).toBeLessThanOrEqual(3);
    expect(new Set(lines).size).toBe(lines.length);
    expect(lines[0]).toBe('4');
  });

  it('say that a value of several shapes is missing', () => {
    expect(complaints(`${HEAD}channels: { hook: { type: webhook, url: "https://a.example/" } }\n`)).toEqual([
      '3 channels.hook.secret: is missing',
    ]);
  });

  it('come all at once, in the order of the lines', () => {
    const text = [
      'feeds:',
      '  - { id: a, url: "https://a.example/rss", nmae: A }',
      '  - { id: a, url: "ftp://a.example/rss", lang: korean }',
      'topic: t.yaml',
      'pol: {}',
      'poll: { evry: 3m, min: 90x }',
      'digests:',
      '  - { id: d, schedule: "0 7 * * *", timezone: Asia/Soul, channels: [mail] }',
    ].join('\n');
    expect(complaints(text)).toEqual([
      '2 feeds.0.nmae: is not a key of the configuration; did you mean `name`?',
      '3 feeds.1.url: expects an http, https or file address, or a path',
      '3 feeds.1.lang: expects a language code such as `ko`',
      '5 pol: is not a key of the configuration; did you mean `poll`?',
      '6 poll.min: expects a duration such as `90s`, `10m`, `12h` or `400d`, not `90x`',
      '6 poll.evry: is not a key of the configuration; did you mean `every`?',
      '8 digests.0.timezone: expects an IANA time zone such as `Asia/Seoul`, `Europe/Kyiv` or `UTC`, not `Asia/Soul`',
    ]);
  });

  it.each([
    ['channels: { m: { type: fax } }', 'channels.m.type: expects a `type`: folder, email'],
    [
      'channels: { m: { type: folder, path: x, fro: y } }',
      'channels.m.fro: is not a key of the configuration; known here: type, path',
    ],
    [
      'channels: { h: { type: webhook, url: ftp://x, secret: short } }',
      'channels.h.url: expects an address such as',
    ],
    [
      'channels: { h: { type: webhook, url: "https://x.example", secret: "" } }',
      'channels.h.secret: expects `whsec_`',
    ],
    [
      'channels: { m: { type: email, smtp: "smtp://x.example", from: nobody, to: [a@b.c] } }',
      'channels.m.from: expects a mail address',
    ],
    [
      'channels: { m: { type: email, smtp: "smtp://x.example?tls=maybe", from: a@b.c, to: a@b.c } }',
      'channels.m.smtp: takes `tls=starttls`, `tls=implicit` or `tls=none`',
    ],
    [
      'channels: { m: { type: email, smtp: "smtps://x.example?tls=none", from: a@b.c, to: a@b.c } }',
      'channels.m.smtp: speaks TLS at once',
    ],
    [
      'channels: { m: { type: email, smtp: "smtp://", from: a@b.c, to: a@b.c } }',
      'channels.m.smtp: expects an address such as',
    ],
    [
      'channels: { m: { type: email, smtp: "smtp://x.example", from: a@b.c, to: a@b.c, dkim: { domain: b.c, selector: s, private_key: none } } }',
      'channels.m.dkim.private_key: expects an RSA private key',
    ],
    [
      'channels: { t: { type: telegram, token: none, chat: 1 } }',
      'channels.t.token: expects the token of a bot',
    ],
    [
      'alerts: [{ id: a, timezone: Mars/Olympus, languages: [korean], channels: [f] }]\nchannels: { f: { type: folder, path: x } }',
      'alerts.0.timezone: expects an IANA time zone',
    ],
    [
      'alerts: [{ id: a, languages: [korean], channels: [f] }]\nchannels: { f: { type: folder, path: x } }',
      'alerts.0.languages.0: expects a language code',
    ],
    [
      'digests: [{ id: d, schedule: "0 0 31 2 *", channels: [files] }]\nchannels: { files: { type: folder, path: x } }',
      'digests.0.schedule: names a day that never comes',
    ],
    [
      'digests: [{ id: d, schedule: "61 * * * *", channels: [files] }]\nchannels: { files: { type: folder, path: x } }',
      'digests.0.schedule: minute: `61` is outside 0 to 59',
    ],
    [
      'digests: [{ id: d, schedule: "@daily", channels: [fils] }]\nchannels: { files: { type: folder, path: x } }',
      'digests.0.channels.0: there is no channel `fils`; did you mean `files`?',
    ],
    [
      'channels: { f: { type: folder, path: x } }\ndigests:\n  - { id: alert-x, schedule: "0 7 * * *", channels: [f] }',
      'digests.0.id: begins with `alert-`',
    ],
    [
      'digests: [{ id: d, schedule: "@daily", channels: [f] }, { id: d, schedule: "@daily", channels: [f] }]\nchannels: { f: { type: folder, path: x } }',
      'digests.1.id: `d` is used twice',
    ],
    ['web: { listen: "0.0.0.0:8080" }', 'web.listen: listens beyond this machine'],
    ['web: { listen: "nonsense" }', 'web.listen: expects an address and port'],
    ['poll: { every: 1m, min: 5m }', 'poll.every: must lie between'],
    ['poll: { min: 10s, every: 1m }', 'poll.min: must be at least `1m`'],
    ['poll: { allow_private: ["10.0.0.0/99"] }', 'poll.allow_private.0: `10.0.0.0/99` is no network'],
    [
      'channels: { s: { type: slack, url: "http://127.1:9/x" } }',
      'channels.s.url: leads to 127.0.0.1, which is private or special: list it under `allow_private`',
    ],
    [
      'channels: { t: { type: telegram, token: "123456:ABC-def", chat: 1, api: "http://[fd00::1]/" } }',
      'channels.t.api: leads to fd00::1, which is private or special',
    ],
    [
      'channels: { s: { type: slack, url: "http://169.254.169.254/", allow_private: ["169.254.0.0/16"] } }',
      'channels.s.url: leads to 169.254.169.254, which serves credentials of machines and is never reached',
    ],
    [
      'channels: { w: { type: discord, url: "https://me:pw@hooks.example/x" } }',
      'channels.w.url: has a user name or a password in it, which is not sent',
    ],
    ['retention: { keys: 30d }', 'retention.keys: can only be `forever`'],
    ['log: { level: loud }', 'log.level: expects one of `trace`'],
    ['alerts: [{ id: x, channels: [] }]', 'alerts.0.channels: needs at least one channel'],
  ])('of %j say what is wrong and where', (line, expected) => {
    expect(complaints(`${HEAD}${line}`).join('\n')).toContain(expected);
  });

  it('name a missing key, a missing file and broken YAML', () => {
    expect(complaints('topic: t.yaml')).toEqual([
      '1 feeds: expects the path of a feed file, or a list of feeds',
    ]);
    expect(complaints('feeds: none.yaml\ntopic: t.yaml')[0]).toContain(
      'there is no such file (named by `feeds`',
    );
    expect(complaints('feeds: [}\n')[0]).toMatch(/^1 : not valid YAML/);
    expect(() => loadSettings(join(folder, 'nowhere.yaml'), {})).toThrow('there is no such file');
  });

  it('refuse credentials in an address, where logs could show them', () => {
    expect(complaints('feeds: [{ id: a, url: "https://me:pw@a.example/rss" }]\ntopic: t.yaml')[0]).toContain(
      'headers',
    );
  });

  it('refuse an alias bomb', () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: [*d,*d,*d,*d,*d,*d,*d]`;
    expect(complaints(bomb)[0]).toContain('not usable YAML');
  });
});
