// What made-up feeds change from poll to poll: guids, links, dates, texts.
import { createHash } from 'node:crypto';
import { type Habit, hex, HOUR_MS, rename, withParameter } from './feed-habit.ts';

export const GUID_MOTIONS: readonly Habit[] = [
  {
    name: 'guid turns into a tag',
    kind: 'guid motion',
    breaks: ['guid'],
    apply: (l, s, { poll, turn }) => void (poll >= turn && (l.guid = `tag:other,${s.n * 3}`)),
  },
  {
    name: 'guid turns into the link',
    kind: 'guid motion',
    breaks: ['guid'],
    apply: (l, _, { poll, turn }) => void (poll >= turn && (l.guid = l.url)),
  },
  {
    name: 'guid vanishes',
    kind: 'guid motion',
    breaks: ['guid'],
    apply: (l, _, { poll, turn }) => void (poll >= turn && (l.guid = null)),
  },
  {
    name: 'guid bears a session',
    kind: 'guid motion',
    breaks: ['guid'],
    apply: (l, _, { random }) => void (l.guid = `${l.guid ?? ''}?session=${hex(random, 16)}`),
  },
  {
    name: 'guid bears the time',
    kind: 'guid motion',
    breaks: ['guid'],
    apply: (l, _, { now }) => void (l.guid = `${l.guid ?? ''}-${now}`),
  },
  {
    name: 'guid new at every poll',
    kind: 'guid motion',
    breaks: ['guid'],
    apply: (l, _, { random }) => void (l.guid = hex(random, 32)),
  },
  {
    name: 'guid in stray blanks',
    kind: 'guid motion',
    apply: (l, _, { poll }) => void (l.guid !== null && (l.guid = poll % 2 ? ` ${l.guid}\n` : l.guid)),
  },
  {
    name: 'guid in changing case',
    kind: 'guid motion',
    breaks: ['guid'],
    apply: (l, _, { poll }) => void (l.guid !== null && (l.guid = poll % 2 ? l.guid.toUpperCase() : l.guid)),
  },
  {
    name: 'guid follows the title',
    kind: 'guid motion',
    breaks: ['guid'],
    apply: (l) => void (l.guid = `h-${createHash('md5').update(l.title).digest('hex')}`),
  },
];

export const LINK_MOTIONS: readonly Habit[] = [
  {
    name: 'https from some day',
    kind: 'link motion',
    apply: (l, _, { poll, turn }) => rename(l, (u) => (poll < turn ? u.replace('https:', 'http:') : u)),
  },
  {
    name: 'www from some day',
    kind: 'link motion',
    apply: (l, _, { poll, turn }) =>
      rename(l, (u) => (poll < turn ? u : u.replace('//news.', '//www.news.'))),
  },
  {
    name: 'another host from some day',
    kind: 'link motion',
    breaks: ['url', 'guid'],
    apply: (l, _, { poll, turn }) =>
      rename(l, (u) => (poll < turn ? u : u.replace('//news.example', '//brandnew.example'))),
  },
  {
    name: 'a port now and then',
    kind: 'link motion',
    apply: (l, _, { poll }) =>
      rename(l, (u) => (poll % 3 ? u : u.replace('news.example/', 'news.example:443/'))),
  },
  {
    name: 'another port from some day',
    kind: 'link motion',
    breaks: ['url', 'guid'],
    apply: (l, _, { poll, turn }) =>
      rename(l, (u) => (poll < turn ? u : u.replace('news.example/', 'news.example:8443/'))),
  },
  {
    name: 'tracking new at every poll',
    kind: 'link motion',
    apply: (l, _, { poll, random }) =>
      rename(l, (u) => withParameter(u, `utm_source=rss&utm_content=${poll}&fbclid=${hex(random, 20)}`)),
  },
  {
    name: 'link bears a session',
    kind: 'link motion',
    apply: (l, _, { random }) => rename(l, (u) => withParameter(u, `PHPSESSID=${hex(random, 26)}`)),
  },
  {
    name: 'link bears an unknown session',
    kind: 'link motion',
    breaks: ['url', 'guid'],
    apply: (l, _, { random }) => rename(l, (u) => withParameter(u, `zq=${hex(random, 24)}`)),
  },
  {
    name: 'link bears the time',
    kind: 'link motion',
    breaks: ['url', 'guid'],
    apply: (l, _, { now }) => rename(l, (u) => withParameter(u, `t=${now}`)),
  },
  {
    name: 'link gets ?source=rss',
    kind: 'link motion',
    apply: (l, s, { poll }) =>
      rename(l, (u) => (poll % 2 ? withParameter(u, `source=rss----${s.token}---4`) : u)),
  },
  {
    name: 'slash now and then',
    kind: 'link motion',
    apply: (l, _, { poll }) => rename(l, (u) => (poll % 2 && !/[?#]|html$|\/$/.test(u) ? `${u}/` : u)),
  },
  {
    name: 'link follows the title',
    kind: 'link motion',
    breaks: ['url', 'guid'],
    apply: (l) =>
      void (
        l.url !== null &&
        (l.url = `https://news.example/t/${l.title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-')}`)
      ),
  },
  {
    name: 'new system: all guids and links',
    kind: 'link motion',
    breaks: ['url', 'guid'],
    apply: (l, s, { poll, turn }) => {
      if (poll >= turn) {
        if (l.guid !== null) l.guid = `node-${s.n * 13}`;
        if (l.url !== null) l.url = `https://news.example/n/${s.n * 13}/${s.slug.slice(0, 9)}`;
      }
    },
  },
];

export const DATE_HABITS: readonly Habit[] = [
  {
    name: 'dated anew at every poll',
    kind: 'date',
    breaks: ['date'],
    apply: (l, _, { now }) => void (l.published_at = new Date(now).toISOString()),
  },
  { name: 'undated', kind: 'date', breaks: ['date'], apply: (l) => void (l.published_at = null) },
  {
    name: 'dated by the day',
    kind: 'date',
    apply: (l) => void (l.published_at = l.published_at && `${l.published_at.slice(0, 10)}T00:00:00.000Z`),
  },
  {
    name: 'two minutes more at every poll',
    kind: 'date',
    apply: (l, s, { poll }) => void (l.published_at = new Date(s.at + poll * 120_000).toISOString()),
  },
  {
    name: 'zone slips by nine hours',
    kind: 'date',
    breaks: ['date'],
    apply: (l, s, { poll, turn }) =>
      void (poll >= turn && (l.published_at = new Date(s.at + 9 * HOUR_MS).toISOString())),
  },
];

export const TEXT_HABITS: readonly Habit[] = [
  {
    name: 'some titles are edited',
    kind: 'text',
    breaks: ['title'],
    apply: (l, s, { poll }) => void (s.n % 3 === 0 && poll > s.born + 1 && (l.title = s.edited)),
  },
  {
    name: 'all titles in capitals from some day',
    kind: 'text',
    apply: (l, _, { poll, turn }) => void (poll >= turn && (l.title = l.title.toUpperCase())),
  },
  {
    name: 'titles get the name of the outlet',
    kind: 'text',
    breaks: ['title'],
    apply: (l, _, { poll, turn }) => void (poll >= turn && (l.title = `${l.title} - Example News`)),
  },
  {
    name: 'one title for all',
    kind: 'text',
    breaks: ['title'],
    apply: (l) => void (l.title = 'Morning briefing: what to know today'),
  },
  {
    name: 'titles of series',
    kind: 'text',
    breaks: ['title'],
    apply: (l, s) => void (l.title = s.n % 2 ? 'Air raid alert in the region' : s.title),
  },
  { name: 'numbered titles', kind: 'text', apply: (l, s) => void (l.title = `Headline number ${s.n}`) },
  {
    name: 'short numbered titles',
    kind: 'text',
    apply: (l, s) => {
      l.title = `Story ${s.n}`;
      l.summary = '';
    },
  },
  { name: 'no titles', kind: 'text', apply: (l) => void (l.title = '') },
  { name: 'no summaries', kind: 'text', apply: (l) => void (l.summary = '') },
  {
    name: 'one summary for all',
    kind: 'text',
    apply: (l) =>
      void (l.summary = 'Read the full article on our website or subscribe to our newsletter for more.'),
  },
  {
    name: 'summaries change at every poll',
    kind: 'text',
    apply: (l, s, { poll }) => void (l.summary = `${s.summary} Viewed ${poll * 17 + s.n} times.`),
  },
];
