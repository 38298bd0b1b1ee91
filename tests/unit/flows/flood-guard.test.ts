// The flood guard: a flood that nothing explains is held back, news never is.
import { describe, expect, it } from 'vitest';
import { settleHeld } from '../../../src/flows/storing/manage-held.ts';
import type { StoredDocument } from '../../../src/flows/storing/store-items.ts';
import { ChangeTable } from '../../../src/store/changes.ts';
import {
  announced,
  database,
  HOUR,
  pause,
  poll,
  range,
  START,
  SUBJECTS,
  useFeedWorld,
} from './feed-world.ts';

useFeedWorld();

describe('the flood guard', () => {
  const steady = (): void => {
    for (const round of range(0, 6)) poll(range(round, round + 12).map((n) => ({ n })));
  };
  it('holds back a flood that nothing explains', () => {
    steady();
    const flood = poll(
      range(50, 80).map((n) => ({ n, title: `Archive piece ${n * 31} about town ${n * 17}`, at: null })),
    );
    expect(flood.held).toBe(30);
    expect(flood.heldReason).toContain('30 new items at once');
    expect(announced()).toBe(17);
  });
  it('tells the digest what it holds, and takes a dropped flood for no habit of the feed', () => {
    steady();
    const flood = (from: number): StoredDocument =>
      poll(
        range(from, from + 30).map((n) => ({
          n,
          title: `Archive piece ${n * 31} about town ${n * 17}`,
          at: null,
        })),
      );
    expect(flood(50).held).toBe(30);
    const changes = new ChangeTable(database());
    const until = START + 1_000 * HOUR;
    expect(changes.heldBetween(START, until)).toEqual([{ batch: 1, outlet: 'one', items: 30 }]);
    settleHeld(database(), [1], 'dropped', START + 40 * HOUR);
    expect(changes.heldBetween(START, until)).toEqual([]);
    expect(announced()).toBe(17);
    expect(flood(100).held).toBe(30);
  });
  it('lets through the news of a long pause', () => {
    steady();
    pause(24 * 3);
    const busy = poll(
      range(50, 60).map((n) => ({
        n,
        title: `${SUBJECTS[n - 50]} again`,
        at: START + (30 + pause(0)) * HOUR,
      })),
    );
    expect(busy.held).toBe(0);
  });
  it('lets through news that replaces the whole document', () => {
    steady();
    const at = (n: number): number => START + (30 + pause(0)) * HOUR - n * 60_000;
    const busy = poll(
      range(50, 80).map((n) => ({ n, title: `Report ${n * 31} on ${SUBJECTS[n % 24]}`, at: at(n - 50) })),
    );
    expect(busy.held).toBe(0);
  });
  it('never holds the first document of a feed', () => {
    expect(poll(range(0, 24).map((n) => ({ n }))).held).toBe(0);
  });
});
