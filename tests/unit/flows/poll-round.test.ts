// A round is a guest of whole hosts: one that asks for peace has it from all its feeds, and costs no other host a turn.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pollRound } from '../../../src/flows/polling/poll-round.ts';
import { FeedTable } from '../../../src/store/feeds.ts';
import { feedOf } from '../../fixtures/feed-state.ts';
import { HOUR, openPollWorld, openSite, type Site } from './poll-world.ts';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

it('a host that was asked too much is left in peace, with all its feeds and no others', async () => {
  const scene = openPollWorld(site, { perHost: 1 });
  const elsewhere = site.base.replace('127.0.0.1', 'localhost');
  const feeds = ['first', 'second', 'third', 'other'].map((id) =>
    feedOf({ id, url: `${id === 'other' ? elsewhere : site.base}/${id}` }),
  );
  const table = new FeedTable(scene.opened.db);
  table.sync(feeds, scene.scene.now);
  const asked: string[] = [];
  for (const { id } of feeds)
    site.answers.set(`/${id}`, (request, response) => {
      asked.push(request.url ?? '');
      if (id === 'other') response.end(scene.rss([{ id: '1' }]));
      else response.writeHead(429, { 'retry-after': '7200' }).end();
    });
  await pollRound(scene.world, feeds, new AbortController().signal);
  expect(asked.sort()).toEqual(['/first', '/other']);
  for (const { feedId, nextPollAt } of table.states()) {
    const waitMs = nextPollAt - scene.scene.now;
    if (feedId === 'other') expect(waitMs).toBeLessThan(HOUR);
    else expect(waitMs).toBeGreaterThanOrEqual(2 * HOUR);
  }
  scene.close();
});
