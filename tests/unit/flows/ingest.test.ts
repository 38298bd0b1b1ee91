// Ingest is deterministic, survives a restart without a trace, and groups the labelled stories as well as it claims.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ingestLines } from '../../../src/flows/storing/ingest.ts';
import { openDatabase } from '../../../src/store/database.ts';
import { ingest, root, tagging } from './ingest-world.ts';

interface Labelled {
  readonly id: string;
  readonly story: string;
  readonly lang: string;
  readonly copy_of: string | null;
  readonly title: string;
  readonly summary: string;
}

const folder = mkdtempSync(join(tmpdir(), 'pactwatch-ingest-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function corpus(name: string): string[] {
  return readFileSync(join(root, `tests/corpus/stories/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
}

type Pair = (one: number, other: number) => boolean;

function measure(
  count: number,
  predicted: Pair,
  gold: Pair,
  counts: Pair,
): { precision: number; recall: number } {
  let right = 0;
  let wrong = 0;
  let missed = 0;
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < i; j++) {
      if (!counts(i, j)) continue;
      const isRight = gold(i, j);
      if (predicted(i, j) && isRight) right++;
      else if (predicted(i, j)) wrong++;
      else if (isRight) missed++;
    }
  }
  return { precision: right / (right + wrong), recall: right / (right + missed) };
}

/** Pairs in two languages where both are about the subject. */
function measureAcross(
  labels: readonly Labelled[],
  story: Pair,
  gold: Pair,
): { precision: number; recall: number } {
  const isOn = labels.map(
    ({ title, summary, lang }) => tagging.tag({ title, summary, content: '', lang }).strength === 'core',
  );
  return measure(
    labels.length,
    story,
    gold,
    (i, j) => labels[i]?.lang !== labels[j]?.lang && isOn[i] === true && isOn[j] === true,
  );
}

function bCubed(members: readonly number[], predicted: Pair, gold: Pair): number {
  let precision = 0;
  let recall = 0;
  for (const i of members) {
    const same = members.filter((j) => predicted(i, j) && gold(i, j)).length;
    precision += same / members.filter((j) => predicted(i, j)).length;
    recall += same / members.filter((j) => gold(i, j)).length;
  }
  precision /= members.length;
  recall /= members.length;
  return (2 * precision * recall) / (precision + recall);
}

describe('ingest', () => {
  it('answers the same twice, and with a restart in the middle', async () => {
    const lines = [...corpus('tune'), ...corpus('report')].sort((a, b) =>
      publishedOf(a).localeCompare(publishedOf(b)),
    );
    const once = await ingest(lines);
    expect(await ingest(lines)).toEqual(once);
    const path = join(folder, 'restart.db');
    const cut = Math.floor(lines.length / 2);
    expect([...(await ingest(lines.slice(0, cut), path)), ...(await ingest(lines.slice(cut), path))]).toEqual(
      once,
    );
    const again = await ingest(lines, path);
    expect(again.every(({ outcome }) => outcome === 'seen')).toBe(true);
  });

  it('reports lines it cannot read and goes on', async () => {
    using opened = openDatabase(':memory:', { exclusive: false });
    const world = {
      db: opened.db,
      tag: (): never => undefined as never,
      clock: { now: () => 0 },
      pause: async () => {},
    };
    const report = await ingestLines(
      (async function* () {
        yield '{';
        yield '{"id":1,"feed":"f"}';
        yield '{"id":1,"feed":"f","title":"t","seen_at":"yesterday"}';
        yield '';
      })(),
      { ...world, answer: () => {} },
    );
    expect(report.rejected.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  it.each(['tune', 'report'])('groups the labelled stories of %s', async (name) => {
    const lines = corpus(name);
    const labels = lines.map((line) => JSON.parse(line) as Labelled);
    const answers = await ingest(lines);
    const all = labels.map((_, at) => at);
    const story: Pair = (i, j) => answers[i]?.story === answers[j]?.story;
    const goldStory: Pair = (i, j) => labels[i]?.story === labels[j]?.story;
    const rootOf = (i: number): string | undefined => labels[i]?.copy_of ?? labels[i]?.id;
    const copies = measure(
      all.length,
      (i, j) => answers[i]?.item === answers[j]?.item,
      (i, j) => rootOf(i) === rootOf(j),
      () => true,
    );
    expect(copies.precision).toBeGreaterThanOrEqual(0.995);
    expect(copies.recall).toBeGreaterThanOrEqual(0.97);
    const across = measureAcross(labels, story, goldStory);
    expect(across.precision).toBeGreaterThanOrEqual(0.95);
    expect(across.recall).toBeGreaterThanOrEqual(0.6);
    const scores = [...new Set(labels.map(({ lang }) => lang))].map((lang) => {
      const members = all.filter((i) => labels[i]?.lang === lang);
      return members.length * bCubed(members, story, goldStory);
    });
    expect(scores.reduce((sum, score) => sum + score, 0) / all.length).toBeGreaterThanOrEqual(0.93);
  });

  it.each([1, 2, 4, 8])(
    'keeps forty stories of the subject in four days apart, read into %d empty databases',
    async (parts) => {
      const lines = corpus('dense');
      const size = Math.ceil(lines.length / parts);
      for (let at = 0; at < lines.length; at += size) {
        const part = lines.slice(at, at + size);
        const labels = part.map((line) => JSON.parse(line) as Labelled);
        const answers = await ingest(part);
        const story: Pair = (i, j) => answers[i]?.story === answers[j]?.story;
        const gold: Pair = (i, j) => labels[i]?.story === labels[j]?.story;
        const across = measureAcross(labels, story, gold);
        expect(across.precision).toBeGreaterThanOrEqual(0.95);
        expect(across.recall).toBeGreaterThanOrEqual(0.6);
        for (const lang of new Set(labels.map((label) => label.lang))) {
          const members = labels.flatMap((label, index) => (label.lang === lang ? [index] : []));
          expect(bCubed(members, story, gold)).toBeGreaterThanOrEqual(0.93);
        }
      }
    },
  );

  it('only links what another language tells outside the subject', async () => {
    const at = (minute: number): string => new Date(Date.UTC(2026, 2, 1, 8, minute)).toISOString();
    const told = [
      { lang: 'en', title: 'Bangladesh ferry Shapla capsizes near Chandpur, 23 dead', summary: '' },
      { lang: 'fr', title: 'Bangladesh : le ferry Shapla chavire près de Chandpur, 23 morts', summary: '' },
    ];
    const lines = told.map((item, n) =>
      JSON.stringify({ ...item, id: n, feed: `f${n}`, published_at: at(n), url: `https://f${n}.example/1` }),
    );
    const path = join(folder, 'links.db');
    const [first, second] = await ingest(lines, path);
    expect(second?.story).not.toBe(first?.story);
    using opened = openDatabase(path, { exclusive: false });
    expect(opened.db.prepare('SELECT story_id, other_id FROM story_link').all()).toEqual([
      { story_id: first?.story, other_id: second?.story },
    ]);
  });

  it('hardly minds the order of arrival within an hour', async () => {
    const lines = corpus('tune');
    const moved = lines
      .map((line, at) => ({ line, at: Date.parse(publishedOf(line)) + ((at * 7919) % 61) * 60_000 }))
      .sort((a, b) => a.at - b.at)
      .map(({ line, at }) =>
        JSON.stringify({ ...(JSON.parse(line) as object), seen_at: new Date(at).toISOString() }),
      );
    const first = new Map((await ingest(lines)).map(({ id, story }) => [id, story]));
    const second = new Map((await ingest(moved)).map(({ id, story }) => [id, story]));
    const ids = [...first.keys()];
    const agreement = bCubed(
      ids.map((_, at) => at),
      (i, j) => first.get(ids[i] ?? '') === first.get(ids[j] ?? ''),
      (i, j) => second.get(ids[i] ?? '') === second.get(ids[j] ?? ''),
    );
    expect(agreement).toBeGreaterThanOrEqual(0.95);
  });
});

function publishedOf(line: string): string {
  return (JSON.parse(line) as { published_at: string }).published_at;
}
