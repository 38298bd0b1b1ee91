import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openTicker } from '../../../src/schedule/ticker.ts';

const quiet = { onOverlap: () => {}, onFailure: () => {}, onTick: () => {} };

describe('the ticker', () => {
  it('never lets a job overlap itself, and says so', async () => {
    let [active, most, overlaps] = [0, 0, 0];
    const run = async (): Promise<void> => {
      most = Math.max(most, ++active);
      await sleep(2_500);
      active--;
    };
    const ticker = openTicker([{ name: 'slow', pattern: '* * * * * *', run }], {
      ...quiet,
      onOverlap: () => overlaps++,
    });
    await sleep(3_200);
    await ticker.stop();
    expect(most).toBe(1);
    expect(overlaps).toBeGreaterThan(0);
    expect(active).toBe(0);
  });

  it('outlives a job that fails', async () => {
    const failures: unknown[] = [];
    const run = (): Promise<void> => Promise.reject(new Error('broken'));
    const ticker = openTicker([{ name: 'bad', pattern: '0 0 1 1 1 *', run }], {
      ...quiet,
      onFailure: (_job, error) => failures.push(error),
    });
    ticker.kick('bad');
    await sleep(20);
    ticker.kick('bad');
    await ticker.stop();
    expect(failures).toHaveLength(2);
  });

  it('aborts the signal of a job at its end and waits for it', async () => {
    let ended = false;
    const run = async (signal: AbortSignal): Promise<void> => {
      await sleep(60_000, undefined, { signal }).catch(() => {});
      ended = true;
    };
    const ticker = openTicker([{ name: 'long', pattern: '0 0 1 1 1 *', run }], quiet);
    ticker.kick('long');
    await ticker.stop();
    expect(ended).toBe(true);
  });
});
