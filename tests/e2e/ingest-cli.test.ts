// `ingest`, `export`, `search` and `held` on the real command line.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'pactwatch-ingest-cli-'));
const database = join(folder, 'items.db');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = ''): { code: number | null; stdout: string; stderr: string } {
  const child = spawnSync(process.execPath, [join(root, 'src/main.ts'), ...args], {
    input,
    encoding: 'utf8',
  });
  return { code: child.status, stdout: child.stdout, stderr: child.stderr };
}

const parsed = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const LEAD =
  'Ukrainian officers said two soldiers of the North Korean Storm Corps were taken prisoner near Kursk on Friday.';
const LINES = [
  {
    id: 'a',
    feed: 'one',
    guid: '1',
    url: 'https://one.example/a/1',
    title: 'Two North Korean soldiers captured in Kursk',
    summary: LEAD,
    seen_at: '2026-11-20T10:00:00Z',
  },
  {
    id: 'b',
    feed: 'two',
    url: 'https://two.example/x',
    title: 'North Korean prisoners taken near Kursk',
    summary: LEAD,
    seen_at: '2026-11-20T10:30:00Z',
    lang: 'en',
  },
  {
    id: 'c',
    feed: 'three',
    url: 'http://www.one.example/a/1/?utm_source=x',
    title: 'Two North Korean soldiers captured in Kursk',
    seen_at: '2026-11-20T11:00:00Z',
  },
  {
    id: 'd',
    feed: 'one',
    guid: '1',
    url: 'https://one.example/a/1',
    title: 'Three North Korean soldiers captured in Kursk',
    summary: LEAD,
    seen_at: '2026-11-20T12:00:00Z',
  },
  {
    id: 'e',
    feed: 'four',
    url: 'https://four.example/1',
    title: '동해안 폭설로 고속도로 통제',
    seen_at: '2026-11-20T12:00:00Z',
  },
];

describe('the command line', () => {
  let ingested: ReturnType<typeof run>;
  beforeAll(() => {
    const file = join(folder, 'lines.jsonl');
    writeFileSync(file, LINES.map((line) => JSON.stringify(line)).join('\n'));
    ingested = run(['ingest', file, '--db', database]);
  });

  it('ingests a file and answers each line', () => {
    expect(ingested).toMatchObject({ code: 0, stderr: '' });
    const answers = parsed(ingested.stdout);
    expect(answers.map(({ id, item, outcome, story }) => [id, item, outcome, story])).toEqual([
      ['a', 1, 'new', 1],
      ['b', 1, 'copy', 1],
      ['c', 1, 'seen', 1],
      ['d', 1, 'changed', 1],
      ['e', 3, 'new', 2],
    ]);
    expect(answers.every(({ reason }) => typeof reason === 'string' && reason !== '')).toBe(true);
  });

  it('ingests standard input into a temporary database', () => {
    const { code, stdout } = run(['ingest', '-'], LINES.map((line) => JSON.stringify(line)).join('\n'));
    expect(code).toBe(0);
    expect(stdout).toBe(ingested.stdout);
  });

  it('says which line it cannot read and exits 1', () => {
    const { code, stdout, stderr } = run(['ingest', '-'], `${JSON.stringify(LINES[0])}\nnonsense\n`);
    expect(code).toBe(1);
    expect(parsed(stdout)).toHaveLength(1);
    expect(stderr).toContain('line 2: not JSON');
  });

  it('exports as JSON lines, CSV and Atom', () => {
    const rows = parsed(run(['export', '--db', database]).stdout);
    expect(rows.map(({ id, copy_of, story, relevant }) => [id, copy_of, story, relevant])).toEqual([
      [1, null, 1, true],
      [2, 1, 1, true],
      [3, null, 2, false],
    ]);
    expect(rows[0]?.['title']).toBe('Three North Korean soldiers captured in Kursk');
    expect(
      run(['export', '--db', database, '--since', '2026-11-20T11:30:00Z']).stdout.trim().split('\n'),
    ).toHaveLength(1);
    expect(parsed(run(['export', '--db', database, '--topic', 'prisoners-of-war']).stdout)).toHaveLength(2);
    const csv = run(['export', '--db', database, '--format', 'csv']).stdout.split('\r\n');
    expect(csv[0]).toMatch(/^id,feed,url,title,/);
    expect(csv).toHaveLength(5);
    expect(run(['export', '--db', database, '--format', 'atom']).stdout).toContain(
      '<id>urn:pactwatch:item:1</id>',
    );
    expect(run(['export', '--db', database, '--since', 'yesterday']).code).toBe(2);
  });

  it('searches in any script', () => {
    expect(parsed(run(['search', '--db', database, '--json', '폭설']).stdout).map(({ id }) => id)).toEqual([
      3,
    ]);
    expect(parsed(run(['search', '--db', database, '--json', 'storm', 'corps']).stdout)).toHaveLength(2);
    expect(run(['search', '--db', database, 'absent']).code).toBe(1);
  });

  it('lists, releases and drops what is held back', () => {
    const item = (n: number, hour: number, kind: string): string =>
      JSON.stringify({
        id: `${kind}${n}`,
        feed: 'five',
        guid: `${kind}-${n}`,
        url: `https://five.example/${kind}/${n}`,
        title: `${kind} report ${n * 37} of district ${n * 91}`,
        seen_at: new Date(Date.UTC(2026, 10, 21, hour)).toISOString(),
      });
    const steady = Array.from({ length: 12 }, (_, n) => item(n, 1, 'daily'));
    const flood = Array.from({ length: 30 }, (_, n) => item(n, 2, 'archive'));
    run(['ingest', '-', '--db', database], [...steady, ...flood].join('\n'));
    const held = parsed(run(['held', 'list', '--db', database, '--json']).stdout);
    expect(held).toMatchObject([{ id: 1, feed: 'five', items: 30 }]);
    expect(run(['held', 'release', '1', '--db', database]).stdout).toContain('30 items released');
    expect(run(['held', 'drop', '1', '--db', database]).code).toBe(1);
    expect(run(['held', 'drop', 'x', '--db', database]).code).toBe(2);
    expect(run(['held', 'list', '--db', database]).stdout).toContain('Nothing is held back.');
  });
});
