// One stream through `ingest` in one process or in several, cut at any points: the same answers and the same database.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'pactwatch-ingest-split-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = ''): string {
  const child = spawnSync(process.execPath, [join(root, 'src/main.ts'), ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 27,
  });
  expect(child.status, child.stderr).toBe(0);
  return child.stdout;
}

interface Article {
  readonly id: string;
  readonly feed: string;
  readonly url: string;
  readonly lang: string;
  readonly title: string;
  readonly summary: string;
  readonly published_at: string;
}

/** Every article at its own minute, so that each is a document of its own and may begin a process. */
function readStream(): string[] {
  const files = ['tune.jsonl', 'dense.jsonl'].map((name) =>
    readFileSync(join(root, 'tests/corpus/stories', name), 'utf8'),
  );
  return files
    .flatMap((text) => text.trim().split('\n'))
    .map((line) => JSON.parse(line) as Article)
    .sort((a, b) => (a.published_at < b.published_at ? -1 : a.published_at > b.published_at ? 1 : 0))
    .map(({ id, feed, url, lang, title, summary, published_at }) =>
      JSON.stringify({ id, feed, guid: id, url, lang, title, summary, published_at, seen_at: published_at }),
    );
}

/** Cutting points from a fixed seed: some close together, so that a process may see a few items only. */
function choosePoints(seed: number, count: number, length: number): number[] {
  let state = seed;
  const points = Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 1 + (state % (length - 1));
  });
  return [...new Set(points)].sort((a, b) => a - b);
}

function ingest(name: string, parts: readonly (readonly string[])[]): { answers: string; exported: string } {
  const database = join(folder, `${name}.db`);
  const answers = parts.map((lines) => run(['ingest', '-', '--db', database], lines.join('\n'))).join('');
  return { answers, exported: run(['export', '--db', database]) };
}

describe('ingest', () => {
  it('gives the same bytes in one process and in several, wherever they are cut', {
    timeout: 300_000,
  }, () => {
    const lines = readStream();
    const whole = ingest('whole', [lines]);
    expect(whole.answers.trim().split('\n')).toHaveLength(lines.length);
    for (const seed of [1, 2]) {
      const points = choosePoints(seed, 4, lines.length);
      const parts = [0, ...points].map((from, index) => lines.slice(from, points[index]));
      const split = ingest(`split-${seed}`, parts);
      expect(split.answers, `cut at ${points.join(', ')}`).toBe(whole.answers);
      expect(split.exported, `cut at ${points.join(', ')}`).toBe(whole.exported);
    }
  });
});
