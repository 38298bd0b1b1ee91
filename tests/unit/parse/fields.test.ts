// One row, one fact: people, dates and lists of an item, in every vocabulary that says them.
import { describe, expect, it } from 'vitest';
import { atom03Entry, atomEntry, readItems, rssItem, type ShortEntry } from './read-entry.ts';

type Row = readonly [fact: string, document: string, expected: Partial<ShortEntry>];

const ENCLOSURE = { url: 'http://e.org/a.mp3', type: 'audio/mpeg', length: 12 };

const PEOPLE: Row[] = [
  ['name in brackets', rssItem('<author>kim@e.org (Kim Ji-won)</author>'), { author: 'Kim Ji-won' }],
  [
    'name before the address',
    rssItem('<author>Kim Ji-won &lt;kim@e.org&gt;</author>'),
    { author: 'Kim Ji-won' },
  ],
  [
    'name before a bracketed address',
    rssItem('<author>Kim Ji-won (kim@e.org)</author>'),
    { author: 'Kim Ji-won' },
  ],
  ['address alone', rssItem('<author>kim@e.org</author>'), { author: 'kim@e.org' }],
  ['mailto', rssItem('<author>mailto:kim@e.org</author>'), { author: 'kim@e.org' }],
  ['dc:creator', rssItem('<dc:creator>Kim</dc:creator>'), { author: 'Kim' }],
  [
    'dc:creator before a bare address',
    rssItem('<author>kim@e.org</author><dc:creator>Kim</dc:creator>'),
    { author: 'Kim' },
  ],
  [
    'dc under another prefix',
    rssItem('<x:creator xmlns:x="http://purl.org/dc/elements/1.1/">Kim</x:creator>'),
    { author: 'Kim' },
  ],
  ['dcterms:creator', rssItem('<dcterms:creator>Kim</dcterms:creator>'), { author: 'Kim' }],
  ['itunes:author', rssItem('<itunes:author>Kim</itunes:author>'), { author: 'Kim' }],
  [
    'several creators',
    rssItem('<dc:creator>Kim</dc:creator><dc:creator>Lee</dc:creator>'),
    { author: 'Kim, Lee' },
  ],
  ['Atom author', atomEntry('<author><name>Kim</name><email>kim@e.org</email></author>'), { author: 'Kim' }],
  [
    'Atom author with only an address',
    atomEntry('<author><email>kim@e.org</email></author>'),
    { author: 'kim@e.org' },
  ],
  [
    'several Atom authors',
    atomEntry('<author><name>Kim</name></author><author><name>Lee</name></author>'),
    { author: 'Kim, Lee' },
  ],
  [
    'author of the feed',
    atomEntry('<title>t</title>', '<author><name>Kim</name></author>'),
    { author: 'Kim' },
  ],
  [
    'own author before that of the feed',
    atomEntry('<author><name>Lee</name></author>', '<author><name>Kim</name></author>'),
    { author: 'Lee' },
  ],
  [
    'managingEditor for all',
    rssItem('<title>t</title>', '<managingEditor>ed@e.org (Ed Itor)</managingEditor>'),
    { author: 'Ed Itor' },
  ],
  [
    'itunes:author for all',
    rssItem('<title>t</title>', '<itunes:author>Kim</itunes:author>'),
    { author: 'Kim' },
  ],
  [
    'itunes:owner for all',
    rssItem('<title>t</title>', '<itunes:owner><itunes:name>Kim</itunes:name></itunes:owner>'),
    { author: 'Kim' },
  ],
  ['author with named parts in RSS', rssItem('<author><name>Kim</name></author>'), { author: 'Kim' }],
  ['credit as author', rssItem('<media:credit role="author">Kim</media:credit>'), { author: 'Kim' }],
  [
    'contributors are not authors',
    atomEntry('<contributor><name>Lee</name></contributor>'),
    { author: null },
  ],
];

const DATES: Row[] = [
  ['pubDate', rssItem('<pubDate>d1</pubDate>'), { published: 'd1', updated: null }],
  ['pubdate in small letters', rssItem('<pubdate>d1</pubdate>'), { published: 'd1' }],
  [
    'dc:date fills both',
    rssItem('<dc:date>2024-01-01</dc:date>'),
    { published: '2024-01-01', updated: '2024-01-01' },
  ],
  [
    'pubDate before dc:date',
    rssItem('<dc:date>2024-02-02</dc:date><pubDate>1 Jan 2024</pubDate>'),
    { published: '1 Jan 2024', updated: '2024-02-02' },
  ],
  [
    'dcterms',
    rssItem('<dcterms:issued>2024</dcterms:issued><dcterms:modified>2025</dcterms:modified>'),
    { published: '2024', updated: '2025' },
  ],
  ['dcterms:created', rssItem('<dcterms:created>2024</dcterms:created>'), { published: '2024' }],
  [
    'atom dates in RSS',
    rssItem('<atom:published>2024</atom:published><atom:updated>2025</atom:updated>'),
    { published: '2024', updated: '2025' },
  ],
  [
    'Atom dates',
    atomEntry('<published>2024</published><updated>2025</updated>'),
    { published: '2024', updated: '2025' },
  ],
  [
    'updated stands for published',
    atomEntry('<updated>2025</updated>'),
    { published: '2025', updated: '2025' },
  ],
  [
    'published does not stand for updated',
    atomEntry('<published>2024</published>'),
    { published: '2024', updated: null },
  ],
  [
    'a date that is none does not cost the feed',
    atomEntry('<published>2003-012-31</published>'),
    { published: '2003-012-31' },
  ],
  [
    'Atom 0.3 dates',
    atom03Entry('<issued>2003</issued><modified>2004</modified>'),
    { published: '2003', updated: '2004' },
  ],
  ['Atom 0.3 created', atom03Entry('<created>2003</created>'), { published: '2003' }],
  [
    'a date with a digit before one without',
    rssItem('<pubDate>soon</pubDate><dc:date>2024</dc:date>'),
    { published: '2024' },
  ],
];

const LISTS: Row[] = [
  [
    'categories',
    rssItem('<category>A</category><category domain="x">B</category>'),
    { categories: ['A', 'B'] },
  ],
  ['each category once', rssItem('<category>A</category><dc:subject>A</dc:subject>'), { categories: ['A'] }],
  ['Atom term', atomEntry('<category term="t"/>'), { categories: ['t'] }],
  ['Atom label before term', atomEntry('<category term="t" label="L"/>'), { categories: ['L'] }],
  ['dc:subject', rssItem('<dc:subject>S</dc:subject>'), { categories: ['S'] }],
  [
    'itunes nested',
    rssItem('<itunes:category text="News"><itunes:category text="Politics"/></itunes:category>'),
    { categories: ['News', 'Politics'] },
  ],
  ['itunes:keywords', rssItem('<itunes:keywords>a, b ,</itunes:keywords>'), { categories: ['a', 'b'] }],
  ['media:category', rssItem('<media:category label="L">path</media:category>'), { categories: ['L'] }],
  ['media:keywords', rssItem('<media:keywords>a, b</media:keywords>'), { categories: ['a', 'b'] }],
  ['empty category is none', rssItem('<category/>'), { categories: [] }],
  [
    'enclosure',
    rssItem('<enclosure url="http://e.org/a.mp3" type="audio/mpeg" length="12"/>'),
    { enclosures: [ENCLOSURE] },
  ],
  [
    'several enclosures',
    rssItem('<enclosure url="http://e.org/a.mp3"/><enclosure url="http://e.org/b.mp3"/>'),
    {
      enclosures: [
        { url: 'http://e.org/a.mp3', type: null, length: null },
        { url: 'http://e.org/b.mp3', type: null, length: null },
      ],
    },
  ],
  [
    'odd length',
    rssItem('<enclosure url="http://e.org/a.mp3" length="unknown"/>'),
    { enclosures: [{ url: 'http://e.org/a.mp3', type: null, length: null }] },
  ],
  [
    'Atom enclosure',
    atomEntry('<link rel="enclosure" type="audio/mpeg" length="12" href="http://e.org/a.mp3"/>'),
    { enclosures: [ENCLOSURE] },
  ],
  [
    'media:content',
    rssItem('<media:content url="http://e.org/a.mp3" type="audio/mpeg" fileSize="12"/>'),
    { enclosures: [ENCLOSURE] },
  ],
  [
    'media:group',
    rssItem(
      '<media:group><media:content url="http://e.org/a.mp3" type="audio/mpeg" fileSize="12"/></media:group>',
    ),
    { enclosures: [ENCLOSURE] },
  ],
  [
    'one address once',
    rssItem(
      '<enclosure url="http://e.org/a.mp3" type="audio/mpeg" length="12"/><media:content url="http://e.org/a.mp3"/>',
    ),
    { enclosures: [ENCLOSURE] },
  ],
  [
    'enclosure before the proxy of a feed',
    rssItem(
      '<enclosure url="http://proxy.invalid/1" type="audio/mpeg" length="12"/><feedburner:origEnclosureLink>http://e.org/a.mp3</feedburner:origEnclosureLink>',
    ),
    { enclosures: [ENCLOSURE] },
  ],
  ['enclosure without an address', rssItem('<enclosure type="audio/mpeg"/>'), { enclosures: [] }],
  [
    'source',
    rssItem('<source url="http://o.org/feed">Outlet</source>'),
    { source: { title: 'Outlet', url: 'http://o.org/feed' } },
  ],
  [
    'Atom source',
    atomEntry('<title>t</title><source><title>Outlet</title><link href="http://o.org/"/><id>i</id></source>'),
    { title: 't', source: { title: 'Outlet', url: 'http://o.org/' } },
  ],
  ['language of the item', rssItem('<dc:language>ko</dc:language>'), { language: 'ko' }],
  [
    'xml:lang of the entry',
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry xml:lang="ru"><title>t</title></entry></feed>',
    { language: 'ru' },
  ],
];

describe.each([
  ['people', PEOPLE],
  ['dates', DATES],
  ['lists', LISTS],
] as const)('an item says its %s', (_, rows) => {
  it.each(rows)('%s', async (_fact, document, expected) => {
    const items = await readItems(document);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject(expected);
  });
});
