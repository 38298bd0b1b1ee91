// The state of a feed: what is said when it changes, and that nothing is said when it only seems to.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, openPollWorld, openSite, type PollScene, type Site } from './poll-world.ts';
import { FeedTable } from '../../../src/store/feeds.ts';
import { feedOf } from '../../fixtures/feed-state.ts';

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

describe('a feed', () => {
  it('is heard to speak though another brought the same items first', async () => {
    const feeds = ['all', 'part'].map((id) =>
      feedOf({ id, url: `${site.base}/${id}`, silentAfterMs: 6 * HOUR }),
    );
    new FeedTable(scene.opened.db).sync(feeds, scene.scene.now);
    for (let count = 0; count < 4; count += 1) {
      const body = scene.rss([{ id: `n${count}`, title: `Ship number ${count ** 3} sails` }]);
      for (const feed of feeds) {
        scene.serve(`/${feed.id}`, () => body);
        await scene.poll(feed);
      }
      scene.scene.now += 5 * HOUR;
    }
    expect(scene.state('part')).toMatchObject({ health: 'ok', lastNewItemAt: scene.scene.now - 5 * HOUR });
  });

  it('is silent at its first reading where it has been so for long', async () => {
    const feed = scene.configure({ silentAfterMs: 14 * DAY });
    scene.serve('/sample', () => scene.rss([{ id: 'last', ageMs: 400 * DAY }]));
    const lastNewItemAt = scene.scene.now - 400 * DAY;
    expect((await scene.poll(feed)).after).toMatchObject({ health: 'silent', lastNewItemAt });
  });

  it('is not said to be silent again after a failure', async () => {
    const feed = scene.configure({ silentAfterMs: HOUR });
    scene.serve('/sample', () => scene.rss([{ id: '1', ageMs: DAY }]));
    await scene.poll(feed);
    site.answers.set('/sample', (_request, response) => response.writeHead(500).end());
    scene.scene.now += HOUR;
    await scene.poll(feed);
    scene.serve('/sample', () => scene.rss([{ id: '1', ageMs: DAY }]));
    scene.scene.now += HOUR;
    await scene.poll(feed);
    expect(scene.said()).toEqual(['feed.health', 'feed.baseline', 'feed.failed', 'feed.recovered']);
  });

  it('is left alone for as long as its last document asks, though it answers that nothing changed', async () => {
    const feed = scene.configure();
    site.answers.set('/sample', (request, response) => {
      if (request.headers['if-none-match'] !== undefined) return response.writeHead(304).end();
      const body = scene.rss([{ id: '1' }]).replace('<channel>', '<channel><ttl>240</ttl>');
      return response.writeHead(200, { etag: '"1"' }).end(body);
    });
    for (let round = 0; round < 3; round += 1) {
      const { after, record } = await scene.poll(feed);
      expect(record.planReason).toContain('ttl of the publisher: 4 h');
      scene.scene.now = after.nextPollAt;
    }
    expect(scene.state('sample')?.hints).toMatchObject({ ttlMs: 4 * HOUR });
  });

  it('names another cause of its failing once', async () => {
    const feed = scene.configure();
    for (const status of [500, 403, 500, 403, 404]) {
      site.answers.set('/sample', (_request, response) => response.writeHead(status).end());
      await scene.poll(feed);
      scene.scene.now += HOUR;
    }
    const codes = scene.lines.filter(({ event }) => event === 'feed.failed').map(({ code }) => code);
    expect(codes).toEqual(['server-error', 'forbidden', 'not-found']);
  });

  it('that says "not modified" to who never read it was not read', async () => {
    const feed = scene.configure();
    site.answers.set('/sample', (_request, response) => response.writeHead(304).end());
    expect((await scene.poll(feed)).record).toMatchObject({ result: 'failed', failureCode: 'server-error' });
    expect(scene.state('sample')).toMatchObject({ lastSuccessAt: null });
  });
});
