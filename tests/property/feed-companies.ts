// Other feeds beside a made-up one.
import { type Habit, type SimulatedLine, withParameter } from './feed-habit.ts';
import { seeded, words } from './feed-words.ts';

export type Company = (document: readonly SimulatedLine[], poll: number, now: number) => SimulatedLine[];

export const elsewhere = (line: SimulatedLine, feed: string, now: number): SimulatedLine => ({
  ...line,
  feed,
  seen_at: new Date(now + 600_000).toISOString(),
});

// Other feeds beside it: the same items for an aggregator, in another format, or other items under the same guids.
export const COMPANIES: readonly Company[] = [
  function aggregator(document, _, now) {
    return document
      .filter((_line, at) => at % 3 === 0)
      .map((line) => ({
        ...elsewhere(line, 'aggregator', now),
        guid: `agg-${line.id.split('@')[0]}`,
        url: `https://www.google.com/url?sa=t&url=${encodeURIComponent(line.url ?? '')}&usg=AOv${now}`,
        title: `${line.title} - Example News`,
      }));
  },
  function otherFormat(document, _, now) {
    return document.map((line) => ({
      ...elsewhere(line, 'atom', now),
      guid: `urn:item:${line.id.split('@')[0]}`,
      url: line.url && withParameter(line.url.replace('https:', 'http:'), 'utm_medium=atom'),
    }));
  },
  function stranger(document, poll, now) {
    return document.map((line, at) => ({
      ...elsewhere(line, 'stranger', now),
      id: `s${poll}-${at}@${poll}`,
      url: `https://stranger.example/${poll}/${at}-other`,
      guid: `${at}-${poll}`,
      title: words(seeded(poll * 97 + at), 7),
      summary: `${words(seeded(poll * 89 + at * 7), 22)}.`,
      published_at: new Date(now - at * 80_000).toISOString(),
    }));
  },
];

export function canHaveCompany(habits: readonly Habit[]): boolean {
  const link = habits[0]?.name ?? '';
  const isPlain = [
    'link: slug',
    'link: number',
    'link: ?sid=',
    'link: dated path',
    'link: other sites',
  ].includes(link);
  return (
    isPlain &&
    habits.every(({ breaks, kind }) => kind === 'guid' || kind === 'guid motion' || !breaks?.includes('url'))
  );
}
