// One row, one fact: what one item of a healthy feed says, in every vocabulary that says it.
import { describe, expect, it } from 'vitest';
import { atom03Entry, atomEntry, readItems, rssItem, type ShortEntry } from './read-entry.ts';

type Row = readonly [fact: string, document: string, expected: Partial<ShortEntry>];

const ENCLOSURE = { url: 'http://e.org/a.mp3', type: 'audio/mpeg', length: 12 };

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
  ['link in CDATA', rssItem('<link><![CDATA[http://e.org/1?a=b&c=d]]></link>'), { url: 'http://e.org/1?a=b&c=d' }],
  ['link with line breaks', rssItem('<link>\n  http://e.org/\n  1\n</link>'), { url: 'http://e.org/1' }],
  ['first of two links', rssItem('<link>http://e.org/1</link><link>http://e.org/2</link>'), { url: 'http://e.org/1' }],
  ['empty link gives way', rssItem('<link/><link>http://e.org/2</link>'), { url: 'http://e.org/2' }],
  ['guid as permalink', rssItem('<guid>http://e.org/g</guid>'), { url: 'http://e.org/g' }],
  ['guid said to be a permalink', rssItem('<guid isPermaLink="true">/g</guid>'), { url: '/g' }],
  ['guid that is none', rssItem('<guid isPermaLink="false">http://e.org/g</guid>'), { url: null }],
  ['guid that is no address', rssItem('<guid>abc</guid>'), { url: null }],
  ['link before guid', rssItem('<guid>http://e.org/g</guid><link>http://e.org/1</link>'), { url: 'http://e.org/1' }],
  ['atom:link in RSS', rssItem('<atom:link href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['atom:link self is not the article', rssItem('<atom:link rel="self" href="http://e.org/s"/><guid>http://e.org/g</guid>'), { url: 'http://e.org/g' }],
  ['link element in Atom form', rssItem('<link href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['comments are not the article', rssItem('<comments>http://e.org/c</comments>'), { url: null }],
  ['address before the proxy of a feed', rssItem('<link>http://feedproxy.invalid/1</link><feedburner:origLink xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">http://e.org/1</feedburner:origLink>'), { url: 'http://e.org/1' }],
  ['Atom link', atomEntry('<link href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['alternate among others', atomEntry('<link rel="self" href="http://e.org/s"/><link rel="edit" href="http://e.org/e"/><link rel="alternate" href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['page before other types', atomEntry('<link type="application/json" href="http://e.org/j"/><link type="text/html" href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['other type where there is no page', atomEntry('<link type="application/pdf" href="http://e.org/p"/>'), { url: 'http://e.org/p' }],
  ['rel in capitals', atomEntry('<link rel="Alternate" href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['rel as a registered address', atomEntry('<link rel="http://www.iana.org/assignments/relation/alternate" href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['enclosure is not the article', atomEntry('<link rel="enclosure" href="http://e.org/e.mp3"/><link href="http://e.org/1"/>'), { url: 'http://e.org/1' }],
  ['id as link', atomEntry('<id>http://e.org/id</id>'), { url: 'http://e.org/id' }],
  ['id that is no address', atomEntry('<id>urn:x</id>'), { url: null }],
  ['related where nothing else is', atomEntry('<link rel="related" href="http://e.org/r"/>'), { url: 'http://e.org/r' }],
  ['self at the very last', atomEntry('<link rel="self" href="http://e.org/s"/>'), { url: 'http://e.org/s' }],
  ['entity in an address', atomEntry('<link href="http://e.org/?a=1&amp;b=2"/>'), { url: 'http://e.org/?a=1&b=2' }],
];

const TITLES: Row[] = [
  ['title', rssItem('<title>News</title>'), { title: 'News' }],
  ['title in CDATA', rssItem('<title><![CDATA[A & B]]></title>'), { title: 'A & B' }],
  ['CDATA between text', rssItem('<title>One <![CDATA[two]]> three</title>'), { title: 'One two three' }],
  ['dc:title', rssItem('<dc:title>DC</dc:title>'), { title: 'DC' }],
  ['media:title', rssItem('<media:title>M</media:title>'), { title: 'M' }],
  ['title before media:title', rssItem('<media:title>M</media:title><title>T</title>'), { title: 'T' }],
  ['media:title in a group', rssItem('<media:group><media:title>M</media:title></media:group>'), { title: 'M' }],
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
  ['Atom xhtml keeps the order', atomEntry('<title type="xhtml"><div>one <b>two</b> three</div></title>'), { title: '<div>one <b>two</b> three</div>' }],
  ['Atom xhtml under a prefix', atomEntry('<title type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">a<h:br/>b</h:div></title>'), { title: '<div xmlns:h="http://www.w3.org/1999/xhtml">a<br>b</div>' }],
  ['Atom 0.3 base64', atom03Entry('<title mode="base64" type="text/html">RXhhbXBsZSA8Yj50ZXN0PC9iPg==</title>'), { title: 'Example <b>test</b>' }],
  ['Atom 0.3 escaped', atom03Entry('<title mode="escaped" type="text/html">&lt;b&gt;x&lt;/b&gt;</title>'), { title: '<b>x</b>' }],
  ['Atom 0.3 xml', atom03Entry('<title mode="xml" type="application/xhtml+xml"><div>a <i>b</i> c</div></title>'), { title: '<div>a <i>b</i> c</div>' }],
];

const TEXTS: Row[] = [
  ['description is the summary', rssItem('<description>d</description>'), { summary: 'd', content: null }],
  ['content:encoded is the content', rssItem('<description>d</description><content:encoded>c</content:encoded>'), { summary: 'd', content: 'c' }],
  ['content alone is the summary too', rssItem('<content:encoded>c</content:encoded>'), { summary: 'c', content: 'c' }],
  ['Atom summary and content', atomEntry('<summary>s</summary><content>c</content>'), { summary: 's', content: 'c' }],
  ['Atom content alone', atomEntry('<content type="html">c</content>'), { summary: 'c', content: 'c' }],
  ['content elsewhere is no text', atomEntry('<content src="http://e.org/x.png" type="image/png"/>'), { content: null }],
  ['atom:summary in RSS', rssItem('<atom:summary>s</atom:summary>'), { summary: 's' }],
  ['atom:content in RSS', rssItem('<atom:content type="html">c</atom:content>'), { content: 'c' }],
  ['itunes:summary', rssItem('<itunes:summary>s</itunes:summary>'), { summary: 's' }],
  ['itunes:subtitle', rssItem('<itunes:subtitle>s</itunes:subtitle>'), { summary: 's' }],
  ['itunes:summary beside a description', rssItem('<description>d</description><itunes:summary>longer</itunes:summary>'), { summary: 'd', content: 'longer' }],
  ['media:description', rssItem('<media:description>m</media:description>'), { summary: 'm' }],
  ['media:description in group and content', rssItem('<media:group><media:content url="http://e.org/v"><media:description>m</media:description></media:content></media:group>'), { summary: 'm' }],
  ['dc:description', rssItem('<dc:description>d</dc:description>'), { summary: 'd' }],
  ['xhtml body', rssItem('<body xmlns="http://www.w3.org/1999/xhtml"><p>a</p></body>'), { content: '<p>a</p>' }],
  ['second description is the body', rssItem('<description>a</description><description>b</description>'), { summary: 'a', content: 'b' }],
  ['markup in place', rssItem('<description>a <b>b</b> c</description>'), { summary: 'a <b>b</b> c' }],
  ['escaped CDATA', rssItem('<description>&lt;![CDATA[a &lt;b&gt;b&lt;/b&gt;]]&gt;</description>'), { summary: 'a <b>b</b>' }],
  ['comment inside a text', rssItem('<description>a<!-- hidden -->b</description>'), { summary: 'ab' }],
  ['instruction inside a text', rssItem('<description>a<?php echo 1 ?>b</description>'), { summary: 'ab' }],
  ['xhtml escapes its text', atomEntry('<content type="xhtml"><div>1 &lt; 2 &amp; 3</div></content>'), { content: '<div>1 &lt; 2 &amp; 3</div>' }],
  ['inline XML', atomEntry('<content type="application/xml"><x>one</x><y>two</y></content>'), { content: '<x>one</x><y>two</y>' }],
  ['an entry inside content is content', atomEntry('<content type="application/atom+xml"><entry><title>inner</title></entry></content><title>outer</title>'), { title: 'outer' }],
  ['base64 content', atomEntry('<content type="application/octet-stream">SGVsbG8=</content>'), { content: 'Hello' }],
  ['base64 of an image is no text', atomEntry('<content type="image/png">iVBORw0KGgo=</content>'), { content: null }],
];

const PEOPLE: Row[] = [
  ['name in brackets', rssItem('<author>kim@e.org (Kim Ji-won)</author>'), { author: 'Kim Ji-won' }],
  ['name before the address', rssItem('<author>Kim Ji-won &lt;kim@e.org&gt;</author>'), { author: 'Kim Ji-won' }],
  ['name before a bracketed address', rssItem('<author>Kim Ji-won (kim@e.org)</author>'), { author: 'Kim Ji-won' }],
  ['address alone', rssItem('<author>kim@e.org</author>'), { author: 'kim@e.org' }],
  ['mailto', rssItem('<author>mailto:kim@e.org</author>'), { author: 'kim@e.org' }],
  ['dc:creator', rssItem('<dc:creator>Kim</dc:creator>'), { author: 'Kim' }],
  ['dc:creator before a bare address', rssItem('<author>kim@e.org</author><dc:creator>Kim</dc:creator>'), { author: 'Kim' }],
  ['dc under another prefix', rssItem('<x:creator xmlns:x="http://purl.org/dc/elements/1.1/">Kim</x:creator>'), { author: 'Kim' }],
  ['dcterms:creator', rssItem('<dcterms:creator>Kim</dcterms:creator>'), { author: 'Kim' }],
  ['itunes:author', rssItem('<itunes:author>Kim</itunes:author>'), { author: 'Kim' }],
  ['several creators', rssItem('<dc:creator>Kim</dc:creator><dc:creator>Lee</dc:creator>'), { author: 'Kim, Lee' }],
  ['Atom author', atomEntry('<author><name>Kim</name><email>kim@e.org</email></author>'), { author: 'Kim' }],
  ['Atom author with only an address', atomEntry('<author><email>kim@e.org</email></author>'), { author: 'kim@e.org' }],
  ['several Atom authors', atomEntry('<author><name>Kim</name></author><author><name>Lee</name></author>'), { author: 'Kim, Lee' }],
  ['author of the feed', atomEntry('<title>t</title>', '<author><name>Kim</name></author>'), { author: 'Kim' }],
  ['own author before that of the feed', atomEntry('<author><name>Lee</name></author>', '<author><name>Kim</name></author>'), { author: 'Lee' }],
  ['managingEditor for all', rssItem('<title>t</title>', '<managingEditor>ed@e.org (Ed Itor)</managingEditor>'), { author: 'Ed Itor' }],
  ['itunes:author for all', rssItem('<title>t</title>', '<itunes:author>Kim</itunes:author>'), { author: 'Kim' }],
  ['itunes:owner for all', rssItem('<title>t</title>', '<itunes:owner><itunes:name>Kim</itunes:name></itunes:owner>'), { author: 'Kim' }],
  ['author with named parts in RSS', rssItem('<author><name>Kim</name></author>'), { author: 'Kim' }],
  ['credit as author', rssItem('<media:credit role="author">Kim</media:credit>'), { author: 'Kim' }],
  ['contributors are not authors', atomEntry('<contributor><name>Lee</name></contributor>'), { author: null }],
];

const DATES: Row[] = [
  ['pubDate', rssItem('<pubDate>d1</pubDate>'), { published: 'd1', updated: null }],
  ['pubdate in small letters', rssItem('<pubdate>d1</pubdate>'), { published: 'd1' }],
  ['dc:date fills both', rssItem('<dc:date>2024-01-01</dc:date>'), { published: '2024-01-01', updated: '2024-01-01' }],
  ['pubDate before dc:date', rssItem('<dc:date>2024-02-02</dc:date><pubDate>1 Jan 2024</pubDate>'), { published: '1 Jan 2024', updated: '2024-02-02' }],
  ['dcterms', rssItem('<dcterms:issued>2024</dcterms:issued><dcterms:modified>2025</dcterms:modified>'), { published: '2024', updated: '2025' }],
  ['dcterms:created', rssItem('<dcterms:created>2024</dcterms:created>'), { published: '2024' }],
  ['atom dates in RSS', rssItem('<atom:published>2024</atom:published><atom:updated>2025</atom:updated>'), { published: '2024', updated: '2025' }],
  ['Atom dates', atomEntry('<published>2024</published><updated>2025</updated>'), { published: '2024', updated: '2025' }],
  ['updated stands for published', atomEntry('<updated>2025</updated>'), { published: '2025', updated: '2025' }],
  ['published does not stand for updated', atomEntry('<published>2024</published>'), { published: '2024', updated: null }],
  ['a date that is none does not cost the feed', atomEntry('<published>2003-012-31</published>'), { published: '2003-012-31' }],
  ['Atom 0.3 dates', atom03Entry('<issued>2003</issued><modified>2004</modified>'), { published: '2003', updated: '2004' }],
  ['Atom 0.3 created', atom03Entry('<created>2003</created>'), { published: '2003' }],
  ['a date with a digit before one without', rssItem('<pubDate>soon</pubDate><dc:date>2024</dc:date>'), { published: '2024' }],
];

const LISTS: Row[] = [
  ['categories', rssItem('<category>A</category><category domain="x">B</category>'), { categories: ['A', 'B'] }],
  ['each category once', rssItem('<category>A</category><dc:subject>A</dc:subject>'), { categories: ['A'] }],
  ['Atom term', atomEntry('<category term="t"/>'), { categories: ['t'] }],
  ['Atom label before term', atomEntry('<category term="t" label="L"/>'), { categories: ['L'] }],
  ['dc:subject', rssItem('<dc:subject>S</dc:subject>'), { categories: ['S'] }],
  ['itunes nested', rssItem('<itunes:category text="News"><itunes:category text="Politics"/></itunes:category>'), { categories: ['News', 'Politics'] }],
  ['itunes:keywords', rssItem('<itunes:keywords>a, b ,</itunes:keywords>'), { categories: ['a', 'b'] }],
  ['media:category', rssItem('<media:category label="L">path</media:category>'), { categories: ['L'] }],
  ['media:keywords', rssItem('<media:keywords>a, b</media:keywords>'), { categories: ['a', 'b'] }],
  ['empty category is none', rssItem('<category/>'), { categories: [] }],
  ['enclosure', rssItem('<enclosure url="http://e.org/a.mp3" type="audio/mpeg" length="12"/>'), { enclosures: [ENCLOSURE] }],
  ['several enclosures', rssItem('<enclosure url="http://e.org/a.mp3"/><enclosure url="http://e.org/b.mp3"/>'), { enclosures: [{ url: 'http://e.org/a.mp3', type: null, length: null }, { url: 'http://e.org/b.mp3', type: null, length: null }] }],
  ['odd length', rssItem('<enclosure url="http://e.org/a.mp3" length="unknown"/>'), { enclosures: [{ url: 'http://e.org/a.mp3', type: null, length: null }] }],
  ['Atom enclosure', atomEntry('<link rel="enclosure" type="audio/mpeg" length="12" href="http://e.org/a.mp3"/>'), { enclosures: [ENCLOSURE] }],
  ['media:content', rssItem('<media:content url="http://e.org/a.mp3" type="audio/mpeg" fileSize="12"/>'), { enclosures: [ENCLOSURE] }],
  ['media:group', rssItem('<media:group><media:content url="http://e.org/a.mp3" type="audio/mpeg" fileSize="12"/></media:group>'), { enclosures: [ENCLOSURE] }],
  ['one address once', rssItem('<enclosure url="http://e.org/a.mp3" type="audio/mpeg" length="12"/><media:content url="http://e.org/a.mp3"/>'), { enclosures: [ENCLOSURE] }],
  ['enclosure without an address', rssItem('<enclosure type="audio/mpeg"/>'), { enclosures: [] }],
  ['source', rssItem('<source url="http://o.org/feed">Outlet</source>'), { source: { title: 'Outlet', url: 'http://o.org/feed' } }],
  ['Atom source', atomEntry('<title>t</title><source><title>Outlet</title><link href="http://o.org/"/><id>i</id></source>'), { title: 't', source: { title: 'Outlet', url: 'http://o.org/' } }],
  ['language of the item', rssItem('<dc:language>ko</dc:language>'), { language: 'ko' }],
  ['xml:lang of the entry', '<feed xmlns="http://www.w3.org/2005/Atom"><entry xml:lang="ru"><title>t</title></entry></feed>', { language: 'ru' }],
];

describe.each([
  ['identity', IDENTITY],
  ['links', LINKS],
  ['titles', TITLES],
  ['texts', TEXTS],
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
