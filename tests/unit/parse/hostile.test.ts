// Hostile documents are refused or bounded: in time, in depth, in text and in items.
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../../src/decode/text.ts';
import { MAX_BODY_CHARS, MAX_FIELD_CHARS, MAX_ITEMS } from '../../../src/parse/limits.ts';
import { parseFeed } from '../../../src/parse/feed.ts';
import { read } from './read-entry.ts';

const MILLION = 1_000_000;
const inText = (text: string): string =>
  `<rss version="2.0"><channel><item><title>t</title><description>${text}</description></item></channel></rss>`;
const inItem = (inner: string): string => `<rss version="2.0"><channel><item>${inner}</item></channel></rss>`;
const numbered = (count: number, render: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => render(index)).join('');

const DOCUMENTS: readonly (readonly [name: string, render: () => string])[] = [
  ['2 MB of < in CDATA', () => inText(`<![CDATA[${'<'.repeat(2 * MILLION)}]]>`)],
  ['10 MB of <', () => inText('<'.repeat(10 * MILLION))],
  ['a million <p', () => inText(`<![CDATA[${'<p'.repeat(MILLION)}]]>`)],
  ['a million unclosed tags in a text', () => inText('<a>'.repeat(MILLION))],
  ['a million unclosed tags in a channel', () => `<rss version="2.0"><channel>${'<a>'.repeat(MILLION)}`],
  [
    '300,000 tags of as many names',
    () => `<rss version="2.0"><channel>${numbered(300_000, (index) => `<a${index}>`)}`,
  ],
  ['10,000 nested tags', () => inText('<div>'.repeat(10_000) + 'x' + '</div>'.repeat(10_000))],
  [
    'a million attributes',
    () =>
      `<rss version="2.0"><channel><item ${numbered(MILLION, (index) => `a${index}="v" `)}/></channel></rss>`,
  ],
  ['20 MB in one attribute', () => inItem(`<link href="${'x'.repeat(20 * MILLION)}"/>`)],
  ['a title of 30 MB', () => inItem(`<title>${'x'.repeat(30 * MILLION)}</title>`)],
  [
    '500,000 empty items',
    () => `<rss version="2.0"><channel>${'<item></item>'.repeat(500_000)}</channel></rss>`,
  ],
  ['an unterminated comment of 20 MB', () => `<rss version="2.0"><channel><!--${'x'.repeat(20 * MILLION)}`],
  ['a million unterminated comments', () => `<rss version="2.0"><channel>${'<!--'.repeat(MILLION)}`],
  ['a million unterminated CDATA sections', () => inText('<![CDATA['.repeat(MILLION))],
  ['a million unclosed quotes', () => inText('<a ="'.repeat(MILLION))],
  ['quotes that swallow tags', () => inText(`<a ${"='<a' ".repeat(MILLION)}<`)],
  ['a million document types', () => '<!DOCTYPE ['.repeat(MILLION) + inText('x')],
  [
    '100,000 namespaces at once',
    () => `<rss version="2.0" ${numbered(100_000, (index) => `xmlns:x${index}="u${index}" `)}/>`,
  ],
  [
    '100,000 namespaces one by one',
    () => `<rss version="2.0"><channel>${numbered(100_000, (index) => `<x${index}:a xmlns:x${index}="u"/>`)}`,
  ],
  [
    'bases that grow',
    () =>
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://e.org/">${'<entry xml:base="b/"><link href="c"/>'.repeat(100_000)}`,
  ],
  ['5 million ampersands', () => inText('&'.repeat(5 * MILLION))],
  [
    'an entity bomb',
    () =>
      `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(500)}">${'<!ENTITY b "&a;&a;&a;">'.repeat(100)}]>${inText('&a;&b;'.repeat(300_000))}`,
  ],
  ['an author of 200,000 brackets', () => inItem(`<author>${'('.repeat(200_000)}</author>`)],
  ['authors of many addresses', () => inItem(`<author>${'a@b '.repeat(8000)}</author>`.repeat(50))],
  ['a million categories', () => inItem('<category>x</category>'.repeat(500_000))],
  ['JSON nested a million deep', () => `{"items":${'['.repeat(MILLION)}`],
  ['JSON of 700,000 items cut off', () => `{"items":[${'{"id":"1"},'.repeat(700_000)}`],
];

describe('hostile documents', () => {
  // The promise is a second on an idle machine; tests run beside others, so processor time is measured.
  it.each(DOCUMENTS)('%s take less than a second', async (_name, render) => {
    const document = render();
    const before = process.cpuUsage();
    await parseFeed(document, { contentType: null });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(3000);
  });

  it('lose only what is beyond the bounds', async () => {
    const long = await read(inText('x'.repeat(2 * MILLION)));
    expect(long.entries[0]?.title?.value).toBe('t');
    expect(long.entries[0]?.summary?.value).toHaveLength(MAX_BODY_CHARS);
    const title = await read(inItem(`<title>${'x'.repeat(MILLION)}</title>`));
    expect(title.entries[0]?.title?.value).toHaveLength(MAX_FIELD_CHARS);
    const many = await read(
      `<rss version="2.0"><channel>${'<item><title>a</title></item>'.repeat(MAX_ITEMS + 5)}</channel></rss>`,
    );
    expect(many.entries).toHaveLength(MAX_ITEMS);
    expect(many.defects).toContainEqual({ code: 'too-many-items', detail: '5 items were not read' });
  });

  it('keep the text of 10,000 nested tags', async () => {
    const parsed = await read(inText(`${'<div>'.repeat(10_000)}deep${'</div>'.repeat(10_000)}`));
    expect(parsed.entries[0]?.summary?.value).toContain('deep');
  });

  it('refuse JSON that nests deeper than a feed can', async () => {
    const deep = await parseFeed(`{"items":[${'['.repeat(1000)}`, { contentType: null });
    expect(deep).toMatchObject({ ok: false, failure: { code: 'hostile' } });
    const quoted = await parseFeed(JSON.stringify({ items: [{ id: '[['.repeat(1000), title: '\\"{{{' }] }), {
      contentType: null,
    });
    expect(quoted.ok).toBe(true);
  });

  it('cannot reach the prototype of anything', async () => {
    const parsed = await read(
      inItem(
        '<__proto__>x</__proto__><constructor>y</constructor><title __proto__="z" type="text">t</title>',
      ),
    );
    expect(parsed.entries[0]?.title?.value).toBe('t');
    const json = await parseFeed(
      '{"__proto__":{"polluted":1},"items":[{"id":"1","__proto__":{"title":"x"}}]}',
      { contentType: null },
    );
    expect(json.ok && json.value.entries[0]?.title).toBe(null);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('hold no more text than a bound when bytes are all they are', () => {
    const startedAt = performance.now();
    decodeBytes({ body: new Uint8Array(10 * MILLION).fill(0xe9), contentType: null, override: null });
    expect(performance.now() - startedAt).toBeLessThan(3000);
  });
});
