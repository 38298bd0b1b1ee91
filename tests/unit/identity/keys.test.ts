// Identity keys are pinned for ever: a change here would announce everything again.
import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../src/identity/content.ts';
import { foldTitle, keysOfDraft } from '../../../src/identity/keys.ts';
import type { ItemDraft } from '../../../src/model/item.ts';

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
    });
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
    for (const canonicalUrl of ['news.example', 'news.example/', 'https://news.example/']) {
      expect(keysOfDraft('f', { ...DRAFT, canonicalUrl }, null).url).toBeNull();
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
