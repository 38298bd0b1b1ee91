// `explain` of a stored item tells what became of it: every change of its text, and a batch that is held back.
import { describe, expect, it } from 'vitest';
import { explainStored, renderItemExplanation } from '../../../src/flows/judging/explain-item.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import { HOUR, START, database, poll, pause, range, useFeedWorld } from './feed-world.ts';

const tagging = openTagging('config/topics/dprk-russia.yaml');

useFeedWorld();

function explain(id: number) {
  const explanation = explainStored(database(), tagging, String(id));
  if (explanation === null) throw new Error(`no item ${id}`);
  return explanation;
}

describe('explain', () => {
  it('names each change of the text and whether it counts', () => {
    poll([{ n: 1, summary: 'Kim sent 1,500 soldiers by train to Kursk.' }]);
    poll([{ n: 1, summary: 'Kim sent 3,000 soldiers by train to Kursk.' }]);
    poll([{ n: 1, summary: 'Kim sent 3,000 soldiers by trian to Kursk.' }]);
    const { changes } = explain(1);
    expect(changes.map(({ material, kinds }) => ({ material, kinds }))).toEqual([
      { material: true, kinds: ['numbers'] },
      { material: false, kinds: ['wording'] },
    ]);
    expect(renderItemExplanation(explain(1))).toContain(
      '\nchanged 2026-11-26 07:00 UTC: numbers\nchanged 2026-11-26 08:00 UTC: wording (not told)\n',
    );
  });

  it('says why a batch is held back', () => {
    poll(range(0, 10).map((n) => ({ n })));
    poll(range(0, 10).map((n) => ({ n })));
    pause(1);
    const title = (n: number) => `Archive ${n}: note on ${'abcdefghijklmnopqrstuvwxyz'[n % 26]} shelf`;
    poll(range(100, 170).map((n) => ({ n, title: title(n), at: START - 90 * 24 * HOUR })));
    expect(renderItemExplanation(explain(30))).toMatch(
      /\nheld back in batch 1 of one: \d+ new items at once, at most 1 before, 0 known among them\n/,
    );
    expect(explain(1).held).toBeNull();
  });
});
