// The verbs that look at what is stored, over one database: words for people, JSON for programs, exit codes for scripts.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, openCommandWorld, pactwatch, type Ran, type World } from './command.ts';

let world: World;

beforeAll(async () => {
  world = await openCommandWorld();
  const polled = await run('poll', '--all');
  if (polled.code !== 0) throw new Error(polled.err);
}, 60_000);
afterAll(() => world.close());

async function run(...args: string[]): Promise<Ran> {
  return pactwatch(args, { cwd: world.folder, env: { PACTWATCH_CONFIG: world.config } });
}

describe('check', () => {
  it('says of each part whether it is good, and tries channels when asked', async () => {
    const good = await run('check', '--json');
    expect(good.code, good.err).toBe(0);
    const { ok, findings } = JSON.parse(good.out) as {
      ok: boolean;
      findings: { part: string; ok: boolean }[];
    };
    expect(ok).toBe(true);
    expect(findings.map(({ part }) => part)).toEqual(['configuration', 'rules', 'database', 'channel files']);
    expect((await run('check', '--send-test')).code).toBe(0);
    const unknown = await run('check', '--channel', 'pigeon');
    expect(unknown.code).toBe(1);
    expect(unknown.out).toMatch(/^FAIL {2}channel pigeon/m);
  });
});

describe('search and explain', () => {
  it('find an item and say why it is tagged', async () => {
    const found = await run('search', 'troops', '--json');
    expect({ code: found.code, err: found.err }).toEqual({ code: 0, err: '' });
    const [item] = jsonLines(found.out);
    expect(item).toMatchObject({ title: 'North Korea sends more troops to Russia, says Seoul' });
    const why = await run('explain', String(item!['id']), '--json');
    expect(why.code, why.err).toBe(0);
    expect(JSON.parse(why.out)).toMatchObject({ item: { id: item!['id'] }, outdated: false });
    expect((await run('explain', 'https://news.example/rain')).out).toContain('Rain over the coast');
    expect((await run('explain', '--text', 'Rain over the coast')).code).toBe(0);
    expect(await run('explain', '99999')).toMatchObject({ code: 1, out: '' });
    expect(await run('explain')).toMatchObject({ code: 2, out: '' });
    expect(await run('search', 'nosuchword')).toMatchObject({ code: 1, out: '' });
    expect(await run('search', 'x', '--limit', 'many')).toMatchObject({ code: 2, out: '' });
  }, 60_000);
});

describe('feeds', () => {
  it('lists state and next poll, adds a feed to the file, and goes to OPML and back', async () => {
    const list = await run('feeds', 'list', '--json');
    expect(list.code, list.err).toBe(0);
    expect(JSON.parse(list.out)).toEqual([
      expect.objectContaining({ id: 'news' }),
      expect.objectContaining({ id: 'gone' }),
    ]);
    expect((await run('feeds', 'list')).out).toMatch(/^gone\b.*gone/m);
    const opml = await run('feeds', 'export');
    expect(opml.out).toContain(`xmlUrl="${world.base}/news.xml"`);
    const feeds = join(world.folder, 'feeds.yaml');
    writeFileSync(feeds, `# kept\n- { id: news, url: "${world.base}/news.xml" }\n`);
    world.configure({ feeds: 'feeds.yaml' });
    writeFileSync(join(world.folder, 'in.opml'), opml.out);
    const imported = await run('feeds', 'import', 'in.opml', '--json');
    expect(imported.code, imported.err).toBe(0);
    expect(readFileSync(feeds, 'utf8')).toMatch(/^# kept\n[^]*gone\.xml/);
    writeFileSync(
      join(world.folder, 'odd.opml'),
      `<opml><body><outline text="World"><outline text="Far East"><outline text="K" xmlUrl="https://k.example/rss"/></outline></outline>
        <outline text="Locked" xmlUrl="https://me:hush@locked.example/rss"/><outline text="x" xmlUrl="javascript:1"/></body></opml>`,
    );
    const odd = await run('feeds', 'import', 'odd.opml', '--json');
    expect(JSON.parse(odd.out)).toEqual({ read: 3, added: 1, known: 0, unusable: 2 });
    expect(odd.err).toMatch(/Locked at locked\.example.*headers/);
    expect(odd.err).not.toContain('hush');
    expect((await run('feeds', 'list')).code).toBe(0);
    const added = await run('feeds', 'add', `${world.base}/nothing`);
    expect(added).toMatchObject({ code: 1, out: '' });
    world.configure();
  }, 60_000);
});

describe('probe', () => {
  it('shows what a feed sends, and ends with 1 where it fails', async () => {
    const good = await run('probe', 'news', '--json');
    expect(good.code, good.err).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ failure: null, format: 'rss', answer: { status: 200 } });
    const bad = await run('probe', 'gone', '--json');
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.out)).toMatchObject({ failure: { code: 'gone' } });
    const barred = await run('probe', 'http://169.254.169.254/feed', '--json');
    expect(JSON.parse(barred.out)).toMatchObject({ failure: { code: 'address-blocked' } });
  });
});

describe('digest, outbox and held', () => {
  it('show what would be sent and what waits', async () => {
    const preview = await run('digest', 'preview', '--format', 'json');
    expect(preview.code, preview.err).toBe(0);
    expect(JSON.parse(preview.out)).toMatchObject({ kind: 'digest' });
    expect((await run('digest', 'preview')).out).toContain('North Korea sends more troops to Russia');
    expect(JSON.parse((await run('digest', 'list', '--json')).out)).toEqual([]);
    expect(await run('digest', 'preview', 'weekly')).toMatchObject({ code: 2, out: '' });
    expect(JSON.parse((await run('outbox', 'list', '--json')).out)).toMatchObject({ messages: [] });
    expect(await run('outbox', 'drop', 'nothing')).toMatchObject({ code: 1, out: '' });
    expect(await run('held', 'list', '--json')).toMatchObject({ code: 0, out: '' });
    expect(await run('held', 'drop', '7')).toMatchObject({ code: 1, out: '' });
    expect(await run('held', 'drop', 'all')).toMatchObject({ code: 2, out: '' });
  }, 60_000);
});

describe('rules', () => {
  it('lint, test and replay a topic file', async () => {
    const lint = await run('rules', 'lint', '--json');
    expect(lint.code, lint.out).toBe(0);
    expect(JSON.parse(lint.out)).toBeInstanceOf(Array);
    const corpus = join(world.folder, 'corpus.jsonl');
    writeFileSync(corpus, '');
    expect(await run('rules', 'test', '--corpus', 'none')).toMatchObject({ code: 2, out: '' });
    const replay = await run('rules', 'replay', '--since', '30d', '--json');
    expect(replay.code, replay.err).toBe(0);
    expect(() => JSON.parse(replay.out) as unknown).not.toThrow();
    expect(await run('rules', 'replay', '--since', 'ever')).toMatchObject({ code: 2, out: '' });
  }, 60_000);
});

describe('backup, restore, doctor and health', () => {
  it('copy the database and bring it back, and say how things are', async () => {
    const backup = await run('backup', 'copy.db', '--json');
    expect(backup.code, backup.err).toBe(0);
    expect(JSON.parse(backup.out)).toMatchObject({ counts: { item: 2 } });
    expect(existsSync(join(world.folder, 'copy.db'))).toBe(true);
    const restore = await run('restore', 'copy.db', '--dry-run', '--json');
    expect(JSON.parse(restore.out)).toMatchObject({ dry_run: true });
    expect(await run('restore', 'none.db')).toMatchObject({ code: 1, out: '' });
    const doctor = await run('doctor', '--offline', '--json');
    expect(JSON.parse(doctor.out)).toMatchObject({ healthy: true, findings: expect.any(Array) as unknown[] });
    expect(doctor.code).toBe(0);
    expect(await run('health', '--json')).toMatchObject({ code: 1, err: '' });
  }, 60_000);
});
