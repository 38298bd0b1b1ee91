// Promises of the room's door: a parsed feed becomes drafts of plain text, absolute addresses and instants.
import { describe, expect, it } from 'vitest';
import type { Entry, ParsedFeed } from '../../../src/model/entry.ts';
import { type NormaliseContext, normaliseFeed } from '../../../src/normalise/item.ts';

const ENTRY: Entry = {
  guid: null,
  url: null,
  base: null,
  title: null,
  author: null,
  published: null,
  updated: null,
  summary: null,
  content: null,
  categories: [],
  enclosures: [],
  language: null,
  source: null,
};

function feedOf(entries: Partial<Entry>[], feed: Partial<ParsedFeed> = {}): ParsedFeed {
  const hints = { ttlMs: null, skipHours: [], skipDays: [], updatePeriodMs: null };
  return {
    format: 'rss',
    version: '2.0',
    title: { value: 'News', type: 'text' },
    link: null,
    language: null,
    base: null,
    hints,
    defects: [],
    ...feed,
    entries: entries.map((entry) => ({ ...ENTRY, ...entry })),
  };
}

const CONTEXT: NormaliseContext = {
  feedUrl: 'https://example.org/rss.xml',
  country: null,
  lang: null,
  now: null,
};

function draft(
  entry: Partial<Entry>,
  feed: Partial<ParsedFeed> = {},
  context: Partial<NormaliseContext> = {},
) {
  const result = normaliseFeed(feedOf([entry], feed), { ...CONTEXT, ...context });
  return { ...result, item: result.items[0]! };
}

describe('normaliseFeed', () => {
  it('gives plain text and keeps the guid as the feed gave it', () => {
    const { item } = draft({
      guid: ' A&amp;1 ',
      title: { value: 'Kim &amp;amp; <i>Putin</i>', type: 'html' },
      summary: { value: '<p>One</p><p>two</p>', type: 'html' },
      author: 'Lee &amp; Park',
      categories: ['Defence &amp; Army', ' Defence & Army ', ''],
    });
    expect(item).toMatchObject({
      guid: ' A&amp;1 ',
      title: 'Kim &amp; Putin',
      summary: 'One two',
      content: '',
      author: 'Lee & Park',
    });
    expect(item.categories).toEqual(['Defence & Army']);
  });

  it('resolves links against entry base, feed base, Content-Location, feed address, channel link, in this order', () => {
    const feed = { base: 'https://base.example/x/', link: 'https://site.example/' };
    const context = { contentLocation: 'https://location.example/y/' };
    expect(draft({ url: 'a', base: 'sub/' }, feed, context).item.url).toBe('https://base.example/x/sub/a');
    expect(draft({ url: 'a' }, feed, context).item.url).toBe('https://base.example/x/a');
    expect(draft({ url: 'a' }, { link: feed.link }, context).item.url).toBe('https://location.example/y/a');
    expect(draft({ url: 'a' }, { link: feed.link }).item.url).toBe('https://example.org/a');
    expect(draft({ url: 'a' }, { link: feed.link }, { feedUrl: null }).item.url).toBe(
      'https://site.example/a',
    );
  });

  it('takes a guid that is an address for a link that leads to no page, and says so', () => {
    const { item, defects } = draft({
      url: 'mailto:desk@example.org',
      guid: 'https://www.example.org/a?utm_source=rss',
    });
    expect(item.url).toBe('https://www.example.org/a?utm_source=rss');
    expect(item.canonicalUrl).toBe('https://example.org/a');
    expect(defects).toEqual([{ code: 'link-unusable', detail: '1 times, first "mailto:desk@example.org"' }]);
    expect(draft({ url: 'javascript:void(0)' }).item).toMatchObject({ url: null, canonicalUrl: null });
  });

  it('dates an item that only says when it was updated, and leaves an undated item undated', () => {
    const at = Date.UTC(2026, 10, 25, 6, 5);
    expect(draft({ updated: '2026-11-25T06:05:00Z' }).item).toMatchObject({ publishedAt: at, updatedAt: at });
    expect(draft({ published: '2026-11-25T06:05:00Z' }).item).toMatchObject({
      publishedAt: at,
      updatedAt: null,
    });
    expect(draft({}).item).toMatchObject({ publishedAt: null, updatedAt: null });
  });

  it('counts unreadable and future dates', () => {
    const now = Date.UTC(2026, 10, 25);
    const bad = normaliseFeed(feedOf([{ published: 'soon' }, { published: '31 Sep 2026' }]), CONTEXT);
    expect(bad.defects).toEqual([{ code: 'date-unreadable', detail: '2 times, first "soon"' }]);
    expect(draft({ published: '2030-01-01' }, {}, { now }).defects[0]?.code).toBe('date-in-future');
    expect(draft({ published: '2030-01-01' }, {}, { now }).item.publishedAt).toBe(now);
  });

  it('does not believe a template that declares English over a feed in another language', () => {
    const titles = [
      'Lens tombe à Nice',
      'Le gouvernement dissout',
      'Un accord est signé entre les deux ministres à Moscou',
    ];
    const entries = titles.map((value) => ({ title: { value, type: 'text' as const } }));
    const { items } = normaliseFeed(feedOf(entries, { language: 'en-US' }), CONTEXT);
    expect(items.map((item) => item.lang)).toEqual(['fr', 'fr', 'fr']);
  });

  it('prefers the configured language of a feed to its declaration, and an item that declares its own to both', () => {
    const short = { title: { value: 'Kim in Moskau', type: 'text' as const } };
    expect(draft(short, { language: 'en' }, { lang: 'de' }).item.lang).toBe('de');
    expect(draft({ ...short, language: 'nl' }, { language: 'en' }, { lang: 'de' }).item.lang).toBe('nl');
  });

  it('keeps enclosures that can be fetched, and the outlet an aggregator names', () => {
    const { item } = draft({
      enclosures: [
        { url: '/a.mp3', type: 'audio/mpeg', length: 5 },
        { url: 'data:,x', type: null, length: null },
      ],
      source: { title: 'The Daily &amp; Post', url: 'https://daily.example' },
    });
    expect(item.enclosures).toEqual([{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 5 }]);
    expect(item.outlet).toEqual({ name: 'The Daily & Post', url: 'https://daily.example' });
    expect(draft({ source: { title: null, url: 'https://daily.example/x' } }).item.outlet?.name).toBe(
      'daily.example',
    );
  });
});
