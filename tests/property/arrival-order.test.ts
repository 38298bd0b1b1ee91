// The order in which the articles of an hour arrive hardly matters: the labelled stories come out nearly the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ingestLines } from '../../src/flows/storing/ingest.ts';
import { openTagging } from '../../src/flows/storing/tag-item.ts';
import { openDatabase } from '../../src/store/database.ts';

const ROOT = join(import.meta.dirname, '../..');
const HOUR_MS = 3_600_000;
const SEED = 20_261_125;
const tagging = openTagging(join(ROOT, 'config/topics/dprk-russia.yaml'));

interface Article {
  readonly id: string;
  readonly published_at: string;
  readonly seen_at: string;
}

function readArticles(name: string): Article[] {
  return readFileSync(join(ROOT, 'tests/corpus/stories', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Article)
    .map((article) => ({ ...article, seen_at: article.published_at }));
}

/** Every article arrives up to an hour after its publication. */
function shuffle(articles: readonly Article[], seed: number): Article[] {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return articles
    .map((article) => ({
      ...article,
      seen_at: new Date(Date.parse(article.published_at) + random() * HOUR_MS).toISOString(),
    }))
    .sort((a, b) => Date.parse(a.seen_at) - Date.parse(b.seen_at));
}

/** The final story of every article. */
async function group(articles: readonly Article[]): Promise<Map<string, number>> {
  using opened = openDatabase(':memory:', { exclusive: false });
  const { db } = opened;
  await ingestLines(linesOf(articles), {
    db,
    tag: (itemId, input, at) => tagging.tagAndStore(db, itemId, input, at),
    clock: { now: () => 0 },
    answer: () => undefined,
    pause: () => Promise.resolve(),
  });
  const stories = db.prepare<[], number>('SELECT story_id FROM story_member ORDER BY item_id').pluck().all();
  return new Map(articles.map(({ id }, at) => [id, stories[at] ?? 0]));
}

async function* linesOf(articles: readonly Article[]): AsyncGenerator<string> {
  for (const article of articles) yield await Promise.resolve(JSON.stringify(article));
}

/** B-cubed F1 of two groupings of the same articles. */
function agreement(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let precision = 0;
  let recall = 0;
  for (const id of one.keys()) {
    let left = 0;
    let right = 0;
    let both = 0;
    for (const rival of one.keys()) {
      const isLeft = one.get(id) === one.get(rival);
      const isRight = other.get(id) === other.get(rival);
      if (isLeft) left++;
      if (isRight) right++;
      if (isLeft && isRight) both++;
    }
    precision += both / left;
    recall += both / right;
  }
  return (2 * precision * recall) / (precision + recall) / one.size;
}

it.each(['tune', 'report', 'dense'])(
  'the stories of %s hardly depend on the order of arrival',
  async (name) => {
    const articles = readArticles(name);
    const stories = await group(articles);
    expect(await group(articles)).toEqual(stories);
    for (let round = 0; round < 4; round++) {
      const shuffled = await group(shuffle(articles, SEED + round));
      expect(agreement(stories, shuffled)).toBeGreaterThanOrEqual(0.97);
    }
  },
);
