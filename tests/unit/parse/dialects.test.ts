// Every dialect of feeds is read, under any prefix, in any case, and with xml:base at every level.
import { describe, expect, it } from 'vitest';
import { read, readItems } from './read-entry.ts';

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const ATOM = 'http://www.w3.org/2005/Atom';

type Row = readonly [dialect: string, document: string, format: string, titles: readonly (string | null)[]];

const ROWS: Row[] = [
  ['RSS 0.91', '<rss version="0.91"><channel><item><title>a</title></item></channel></rss>', 'rss', ['a']],
  ['RSS 0.92', '<rss version="0.92"><channel><item><title>a</title></item></channel></rss>', 'rss', ['a']],
  ['RSS without a version', '<rss><channel><item><title>a</title></item></channel></rss>', 'rss', ['a']],
  [
    'RSS of an odd version',
    '<rss version="3.14"><channel><item><title>a</title></item></channel></rss>',
    'rss',
    ['a'],
  ],
  [
    'RSS with a namespace',
    '<rss version="2.0" xmlns="http://backend.userland.com/rss2"><channel><item><title>a</title></item></channel></rss>',
    'rss',
    ['a'],
  ],
  [
    'RSS with the namespace of Atom',
    `<rss version="2.0" xmlns="${ATOM}"><channel><item><title>a</title></item></channel></rss>`,
    'rss',
    ['a'],
  ],
  [
    'RSS in capitals',
    '<RSS VERSION="2.0"><CHANNEL><ITEM><TITLE>a</TITLE></ITEM></CHANNEL></RSS>',
    'rss',
    ['a'],
  ],
  [
    'RSS under a prefix',
    '<r:rss xmlns:r="http://backend.userland.com/rss2"><r:channel><r:item><r:title>a</r:title></r:item></r:channel></r:rss>',
    'rss',
    ['a'],
  ],
  [
    'RSS under an undeclared prefix',
    '<r:rss><r:channel><r:item><r:title>a</r:title></r:item></r:channel></r:rss>',
    'rss',
    ['a'],
  ],
  ['RSS without a channel', '<rss version="2.0"><item><title>a</title></item></rss>', 'rss', ['a']],
  ['RSS with an empty channel', '<rss version="2.0"><channel/></rss>', 'rss', []],
  ['RSS and nothing else', '<rss version="2.0"/>', 'rss', []],
  [
    'RSS with items beside the channel',
    '<rss version="2.0"><channel><title>c</title></channel><item><title>a</title></item></rss>',
    'rss',
    ['a'],
  ],
  [
    'RSS 1.0',
    `<rdf:RDF xmlns:rdf="${RDF}" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"/><item rdf:about="y"><title>a</title></item></rdf:RDF>`,
    'rdf',
    ['a'],
  ],
  [
    'RSS 1.0 under prefixes',
    `<a:RDF xmlns:a="${RDF}" xmlns:r="http://purl.org/rss/1.0/"><r:channel/><r:item><r:title>a</r:title></r:item></a:RDF>`,
    'rdf',
    ['a'],
  ],
  [
    'RSS 1.0 with items inside',
    `<rdf:RDF xmlns:rdf="${RDF}" xmlns="http://purl.org/rss/1.0/"><channel><item><title>a</title></item></channel></rdf:RDF>`,
    'rdf',
    ['a'],
  ],
  [
    'RSS 0.90',
    `<rdf:RDF xmlns:rdf="${RDF}" xmlns="http://my.netscape.com/rdf/simple/0.9/"><channel/><item><title>a</title></item></rdf:RDF>`,
    'rdf',
    ['a'],
  ],
  ['RDF without namespaces', '<RDF><channel/><item><title>a</title></item></RDF>', 'rdf', ['a']],
  ['Atom 1.0', `<feed xmlns="${ATOM}"><entry><title>a</title></entry></feed>`, 'atom', ['a']],
  [
    'Atom under a prefix',
    `<a:feed xmlns:a="${ATOM}"><a:entry><a:title>a</a:title></a:entry></a:feed>`,
    'atom',
    ['a'],
  ],
  ['Atom without a namespace', '<feed><entry><title>a</title></entry></feed>', 'atom', ['a']],
  [
    'Atom 0.3',
    '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>a</title></entry></feed>',
    'atom',
    ['a'],
  ],
  ['a lone Atom entry', `<entry xmlns="${ATOM}"><title>a</title></entry>`, 'atom', ['a']],
  [
    'Atom entries in RSS',
    `<rss version="2.0" xmlns:atom="${ATOM}"><channel><atom:entry><atom:title>a</atom:title></atom:entry></channel></rss>`,
    'rss',
    ['a'],
  ],
  [
    'CDF',
    '<CHANNEL HREF="http://e.org/"><ITEM HREF="http://e.org/1"><TITLE>a</TITLE></ITEM></CHANNEL>',
    'cdf',
    ['a'],
  ],
  ['a channel as root', '<channel><item><title>a</title></item></channel>', 'rss', ['a']],
  [
    'items of two namespaces',
    `<rdf:RDF xmlns:rdf="${RDF}" xmlns="http://purl.org/rss/1.0/" xmlns:q="http://purl.org/rss/1.0/"><item><title>a</title></item><q:item><q:title>b</q:title></q:item></rdf:RDF>`,
    'rdf',
    ['a', 'b'],
  ],
  [
    'nested items',
    '<rss version="2.0"><channel><item><title>a</title><item><title>b</title></item></item></channel></rss>',
    'rss',
    ['a', 'b'],
  ],
  [
    'an item of a foreign vocabulary',
    '<rss version="2.0" xmlns:x="urn:x"><channel><item><title>a</title></item><x:item><title>no</title></x:item></channel></rss>',
    'rss',
    ['a'],
  ],
  [
    'foreign elements inside an item',
    '<rss version="2.0" xmlns:x="urn:x"><channel><item><x:box><title>no</title></x:box><title>a</title></item></channel></rss>',
    'rss',
    ['a'],
  ],
  [
    'an image is not the feed',
    '<rss version="2.0"><channel><image><title>no</title></image><item><title>a</title></item></channel></rss>',
    'rss',
    ['a'],
  ],
  ['an empty item is an item', '<rss version="2.0"><channel><item/></channel></rss>', 'rss', [null]],
];

describe('dialects', () => {
  it.each(ROWS)('reads %s', async (_dialect, document, format, titles) => {
    const feed = await read(document);
    expect(feed.format).toBe(format);
    expect(feed.entries.map((entry) => entry.title?.value ?? null)).toEqual(titles);
  });

  it('takes address and date of CDF from attributes', async () => {
    const [item] = await readItems(
      '<CHANNEL HREF="http://e.org/"><ITEM HREF="/1" LASTMOD="1998-05-01"><ABSTRACT>s</ABSTRACT></ITEM></CHANNEL>',
      'http://e.org/c.cdf',
    );
    expect(item).toMatchObject({ url: 'http://e.org/1', updated: '1998-05-01', summary: 's' });
  });

  it('takes id and link of RSS 1.0 from rdf:about', async () => {
    const [item] = await readItems(
      `<r:RDF xmlns:r="${RDF}" xmlns="http://purl.org/rss/1.0/"><item r:about="http://e.org/1"/></r:RDF>`,
    );
    expect(item).toMatchObject({ guid: 'http://e.org/1', url: 'http://e.org/1' });
  });
});

describe('the channel', () => {
  it('gives title, link, language and version', async () => {
    const feed = await read(
      '<rss version="2.0"><channel><title>T</title><link>http://e.org/</link><language>ko</language></channel></rss>',
    );
    expect(feed).toMatchObject({
      title: { value: 'T' },
      link: 'http://e.org/',
      language: 'ko',
      version: '2.0',
    });
  });

  it('keeps its own title and link beside those of image, textInput and items', async () => {
    const inner =
      '<image><title>I</title><link>http://i.org/</link></image><item><title>a</title><link>http://e.org/1</link></item>';
    const feed = await read(
      `<rss version="2.0"><channel>${inner}<textInput><title>X</title></textInput><title>T</title><link>http://e.org/</link></channel></rss>`,
    );
    expect(feed).toMatchObject({ title: { value: 'T' }, link: 'http://e.org/' });
  });

  it('prefers its link to the address of the feed itself', async () => {
    const feed = await read(
      `<rss version="2.0" xmlns:atom="${ATOM}"><channel><atom:link rel="self" href="http://e.org/feed"/><link>http://e.org/</link></channel></rss>`,
    );
    expect(feed.link).toBe('http://e.org/');
  });

  it('tells what it asks of pollers', async () => {
    const inner =
      '<ttl>90</ttl><skipHours><hour>1</hour><hour>24</hour></skipHours><skipDays><day>Saturday</day></skipDays>';
    const sy =
      '<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod><sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">2</sy:updateFrequency>';
    const feed = await read(`<rss version="2.0"><channel>${inner}${sy}</channel></rss>`);
    expect(feed.hints).toEqual({
      ttlMs: 5_400_000,
      skipHours: [1, 0],
      skipDays: [6],
      updatePeriodMs: 1_800_000,
    });
  });
});

describe('xml:base', () => {
  const feed = (attributes: string, entry: string): string =>
    `<feed xmlns="${ATOM}" ${attributes}>${entry}</feed>`;

  it.each([
    [
      'at the root',
      feed('xml:base="http://e.org/a/"', '<entry><link href="b"/></entry>'),
      'http://e.org/a/b',
    ],
    [
      'at the entry',
      feed('', '<entry xml:base="http://e.org/a/"><link href="b"/></entry>'),
      'http://e.org/a/b',
    ],
    [
      'at the link',
      feed('', '<entry><link xml:base="http://e.org/a/" href="b"/></entry>'),
      'http://e.org/a/b',
    ],
    [
      'at every level',
      feed('xml:base="http://e.org/a/"', '<entry xml:base="b/"><link xml:base="c/" href="d"/></entry>'),
      'http://e.org/a/b/c/d',
    ],
    [
      'against the address of the document',
      feed('xml:base="/a/"', '<entry><link href="b"/></entry>'),
      'http://doc.org/a/b',
    ],
    [
      'of no known scheme is ignored',
      feed('xml:base="foo:bar"', '<entry><link href="http://e.org/1"/></entry>'),
      'http://e.org/1',
    ],
  ])('resolves links %s', async (_where, document, url) => {
    const [item] = await readItems(document, 'http://doc.org/feed.xml');
    expect(item?.url).toBe(url);
  });

  it('ends with its element', async () => {
    const items = await readItems(
      feed(
        'xml:base="http://e.org/"',
        '<entry xml:base="a/"><link href="1"/></entry><entry><link href="2"/></entry>',
      ),
    );
    expect(items.map(({ url }) => url)).toEqual(['http://e.org/a/1', 'http://e.org/2']);
  });
});
