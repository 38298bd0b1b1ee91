// One row, one fact: summary and content of an item, in every vocabulary that says them.
import { describe, expect, it } from 'vitest';
import { atomEntry, readItems, rssItem, type ShortEntry } from './read-entry.ts';

type Row = readonly [fact: string, document: string, expected: Partial<ShortEntry>];

const TEXTS: Row[] = [
  ['description is the summary', rssItem('<description>d</description>'), { summary: 'd', content: null }],
  [
    'content:encoded is the content',
    rssItem('<description>d</description><content:encoded>c</content:encoded>'),
    { summary: 'd', content: 'c' },
  ],
  [
    'content alone is the summary too',
    rssItem('<content:encoded>c</content:encoded>'),
    { summary: 'c', content: 'c' },
  ],
  [
    'Atom summary and content',
    atomEntry('<summary>s</summary><content>c</content>'),
    { summary: 's', content: 'c' },
  ],
  ['Atom content alone', atomEntry('<content type="html">c</content>'), { summary: 'c', content: 'c' }],
  [
    'content elsewhere is no text',
    atomEntry('<content src="http://e.org/x.png" type="image/png"/>'),
    { content: null },
  ],
  ['atom:summary in RSS', rssItem('<atom:summary>s</atom:summary>'), { summary: 's' }],
  ['atom:content in RSS', rssItem('<atom:content type="html">c</atom:content>'), { content: 'c' }],
  ['itunes:summary', rssItem('<itunes:summary>s</itunes:summary>'), { summary: 's' }],
  ['itunes:subtitle', rssItem('<itunes:subtitle>s</itunes:subtitle>'), { summary: 's' }],
  [
    'itunes:summary beside a description',
    rssItem('<description>d</description><itunes:summary>longer</itunes:summary>'),
    { summary: 'd', content: 'longer' },
  ],
  ['media:description', rssItem('<media:description>m</media:description>'), { summary: 'm' }],
  [
    'media:description in group and content',
    rssItem(
      '<media:group><media:content url="http://e.org/v"><media:description>m</media:description></media:content></media:group>',
    ),
    { summary: 'm' },
  ],
  ['dc:description', rssItem('<dc:description>d</dc:description>'), { summary: 'd' }],
  [
    'xhtml body',
    rssItem('<body xmlns="http://www.w3.org/1999/xhtml"><p>a</p></body>'),
    { content: '<p>a</p>' },
  ],
  [
    'second description is the body',
    rssItem('<description>a</description><description>b</description>'),
    { summary: 'a', content: 'b' },
  ],
  ['markup in place', rssItem('<description>a <b>b</b> c</description>'), { summary: 'a <b>b</b> c' }],
  [
    'escaped CDATA',
    rssItem('<description>&lt;![CDATA[a &lt;b&gt;b&lt;/b&gt;]]&gt;</description>'),
    { summary: 'a <b>b</b>' },
  ],
  ['comment inside a text', rssItem('<description>a<!-- hidden -->b</description>'), { summary: 'ab' }],
  ['instruction inside a text', rssItem('<description>a<?php echo 1 ?>b</description>'), { summary: 'ab' }],
  [
    'xhtml escapes its text',
    atomEntry('<content type="xhtml"><div>1 &lt; 2 &amp; 3</div></content>'),
    { content: '<div>1 &lt; 2 &amp; 3</div>' },
  ],
  [
    'inline XML',
    atomEntry('<content type="application/xml"><x>one</x><y>two</y></content>'),
    { content: '<x>one</x><y>two</y>' },
  ],
  [
    'an entry inside content is content',
    atomEntry(
      '<content type="application/atom+xml"><entry><title>inner</title></entry></content><title>outer</title>',
    ),
    { title: 'outer' },
  ],
  [
    'base64 content',
    atomEntry('<content type="application/octet-stream">SGVsbG8=</content>'),
    { content: 'Hello' },
  ],
  [
    'base64 of an image is no text',
    atomEntry('<content type="image/png">iVBORw0KGgo=</content>'),
    { content: null },
  ],
];

describe.each([['texts', TEXTS]] as const)('an item says its %s', (_, rows) => {
  it.each(rows)('%s', async (_fact, document, expected) => {
    const items = await readItems(document);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject(expected);
  });
});
