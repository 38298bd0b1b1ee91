// Changed rules reach stored items in the background: nothing is announced, nothing counted, and pruned items are spared.
import { expect, it } from 'vitest';
import { retagItems } from '../../../src/flows/judging/retag.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import { HOUR, openWorld, recordEvents, seed, T0 } from './seed.ts';

const DAY = 24 * HOUR;
const TOPIC = new URL('../../../config/topics/dprk-russia.yaml', import.meta.url).pathname;

it('tags stored items anew, notifies nobody, and leaves items without their body alone', () => {
  const db = openWorld();
  const title = 'North Korea sends troops to Russia';
  seed(db, [
    { id: 1, feed: 'nknews', title, story: 1, at: T0 },
    { id: 2, feed: 'nknews', title, story: 2, at: T0 - 200 * DAY },
  ]);
  const count = (sql: string): unknown => db.prepare(sql).pluck().get();
  const changes = count('SELECT count(*) FROM change');
  const hits = count('SELECT count(*) FROM rule_hit');
  db.prepare(`UPDATE verdict SET rule_version = 'older', relevant = 0, topics = '[]'`).run();
  const { events, names } = recordEvents();
  const tagging = openTagging(TOPIC);
  const deps = { db, tagging, events, bodiesMs: 120 * DAY };

  expect(retagItems(deps, T0 + HOUR)).toBe(true);
  expect(retagItems(deps, T0 + HOUR)).toBe(false);

  const versions = db
    .prepare('SELECT item_id, rule_version, relevant FROM verdict ORDER BY item_id')
    .raw()
    .all();
  expect(versions).toEqual([
    [1, tagging.version, 1],
    [2, 'older', 0],
  ]);
  expect(names()).toEqual(['topic.retagged']);
  expect(count('SELECT count(*) FROM change')).toBe(changes);
  expect(count('SELECT count(*) FROM rule_hit')).toBe(hits);
});
