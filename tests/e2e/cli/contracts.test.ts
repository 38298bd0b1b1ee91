// The shapes that programs rely on: poll, parse, tag, ingest and export, data on stdout and words on stderr.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, news, openCommandWorld, pactwatch, type Ran, type World } from './command.ts';

let world: World;

beforeAll(async () => {
  world = await openCommandWorld();
  writeFileSync(join(world.folder, 'news.xml'), news());
  writeFileSync(join(world.folder, 'page.html'), '<!doctype html><html><body><p>No feed</p></body></html>');
});
afterAll(() => world.close());

async function run(args: readonly string[], input = ''): Promise<Ran> {
  return pactwatch(args, { cwd: world.folder, input, env: { PACTWATCH_CONFIG: world.config } });
}

describe('poll', () => {
  it('prints one object with the counts, and logs what failed on stderr', async () => {
    const { code, out, err } = await run(['poll', '--all', '--json']);
    expect(code, err).toBe(0);
    const { elapsed_ms: elapsedMs, ...counts } = JSON.parse(out) as Record<string, number>;
    expect(counts).toEqual({
      feeds: 2,
      fetched: 1,
      not_modified: 0,
      failed: 1,
      items_seen: 2,
      items_new: 2,
      items_changed: 0,
      copies: 0,
      tagged: 1,
    });
    expect(elapsedMs).toBeGreaterThan(0);
    expect(jsonLines(err)).toEqual([
      expect.objectContaining({ level: 'warn', event: 'feed.failed', feed: 'gone', code: 'gone' }),
    ]);
    const words = await run(['poll', 'news']);
    expect(words.out).toMatch(/^1 feeds in .*: 1 fetched, 0 not modified, 0 failed\.\n2 items seen: 0 new/);
    expect(await run(['poll', 'gone', '--json'])).toMatchObject({ code: 1 });
    expect(await run(['poll', 'nobody'])).toMatchObject({ code: 2, out: '' });
  });
});

describe('poll of a feed with `full_text`', () => {
  it('reads the article page, and the next digest shows what only the page told', async () => {
    world.configure({
      feeds: `[{ id: titles, url: "${world.base}/titles.xml", lang: en, full_text: true }]`,
    });
    const polled = await run(['poll', '--json']);
    expect(JSON.parse(polled.out)).toMatchObject({ feeds: 1, items_new: 1, tagged: 0 });
    const exported = jsonLines((await run(['export'])).out).find(({ feed }) => feed === 'titles');
    expect(exported).toMatchObject({ title: 'A convoy leaves at dawn', relevant: true });
    expect(exported!['content']).toMatch(/North Korean troops boarded trains/);
    expect((await run(['digest', 'preview'])).out).toContain('A convoy leaves at dawn');
    world.configure();
  });
});

describe('parse', () => {
  it('prints what was read: ids as given, plain texts, absolute addresses, instants with zone', async () => {
    const { code, out, err } = await run(['parse', 'news.xml', '--base-url', 'https://news.example/feed']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const feed = JSON.parse(out) as { items: Record<string, unknown>[] };
    expect(Object.keys(feed)).toEqual(
      expect.arrayContaining(['format', 'title', 'link', 'language', 'items', 'defects']),
    );
    expect(feed).toMatchObject({
      format: 'rss',
      title: 'The News',
      link: 'https://news.example/',
      defects: [],
    });
    const fields = 'id url title author published_at updated_at summary content categories enclosures'.split(
      ' ',
    );
    expect(Object.keys(feed.items[0]!)).toEqual(fields);
    expect(feed.items[0]).toMatchObject({ id: 'n1', url: 'https://news.example/troops' });
    expect(feed.items[0]!['published_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/);
  });

  it('ends with 2 and a failure where it is no feed, also from standard input', async () => {
    const page = await run(['parse', 'page.html', '--content-type', 'text/html']);
    expect(page.code).toBe(2);
    expect(JSON.parse(page.out)).toEqual({ failure: { code: 'html', detail: expect.any(String) as string } });
    const piped = await run(['parse', '-'], news());
    expect(piped.code).toBe(0);
    expect(await run(['parse'])).toMatchObject({ code: 2, out: '' });
    expect((await run(['parse', 'none.xml'])).code).not.toBe(0);
  });

  it('answers a batch line by line, each with its id', async () => {
    const requests = [
      { id: 'a', file: 'news.xml', url: 'https://news.example/feed' },
      { id: 7, file: 'page.html', content_type: 'text/html' },
      { id: 'c', file: 'none.xml' },
    ];
    const { code, out } = await run(
      ['parse', '--batch'],
      requests.map((one) => JSON.stringify(one)).join('\n'),
    );
    expect(code).toBe(0);
    const answers = jsonLines(out);
    expect(answers).toHaveLength(3);
    expect(answers.find(({ id }) => id === 'a')).toMatchObject({
      format: 'rss',
      items: [{ id: 'n1' }, { id: 'n2' }],
    });
    expect(answers.find(({ id }) => id === 7)).toMatchObject({ failure: { code: 'html' } });
    expect(answers.find(({ id }) => id === 'c')).toHaveProperty('failure');
  });
});

const ITEMS = [
  { id: 1, title: 'North Korea sends more troops to Russia', summary: 'Soldiers fight in Kursk for Russia.' },
  { id: 'two', title: 'Rain over the coast' },
];

describe('tag', () => {
  it('writes a verdict with reasons for each line', async () => {
    const { code, out, err } = await run(['tag'], ITEMS.map((item) => JSON.stringify(item)).join('\n'));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [first, second] = jsonLines(out);
    const fields = ['id', 'relevant', 'strength', 'score', 'topics', 'lang', 'reasons'];
    expect(Object.keys(first!)).toEqual(expect.arrayContaining(fields));
    expect(first).toMatchObject({ id: 1, relevant: true, strength: 'core', lang: 'en' });
    expect(first!['topics']).toContain('troop-deployment');
    const [reason] = first!['reasons'] as Record<string, unknown>[];
    expect(Object.keys(reason!)).toEqual(expect.arrayContaining(['rule', 'field', 'span', 'text', 'weight']));
    expect(second).toMatchObject({ id: 'two', relevant: false, topics: [] });
  });

  it('answers what it can and ends with 1 where a line cannot be read', async () => {
    const { code, out, err } = await run(['tag'], `{oops\n${JSON.stringify(ITEMS[1])}\n`);
    expect(code).toBe(1);
    expect(jsonLines(out).filter(({ relevant }) => relevant === false)).toHaveLength(1);
    expect(err).toContain('1 of 2 lines');
  });
});

describe('ingest and export', () => {
  it('say what became of each item, and give them back with verdicts and stories', async () => {
    const lines = [
      {
        id: 'x',
        feed: 'a',
        guid: 'g1',
        url: 'https://a.example/1',
        title: ITEMS[0]!.title,
        summary: ITEMS[0]!.summary,
      },
      {
        id: 'y',
        feed: 'a',
        guid: 'g1',
        url: 'https://a.example/1',
        title: ITEMS[0]!.title,
        summary: ITEMS[0]!.summary,
      },
      { id: 'z', feed: 'b', url: 'https://b.example/1', title: 'Rain over the coast' },
    ].map((line, at) => JSON.stringify({ ...line, seen_at: `2026-11-20T10:0${at}:00Z` }));
    const ingested = await run(['ingest', '-', '--db', 'items.db'], lines.join('\n'));
    expect({ code: ingested.code, err: ingested.err }).toEqual({ code: 0, err: '' });
    const answers = jsonLines(ingested.out);
    expect(Object.keys(answers[0]!)).toEqual(['id', 'item', 'outcome', 'story', 'reason']);
    expect(answers.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['x', 'new'],
      ['y', 'seen'],
      ['z', 'new'],
    ]);
    const exported = await run(['export', '--db', 'items.db']);
    expect(jsonLines(exported.out)).toEqual([
      expect.objectContaining({
        feed: 'a',
        relevant: true,
        strength: 'core',
        story: expect.any(Number) as number,
      }),
      expect.objectContaining({ feed: 'b', relevant: false }),
    ]);
    const none = await run(['export', '--db', 'items.db', '--since', '2026-11-21', '--format', 'csv']);
    expect(none.out).toMatch(/^id,feed,url,title,.*\r\n$/);
    const atom = await run(['export', '--db', 'items.db', '--topic', 'troop-deployment', '--format', 'atom']);
    expect(atom.out.match(/<entry /g)).toHaveLength(1);
    expect(await run(['export', '--db', 'items.db', '--since', 'soon'])).toMatchObject({ code: 2, out: '' });
  });
});
