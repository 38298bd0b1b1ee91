// Items per CPU-second through identity, story, tag and search with 20,000 items in the window: ten languages, about one in
// a hundred on the subject. Run by `npm run bench`; it prints, and asserts nothing about time.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'vitest';
import { ingestLines } from '../../src/flows/storing/ingest.ts';
import { openTagging } from '../../src/flows/storing/tag-item.ts';
import { openDatabase } from '../../src/store/database.ts';

const ITEMS = 20_000;
const WINDOW_MS = 48 * 3_600_000;
const START = Date.UTC(2026, 2, 1);
const root = join(import.meta.dirname, '../..');
const tagging = openTagging(join(root, 'config/topics/dprk-russia.yaml'));

interface Sample {
  readonly title: string;
  readonly summary: string;
  readonly lang: string;
}

function readSamples(): Sample[] {
  return readFileSync(join(root, 'tests/corpus/stories/tune.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);
}

/** Words of ordinary headlines by language; texts without spaces are cut into pieces of four signs. */
function readVocabulary(): Map<string, string[]> {
  const folder = join(root, 'tests/corpus/ordinary');
  return new Map(
    readdirSync(folder)
      .filter((name) => /^[a-z]{2}\.txt$/.test(name))
      .map((name) => {
        const lang = name.slice(0, 2);
        const text = readFileSync(join(folder, name), 'utf8');
        const words = (lang === 'ja' || lang === 'zh' ? text.match(/[^\s]{4}/gu) : text.split(/\s+/)) ?? [];
        const rare = words.filter((_, at) => at % 4 === 0).map((word) => Array.from(word).reverse().join(''));
        return [lang, [...words, ...rare]];
      }),
  );
}

/** A stream like news: half of the items tell again what one of the last few hundred told, in other words. */
function* stream(): Generator<string> {
  const samples = readSamples();
  const vocabulary = [...readVocabulary()];
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 4_294_967_296) * below);
  };
  const told: {
    readonly lang: string;
    readonly words: readonly string[];
    readonly all: readonly string[];
  }[] = [];
  for (let n = 0; n < ITEMS; n++) {
    const [lang = 'en', all = []] = vocabulary[random(vocabulary.length)] ?? [];
    const word = (from: readonly string[]): string => from[random(from.length)] ?? '';
    const former =
      n > 100 && random(2) === 0 ? told[told.length - 1 - random(Math.min(400, told.length))] : undefined;
    const item =
      former === undefined
        ? { lang, all, words: Array.from({ length: 40 }, () => word(all)) }
        : { ...former, words: former.words.map((one) => (random(2) === 0 ? one : word(former.all))) };
    if (former === undefined) told.push(item);
    const sample = random(100) === 0 ? samples[random(samples.length)] : undefined;
    const seen = new Date(START + Math.floor(n / 20) * 20 * (WINDOW_MS / ITEMS)).toISOString();
    yield JSON.stringify({
      id: n,
      feed: `feed-${Math.floor(n / 20) % 200}`,
      guid: `g${n}`,
      url: `https://site${n % 97}.example/a/${n}`,
      title: sample?.title ?? item.words.slice(0, 9).join(' '),
      summary: sample?.summary ?? item.words.slice(9).join(' '),
      published_at: seen,
      seen_at: seen,
      lang: sample?.lang ?? item.lang,
    });
  }
}

it('ingests 20,000 items', async () => {
  using opened = openDatabase(':memory:', { exclusive: false });
  const before = process.cpuUsage();
  await ingestLines(
    (async function* () {
      yield* stream();
    })(),
    {
      db: opened.db,
      tag: (id, input, at) => tagging.tagAndStore(opened.db, id, input, at),
      clock: { now: () => START },
      answer: () => {},
      pause: async () => {},
    },
  );
  const { user, system } = process.cpuUsage(before);
  process.stdout.write(`ingest ${Math.round(ITEMS / ((user + system) / 1e6))} items per CPU-second\n`);
}, 120_000);
