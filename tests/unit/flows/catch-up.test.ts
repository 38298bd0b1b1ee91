// A digest that is due at start waits for the first round of polls, and no longer than it makes sense.
import { describe, expect, it } from 'vitest';
import { CatchUp } from '../../../src/flows/keeping/catch-up.ts';

const MINUTE = 60_000;

describe('catching up at start', () => {
  it('ends with the first round, whatever came of it', () => {
    const catchUp = new CatchUp(1000);
    expect(catchUp.isUnderWay(1000 + MINUTE)).toBe(true);
    expect(catchUp.end()).toBe(true);
    expect(catchUp.isUnderWay(1000 + MINUTE)).toBe(false);
    expect(catchUp.end()).toBe(false);
  });

  it('ends after five minutes though the round goes on', () => {
    const catchUp = new CatchUp(1000);
    expect(catchUp.isUnderWay(999 + 5 * MINUTE)).toBe(true);
    expect(catchUp.isUnderWay(1000 + 5 * MINUTE)).toBe(false);
  });
});
