// Output feeds keep the rules a feed validator checks, can be asked for again cheaply, and carry nothing that acts.
import Parser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFeed } from '../../../src/flows/polling/read-feed.ts';
import { NOW } from './seed.ts';
import { type OpenedPages, openPages } from './open.ts';

let pages: OpenedPages;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(async () => {
  await pages[Symbol.asyncDispose]();
});

async function read(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(pages.address + path, { headers });
  return { response, text: await response.text() };
}

const RFC822 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d \+0000$/;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const UUID = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function all(text: string, element: string): string[] {
  return [...text.matchAll(new RegExp(`<${element}(?: [^>]*)?>([^<]*)</${element}>`, 'g'))].map(
    ([, inside = '']) => inside,
  );
}

describe('Atom', () => {
  it('is well-formed, with self link, author, stable unique ids and RFC 3339 dates', async () => {
    const { response, text } = await read('/feeds/all.atom');
    expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
    const parsed = await new Parser().parseString(text);
    expect(parsed.items).toHaveLength(50);
    const ids = all(text, 'id');
    expect(ids).toHaveLength(51);
    expect(new Set(ids).size).toBe(51);
    for (const id of ids) expect(id).toMatch(UUID);
    for (const date of [...all(text, 'updated'), ...all(text, 'published')]) expect(date).toMatch(RFC3339);
    expect(all(text, 'updated')).toHaveLength(51);
    expect(text).toContain(
      `<link rel="self" type="application/atom+xml" href="${pages.address}/feeds/all.atom"/>`,
    );
    expect(all(text, 'name')).toHaveLength(51);
    const [own, ...entries] = all(text, 'updated');
    expect(own).toBe(entries.toSorted().at(-1));
    expect((await read('/feeds/all.atom')).text).toBe(text);
  });

  it('keeps an id when the item is revised, and only then changes its date', async () => {
    const before = (await read('/feeds/all.atom')).text;
    const item = pages.db
      .prepare<[], { id: number }>(
        `SELECT item_id AS id FROM verdict WHERE strength = 'core' AND item_id NOT IN (SELECT item_id FROM revision) ORDER BY item_id DESC LIMIT 1`,
      )
      .get()!;
    pages.db
      .prepare(
        `INSERT INTO revision (item_id, at, title, summary, content_hash, material) VALUES (?, ?, '', '', '', 1)`,
      )
      .run(item.id, NOW + 1_000);
    const after = (await read('/feeds/all.atom')).text;
    expect(all(after, 'id')).toEqual(all(before, 'id'));
    expect(after).toContain(`<updated>${new Date(NOW + 1_000).toISOString()}</updated>`);
  });

  it('narrows to topic and language', async () => {
    const { text } = await read('/feeds/troop-deployment.atom?lang=ko');
    expect(text).toContain('xml:lang="ko"');
    expect(text).not.toContain('xml:lang="en"');
    expect(text).toContain('<title>Pactwatch: Troop deployment in Korean</title>');
    expect((text.match(/<entry /g) ?? []).length).toBeGreaterThan(2);
  });

  it('leaves out copies and what is held back', async () => {
    const copies = pages.db
      .prepare<[], { title: string }>(
        `SELECT i.title FROM item i JOIN verdict v ON v.item_id = i.id WHERE v.strength = 'core' AND i.copy_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM item o WHERE o.title = i.title AND o.copy_of IS NULL)`,
      )
      .all();
    const { text } = await read('/feeds/all.json');
    expect(copies.length).toBeGreaterThan(3);
    for (const { title } of copies) expect(text).not.toContain(JSON.stringify(title).slice(1, -1));
  });

  it('is valid when it is empty', async () => {
    const { response, text } = await read('/feeds/all.atom?lang=xx');
    expect(response.status).toBe(200);
    expect((await new Parser().parseString(text)).items).toEqual([]);
    expect(all(text, 'updated')[0]).toMatch(RFC3339);
  });
});

describe('RSS 2.0', () => {
  it('is well-formed, with self link, unique guids that are no addresses, and RFC 822 dates', async () => {
    const { response, text } = await read('/feeds/all.rss');
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    expect((await new Parser().parseString(text)).items).toHaveLength(50);
    const guids = all(text, 'guid');
    expect(new Set(guids).size).toBe(50);
    expect(text.match(/isPermaLink="false"/g)).toHaveLength(50);
    for (const date of [...all(text, 'pubDate'), ...all(text, 'lastBuildDate')]) expect(date).toMatch(RFC822);
    expect(text).toContain(
      `<atom:link rel="self" type="application/rss+xml" href="${pages.address}/feeds/all.rss"/>`,
    );
  });

  it('shows markup of a feed as text, even to readers that take titles for HTML', async () => {
    const { text } = await read('/feeds/all.rss');
    const parsed = await new Parser().parseString(text);
    const [first] = parsed.items;
    expect(first?.title).toContain('&lt;script&gt;');
    expect(first?.content).not.toMatch(/<(?!br>)/);
    expect(first?.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/items\/\d+$/);
  });
});

describe('JSON Feed', () => {
  it('has what version 1.1 requires', async () => {
    const { response, text } = await read('/feeds/all.json');
    expect(response.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    const feed = JSON.parse(text);
    expect(feed.version).toBe('https://jsonfeed.org/version/1.1');
    expect(feed.feed_url).toBe(`${pages.address}/feeds/all.json`);
    expect(feed.items).toHaveLength(50);
    for (const item of feed.items) {
      expect(item.id).toMatch(UUID);
      expect(item.content_text).toContain('Why: ');
      expect(item.date_published).toMatch(RFC3339);
      expect(item.external_url).toMatch(/^https?:/);
    }
  });
});

describe('asking again', () => {
  it.each(['atom', 'rss', 'json'])('is answered with 304 for %s, by tag or by date', async (format) => {
    const { response } = await read(`/feeds/all.${format}`);
    const etag = response.headers.get('etag') ?? '';
    const modified = response.headers.get('last-modified') ?? '';
    expect((await read(`/feeds/all.${format}`, { 'if-none-match': etag })).response.status).toBe(304);
    expect((await read(`/feeds/all.${format}`, { 'if-modified-since': modified })).response.status).toBe(304);
    expect(
      (await read(`/feeds/all.${format}`, { 'if-modified-since': new Date(0).toUTCString() })).response
        .status,
    ).toBe(200);
    expect(
      (await read(`/feeds/all.${format}`, { 'if-none-match': '"x"', 'if-modified-since': modified })).response
        .status,
    ).toBe(200);
  });

  it('refuses a language that is none', async () => {
    expect((await read('/feeds/all.atom?lang=%22%3E')).response.status).toBe(400);
  });
});

describe('our own reader', () => {
  it.each([
    ['atom', 'atom'],
    ['rss', 'rss'],
    ['json', 'json-feed'],
  ])('reads %s without a defect, text for text', async (ending, format) => {
    const { response, text } = await read(`/feeds/all.${ending}`);
    const outcome = await readFeed({
      body: Buffer.from(text),
      contentType: response.headers.get('content-type'),
      contentLocation: null,
      feedUrl: `${pages.address}/feeds/all.${ending}`,
      charset: null,
      country: null,
      lang: null,
      now: NOW + 86_400_000,
    });
    if (!outcome.ok) throw new Error(outcome.failure.detail);
    expect(outcome.value.format).toBe(format);
    expect(outcome.value.defects).toEqual([]);
    const titles = outcome.value.items.map(({ title }) => title);
    const stored = pages.db
      .prepare<[], { title: string }>(
        `SELECT i.title FROM item i JOIN verdict v ON v.item_id = i.id AND v.strength = 'core'
         WHERE i.copy_of IS NULL ORDER BY i.id DESC LIMIT 50`,
      )
      .all();
    expect(titles.slice(1)).toEqual(stored.slice(1).map(({ title }) => title.replaceAll('\u3000', ' ')));
  });
});
