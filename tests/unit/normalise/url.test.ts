// Promises of canonical addresses: one key for one article, never one key for two.
import { describe, expect, it } from 'vitest';
import { canonicalUrl } from '../../../src/normalise/url.ts';
import { readTable } from './read-table.ts';

function googleNewsAddress(url: string): string {
  const length = url.length < 128 ? [url.length] : [(url.length & 0x7f) | 0x80, url.length >> 7];
  const bytes = Buffer.concat([
    Buffer.from([8, 0x13, 0x22, ...length]),
    Buffer.from(url),
    Buffer.from([0xd2, 1, 0]),
  ]);
  return `https://news.google.com/rss/articles/${bytes.toString('base64url')}?oc=5`;
}

describe('canonicalUrl', () => {
  it.each(readTable('urls-same.tsv'))('%s is the article of %s', (one = '', other = '') => {
    expect(canonicalUrl(one)).not.toBeNull();
    expect(canonicalUrl(one)).toBe(canonicalUrl(other));
  });

  it.each(readTable('urls-distinct.tsv'))('%s is not the article of %s', (one = '', other = '') => {
    expect(canonicalUrl(one)).not.toBeNull();
    expect(canonicalUrl(one)).not.toBe(canonicalUrl(other));
  });

  it('reads the address in an old Google News id, of one length byte or two', () => {
    const long = `https://example.com/world/${'long-title-'.repeat(14)}7`;
    expect(canonicalUrl(googleNewsAddress('https://www.example.com/a-7'))).toBe('https://example.com/a-7');
    expect(canonicalUrl(googleNewsAddress(long))).toBe(long);
  });

  it('keeps an opaque Google News id, whichever page shows it', () => {
    const key = canonicalUrl('https://news.google.com/rss/articles/CBMiAU_yqLMabcdefghijk?oc=5');
    expect(key).toBe(
      canonicalUrl('https://news.google.com/read/CBMiAU_yqLMabcdefghijk?hl=en-US&gl=US&ceid=US:en'),
    );
  });

  it.each([
    '',
    'mailto:a@b.c',
    'javascript:alert(1)',
    'article.php?sid=1',
    'post.html',
    'tag:example.com,2026:1',
    '123',
    'https://',
    '\ud800',
  ])('is null for %s, which is no web address', (text) => {
    expect(canonicalUrl(text)).toBeNull();
  });

  it('is the key of itself', () => {
    for (const row of [...readTable('urls-same.tsv'), ...readTable('urls-distinct.tsv')]) {
      for (const url of row) {
        const key = canonicalUrl(url);
        expect(canonicalUrl(key ?? '')).toBe(key);
      }
    }
  });
});
