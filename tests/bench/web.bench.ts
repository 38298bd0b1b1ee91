// What each page costs with 100,000 items stored: rendered by the real server over a real file, medians printed.
import { it } from 'vitest';
import { openPages } from '../e2e/web/open.ts';
import { seedBulk } from '../e2e/web/seed-bulk.ts';

const ITEMS = 100_000;
const RUNS = 7;
const PATHS = [
  '/',
  '/stories',
  '/stories?topic=logistics&lang=pl',
  '/stories?q=북한',
  '/stories/100',
  '/items?strength=any',
  '/items?strength=any&lang=xx',
  '/items?since=2026-06-01&until=2026-06-30&strength=any',
  '/items?q=북한&strength=any',
  '/items?q=the&strength=any',
  '/items?q=Kursk+12345&strength=any',
  '/feeds',
  '/feeds/all.atom',
  '/api/v1/items?limit=200',
];

it(`renders pages over ${ITEMS} items`, async () => {
  await using pages = await openPages({ fill: (db) => seedBulk(db, ITEMS) });
  for (const path of PATHS) {
    const times: number[] = [];
    let bytes = 0;
    for (let run = 0; run < RUNS; run += 1) {
      const start = performance.now();
      const response = await fetch(pages.address + path);
      bytes = (await response.arrayBuffer()).byteLength;
      times.push(performance.now() - start);
    }
    times.sort((a, b) => a - b);
    const median = times[Math.floor(RUNS / 2)] ?? 0;
    process.stdout.write(`${path.padEnd(60)} ${median.toFixed(1)} ms, ${Math.round(bytes / 1024)} KB\n`);
  }
}, 300_000);
