// Copies of one text become one item; issues of a series and texts of like events do not. Read through the whole of ingest.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ingestLines } from '../../../src/flows/storing/ingest.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import { openDatabase } from '../../../src/store/database.ts';

interface Wording {
  readonly title: string;
  readonly summary: string;
}

type Entry =
  | (Wording & { type: 'text'; lang: string; event?: string; copies: Wording[] })
  | { type: 'apart'; lang: string; event?: string; one: [string, string]; other: [string, string] }
  | (Wording & { type: 'series'; lang: string; members: string[] });

interface Labelled extends Wording {
  /** Items with the same value are copies of one another. */
  readonly gold: string;
  readonly series: number | null;
  /** Texts about one event; which of them a headline without a text repeats cannot be told. */
  readonly event: string | null;
  readonly lang: string;
  readonly feed: string;
  readonly at: number;
}

const root = new URL('../../../', import.meta.url).pathname;
const tagging = openTagging(join(root, 'config/topics/dprk-russia.yaml'));
const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 2, 2);

/** Every wording as an item of a feed of its own, seen within seven hours of the first one of its group. */
function expand(name: string): Labelled[] {
  const lines = readFileSync(join(root, `tests/corpus/copies/${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  const items: Labelled[] = [];
  for (const [group, line] of lines.entries()) {
    const entry = JSON.parse(line) as Entry;
    const { lang } = entry;
    const minute = (group * 7919) % 2400;
    const add = (gold: string, wording: Wording, place: number): void => {
      const at = START + (minute + place * 97) * MINUTE_MS;
      const series = entry.type === 'series' ? group : null;
      const event = ('event' in entry ? entry.event : undefined) ?? null;
      items.push({ gold, ...wording, series, event, lang, feed: `${lang}-${(group + place * 7) % 40}`, at });
    };
    if (entry.type === 'text')
      for (const [place, { title, summary }] of [entry, ...entry.copies].entries())
        add(`${group}`, { title, summary }, place);
    else if (entry.type === 'apart')
      for (const [place, [title, summary]] of [entry.one, entry.other].entries())
        add(`${group}-${place}`, { title, summary }, place);
    else
      for (const [place, member] of entry.members.entries()) {
        const title = entry.title.replaceAll('{x}', member);
        add(`${group}-${place}`, { title, summary: entry.summary.replaceAll('{x}', member) }, place);
      }
  }
  return items.sort((a, b) => a.at - b.at);
}

async function ingest(items: readonly Labelled[]): Promise<number[]> {
  using opened = openDatabase(':memory:', { exclusive: false });
  const found: number[] = [];
  await ingestLines(
    (async function* () {
      for (const [id, { feed, title, summary, lang, at }] of items.entries())
        yield JSON.stringify({
          id,
          feed,
          title,
          summary,
          lang,
          url: `https://${feed}.example/news/${id}`,
          published_at: new Date(at - 10 * MINUTE_MS).toISOString(),
          seen_at: new Date(at).toISOString(),
        });
    })(),
    {
      db: opened.db,
      tag: (id, input, at) => tagging.tagAndStore(opened.db, id, input, at),
      clock: { now: () => 0 },
      answer: ({ item }) => found.push(item),
      pause: async () => {},
    },
  );
  return found;
}

interface Score {
  readonly precision: number;
  readonly recall: number;
  /** Pairs of issues of one series that became one item. */
  readonly seriesMerged: number;
}

function score(items: readonly Labelled[], found: readonly number[]): Score {
  let right = 0;
  let wrong = 0;
  let missed = 0;
  let seriesMerged = 0;
  for (const [i, one] of items.entries()) {
    for (let j = 0; j < i; j++) {
      const other = items[j];
      if (other === undefined) continue;
      const isOne = one.gold === other.gold;
      const isFound = found[i] === found[j];
      if (isOne && isFound) right++;
      else if (isOne) missed++;
      else if (isFound && !isUndecidable(one, other)) {
        wrong++;
        if (one.series !== null && one.series === other.series) seriesMerged++;
      }
    }
  }
  return { precision: right / (right + wrong), recall: right / (right + missed), seriesMerged };
}

function isUndecidable(one: Labelled, other: Labelled): boolean {
  return one.event !== null && one.event === other.event && (one.summary === '' || other.summary === '');
}

describe('copies', () => {
  it.each([
    ['tune', 0.995, 0.965],
    ['report', 0.995, 0.95],
  ])('of %s are found, with a precision of %d and a recall of %d', async (name, precision, recall) => {
    const items = expand(name);
    const result = score(items, await ingest(items));
    expect(result.precision).toBeGreaterThanOrEqual(precision);
    expect(result.recall).toBeGreaterThanOrEqual(recall);
    expect(result.seriesMerged).toBe(0);
  });
});
