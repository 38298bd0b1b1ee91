// An article page that cannot be read costs nothing but itself: it is remembered, tried once more, and holds nothing up.
import { describe, expect, it } from 'vitest';
import { PageFetcher } from '../../../src/flows/storing/fetch-pages.ts';
import { openNet } from '../../../src/net/request.ts';
import {
  HOUR,
  content,
  draft,
  openSite,
  page,
  pages,
  said,
  serve,
  signal,
  site,
  storeItems,
  titlesOnly,
  world,
} from './page-site.ts';

openSite();

describe('a page that cannot be read', () => {
  it('is kept as failed, tried once more after a day, and left alone then', async () => {
    const fetcher = new PageFetcher(world(titlesOnly()));
    storeItems([draft('/missing')]);
    expect(await fetcher.round(signal)).toMatchObject({ pages: 1, failed: 1 });
    expect(pages()).toEqual([
      { url: `${site.base}/missing`, status: 'failed', code: 'not-found', attempts: 1 },
    ]);
    expect(said('page.failed')).toEqual([expect.objectContaining({ code: 'not-found' })]);
    site.now += 23 * HOUR;
    await fetcher.round(signal);
    expect(site.asked).toHaveLength(1);
    site.now += 2 * HOUR;
    await fetcher.round(signal);
    expect(site.asked).toHaveLength(2);
    site.now += 22 * HOUR;
    await fetcher.round(signal);
    expect(site.asked).toHaveLength(2);
    expect(content()).toEqual(['']);
  });

  it.each([
    ['a picture', 'not-a-page', 'image/png', 'PNG'],
    ['an empty shell', 'unreadable', 'text/html', '<html><body><div id="root"></div></body></html>'],
    ['a frame set', 'unreadable', 'text/html', '<frameset><frame src="a.html"></frameset>'],
    ['noise', 'unreadable', 'text/html', '<<<>>>\u0000\u0001 1 2 3'.repeat(500)],
    [
      'a wall of bots',
      'bot-challenge',
      'text/html',
      '<title>Just a moment...</title><p>Checking your browser',
    ],
  ])('%s fails with %s', async (_, code, contentType, body) => {
    const fetcher = new PageFetcher(world(titlesOnly()));
    serve('/one', body, contentType);
    storeItems([draft('/one')]);
    await fetcher.round(signal);
    expect(pages()).toEqual([expect.objectContaining({ status: 'failed', code })]);
  });

  it('is refused where it is huge, or at a private address', async () => {
    const strict = openNet({ allowPrivate: [] });
    const feed = titlesOnly();
    storeItems([draft('/huge')]);
    serve('/huge', page('x'.repeat(1_100_000)));
    await new PageFetcher(world(feed)).round(signal);
    expect(pages()).toEqual([expect.objectContaining({ code: 'too-large' })]);
    storeItems([draft('/private'), draft('http://169.254.169.254/latest/meta-data')]);
    site.asked = [];
    await new PageFetcher({ ...world(feed), net: strict }).round(signal);
    await strict.close();
    expect(site.asked).toEqual([]);
    expect(pages().filter((one) => (one as { code: string }).code === 'address-blocked')).toHaveLength(2);
  });

  it('costs its host a rest where nothing answers, and counts as failed the third time', async () => {
    const fetcher = new PageFetcher(world(titlesOnly()));
    site.answers.set('/busy', (_request, response) =>
      response.writeHead(503, { 'retry-after': '1800' }).end(),
    );
    serve('/next');
    storeItems([draft('/next'), draft('/busy')]);
    await fetcher.round(signal);
    await fetcher.round(signal);
    expect(site.asked).toEqual(['/busy']);
    for (let tries = 0; tries < 3; tries++) {
      site.now += 31 * 60_000;
      await fetcher.round(signal);
    }
    expect(site.asked).toEqual(['/busy', '/busy', '/busy', '/next']);
    expect(pages()).toEqual([
      expect.objectContaining({ code: 'server-error' }),
      expect.objectContaining({ status: 'ok' }),
    ]);
  });

  it('ends at the deadline where the server drips', async () => {
    const patient = world(titlesOnly());
    const fetcher = new PageFetcher({ ...patient, settings: { ...patient.settings, timeoutMs: 200 } });
    site.answers.set('/slow', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      const drip = setInterval(() => response.write('<p>'), 20);
      response.on('close', () => clearInterval(drip));
    });
    storeItems([draft('/slow')]);
    const startedAt = Date.now();
    expect(await fetcher.round(signal)).toMatchObject({ failed: 1 });
    expect(Date.now() - startedAt).toBeLessThan(5_000);
    expect(said('page.failed')).toEqual([expect.objectContaining({ code: 'timeout' })]);
  });

  it('made to exhaust its reader is given up, holds nothing up, and the next one is read', async () => {
    const fetcher = new PageFetcher(world(titlesOnly(), { reader: { deadlineMs: 2_000 } }));
    serve('/deep', `<html><body>${'<div>'.repeat(60_000)}deep`);
    serve('/next');
    storeItems([draft('/next'), draft('/deep')]);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    expect(await fetcher.round(signal)).toMatchObject({ pages: 2, read: 1, failed: 1 });
    clearInterval(timer);
    expect(longest).toBeLessThan(250);
  }, 60_000);
});
