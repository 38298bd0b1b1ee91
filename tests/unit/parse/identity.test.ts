// One row, one fact: id, link and title of an item, in every vocabulary that says them.
import { describe, expect, it } from 'vitest';
import { atom03Entry, atomEntry, readItems, rssItem, type ShortEntry } from './read-entry.ts';

type Row = readonly [fact: string, document: string, expected: Partial<ShortEntry>];

const IDENTITY: Row[] = [
  ['guid', rssItem('<guid>x1</guid>'), { guid: 'x1' }],
  ['guid without white space', rssItem('<guid>\n x1\n</guid>'), { guid: 'x1' }],
  ['empty guid is none', rssItem('<guid isPermaLink="false"/>'), { guid: null }],
  ['Atom id', atomEntry('<id>tag:e.org,2024:1</id>'), { guid: 'tag:e.org,2024:1' }],
  ['atom:id in RSS', rssItem('<atom:id>a1</atom:id>'), { guid: 'a1' }],
  ['dc:identifier', rssItem('<dc:identifier>doi:1</dc:identifier>'), { guid: 'doi:1' }],
  ['guid before dc:identifier', rssItem('<dc:identifier>d</dc:identifier><guid>g</guid>'), { guid: 'g' }],
  ['id in RSS', rssItem('<id>i</id>'), { guid: 'i' }],
];

const LINKS: Row[] = [
  ['link', rssItem('<link>http://e.org/1</link>'), { url: 'http://e.org/1' }],
  [
    'link in CDATA',
    rssItem('<link><![CDATA[http://e.org/1?a=b&c=d]]></link>'),
    { url: 'http://e.org/1?a=b&c=d' },
  ],
  ['link with line breaks', rssItem('<link>\n  http://e.org/\n  1\n</link>'), { url: 'http://e.org/1' }],
  [
    'first of two links',
    rssItem('<link>http://e.org/1</link><link>http://e.org/2</link>'),
    { url: 'http://e.org/1' },
  ],
  ['empty link gives way', rssItem('<link/><link>http://e.org/2</link>'), { url: 'http://e.org/2' }],
  ['guid as permalink', rssItem('<guid>http://e.org/g</guid>'), { url: 'http://e.org/g' }],
  ['guid said to be a permalink', rssItem('<guid isPermaLink="true">/g</guid>'), { url: '/g' }],
  ['guid that is none', rssItem('<guid isPermaLink="false">http://e.org/g</guid>'), { url: null }],
  ['guid that is no address', rssItem('<guid>abc</guid>'), { url: null }],
  [
    'link before guid',
    rssItem('<guid>http://e.org/g</guid><link>http://e.org/1</link>'),
    { url: 'http://e.org/1' },
  ],
  ['atom:link in RSS', rssItem('<atom:link href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  [
    'atom:link self is not the article',
    rssItem('<atom:link rel="self" href="http://e.org/s"/><guid>http://e.org/g</guid>'),
    { url: 'http://e.org/g' },
  ],
  ['link element in Atom form', rssItem('<link href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['comments are not the article', rssItem('<comments>http://e.org/c</comments>'), { url: null }],
  [
    'address before the proxy of a feed',
    rssItem(
      '<link>http://feedproxy.invalid/1</link><feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">http://e.org/1</feedburner:origLink>',
    ),
    { url: 'http://e.org/1' },
  ],
  ['Atom link', atomEntry('<link href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  [
    'alternate among others',
    atomEntry(
      '<link rel="self" href="http://e.org/s"/><link rel="edit" href="http://e.org/e"/><link rel="alternate" href="http://e.org/1"/>',
    ),
    { url: 'http://e.org/1' },
  ],
  [
    'page before other types',
    atomEntry(
      '<link type="application/json" href="http://e.org/j"/><link type="text/html" href="http://e.org/1"/>',
    ),
    { url: 'http://e.org/1' },
  ],
  [
    'other type where there is no page',
    atomEntry('<link type="application/pdf" href="http://e.org/p"/>'),
    { url: 'http://e.org/p' },
  ],
  ['rel in capitals', atomEntry('<link rel="Alternate" href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  [
    'rel as a registered address',
    atomEntry('<link rel="http://www.iana.org/assignments/relation/alternate" href="http://e.org/1"/>'),
    { url: 'http://e.org/1' },
  ],
  [
    'enclosure is not the article',
    atomEntry('<link rel="enclosure" href="http://e.org/e.mp3"/><link href="http://e.org/1"/>'),
    { url: 'http://e.org/1' },
  ],
  ['id as link', atomEntry('<id>http://e.org/id</id>'), { url: 'http://e.org/id' }],
  ['id that is no address', atomEntry('<id>urn:x</id>'), { url: null }],
  [
    'related where nothing else is',
    atomEntry('<link rel="related" href="http://e.org/r"/>'),
    { url: 'http://e.org/r' },
  ],
  ['self at the very last', atomEntry('<link rel="self" href="http://e.org/s"/>'), { url: 'http://e.org/s' }],
  [
    'entity in an address',
    atomEntry('<link href="http://e.org/?a=1&amp;b=2"/>'),
    { url: 'http://e.org/?a=1&b=2' },
  ],
];

const TITLES: Row[] = [
  ['title', rssItem('<title>News</title>'), { title: 'News' }],
  ['title in CDATA', rssItem('<title><![CDATA[A & B]]></title>'), { title: 'A & B' }],
  ['CDATA between text', rssItem('<title>One <![CDATA[two]]> three</title>'), { title: 'One two three' }],
  ['dc:title', rssItem('<dc:title>DC</dc:title>'), { title: 'DC' }],
  ['media:title', rssItem('<media:title>M</media:title>'), { title: 'M' }],
  ['title before media:title', rssItem('<media:title>M</media:title><title>T</title>'), { title: 'T' }],
  [
    'media:title in a group',
    rssItem('<media:group><media:title>M</media:title></media:group>'),
    { title: 'M' },
  ],
  ['atom:title in RSS', rssItem('<atom:title>A</atom:title>'), { title: 'A' }],
  ['itunes:title', rssItem('<itunes:title>I</itunes:title>'), { title: 'I' }],
  ['empty title gives way', rssItem('<title> </title><dc:title>DC</dc:title>'), { title: 'DC' }],
  ['numeric entity', rssItem('<title>caf&#233; &#x2014;</title>'), { title: 'café —' }],
  ['Windows-1252 number', rssItem('<title>it&#146;s</title>'), { title: 'it’s' }],
  ['HTML entity', rssItem('<title>caf&eacute;</title>'), { title: 'café' }],
  ['escaped twice stays for the reader', rssItem('<title>A &amp;amp; B</title>'), { title: 'A &amp; B' }],
  ['emoji', rssItem('<title>&#128512;</title>'), { title: '😀' }],
  ['Atom text', atomEntry('<title>A &lt; B</title>'), { title: 'A < B' }],
  ['Atom html', atomEntry('<title type="html">A &lt;b&gt;B&lt;/b&gt;</title>'), { title: 'A <b>B</b>' }],
  [
    'Atom xhtml keeps the order',
    atomEntry('<title type="xhtml"><div>one <b>two</b> three</div></title>'),
    { title: '<div>one <b>two</b> three</div>' },
  ],
  [
    'Atom xhtml under a prefix',
    atomEntry('<title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">a<h:br/>b</h:div></title>'),
    { title: '<div xmlns:h="http://www.w3.org/1999/xhtml">a<br>b</div>' },
  ],
  [
    'Atom 0.3 base64',
    atom03Entry('<title mode="base64" type="text/html">RXhhbXBsZSA8Yj50ZXN0PC9iPg==</title>'),
    { title: 'Example <b>test</b>' },
  ],
  [
    'Atom 0.3 escaped',
    atom03Entry('<title mode="escaped" type="text/html">&lt;b&gt;x&lt;/b&gt;</title>'),
    { title: '<b>x</b>' },
  ],
  [
    'Atom 0.3 xml',
    atom03Entry('<title mode="xml" type="application/xhtml+xml"><div>a <i>b</i> c</div></title>'),
    { title: '<div>a <i>b</i> c</div>' },
  ],
];

describe.each([
  ['identity', IDENTITY],
  ['links', LINKS],
  ['titles', TITLES],
] as const)('an item says its %s', (_, rows) => {
  it.each(rows)('%s', async (_fact, document, expected) => {
    const items = await readItems(document);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject(expected);
  });
});
