// Stories joined by links stand together, also when one of them was merged into another since.
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src/store/migrate.ts';
import { StoryListView } from '../../../src/store/story-list.ts';

function opened(): { db: Sqlite.Database; view: StoryListView } {
  const db = new Sqlite(':memory:');
  migrate(db);
  const story = db.prepare(
    'INSERT INTO story (id, lead_item_id, created_at, updated_at, merged_into) VALUES (?, ?, 0, 0, ?)',
  );
  for (const [id, merged] of [
    [1, null],
    [2, null],
    [3, null],
    [4, 3],
    [5, null],
    [6, null],
  ] as const)
    story.run(id, id, merged);
  const link = db.prepare(
    `INSERT INTO story_link (story_id, other_id, score, reason, at) VALUES (?, ?, ?, 'also in ko', 0)`,
  );
  link.run(1, 2, 0.8);
  link.run(2, 4, 0.7);
  link.run(3, 4, 0.9);
  return { db, view: new StoryListView(db) };
}

describe('links', () => {
  it('name the stories that ids stand for today, and no story with itself', () => {
    expect(opened().view.links([3])).toEqual([{ storyId: 2, otherId: 3, score: 0.7, reason: 'also in ko' }]);
    expect(opened().view.links([2])).toHaveLength(2);
    expect(opened().view.links([5])).toEqual([]);
  });
});

describe('families', () => {
  it('follow links to their end, each story first in its own', () => {
    const families = opened().view.families([3, 1, 5]);
    expect(families.get(3)?.toSorted()).toEqual([1, 2, 3]);
    expect(families.get(3)?.[0]).toBe(3);
    expect(families.get(1)?.[0]).toBe(1);
    expect(families.get(1)?.toSorted()).toEqual([1, 2, 3]);
    expect(families.get(5)).toEqual([5]);
  });
});

describe('resolve', () => {
  it('leads from a merged id to the story it is part of', () => {
    const { view } = opened();
    expect(view.resolve(4)).toBe(3);
    expect(view.resolve(3)).toBe(3);
    expect(view.resolve(99)).toBeNull();
  });
});
