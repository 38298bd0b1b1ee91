// The verb `parse` answers in its JSON shape, one document or a batch in order, whatever the documents are.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseFile } from '../../../src/flows/polling/parse-documents.ts';

const MAIN = new URL('../../../src/main.ts', import.meta.url).pathname;
const FEED =
  '<rss version="2.0"><channel><title>T</title><link>https://e.org/</link><item><title>A &lt;b&gt;c&lt;/b&gt;</title><link>/1</link>' +
  '<guid isPermaLink="false"> g1 </guid><pubDate>Tue, 04 Mar 2025 10:00:00 +0900</pubDate><author>k@e.org (Kim)</author>' +
  '<description>&lt;p&gt;One&lt;/p&gt;</description><category>X</category><enclosure url="/a.mp3" type="audio/mpeg" length="5"/></item></channel></rss>';

let folder = '';
const write = (name: string, body: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, body);
  return path;
};
const ask = (file: string) =>
  parseFile({ file, contentType: null, contentLocation: null, url: 'https://e.org/feed', charset: null });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-parse-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('parseFile', () => {
  it('reads no more of an endless stream than of a large file', async () => {
    expect(await ask('/dev/zero')).toMatchObject({ failure: { code: 'hostile' } });
    const piped = spawnSync('sh', ['-c', `"${process.execPath}" "${MAIN}" parse - < /dev/zero`]);
    expect(JSON.parse(piped.stdout.toString())).toMatchObject({ failure: { code: 'hostile' } });
    expect(piped.status).toBe(2);
  });

  it('gives plain texts, absolute addresses, ISO instants and the id as it was given', async () => {
    expect(await ask(write('feed.xml', FEED))).toEqual({
      format: 'rss',
      title: 'T',
      link: 'https://e.org/',
      language: null,
      charset: { charset: 'utf-8', reason: 'only ASCII' },
      items: [
        {
          id: 'g1',
          url: 'https://e.org/1',
          title: 'A c',
          author: 'Kim',
          published_at: '2025-03-04T01:00:00.000Z',
          updated_at: null,
          summary: 'One',
          content: 'One',
          categories: ['X'],
          enclosures: [{ url: 'https://e.org/a.mp3', type: 'audio/mpeg', length: 5 }],
        },
      ],
      defects: [],
    });
  });

  it('says why a file is no feed', async () => {
    expect(await ask(write('page.html', '<!doctype html><html></html>'))).toMatchObject({
      failure: { code: 'html' },
    });
    expect(await ask(write('empty', ''))).toMatchObject({ failure: { code: 'empty' } });
    expect(await ask(join(folder, 'missing'))).toMatchObject({ failure: { code: 'file-unreadable' } });
    expect(await ask(folder)).toMatchObject({ failure: { code: 'file-unreadable' } });
  });
});

describe('pactwatch parse', () => {
  it('prints one document and ends with 0, or a failure with 2', () => {
    const good = spawnSync(
      process.execPath,
      [MAIN, 'parse', write('a.xml', FEED), '--base-url', 'https://e.org/feed'],
      { encoding: 'utf8' },
    );
    expect(good.status).toBe(0);
    expect(JSON.parse(good.stdout)).toMatchObject({ format: 'rss', items: [{ id: 'g1' }] });
    const bad = spawnSync(process.execPath, [MAIN, 'parse', '-'], { encoding: 'utf8', input: 'no feed' });
    expect(bad.status).toBe(2);
    expect(JSON.parse(bad.stdout)).toMatchObject({ failure: { code: 'not-a-feed' } });
  });

  it('answers a batch line by line, in order, and never dies', () => {
    const lines = [
      { id: 'one', file: write('one.xml', FEED), url: 'https://e.org/feed' },
      { id: 2, file: join(folder, 'missing') },
      {
        id: 'three',
        file: write(
          'three.xml',
          Buffer.from('<rss><channel><item><title>한국</title></item></channel></rss>', 'utf16le'),
        ),
      },
      { file: 7 },
    ].map((line) => JSON.stringify(line));
    const input = [lines[0], 'nonsense', '', lines[1], '[]', lines[2], lines[3], 'null'].join('\n');
    const output = execFileSync(process.execPath, [MAIN, 'parse', '--batch'], { encoding: 'utf8', input });
    const answers = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: unknown });
    expect(answers.map(({ id }) => id)).toEqual(['one', null, 2, null, 'three', null, null]);
    expect(answers[0]).toMatchObject({ items: [{ url: 'https://e.org/1' }] });
    expect(answers[4]).toMatchObject({ items: [{ title: '한국' }], charset: { charset: 'utf-16le' } });
  });

  it('gives the same in every time zone', () => {
    const dates = [
      'Tue, 04 Mar 2025 10:00:00',
      '2025-03-30 02:30',
      '2025-03-04T10:00:00',
      '04.03.2024',
      '1 Jan 2024',
    ];
    const items = dates.map((date) => `<item><title>a</title><pubDate>${date}</pubDate></item>`).join('');
    const file = write('zones.xml', `<rss version="2.0"><channel>${items}</channel></rss>`);
    const outputs = ['UTC', 'Asia/Seoul', 'America/New_York'].map((zone) =>
      execFileSync(process.execPath, [MAIN, 'parse', file], {
        encoding: 'utf8',
        env: { ...process.env, TZ: zone },
      }),
    );
    expect(new Set(outputs).size).toBe(1);
  });
});
