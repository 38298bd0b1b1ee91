// Outlets that tell one event from different angles are brought together: floors for texts that no threshold was chosen on.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestLines } from '../../src/flows/storing/ingest.ts';
import { openTagging } from '../../src/flows/storing/tag-item.ts';
import { openDatabase } from '../../src/store/database.ts';

const ROOT = join(import.meta.dirname, '../..');
const tagging = openTagging(join(ROOT, 'config/topics/dprk-russia.yaml'));

interface Article {
  readonly story: string;
  readonly lang: string;
  readonly seen_at: string;
}

interface Placed extends Article {
  readonly placed: number;
  readonly strength: string;
}

interface Share {
  readonly precision: number;
  readonly recall: number;
}

function readArticles(...names: readonly string[]): Article[] {
  return names
    .flatMap((name) =>
      readFileSync(join(ROOT, 'tests/corpus/stories', `${name}.jsonl`), 'utf8')
        .trim()
        .split('\n'),
    )
    .map((line) => JSON.parse(line) as Article)
    .sort((a, b) => a.seen_at.localeCompare(b.seen_at));
}

/** The articles with their final stories, and the pairs of stories that are linked. */
async function group(articles: readonly Article[]): Promise<{ placed: Placed[]; links: Set<string> }> {
  using opened = openDatabase(':memory:', { exclusive: false });
  const { db } = opened;
  await ingestLines(linesOf(articles), {
    db,
    tag: (itemId, input, at) => tagging.tagAndStore(db, itemId, input, at),
    clock: { now: () => 0 },
    answer: () => undefined,
    pause: () => Promise.resolve(),
  });
  const rows = db
    .prepare<[], { placed: number; strength: string }>(
      'SELECT story_id AS placed, strength FROM story_member JOIN verdict USING (item_id) ORDER BY item_id',
    )
    .all();
  const links = db
    .prepare<[], { one: number; other: number }>(
      `SELECT coalesce(a.merged_into, a.id) AS one, coalesce(b.merged_into, b.id) AS other
       FROM story_link l JOIN story a ON a.id = l.story_id JOIN story b ON b.id = l.other_id`,
    )
    .all();
  return {
    placed: articles.map((article, at) => ({ ...article, ...(rows[at] ?? { placed: 0, strength: '' }) })),
    links: new Set(links.flatMap(({ one, other }) => [`${one} ${other}`, `${other} ${one}`])),
  };
}

async function* linesOf(articles: readonly Article[]): AsyncGenerator<string> {
  for (const article of articles) yield await Promise.resolve(JSON.stringify(article));
}

/** B-cubed, within each language. */
function oneLanguage(placed: readonly Placed[]): Share {
  let precision = 0;
  let recall = 0;
  for (const one of placed) {
    const rivals = placed.filter(({ lang }) => lang === one.lang);
    const found = rivals.filter((rival) => rival.placed === one.placed);
    const meant = rivals.filter((rival) => rival.story === one.story);
    const both = found.filter((rival) => rival.story === one.story).length;
    precision += both / found.length;
    recall += both / meant.length;
  }
  return { precision: precision / placed.length, recall: recall / placed.length };
}

/** Pairs in two languages, both on the subject, if only in passing: one story, or linked ones. */
function acrossLanguages(placed: readonly Placed[], links: ReadonlySet<string>): Share {
  const named = placed.filter(({ strength }) => strength !== 'none');
  let found = 0;
  let meant = 0;
  let both = 0;
  for (const [at, one] of named.entries()) {
    for (const other of named.slice(at + 1)) {
      if (one.lang === other.lang) continue;
      const isFound = one.placed === other.placed || links.has(`${one.placed} ${other.placed}`);
      const isMeant = one.story === other.story;
      if (isFound) found++;
      if (isMeant) meant++;
      if (isFound && isMeant) both++;
    }
  }
  return { precision: both / found, recall: both / meant };
}

describe('coverage from different angles', () => {
  it('in English news becomes one story', async () => {
    const { placed } = await group(readArticles('angles-en-report'));
    const { precision, recall } = oneLanguage(placed);
    expect(precision).toBeGreaterThanOrEqual(0.97);
    expect(recall).toBeGreaterThanOrEqual(0.82);
  });

  it('in twice as much English news stays one story and no more', async () => {
    const { placed } = await group(readArticles('angles-en-tune', 'angles-en-report'));
    const { precision, recall } = oneLanguage(placed);
    expect(precision).toBeGreaterThanOrEqual(0.97);
    expect(recall).toBeGreaterThanOrEqual(0.82);
  });

  it('on the subject is brought together within and across languages', async () => {
    const { placed, links } = await group(readArticles('angles-many-report'));
    const within = oneLanguage(placed);
    expect(within.precision).toBeGreaterThanOrEqual(0.98);
    expect(within.recall).toBeGreaterThanOrEqual(0.86);
    const across = acrossLanguages(placed, links);
    expect(across.precision).toBeGreaterThanOrEqual(0.95);
    expect(across.recall).toBeGreaterThanOrEqual(0.72);
  });
});

describe('coverage of ordinary outlets', () => {
  it.each([
    ['news-en', 0.91, 0.97],
    ['news-de', 0.96, 0.92],
    ['news-ru', 0.96, 0.96],
    ['news-es', 0.9, 0.94],
    ['news-ko', 0.96, 0.96],
  ])('in %s becomes one story an event', async (name, floor, recallFloor) => {
    const { placed } = await group(readArticles(name));
    const { precision, recall } = oneLanguage(placed);
    expect(precision).toBeGreaterThanOrEqual(floor);
    expect(recall).toBeGreaterThanOrEqual(recallFloor);
  });

  it('on the subject is brought together within and across languages', async () => {
    const { placed, links } = await group(readArticles('subject-many'));
    const within = oneLanguage(placed);
    expect(within.precision).toBeGreaterThanOrEqual(0.97);
    expect(within.recall).toBeGreaterThanOrEqual(0.91);
    const across = acrossLanguages(placed, links);
    expect(across.precision).toBeGreaterThanOrEqual(0.97);
    expect(across.recall).toBeGreaterThanOrEqual(0.8);
  });
});
