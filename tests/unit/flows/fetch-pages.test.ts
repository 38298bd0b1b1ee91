// Feeds that give only titles get the text of their articles: fetched politely, read in a thread, told once.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../src/demo/encode.ts';
import { PageFetcher } from '../../../src/flows/storing/fetch-pages.ts';
import { CandidateView } from '../../../src/store/candidates.ts';
import { SearchTable } from '../../../src/store/search.ts';
import {
  DAY,
  HOUR,
  changes,
  content,
  database,
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

describe('fetching article pages', () => {
  it('gives an item its text, verdict and search words, and tells the next digest once', async () => {
    const fetcher = new PageFetcher(world(titlesOnly()));
    serve('/one');
    storeItems([draft('/one')]);
    const watermark = new CandidateView(database()).maxSeq();
    expect(await fetcher.round(signal)).toEqual({ pages: 1, read: 1, failed: 0, found: 1 });
    expect(content()[0]).toMatch(/^(?:Headline )?The train carried shells/);
    expect(content()[0]).not.toMatch(/About us|rights reserved|var shells/);
    expect(new SearchTable(database()).find('officials border', 5)).toHaveLength(1);
    const span = { afterSeq: watermark, untilSeq: new CandidateView(database()).maxSeq() };
    expect(new CandidateView(database()).candidates(span)).toEqual([
      expect.objectContaining({ change: 'new', former: null }),
    ]);
    expect(said('item.tagged')).toHaveLength(1);
    expect(said('pages.round')).toEqual([
      expect.objectContaining({ pages: 1, read: 1, found: 1, codes: '' }),
    ]);
    await fetcher.round(signal);
    expect(site.asked).toEqual(['/one']);
    expect(changes()).toHaveLength(2);
  });

  it('adds no news where the page does not matter, where the title sufficed, or where the item is baseline', async () => {
    const fetcher = new PageFetcher(world(titlesOnly()));
    for (const path of ['/dull', '/known', '/old']) serve(path);
    serve('/dull', page('A resort opened its doors to bathers on the eastern coast this summer. '.repeat(8)));
    storeItems([draft('/dull'), draft('/known', { title: 'Shells leave port' })]);
    storeItems([draft('/old', { publishedAt: site.now - 30 * HOUR })], site.now - DAY);
    expect(await fetcher.round(signal)).toEqual({ pages: 3, read: 3, failed: 0, found: 0 });
    expect(content().every((text) => text.length > 100)).toBe(true);
    expect(changes()).toHaveLength(2);
  });

  it('finds the story of an item anew that its page puts on the subject, as a restart would', async () => {
    const fetcher = new PageFetcher(world(titlesOnly()));
    const text =
      'The freight train carried wooden crates of artillery shells over the Tumen bridge to Khasan on Monday, railway workers said.';
    serve('/one', page(`<p>${text} </p>`.repeat(5)));
    storeItems([
      draft('/whole', {
        title: 'Artillery shells cross Tumen bridge to Khasan by freight train',
        summary: text,
        content: text,
      }),
      draft('/one', { title: 'Monday at the border' }),
      draft('/other', { url: null, title: 'Chess final ends in a draw' }),
    ]);
    const storyOf = () =>
      database()
        .prepare<[], { story: number }>('SELECT story_id AS story FROM story_member ORDER BY item_id')
        .all()
        .map(({ story }) => story);
    expect(new Set(storyOf()).size).toBe(3);
    await fetcher.round(signal);
    const [whole, one, other] = storyOf();
    expect(one).toBe(whole);
    expect(other).not.toBe(whole);
    expect(database().prepare('SELECT count(*) AS n FROM story').get()).toEqual({ n: 2 });
  });

  it('asks only for recent items with an address and without content, of feeds that want it', async () => {
    const feed = titlesOnly();
    storeItems([
      draft('/full', { content: 'The feed gave it.' }),
      draft('/none', { url: null }),
      draft('/mail', { url: 'mailto:a@example.org' }),
      draft('/old', { publishedAt: site.now - 3 * DAY }),
      draft('/recent'),
    ]);
    serve('/recent');
    await new PageFetcher(world({ ...feed, fullText: false })).round(signal);
    await new PageFetcher(world({ ...feed, enabled: false })).round(signal);
    expect(site.asked).toEqual([]);
    await new PageFetcher(world(feed)).round(signal);
    expect(site.asked).toEqual(['/recent']);
  });

  it('fetches one address once, and uses it again for what comes later', async () => {
    const fetcher = new PageFetcher(world(titlesOnly()));
    serve('/one');
    storeItems([
      draft('/one'),
      draft('/one', { guid: 'second', title: 'Another headline of the same page' }),
    ]);
    await fetcher.round(signal);
    storeItems([draft('/one', { guid: 'third', title: 'A third headline altogether, for all that' })]);
    expect((await fetcher.round(signal)).pages).toBe(0);
    expect(site.asked).toEqual(['/one']);
    expect(content().every((text) => text.includes('shells'))).toBe(true);
  });

  it('keeps the text when the feed edits a title, and takes that for no loss of text', async () => {
    const fetcher = new PageFetcher(world(titlesOnly()));
    serve('/one');
    storeItems([draft('/one', { title: 'Trains at the border' })]);
    await fetcher.round(signal);
    storeItems([draft('/one', { title: 'Trains at the borders' })]);
    expect(content()[0]).toContain('shells');
    const kinds = database().prepare('SELECT kinds, diff FROM revision').get() as Record<string, string>;
    expect(kinds['diff']).not.toContain('"content"');
  });
});

describe('the manners of a feed', () => {
  it('go with its pages: user agent always, credentials only to the own origin', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const other = createServer((request, response) => {
      seen.push(request.headers);
      response.writeHead(200, { 'content-type': 'text/html' }).end(page());
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const away = `http://127.0.0.1:${(other.address() as AddressInfo).port}/away`;
    site.answers.set('/home', (request, response) => {
      seen.push(request.headers);
      response.writeHead(200, { 'content-type': 'text/html' }).end(page());
    });
    const headers = { Cookie: 'session=1', 'X-Api-Key': 'k', 'Accept-Language': 'ko' };
    const feed = titlesOnly({ userAgent: 'Mozilla/5.0 (compatible)', headers });
    storeItems([draft('/home'), draft(away)]);
    await new PageFetcher(world(feed)).round(signal);
    other.closeAllConnections();
    other.close();
    expect(seen).toHaveLength(2);
    expect(seen.every((one) => one['user-agent'] === 'Mozilla/5.0 (compatible)')).toBe(true);
    expect(seen.every((one) => one['accept-language'] === 'ko')).toBe(true);
    expect(seen.filter((one) => one['cookie'] !== undefined || one['x-api-key'] !== undefined)).toHaveLength(
      1,
    );
  });

  it('decide how a page is decoded: header, markup or the charset set by hand', async () => {
    const feed = titlesOnly();
    const korean = '북한군 병력을 실은 열차가 국경을 넘었다고 당국자가 밝혔다. '.repeat(8);
    const encoded = (text: string): Buffer => Buffer.from(encodeText(text, 'euc-kr'));
    serve('/header', encoded(page(korean)), 'text/html; charset=euc-kr');
    serve('/meta', encoded(page(korean).replace('<title>', '<meta charset="euc-kr"><title>')), 'text/html');
    storeItems([draft('/header'), draft('/meta')]);
    await new PageFetcher(world(feed)).round(signal);
    expect(content().map((text) => text.includes('병력을 실은 열차가'))).toEqual([true, true]);
  });

  it('end with the daemon: what is cut short is no failure of the page', async () => {
    const stop = new AbortController();
    const feed = titlesOnly();
    site.answers.set('/one', () => stop.abort());
    storeItems([draft('/one')]);
    await new PageFetcher(world(feed)).round(stop.signal);
    expect(pages()).toEqual([]);
  });
});
