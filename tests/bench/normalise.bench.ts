// The cost of normalising a feed, and of each part alone. Vitest's module runner halves what plain Node reaches.
import { it } from 'vitest';
import type { Entry, ParsedFeed } from '../../src/model/entry.ts';
import { parseDate } from '../../src/normalise/date.ts';
import { htmlToText } from '../../src/normalise/html.ts';
import { normaliseFeed } from '../../src/normalise/item.ts';
import { detectLanguage } from '../../src/normalise/language.ts';
import { canonicalUrl } from '../../src/normalise/url.ts';

const PARAGRAPH =
  '<p>The ministers of <b>both countries</b> met on Tuesday &amp; signed a plan, the agency&#8217;s <a href="https://example.org/a?b=1">report</a> says.</p>\n';
const ITEMS = 1_000;

function entryOf(index: number): Entry {
  return {
    guid: `https://www.example.org/news/${index}`,
    url: `https://www.example.org/news/2026/11/25/ministers-sign-plan-${index}.html?utm_source=rss&utm_medium=feed`,
    base: null,
    title: {
      value: `Ministers sign a plan for joint exercises, report no. ${index} &amp; more`,
      type: 'html',
    },
    author: 'Desk',
    published: 'Wed, 25 Nov 2026 15:05:00 +0900',
    updated: '2026-11-25T06:10:00Z',
    summary: { value: PARAGRAPH, type: 'html' },
    content: { value: PARAGRAPH.repeat(12), type: 'html' },
    categories: ['World', 'Defence &amp; Army'],
    enclosures: [{ url: 'https://cdn.example.org/a.jpg', type: 'image/jpeg', length: 1 }],
    language: null,
    source: null,
  };
}

const FEED: ParsedFeed = {
  format: 'rss',
  version: '2.0',
  title: { value: 'News', type: 'text' },
  link: 'https://www.example.org/',
  language: 'en',
  base: null,
  hints: { ttlMs: null, skipHours: [], skipDays: [], updatePeriodMs: null },
  entries: Array.from({ length: ITEMS }, (_, index) => entryOf(index)),
  defects: [],
};

const CONTEXT = {
  feedUrl: 'https://www.example.org/rss',
  country: 'KR',
  lang: null,
  now: Date.UTC(2026, 10, 26),
};
const MARKUP = PARAGRAPH.repeat(60);

it('shows the cost of a whole feed', async ({ bench }) => {
  await bench(`${ITEMS} items with 2 kB of content each`, () => {
    normaliseFeed(FEED, CONTEXT);
  }).run();
});

it('shows the cost of each part', async ({ bench }) => {
  await bench.compare(
    bench('1 address', () => {
      canonicalUrl('https://www.example.org/news/2026/11/25/ministers-sign-plan.html?utm_source=rss&id=7');
    }),
    bench('1 date', () => {
      parseDate('Wed, 25 Nov 2026 15:05:00 +0900', { country: null, now: null });
    }),
    bench('1 headline told by language', () => {
      detectLanguage('Ministers sign a plan for joint exercises', null);
    }),
    bench('10 kB of HTML', () => {
      htmlToText(MARKUP);
    }),
  );
});
