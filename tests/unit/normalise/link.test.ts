// Promises of links: absolute against the nearest base, readable, in the feed's own spelling.
import { describe, expect, it } from 'vitest';
import { absoluteUrl } from '../../../src/normalise/link.ts';

const FEED = 'https://feeds.example.org/news/rss.xml';

describe('absoluteUrl', () => {
  it.each([
    ['/a', [FEED], 'https://feeds.example.org/a'],
    ['a', [FEED], 'https://feeds.example.org/news/a'],
    ['?id=1', [FEED], 'https://feeds.example.org/news/rss.xml?id=1'],
    ['//cdn.example.org/a', [FEED], 'https://cdn.example.org/a'],
    ['a', ['/deep/', 'https://example.com/x', FEED], 'https://example.com/deep/a'],
    ['a', [null, undefined, FEED], 'https://feeds.example.org/news/a'],
    ['http://Example.org/A?b=c&amp;d=e', [], 'http://Example.org/A?b=c&d=e'],
    ['  https://example.org/a b\n', [], 'https://example.org/a%20b'],
    ['www.example.org/a', [FEED], 'http://www.example.org/a'],
  ])('%s against %j is %s', (reference, bases, expected) => {
    expect(absoluteUrl(reference, bases)).toBe(expected);
  });

  it.each([
    'mailto:a@b.c',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'http://',
    '',
    'about:blank',
  ])('refuses %s', (reference) => {
    expect(absoluteUrl(reference, [FEED])).toBeNull();
  });

  it('is null for a relative address without a base', () => {
    expect(absoluteUrl('/a', [null])).toBeNull();
  });
});
