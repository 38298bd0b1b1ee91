// Whatever a feed holds, normalising never throws, never hangs and gives what its types promise.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from '../../src/normalise/date.ts';
import { normaliseFeed } from '../../src/normalise/item.ts';
import { htmlToText } from '../../src/normalise/html.ts';
import { detectLanguage } from '../../src/normalise/language.ts';
import { absoluteUrl } from '../../src/normalise/link.ts';
import { plainText } from '../../src/normalise/text.ts';
import { truncateText } from '../../src/normalise/truncate.ts';
import { canonicalUrl } from '../../src/normalise/url.ts';

const RUNS = { numRuns: 200, seed: 20261125 };

/** Any UTF-16, lone surrogates included, with the signs that parsers stumble over made likely. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        '<!--',
        '-->',
        '<a href="',
        '</p>',
        '&amp;',
        '&#x',
        ']]>',
        ' ',
        '\ud800',
        '\udc00',
        '=',
        '/',
        '한',
        '2026',
        ':',
      ),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));

const DAY_MS = 86_400_000;

describe('normalising any text', () => {
  it('gives well-formed text on one line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const plain of [htmlToText(text), plainText({ value: text, type: 'text' }, 50)]) {
          expect(plain.isWellFormed()).toBe(true);
          expect(plain).toBe(plain.trim());
          expect(plain).not.toMatch(/\s{2}|[\n\t\u0000]/);
        }
      }),
      RUNS,
    );
  });

  it('gives back the text that was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(htmlToText(`<div><p>${escaped}</p></div>`)).toBe(
          plainText({ value: text, type: 'text' }, 10_000),
        );
      }),
      RUNS,
    );
  });

  it('gives addresses that are absolute and keys that are keys of themselves', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, fc.webUrl({ withQueryParameters: true, withFragments: true })),
        (text) => {
          const url = absoluteUrl(text, ['https://example.org/feed']);
          if (url !== null) expect(URL.canParse(url)).toBe(true);
          const key = canonicalUrl(text);
          if (key !== null) expect(canonicalUrl(key)).toBe(key);
        },
      ),
      RUNS,
    );
  });

  it('gives an instant or null for a date, and never one more than a day ahead of the present', () => {
    const now = Date.UTC(2026, 10, 25);
    fc.assert(
      fc.property(fc.oneof(anyText, fc.date({ noInvalidDate: true }).map(String)), (text) => {
        const at = parseDate(text, { country: 'KR', now });
        if (at !== null) expect(Number.isSafeInteger(at) && at <= now + DAY_MS).toBe(true);
      }),
      RUNS,
    );
  });

  it('reads every date it is given in the forms of RFC 822 and RFC 3339', () => {
    const range = {
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2089-12-31T00:00:00Z'),
      noInvalidDate: true,
    };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const at = Math.floor(date.getTime() / 1000) * 1000;
        const context = { country: null, now: null };
        expect(parseDate(new Date(at).toUTCString(), context)).toBe(at);
        expect(parseDate(date.toISOString(), context)).toBe(date.getTime());
      }),
      RUNS,
    );
  });

  it('cuts text to the bound without breaking signs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(60), (text, maxChars) => {
        const cut = truncateText(text, maxChars);
        expect(cut.length).toBeLessThanOrEqual(maxChars);
        expect(cut.isWellFormed()).toBe(text.isWellFormed());
      }),
      RUNS,
    );
  });

  it('makes a draft of every entry, whatever it holds', () => {
    const some = fc.option(anyText, { nil: null });
    const body = fc.option(
      fc.record({ value: anyText, type: fc.constantFrom('text' as const, 'html' as const) }),
      { nil: null },
    );
    const entry = fc.record({
      guid: some,
      url: some,
      base: some,
      title: body,
      author: some,
      published: some,
      updated: some,
      summary: body,
      content: body,
      categories: fc.array(anyText, { maxLength: 3 }),
      enclosures: fc.array(fc.record({ url: anyText, type: some, length: fc.constant(null) }), {
        maxLength: 2,
      }),
      language: some,
      source: fc.option(fc.record({ title: some, url: some }), { nil: null }),
    });
    const feed = fc.record({
      format: fc.constantFrom('rss' as const, 'atom' as const),
      version: some,
      title: body,
      link: some,
      language: some,
      base: some,
      hints: fc.constant({ ttlMs: null, skipHours: [], skipDays: [], updatePeriodMs: null }),
      entries: fc.array(entry, { maxLength: 3 }),
      defects: fc.constant([]),
    });
    fc.assert(
      fc.property(feed, some, (parsed, feedUrl) => {
        const { items } = normaliseFeed(parsed, {
          feedUrl,
          contentLocation: null,
          country: null,
          lang: null,
          now: null,
        });
        expect(items.map((item) => item.guid)).toEqual(parsed.entries.map((each) => each.guid));
        for (const { url } of items) if (url !== null) expect(URL.canParse(url)).toBe(true);
      }),
      RUNS,
    );
  });

  it('tells a language for any text', () => {
    fc.assert(
      fc.property(anyText, fc.option(anyText, { nil: null }), (text, hint) => {
        expect(detectLanguage(text, hint)).toMatch(/^[a-z]{2,3}$/);
      }),
      RUNS,
    );
  });
});

const HOSTILE = [
  '<',
  '&',
  ' ',
  '<a ',
  '<a x="',
  `<a x='"`,
  '<a x=" y="',
  '<!--',
  '</',
  '<p>',
  '<title>',
  '<script>',
  '<video>',
  '&amp',
  '&#',
  '\u00a0 ',
  '<svg></svg ',
  '<![CDATA[',
  ']]>',
  '<br/',
  '\ud800',
  '<q a=\'"<q b="\'',
  '&lt;p&gt;',
];

describe('a megabyte of one sign', () => {
  it.each(HOSTILE)('%j is read in linear time', (piece) => {
    const small = piece.repeat(Math.ceil(65_536 / piece.length));
    const large = piece.repeat(Math.ceil(1_048_576 / piece.length));
    plainText({ value: small, type: 'html' }, 1000);
    const startedAt = performance.now();
    plainText({ value: large, type: 'html' }, 1000);
    detectLanguage(large, null);
    parseDate(large, { country: null, now: null });
    canonicalUrl(large);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});
