// A document that is stored in slices: nothing else waits for its end, and stopped between two of them nothing is lost or doubled.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pollFeed, type PollWorld } from '../../../src/flows/polling/poll-feed.ts';
import { ItemStore } from '../../../src/flows/storing/store-items.ts';
import { FeedTable } from '../../../src/store/feeds.ts';
import { SearchTable } from '../../../src/store/search.ts';
import { feedOf } from '../../fixtures/feed-state.ts';
import { HOUR, openPollWorld, openSite, type PollScene, type Site } from './poll-world.ts';

let site: Site;
let scene: PollScene;
let world: PollWorld;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());
beforeEach(() => {
  scene = openPollWorld(site);
  world = { ...scene.world, sliceMs: 0 };
});
afterEach(() => scene.close());

const signal = new AbortController().signal;
const body = (): string =>
  scene.rss(
    Array.from({ length: 60 }, (_, index) => ({ id: `n${index}`, title: `Ship ${index ** 3} of ${index}` })),
  );
const findable = (): number => new SearchTable(scene.opened.db).find('ship', 100).length;
const count = (sql: string): unknown => scene.opened.db.prepare(sql).pluck().get();

describe('a document stored in slices', () => {
  it('lets other work in between, and is whole at the end', async () => {
    const feed = scene.configure();
    scene.serve('/sample', body, { etag: '"1"' });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 0);
    const { record, after } = await pollFeed(world, feed, signal);
    clearInterval(timer);
    expect(record).toMatchObject({ result: 'new', itemsNew: 60 });
    expect(after.etag).toBe('"1"');
    expect(turns).toBeGreaterThan(10);
    expect(findable()).toBe(60);
  });

  it('that was stopped on the way is read again: the rest is new, the beginning known', async () => {
    const feed = scene.configure();
    scene.serve('/sample', body, { etag: '"1"' });
    let tagged = 0;
    const verdict = {
      relevant: false,
      strength: 'none',
      score: 0,
      topics: [],
      lang: 'en',
      reasons: [],
    } as const;
    const store = new ItemStore(scene.opened.db, () => {
      tagged += 1;
      if (tagged === 40) throw new Error('killed');
      return { ...verdict, ruleVersion: 'test' };
    });
    await expect(pollFeed({ ...world, store }, feed, signal)).rejects.toThrow('killed');
    expect(scene.state('sample')).toMatchObject({ etag: null, lastSuccessAt: null });
    expect(scene.itemCount()).toBe(39);
    expect(findable()).toBe(39);
    scene.scene.now += HOUR;
    await pollFeed(world, feed, signal);
    expect(scene.itemCount()).toBe(60);
    expect(findable()).toBe(60);
    expect(count("SELECT count(*) FROM change WHERE kind = 'new'")).toBe(60);
    expect(count('SELECT count(*) FROM item_key WHERE item_id IS NULL')).toBe(0);
    expect(scene.state('sample')).toMatchObject({ etag: '"1"' });
  });

  it('that the flood guard holds back and that was stopped on the way stays held back to its last item', async () => {
    const feed = scene.configure();
    const few = Array.from({ length: 12 }, (_, index) => ({
      id: `k${index}`,
      title: `Ferry ${index} sails`,
    }));
    scene.serve('/sample', () => scene.rss(few));
    await pollFeed(world, feed, signal);
    const known = count("SELECT count(*) FROM change WHERE kind = 'new'");
    scene.scene.now += HOUR;
    scene.serve('/sample', body);
    let tagged = 0;
    const verdict = {
      relevant: false,
      strength: 'none',
      score: 0,
      topics: [],
      lang: 'en',
      reasons: [],
    } as const;
    const store = new ItemStore(scene.opened.db, () => {
      tagged += 1;
      if (tagged === 40) throw new Error('killed');
      return { ...verdict, ruleVersion: 'test' };
    });
    await expect(pollFeed({ ...world, store }, feed, signal)).rejects.toThrow('killed');
    scene.scene.now += HOUR;
    const { record } = await pollFeed(world, feed, signal);
    expect(record.held).toBe(21);
    expect(count('SELECT count(*) FROM item WHERE held_by = 1')).toBe(60);
    expect(count('SELECT count(*) FROM held_batch')).toBe(1);
    expect(count("SELECT count(*) FROM change WHERE kind = 'new'")).toBe(known);
    // The batch is whole now: what comes later is news again.
    scene.scene.now += HOUR;
    scene.serve('/sample', () => scene.rss([{ id: 'later', title: 'A bridge opens to trams' }]));
    await pollFeed(world, feed, signal);
    expect(count("SELECT count(*) FROM change WHERE kind = 'new'")).toBe(Number(known) + 1);
  });

  it('never meets another that holds the same items', async () => {
    const feeds = ['one', 'two', 'three'].map((id) => feedOf({ id, url: `${site.base}/${id}` }));
    new FeedTable(scene.opened.db).sync(feeds, scene.scene.now);
    const same = body();
    for (const { id } of feeds) scene.serve(`/${id}`, () => same);
    await Promise.all(feeds.map((feed) => pollFeed(world, feed, signal)));
    expect(scene.itemCount()).toBe(60);
  });
});
