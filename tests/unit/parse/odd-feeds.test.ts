// Slips of real software, one row each: the item still says what its writer meant.
import { describe, expect, it } from 'vitest';
import type { ParsedFeed } from '../../../src/model/entry.ts';
import { parseFeed } from '../../../src/parse/feed.ts';
import { atomEntry, read, readItems, rssItem, type ShortEntry } from './read-entry.ts';

type Row = readonly [slip: string, document: string, expected: Partial<ShortEntry>];

const inNamespace = (address: string): string =>
  `<rss version="2.0"><channel><title>F</title><item xmlns="${address}"><title>T</title><link>http://e.org/1</link>` +
  '<description>d</description><category>c</category></item></channel></rss>';
const WHOLE = { title: 'T', url: 'http://e.org/1', summary: 'd', categories: ['c'] };
const length = (text: string): Row => [
  `a length of ${text}`,
  rssItem(`<enclosure url="http://e.org/a" length="${text}"/>`),
  { enclosures: [{ url: 'http://e.org/a', type: null, length: LENGTHS[text] ?? null }] },
];
const LENGTHS: Readonly<Record<string, number>> = {
  '1,234': 1234,
  '1.234.567': 1_234_567,
  '12 bytes': 12,
  '7.0': 7,
};

const ROWS: Row[] = [
  ['several addresses', rssItem('<author>kim@e.org, lee@e.org</author>'), { author: 'kim@e.org, lee@e.org' }],
  [
    'several addresses with names',
    rssItem('<author>kim@e.org (Kim), lee@e.org (Lee)</author>'),
    { author: 'Kim, Lee' },
  ],
  ['a comma inside one name', rssItem('<author>Kim, Jr. (kim@e.org)</author>'), { author: 'Kim, Jr.' }],
  ['a name in brackets alone', rssItem('<author>(Kim)</author>'), { author: 'Kim' }],
  [
    'a whole form inside the name of Atom',
    atomEntry('<author><name>kim@e.org (Kim)</name></author>'),
    { author: 'Kim' },
  ],
  ['Media RSS as the default namespace', inNamespace('http://search.yahoo.com/mrss/'), WHOLE],
  ['XHTML as the default namespace', inNamespace('http://www.w3.org/1999/xhtml'), WHOLE],
  [
    'RSS elements in an Atom entry',
    atomEntry('<guid>g</guid><description>d</description><pubDate>Wed, 25 Nov 2026 01:00:00 GMT</pubDate>'),
    { guid: 'g', summary: 'd', published: 'Wed, 25 Nov 2026 01:00:00 GMT' },
  ],
  [
    'a wrapped title before its own',
    rssItem('<related><title>Other</title></related><title>Own</title>'),
    { title: 'Own' },
  ],
  ['a wrapped title alone', rssItem('<meta><title>Only</title></meta>'), { title: 'Only' }],
  [
    'the full text of Yandex',
    rssItem('<description>d</description><y:full-text xmlns:y="http://news.yandex.ru">whole</y:full-text>'),
    { summary: 'd', content: 'whole' },
  ],
  [
    'the same under no declaration',
    rssItem('<yandex:full-text>whole</yandex:full-text>'),
    { content: 'whole' },
  ],
  [
    'JSON as Atom content',
    atomEntry('<content type="application/json">{"a":1}</content>'),
    { content: '{"a":1}' },
  ],
  ['an address in angle brackets', rssItem('<link>&lt;http://e.org/1&gt;</link>'), { url: 'http://e.org/1' }],
  [
    'a whole anchor for an address',
    rssItem('<link>&lt;a href="http://e.org/1"&gt;x&lt;/a&gt;</link>'),
    { url: 'http://e.org/1' },
  ],
  [
    'prism:modificationDate',
    rssItem('<prism:modificationDate>2026-11-25</prism:modificationDate>'),
    { updated: '2026-11-25' },
  ],
  length('1,234'),
  length('1.234.567'),
  length('12 bytes'),
  length('7.0'),
  length('12.5 MB'),
  length('00:31:07'),
];

describe('an odd feed', () => {
  it.each(ROWS)('may have %s', async (_slip, document, expected) => {
    const items = await readItems(document);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject(expected);
  });

  it('may name a host without a scheme', async () => {
    const { entries } = await read(rssItem('<link>www.e.org/1</link>'), 'http://f.org/feed');
    expect(entries[0]?.url).toBe('www.e.org/1');
  });

  it('may break lines inside the strings of JSON', async () => {
    const feed: ParsedFeed = await read(
      '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"a\nb"}]}',
    );
    expect(feed.entries[0]?.title?.value).toBe('a\nb');
    expect(feed.defects.map(({ code }) => code)).toContain('json-repaired');
  });

  it('may end in zeros', async () => {
    expect((await read(`${rssItem('<title>T</title>')}${'\0'.repeat(2000)}`)).entries).toHaveLength(1);
  });

  it('is not a list of feeds', async () => {
    const outcome = await parseFeed('<opml><body><outline xmlUrl="http://e.org/"/></body></opml>', {
      contentType: null,
    });
    expect(outcome).toMatchObject({ ok: false, failure: { code: 'not-a-feed' } });
  });
});
