// How made-up feeds name their items: links and guids.
import { type Habit, withParameter } from './feed-habit.ts';

export const LINK_STYLES: readonly Habit[] = [
  {
    name: 'link: slug',
    kind: 'link',
    apply: (l, s) => void (l.url = `https://news.example/world/${s.slug}`),
  },
  {
    name: 'link: number',
    kind: 'link',
    apply: (l, s) => void (l.url = `https://news.example/article/${41_000 + s.n * 7}`),
  },
  {
    name: 'link: ?p=',
    kind: 'link',
    apply: (l, s) => void (l.url = `https://news.example/?p=${41_000 + s.n * 7}`),
  },
  {
    name: 'link: ?sid=',
    kind: 'link',
    apply: (l, s) => void (l.url = `https://news.example/article.php?sid=${41_000 + s.n * 7}`),
  },
  {
    name: 'link: fragments',
    kind: 'link',
    apply: (l, s) => void (l.url = `https://news.example/log#entry-${s.n + 100}`),
  },
  {
    name: 'link: idle fragments',
    kind: 'link',
    breaks: ['url'],
    apply: (l, s) =>
      void (l.url = `https://news.example/log#${'abcdefghijklmnopqrstuvwxyz'[s.n % 26]}${'abcdefghijklmnopqrstuvwxyz'[Math.floor(s.n / 26)]}`),
  },
  {
    name: 'link: dated path',
    kind: 'link',
    apply: (l, s) => void (l.url = `https://news.example/2026/11/${(s.n % 28) + 1}/${s.slug}.html`),
  },
  {
    name: 'link: one for all',
    kind: 'link',
    breaks: ['url'],
    apply: (l) => void (l.url = 'https://news.example/latest/today'),
  },
  {
    name: 'link: front page',
    kind: 'link',
    breaks: ['url'],
    apply: (l) => void (l.url = 'https://news.example/'),
  },
  { name: 'link: none', kind: 'link', breaks: ['url'], apply: (l) => void (l.url = null) },
  {
    name: 'link: shared by pairs',
    kind: 'link',
    breaks: ['url'],
    apply: (l, s) => void (l.url = `https://news.example/live/${Math.floor(s.n / 2)}-war-day`),
  },
  {
    name: 'link: Google News',
    kind: 'link',
    apply: (l, s) =>
      void (l.url = `https://news.google.com/rss/articles/CBMi${s.token}AU_yqL${s.token}?oc=5`),
  },
  {
    name: 'link: other sites',
    kind: 'link',
    apply: (l, s) => void (l.url = `https://site${s.n % 5}.example/story/${s.slug}`),
  },
  {
    name: 'link: redirector',
    kind: 'link',
    apply: (l, s) =>
      void (l.url = `https://www.google.com/url?rct=j&sa=t&url=https://site${s.n % 5}.example/story/${s.slug}&ct=ga&cd=CAIyG${s.token}`),
  },
];

export const GUID_STYLES: readonly Habit[] = [
  { name: 'guid: number', kind: 'guid', apply: (l, s) => void (l.guid = String(90_000 + s.n)) },
  { name: 'guid: small number', kind: 'guid', apply: (l, s) => void (l.guid = String(s.n)) },
  {
    name: 'guid: uuid',
    kind: 'guid',
    apply: (l, s) => void (l.guid = `${s.token}-aaaa-4bbb-8ccc-${s.token}cafe`),
  },
  { name: 'guid: tag', kind: 'guid', apply: (l, s) => void (l.guid = `tag:news.example,2026:/item/${s.n}`) },
  {
    name: 'guid: ?p=',
    kind: 'guid',
    apply: (l, s) => void (l.guid = `https://news.example/?p=${41_000 + s.n * 7}`),
  },
  { name: 'guid: link', kind: 'guid', breaks: ['guid'], apply: (l) => void (l.guid = l.url) },
  {
    name: 'guid: tracked link',
    kind: 'guid',
    breaks: ['guid'],
    apply: (l, s) =>
      void (l.guid = l.url === null ? null : withParameter(l.url, `utm_source=rss&utm_id=${s.n}`)),
  },
  { name: 'guid: none', kind: 'guid', breaks: ['guid'], apply: (l) => void (l.guid = null) },
  { name: 'guid: empty', kind: 'guid', breaks: ['guid'], apply: (l) => void (l.guid = '') },
  { name: 'guid: one for all', kind: 'guid', breaks: ['guid'], apply: (l) => void (l.guid = 'news.example') },
  {
    name: 'guid: the front page',
    kind: 'guid',
    breaks: ['guid'],
    apply: (l) => void (l.guid = 'https://news.example/'),
  },
  { name: 'guid: title', kind: 'guid', breaks: ['guid'], apply: (l) => void (l.guid = l.title) },
  {
    name: 'guid: for some',
    kind: 'guid',
    breaks: ['guid'],
    apply: (l, s) => void (l.guid = s.n % 2 ? null : `id-${s.n}`),
  },
  {
    name: 'guid: false permalink',
    kind: 'guid',
    apply: (l, s) => void (l.guid = `https://cms.intern/node/${s.n + 700}`),
  },
  {
    name: 'guid: place in the list',
    kind: 'guid',
    breaks: ['guid'],
    apply: (l, _, { place }) => void (l.guid = `item-${place}`),
  },
  {
    name: 'guid: BBC',
    kind: 'guid',
    apply: (l, s, { poll }) =>
      void (l.guid = `https://bbc.example/news/c${s.token}o#${Math.min(9, Math.max(0, poll - s.born))}`),
  },
];
