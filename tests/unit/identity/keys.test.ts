// Identity keys are pinned for ever: a change here would announce everything again.
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../src/identity/content.ts';
import { foldTitle, keysOfDraft } from '../../../src/identity/keys.ts';
import type { ItemDraft } from '../../../src/model/item.ts';
import { canonicalUrl } from '../../../src/normalise/url.ts';

const DRAFT: ItemDraft = {
  guid: 'tag:news.example,2026:1',
  url: 'https://news.example/a/1',
  canonicalUrl: 'news.example/a/1',
  title: 'Café opens — “finally”!',
  author: null,
  publishedAt: 0,
  updatedAt: null,
  summary: 'A summary.',
  content: '',
  categories: [],
  enclosures: [],
  lang: 'en',
  outlet: null,
};

describe('keysOfDraft', () => {
  it('makes the pinned keys', () => {
    expect(keysOfDraft('feed-one', DRAFT, null)).toEqual({
      guid: 'g:cd24a1e6174701df20989df2',
      url: 'u:f67f117b30a94e08472a4dd2',
      title: 't:6697ab37fff8d7bf10977c99',
      verbatim: null,
    });
  });
  it('tells items apart that have nothing but signs', () => {
    const keyOf = (title: string) =>
      keysOfDraft('f', { ...DRAFT, guid: null, url: null, canonicalUrl: null, title, summary: '' }, null)
        .title;
    expect(new Set([keyOf(''), keyOf('???'), keyOf('❤❤❤'), keyOf('…')]).size).toBe(4);
  });
  it('makes the pinned keys of every kind from what feeds really give', () => {
    const keysOf = (guid: string | null, url: string | null, title = 'Ёлка — “Ａ” №5') => {
      const isAddress = guid !== null && /^https?:/.test(guid);
      const canonical = url === null ? null : canonicalUrl(url);
      const draft = { ...DRAFT, guid, url, canonicalUrl: canonical, title };
      return Object.values(keysOfDraft('f', draft, isAddress ? canonicalUrl(guid) : null));
    };
    expect({
      address: keysOf('http://WWW.News.example:80/a/?b=2&a=1&utm_source=rss#3', null),
      fragment: keysOf('https://news.example/log#entry-1', 'https://news.example/log'),
      number: keysOf(' 4711 ', 'https://m.news.example/x/index.html?fbclid=1'),
      addressOnly: keysOf(null, 'https://news.example/a/1?sid=46490'),
      titleOnly: keysOf(null, null),
      textOnly: keysOf(null, null, '!'),
    }).toMatchInlineSnapshot(`
      {
        "address": [
          "g:459302b64182ea0427eea8c1",
          "u:734aaa1edc198ed9e2b143d7",
          "t:1500373aa4a0a16da258f29a",
          "v:91b952ac1587549bd09c8edf",
        ],
        "addressOnly": [
          null,
          "u:e8b6ce0d56670fbe684e558c",
          "t:1500373aa4a0a16da258f29a",
          "v:0124ddb9441f89e9093095b4",
        ],
        "fragment": [
          "g:ceb90bb6fd88972cc6ba8082",
          "u:6cac2ed77431f5246ba273d8",
          "t:1500373aa4a0a16da258f29a",
          "v:ceb90bb6fd88972cc6ba8082",
        ],
        "number": [
          "g:f43e028c68b49292230d0c4d",
          "u:6a21e0553c309958474fe0c0",
          "t:1500373aa4a0a16da258f29a",
          null,
        ],
        "textOnly": [
          null,
          null,
          "t:9d5f18e6d1d1dfb99e1f9b2d",
          null,
        ],
        "titleOnly": [
          null,
          null,
          "t:1500373aa4a0a16da258f29a",
          null,
        ],
      }
    `);
  });
  it('scopes guid and title to the feed and leaves the address global', () => {
    const one = keysOfDraft('feed-one', DRAFT, null);
    const other = keysOfDraft('feed-two', DRAFT, null);
    expect(other.url).toBe(one.url);
    expect(other.guid).not.toBe(one.guid);
    expect(other.title).not.toBe(one.title);
  });
  it('drops the revision number of a guid and keeps any other fragment', () => {
    const guidOf = (guid: string, guidUrl: string | null): string | null =>
      keysOfDraft('f', { ...DRAFT, guid }, guidUrl).guid;
    expect(guidOf('https://n.example/x#1', 'n.example/x')).toBe(
      guidOf('https://n.example/x#7', 'n.example/x'),
    );
    expect(guidOf('item-5#2', null)).toBe(guidOf('item-5', null));
    expect(guidOf('https://n.example/x#first', 'n.example/x')).not.toBe(
      guidOf('https://n.example/x#second', 'n.example/x'),
    );
  });
  it('takes the front page of a site for no address of an article', () => {
    for (const front of ['news.example', 'news.example/', 'https://news.example/']) {
      expect(keysOfDraft('f', { ...DRAFT, canonicalUrl: front }, null).url).toBeNull();
    }
  });
});

describe('foldTitle and contentHash', () => {
  it('are pinned', () => {
    expect(foldTitle(DRAFT.title)).toBe('café opens finally');
    expect(contentHash(DRAFT)).toBe('2523f328e36d369c3becd082');
  });
  it('do not see spacing and width', () => {
    expect(foldTitle('ＡＢＣ  news')).toBe('abc news');
    expect(contentHash({ ...DRAFT, summary: ' A  summary. ' })).toBe(contentHash(DRAFT));
    expect(contentHash({ ...DRAFT, summary: 'A summary!' })).not.toBe(contentHash(DRAFT));
  });
});
