// Whatever the bytes, decoding and parsing answer: they never throw, and the same bytes give the same answer.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../src/decode/text.ts';
import { parseFeed } from '../../src/parse/feed.ts';

const RUNS = { numRuns: 200, seed: 20_261_125 };

const PIECES = [
  '<rss version="2.0">',
  '<channel>',
  '</channel>',
  '</rss>',
  '<item>',
  '</item>',
  '<title>',
  '</title>',
  '<link>',
  '</link>',
  '<description>',
  '</description>',
  '<![CDATA[',
  ']]>',
  '<!--',
  '-->',
  '<!DOCTYPE x [',
  ']>',
  '<?xml',
  '?>',
  '<feed xmlns="http://www.w3.org/2005/Atom">',
  '<entry>',
  '</entry>',
  '<a href="',
  "='",
  '"',
  "'",
  '&',
  '&amp;',
  '&#x',
  '&#0;',
  ';',
  '<',
  '>',
  '/>',
  '</',
  '<b>',
  '</b>',
  ' xmlns:a="urn:x"',
  '<a:b>',
  ' xml:base="x"',
  '<__proto__>',
  ' __proto__="x"',
  'text',
  '\u0000',
  '\u0092',
  '\ud800',
  '\ufdd0',
  '\n',
  '<media:group>',
  '<media:content url="x"/>',
  '<author>',
  '<name>',
  '</author>',
  '{"items":[',
  '{"id":1}',
  ']}',
  '<content type="xhtml">',
  '<category term="x"/>',
];

describe('reading', () => {
  it('never throws on any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 600 }),
        fc.option(fc.string(), { nil: null }),
        async (body, type) => {
          const decoded = decodeBytes({ body, contentType: type, override: null });
          expect(decoded.text.isWellFormed() || decoded.text.length >= 0).toBe(true);
          expect(typeof (await parseFeed(decoded.text, { contentType: type })).ok).toBe('boolean');
        },
      ),
      RUNS,
    );
  });

  it('never throws on bytes behind any byte order mark or charset', () => {
    const marks = [
      [0xff, 0xfe],
      [0xfe, 0xff],
      [0xef, 0xbb, 0xbf],
      [0xff, 0xfe, 0, 0],
      [0, 0, 0xfe, 0xff],
      [0x4c, 0x6f, 0xa7, 0x94],
      [0x1f, 0x8b],
      [0x78, 0x9c],
      [0x28, 0xb5, 0x2f, 0xfd],
    ];
    const charsets = [
      'euc-kr',
      'iso-2022-jp',
      'hz-gb-2312',
      'iso-2022-kr',
      'utf-32',
      'utf-16',
      'cp037',
      'cp850',
      'gb18030',
      'big5',
      'x-none',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...marks),
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom(...charsets),
        (mark, rest, charset) => {
          const body = Uint8Array.from([...mark, ...rest]);
          for (const override of [null, charset]) {
            expect(typeof decodeBytes({ body, contentType: `a/b; charset=${charset}`, override }).text).toBe(
              'string',
            );
          }
        },
      ),
      RUNS,
    );
  });

  it('never throws on any heap of feed fragments, and keeps every item that is whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), async (pieces) => {
        const text = pieces.join('');
        const first = await parseFeed(text, { contentType: null });
        expect(await parseFeed(text, { contentType: null })).toEqual(first);
      }),
      RUNS,
    );
  });

  it('reads what it wrote: any text survives in a title', async () => {
    const escape = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(']]>', ']]&gt;');
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (title) => {
        fc.pre(title.trim() !== '' && !/[\u0080-\u009f]/.test(title));
        const outcome = await parseFeed(
          `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>${escape(title)}</title></entry></feed>`,
          { contentType: null },
        );
        expect(outcome.ok && outcome.value.entries[0]?.title?.value).toBe(title);
      }),
      RUNS,
    );
  });
});
