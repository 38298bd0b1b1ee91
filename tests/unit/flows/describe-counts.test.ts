// Numbers in words: one is one.
import { expect, it } from 'vitest';
import { describeCounts } from '../../../src/flows/keeping/describe-counts.ts';

it('counts what a database holds, one as one', () => {
  expect(describeCounts({ item: 55, story: 0, digest: 1, message: 1 })).toBe(
    '55 items, 0 stories, 1 digest, 1 message',
  );
});
