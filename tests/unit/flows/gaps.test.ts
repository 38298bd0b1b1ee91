// What a window that nothing of is known says: items fell out, also where the document names one of its items twice.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { HOUR, openPollWorld, openSite, type PollScene, type Site } from './poll-world.ts';

let site: Site;
let scene: PollScene;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
beforeEach(() => {
  scene = openPollWorld(site);
});
afterEach(() => scene.close());

const window = (prefix: string): { id: string; ageMs: number }[] =>
  Array.from({ length: 8 }, (_, index) => ({ id: `${prefix}${index}`, ageMs: (index + 1) * 60_000 }));

it.each(['before the others', 'after the others'])('an item repeated %s hides no gap', async (where) => {
  const feed = scene.configure();
  scene.serve('/sample', () => scene.rss(window('a')));
  await scene.poll(feed);
  scene.scene.now += 2 * HOUR;
  const items = window('b');
  const repeated = items.slice(0, 1);
  scene.serve('/sample', () =>
    scene.rss(where === 'before the others' ? [...repeated, ...items] : [...items, ...repeated]),
  );
  const { record, after } = await scene.poll(feed);
  expect(record.gap).toBe(true);
  expect(after.planReason).toContain('gap');
  expect(scene.said()).toContain('feed.gap');
});

it('an item repeated in a small document makes no full window of it', async () => {
  const feed = scene.configure();
  scene.serve('/sample', () => scene.rss(window('a').slice(0, 2)));
  await scene.poll(feed);
  scene.scene.now += 2 * HOUR;
  const items = window('b').slice(0, 2);
  scene.serve('/sample', () => scene.rss([...items, ...items, ...items]));
  expect((await scene.poll(feed)).record.gap).toBe(false);
});
