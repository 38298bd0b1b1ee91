// A line that a made-up feed serves, and what a habit of the feed does to it.

/** One line for `ingest`; its id is `<truth>@<poll>`. */
export interface SimulatedLine {
  readonly id: string;
  readonly feed: string;
  guid: string | null;
  url: string | null;
  title: string;
  summary: string;
  published_at: string | null;
  seen_at: string;
}

export type Signal = 'guid' | 'url' | 'title' | 'date';

export interface Story {
  readonly n: number;
  readonly title: string;
  readonly edited: string;
  readonly summary: string;
  readonly at: number;
  readonly born: number;
  readonly slug: string;
  readonly token: string;
}

export interface Moment {
  readonly poll: number;
  readonly now: number;
  /** Where the story stands in the document. */
  readonly place: number;
  /** The poll at which a feed changes for good. */
  readonly turn: number;
  readonly random: () => number;
}

export interface Habit {
  readonly name: string;
  /** Two habits of one kind do not go together. */
  readonly kind: string;
  /** What an item can no longer be known by. */
  readonly breaks?: readonly Signal[];
  readonly apply: (line: SimulatedLine, story: Story, moment: Moment) => void;
}

export const HOUR_MS = 3_600_000;

export const rename = (line: SimulatedLine, change: (url: string) => string): void => {
  if (line.url !== null) line.url = change(line.url);
  if (line.guid?.startsWith('http')) line.guid = change(line.guid);
};
export const hex = (random: () => number, length: number): string =>
  Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
export const withParameter = (url: string, parameter: string): string => {
  const [page = '', fragment] = url.split('#');
  const joined = `${page}${page.includes('?') ? '&' : '?'}${parameter}`;
  return fragment === undefined ? joined : `${joined}#${fragment}`;
};
