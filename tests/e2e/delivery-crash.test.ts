// Kills the real flows at random steps, restarts them, and asks a receiver that records: nothing lost, nothing doubled.
// A longer run: PACTWATCH_CRASH_POINTS=500; the same run again: PACTWATCH_CRASH_SEED as printed.
import { spawnSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openReceiver, type Received } from '../unit/deliver/receiver.ts';

const WORKER = fileURLToPath(new URL('./crash/worker.ts', import.meta.url));
const POINTS = Number(process.env['PACTWATCH_CRASH_POINTS'] ?? 10);
const SEED = Number(process.env['PACTWATCH_CRASH_SEED'] ?? 20261125);

/** mulberry32: a small generator, so that a run can be repeated. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function run(path: string, url: string, killAt: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [WORKER, path, url, String(killAt)]);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', () => resolve(said.trim()));
  });
}

/** Every reception of an id after its first. */
function repeated(received: readonly Received[]): Received[] {
  const seen = new Set<string>();
  return received.filter(({ headers }) => {
    const id = String(headers['webhook-id']);
    return seen.has(id) || !seen.add(id);
  });
}

/** What a receiver that honours ids has read: the items, by channel and kind. */
function itemsRead(received: readonly Received[]): string[] {
  const seen = new Set<string>();
  const read: string[] = [];
  for (const { headers, body, url } of received) {
    const id = String(headers['webhook-id']);
    if (seen.has(id)) continue;
    seen.add(id);
    const event = JSON.parse(body) as {
      readonly type: string;
      readonly data: { readonly sections: { readonly stories: { readonly items: number[] }[] }[] };
    };
    for (const section of event.data.sections)
      for (const story of section.stories)
        for (const item of story.items) read.push(`${url} ${event.type} ${item}`);
  }
  return read.sort();
}

const EXPECTED = [0, 1, 2]
  .flatMap((day) => [
    ...[1, 2, 3].flatMap((item) => [
      `/one digest.created ${day * 10 + item}`,
      `/two digest.created ${day * 10 + item}`,
    ]),
    ...[1, 2].map((item) => `/one alert.created ${day * 10 + item}`),
  ])
  .sort();

describe('kill -9 at any step', () => {
  it(`loses no digest and no alert and doubles none, at ${POINTS} points from seed ${SEED}`, async () => {
    const random = generator(SEED);
    const folder = mkdtempSync(join(tmpdir(), 'pactwatch-crash-'));
    let killed = 0;
    let round = 0;
    try {
      while (killed < POINTS) {
        round += 1;
        const receiver = await openReceiver((_, response) => void response.writeHead(204).end());
        const path = join(folder, `${round}.db`);
        const log: string[] = [];
        // A life may end at any step; after a few lives one is let run to its end.
        for (let life = 0; ; life += 1) {
          const said = await run(path, receiver.url, life < 6 ? 1 + Math.floor(random() * 40) : 0);
          log.push(said);
          if (said.startsWith('done')) break;
          expect(said, log.join('; ')).toMatch(/^killed at /);
          killed += 1;
        }
        const story = `round ${round}: ${log.join('; ')}`;
        expect(itemsRead(receiver.received), story).toEqual(EXPECTED);
        // Twice on the wire only where a process died between an answer and its commit, and then it says so.
        for (const again of repeated(receiver.received))
          expect(again.headers['pactwatch-possible-duplicate'], story).toBe('true');
        const side = log.filter((said) => said.startsWith('killed at drain-outbox:')).length;
        expect(repeated(receiver.received).length, story).toBeLessThanOrEqual(2 * side);
        await receiver.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 1_200_000);
});

describe('a second daemon', () => {
  it('is refused by the lock of the first', () => {
    const script = `
      import { openDatabase } from ${JSON.stringify(new URL('../../src/store/database.ts', import.meta.url).href)};
      const first = openDatabase(process.argv[1], { exclusive: true });
      try { openDatabase(process.argv[1], { exclusive: true }); console.log('opened'); }
      catch (error) { console.log(error.code); }
      first.close();`;
    const folder = mkdtempSync(join(tmpdir(), 'pactwatch-lock-'));
    const { stdout } = spawnSync(
      process.execPath,
      ['--input-type=module', '-e', script, join(folder, 'a.db')],
      { encoding: 'utf8' },
    );
    rmSync(folder, { recursive: true, force: true });
    expect(stdout.trim()).toBe('locked');
  });
});
