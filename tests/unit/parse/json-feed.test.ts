// JSON Feed 1.0 and 1.1 are read, and so are the slips of those who write them.
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../../src/parse/feed.ts';
import { read } from './read-entry.ts';

describe('JSON Feed', () => {
  it('reads version 1.1', async () => {
    const item = {
      id: 7,
      url: 'http://e.org/1',
      title: 'T',
      content_html: '<p>c</p>',
      summary: 's',
      date_published: '2024-01-01',
      date_modified: '2025-01-01',
      authors: [{ name: 'Kim' }, { name: 'Lee' }],
      tags: ['a'],
      attachments: [{ url: 'http://e.org/a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 12 }],
      language: 'ko',
    };
    const document = JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'F',
      home_page_url: 'http://e.org/',
      items: [item],
    });
    const feed = await read(`\ufeff ${document}`);
    expect(feed).toMatchObject({
      format: 'json-feed',
      version: '1.1',
      title: { value: 'F' },
      link: 'http://e.org/',
    });
    expect(feed.entries[0]).toMatchObject({
      guid: '7',
      url: 'http://e.org/1',
      author: 'Kim, Lee',
      published: '2024-01-01',
      updated: '2025-01-01',
      categories: ['a'],
      enclosures: [{ url: 'http://e.org/a.mp3', type: 'audio/mpeg', length: 12 }],
      language: 'ko',
    });
    expect(feed.entries[0]?.content).toEqual({ value: '<p>c</p>', type: 'html' });
  });

  it('reads version 1.0 with one author, for all items where they name none', async () => {
    const feed = await read(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1',
        author: { name: 'Kim' },
        items: [
          { id: 'a', content_text: '1 < 2' },
          { id: 'b', author: { name: 'Lee' } },
        ],
      }),
    );
    expect(feed.entries.map(({ author }) => author)).toEqual(['Kim', 'Lee']);
    expect(feed.entries[0]?.content).toEqual({ value: '1 < 2', type: 'text' });
  });

  it('takes the external address and an id that is an address as link', async () => {
    const feed = await read(
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","external_url":"http://x.org/"},{"id":"http://e.org/2"}]}',
    );
    expect(feed.entries.map(({ url }) => url)).toEqual(['http://x.org/', 'http://e.org/2']);
  });

  it.each([
    ['cut off between items', '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},', 1],
    [
      'cut off inside an item',
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"id":"2","title":"x',
      1,
    ],
    ['with stray commas', '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1",},],}', 1],
    [
      'with nonsense among the items',
      '{"version":"https://jsonfeed.org/version/1","items":[null,3,{"id":"1","tags":7,"authors":"x"}]}',
      1,
    ],
    ['without a version', '{"items":[{"id":"1"}]}', 1],
  ])('reads a document %s', async (_damage, document, count) => {
    expect((await read(document)).entries).toHaveLength(count);
  });

  it('reads every whole item before a break, however many parts the broken one has, and says that it is one', async () => {
    const parts = Array.from({ length: 50 }, (_, index) => `{"url":"http://e.org/${index}.mp3"}`).join();
    const { entries, defects } = await read(
      `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"id":"2"},{"id":"3","attachments":[${parts},`,
    );
    expect(entries.map(({ guid }) => guid)).toEqual(['1', '2']);
    expect(defects.map(({ code }) => code)).toEqual(expect.arrayContaining(['json-repaired', 'truncated']));
  });

  it('loses an item that cannot be read, and no other', async () => {
    const { title, entries, defects } = await read(
      '{"version":"https://jsonfeed.org/version/1","title":"T","items":[{"id":"1","title":"a [b] {c"},{"id":"2","title":"He said "yes" today"},{"id":"3",}]}',
    );
    expect(title?.value).toBe('T');
    expect(entries.map(({ guid }) => guid)).toEqual(['1', '3']);
    expect(defects.map(({ code }) => code)).toContain('item-salvaged');
  });

  it('finds the items behind one that lost a quote', async () => {
    const { entries } = await read(
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"id":"2","title":"lost},{"id":"3","tags":["a"]},{"id":"4"}]}',
    );
    expect(entries.map(({ guid }) => guid)).toEqual(['1', '3', '4']);
  });

  it('builds no more of a vast list, or of a vast item, than it reads', async () => {
    const vast = '{"version":"https://jsonfeed.org/version/1","items":[';
    const many = await read(`${vast}${'{"id":"1"},'.repeat(600_000)}{}]}`);
    expect(many.entries).toHaveLength(10_000);
    expect(many.defects.map(({ code }) => code)).toContain('too-many-items');
    const one = await read(`${vast}{"id":"1","attachments":[${'{},'.repeat(600_000)}{}]},{"id":"2"}]}`);
    expect(one.entries.map(({ guid }) => guid)).toEqual(['2']);
  });

  it('never says of a document with mere slips that it is cut off', async () => {
    const { defects } = await read('{"version":"https://jsonfeed.org/version/1","items":[{"id":"1",},],} x');
    expect(defects.map(({ code }) => code)).not.toContain('truncated');
  });

  it.each(['{"a":1}', '[1,2]', '{"version":"2.0"}', '{'])(
    'refuses JSON that is no feed: %s',
    async (document) => {
      expect(await parseFeed(document, { contentType: null })).toMatchObject({
        ok: false,
        failure: { code: 'not-a-feed' },
      });
    },
  );
});
