// Damage costs no more than what it hit, and each repair is told.
import { describe, expect, it } from 'vitest';
import { parseFeed } from '../../../src/parse/feed.ts';
import { codes, read, readItems, rssItem } from './read-entry.ts';

const feed = (inner: string): string => `<rss version="2.0"><channel>${inner}</channel></rss>`;

type Row = readonly [damage: string, document: string, titles: readonly (string | null)[], code: string];

const ROWS: Row[] = [
  ['a bare ampersand', feed('<item><title>A & B</title></item>'), ['A & B'], 'bare-ampersand'],
  [
    'an ampersand in an address',
    feed('<item><title>t</title><link>http://e.org/?a=1&b=2</link></item>'),
    ['t'],
    'bare-ampersand',
  ],
  ['an unknown entity', feed('<item><title>A &foo; B</title></item>'), ['A &foo; B'], 'unknown-entity'],
  ['a raw less-than sign', feed('<item><title>1 < 2</title></item>'), ['1 < 2'], 'raw-less-than'],
  ['a raw less-than before a letter', feed('<item><title>a<b</title></item>'), ['a<b'], 'raw-less-than'],
  [
    'a raw less-than before a number',
    feed('<item><title>Up <5%</title></item>'),
    ['Up <5%'],
    'raw-less-than',
  ],
  [
    'a truncated end',
    '<rss version="2.0"><channel><item><title>a</title></item><item><title>b</title>',
    ['a', 'b'],
    'truncated',
  ],
  [
    'a title cut off',
    '<rss version="2.0"><channel><item><title>a</title></item><item><title>half a ti',
    ['a', 'half a ti'],
    'truncated',
  ],
  [
    'a tag cut off',
    '<rss version="2.0"><channel><item><title>a</title></item><item><tit',
    ['a'],
    'truncated',
  ],
  ['a closing tag cut off', '<rss version="2.0"><channel><item><title>a</title></ite', ['a'], 'truncated'],
  ['CDATA cut off', '<rss version="2.0"><channel><item><title><![CDATA[half', ['half'], 'cdata-unterminated'],
  [
    'CDATA never closed',
    feed('<item><title><![CDATA[a</title></item><item><title><![CDATA[b]]></title></item>'),
    ['a', 'b'],
    'cdata-unterminated',
  ],
  [
    'a comment never closed',
    feed('<item><title>a</title></item><!-- oops ><item><title>b</title></item>'),
    ['a', 'b'],
    'comment-unterminated',
  ],
  [
    'a field never closed',
    feed('<item><title>a<link>http://e.org/1</link></item><item><title>b</title></item>'),
    ['a', 'b'],
    'mismatched-tag',
  ],
  [
    'a field closed by a typing error',
    feed('<item><title>a</titel><link>http://e.org/1</link></item>'),
    ['a'],
    'mismatched-tag',
  ],
  [
    'a closing tag without an end',
    feed('<item><title>a</title<link>http://e.org/1</link></item>'),
    ['a'],
    'mismatched-tag',
  ],
  ['tags closed crosswise', feed('<item><title>a</title></channel></item>'), ['a'], 'mismatched-tag'],
  [
    'an item never closed',
    feed('<item><title>a</title><item><title>b</title></item>'),
    ['a', 'b'],
    'item-unclosed',
  ],
  ['an element never closed', feed('<item><box><title>a</title></item>'), ['a'], 'mismatched-tag'],
  [
    'HTML that is not escaped',
    feed('<item><description><p>x<br>y<img src=a.png></description><title>a</title></item>'),
    ['a'],
    'date-missing',
  ],
  [
    'an attribute without quotes',
    '<rss version=2.0><channel><item><title>a</title></item></channel></rss>',
    ['a'],
    'attribute-syntax',
  ],
  ['an attribute without a value', feed('<item hidden><title>a</title></item>'), ['a'], 'attribute-syntax'],
  [
    'a quote never closed',
    feed(
      '<item><enclosure url="http://e.org/a.mp3 /><title>a</title></item><item><title type="x">b</title></item>',
    ),
    ['a', 'b'],
    'attribute-syntax',
  ],
  [
    'blank lines in front',
    `\n\n<?xml version="1.0"?>${feed('<item><title>a</title></item>')}`,
    ['a'],
    'date-missing',
  ],
  [
    'warnings of a script in front',
    `<br />\n<b>Warning</b>: include() failed<br />\n<?xml version="1.0"?>${feed('<item><title>a</title></item>')}`,
    ['a'],
    'junk-before-root',
  ],
  ['text in front', `ok ${feed('<item><title>a</title></item>')}`, ['a'], 'junk-before-root'],
  [
    'a comment in front',
    `<!-- cached -->\n<?xml version="1.0"?>${feed('<item><title>a</title></item>')}`,
    ['a'],
    'date-missing',
  ],
  ['text after the end', `${feed('<item><title>a</title></item>')} 0.3 s`, ['a'], 'text-after-root'],
  [
    'markup after the end',
    `${feed('<item><title>a</title></item>')}<script>x</script>`,
    ['a'],
    'date-missing',
  ],
  [
    'a second root',
    feed('<item><title>a</title></item>') + feed('<item><title>b</title></item>'),
    ['a', 'b'],
    'second-root',
  ],
  ['control characters', feed('<item><title>a\u0008b\u001f</title></item>'), ['ab'], 'control-characters'],
  [
    'Windows-1252 read as Latin-1',
    feed('<item><title>it\u0092s</title></item>'),
    ['it’s'],
    'control-characters',
  ],
  ['half a surrogate pair', feed('<item><title>a\ud800</title></item>'), ['a\ufffd'], 'date-missing'],
  [
    'forbidden character references',
    feed('<item><title>a&#0;&#x1f;&#xd800;b</title></item>'),
    ['ab'],
    'date-missing',
  ],
  ['a document type in the middle', feed('<!DOCTYPE x><item><title>a</title></item>'), ['a'], 'date-missing'],
  ['an undeclared prefix', feed('<item><dc:title>a</dc:title></item>'), ['a'], 'date-missing'],
  [
    'odd characters in a tag',
    feed('<item><a$b>x</a$b><1c>y</1c><title>a</title></item>'),
    ['a'],
    'raw-less-than',
  ],
  [
    'an element in the middle of nothing',
    feed('</p></div><item></b><title>a</title></item>'),
    ['a'],
    'mismatched-tag',
  ],
  [
    'a version that is missing',
    '<rss><channel><item><title>a</title></item></channel></rss>',
    ['a'],
    'version-missing',
  ],
  [
    'items outside the channel',
    '<rss version="2.0"><item><title>a</title></item></rss>',
    ['a'],
    'item-outside-channel',
  ],
];

describe('a damaged feed', () => {
  it.each(ROWS)('is read in spite of %s', async (_damage, document, titles, code) => {
    const parsed = await read(document);
    expect(parsed.entries.map((entry) => entry.title?.value ?? null)).toEqual(titles);
    expect(parsed.defects.map((defect) => defect.code)).toContain(code);
  });

  it('has no defect when it is healthy', async () => {
    expect(await codes(rssItem('<title>a</title><pubDate>1 Jan 2024</pubDate>'))).toEqual([]);
  });

  it('keeps the text of markup that is never closed', async () => {
    const [item] = await readItems(
      feed('<item><description>a <b>b <i>c</description><title>t</title></item>'),
    );
    expect(item).toMatchObject({ title: 't', summary: 'a <b>b <i>c' });
  });

  it('keeps an address that is cut off out of the item', async () => {
    const [item] = await readItems(
      '<rss version="2.0"><channel><item><title>a</title><link>http://e.org/arti',
    );
    expect(item).toMatchObject({ title: 'a', url: null });
  });

  it('reads what follows an item of nonsense', async () => {
    const items = await readItems(
      feed('<item><title><<<>>></title><link><<</link></item><item><title>b</title></item>'),
    );
    expect(items.at(-1)?.title).toBe('b');
  });
});

describe('entities of the document itself', () => {
  const withSubset = (subset: string, title: string): string =>
    `<!DOCTYPE rss [${subset}]>${feed(`<item><title>${title}</title></item>`)}`;

  it('are expanded when they are simple', async () => {
    const [item] = await readItems(
      withSubset('<!ENTITY org "Agency"><!ENTITY eur "&#8364;">', '&org; &eur;'),
    );
    expect(item?.title).toBe('Agency €');
  });

  it.each([
    ['refer to others', '<!ENTITY a "x"><!ENTITY b "&a;&a;">', '&b;'],
    ['come from elsewhere', '<!ENTITY c SYSTEM "file:///etc/passwd">', '&c;'],
    ['are parameters', '<!ENTITY % d "x">', '&d;'],
  ])('are not when they %s', async (_kind, subset, title) => {
    const parsed = await read(withSubset(subset, title));
    expect(parsed.entries[0]?.title?.value).toBe(title);
    expect(parsed.defects.map(({ code }) => code)).toContain('entity-not-expanded');
  });

  it('may add only so much text', async () => {
    const bomb =
      withSubset(`<!ENTITY a "${'x'.repeat(500)}">`, '') +
      feed(`<item><description>${'&a;'.repeat(100_000)}</description></item>`);
    const parsed = await read(bomb);
    const length = parsed.entries.reduce((sum, entry) => sum + (entry.summary?.value.length ?? 0), 0);
    expect(length).toBeLessThan(2_000_000);
  });
});

describe('what is no feed', () => {
  it.each([
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['<!DOCTYPE html><html><body>Sign in</body></html>', 'html'],
    ['<HTML><HEAD></HEAD></HTML>', 'html'],
    ['<opml version="2.0"><body/></opml>', 'not-a-feed'],
    ['<urlset><url/></urlset>', 'not-a-feed'],
    ['just words', 'not-a-feed'],
    ['\u0000\u0001\u0002\u0003', 'not-a-feed'],
    ['x'.repeat(33 * 1024 * 1024), 'hostile'],
  ])('has a reason (%#)', async (document, code) => {
    expect(await parseFeed(document, { contentType: 'text/plain' })).toMatchObject({
      ok: false,
      failure: { code },
    });
  });

  it('is not a page of HTML that only speaks of channels and items', async () => {
    const page = '<html><body><channel>x</channel><item><title>a</title></item><feed>x</feed></body></html>';
    expect(await parseFeed(page, { contentType: null })).toMatchObject({
      ok: false,
      failure: { code: 'html' },
    });
  });
});
