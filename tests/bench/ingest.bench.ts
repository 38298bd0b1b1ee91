// Items per second through identity, story, tag and search with 20,000 items in the window; run by `npm run bench`.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ingestLines } from '../../src/flows/ingest.ts';
import { openTagging } from '../../src/flows/tag-item.ts';
import { openDatabase } from '../../src/store/database.ts';

const ITEMS = 20_000;
const WINDOW_MS = 48 * 3_600_000;
const START = Date.UTC(2026, 2, 1);
const SYLLABLES =
  'ba be bi bo da de di do ga ge ka ke la le li lo ma me mi na ne no ra re ri ro sa se ta te to va ve vi'.split(
    ' ',
  );
const tagging = openTagging(join(import.meta.dirname, '../../config/topics/dprk-russia.yaml'));

/** A stream like news: half of the items tell again what one of the last few hundred told, in other words. */
function* stream(): Generator<string> {
  let seed = 7;
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 4_294_967_296) * below);
  };
  const word = (): string => {
    const rank = Math.floor(random(1_000_000) ** 2 / 1e8);
    return `${SYLLABLES[rank % 36]}${SYLLABLES[Math.floor(rank / 36) % 36]}${SYLLABLES[Math.floor(rank / 1296) % 36] ?? ''}`;
  };
  const text = (length: number): string[] => Array.from({ length }, word);
  const told: string[][] = [];
  for (let n = 0; n < ITEMS; n++) {
    const again =
      n > 100 && random(2) === 0 ? told[told.length - 1 - random(Math.min(400, told.length))] : undefined;
    const words = again === undefined ? text(45) : again.map((one) => (random(2) === 0 ? one : word()));
    if (again === undefined) told.push(words);
    const seen = new Date(START + Math.floor(n / 20) * 20 * (WINDOW_MS / ITEMS)).toISOString();
    yield JSON.stringify({
      id: n,
      feed: `feed-${Math.floor(n / 20) % 200}`,
      guid: `g${n}`,
      url: `https://site${n % 97}.example/a/${n}`,
      title: words.slice(0, 10).join(' '),
      summary: words.slice(10).join(' '),
      published_at: seen,
      seen_at: seen,
      lang: 'en',
    });
  }
}

it(`takes 2,500 items per CPU-second and more`, async () => {
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
  expect(ITEMS / ((user + system) / 1e6)).toBeGreaterThan(2_500);
}, 120_000);
