// A made-up feed that misbehaves: some odd habits of real feeds at once, over ten polls, with the truth in every line's id.
import { canHaveCompany, COMPANIES } from './feed-companies.ts';
import { type Habit, hex, HOUR_MS, type Signal, type SimulatedLine, type Story } from './feed-habit.ts';
import { DATE_HABITS, GUID_MOTIONS, LINK_MOTIONS, TEXT_HABITS } from './feed-motions.ts';
import { GUID_STYLES, LINK_STYLES } from './feed-styles.ts';
import { pick, seeded, signs, words } from './feed-words.ts';

export interface Simulation {
  readonly habits: readonly string[];
  readonly lines: readonly SimulatedLine[];
}

const POLLS = 10;
const START = Date.UTC(2026, 10, 2, 6);

const WINDOW_HABITS = [
  'none',
  'reversed',
  'shuffled',
  'twice',
  'leaving',
  'gap',
  'short',
  'growing',
  'restarts',
] as const;

function makeStory(random: () => number, n: number, born: number, write: typeof words): Story {
  const text = write(random, 5 + Math.floor(random() * 4));
  const title = `${text[0]?.toUpperCase()}${text.slice(1)}`;
  return {
    n,
    title,
    edited: random() < 0.5 ? `${title.slice(0, -4)}${write(random, 1)}` : `Update: ${write(random, 6)}`,
    summary: `${write(random, 18 + Math.floor(random() * 20))}.`,
    at: START + born * HOUR_MS - Math.floor(random() * HOUR_MS * (born === 0 ? 40 : 1)),
    born,
    slug: title.toLowerCase().replaceAll(' ', '-'),
    token: hex(random, 10),
  };
}

const SIGNALS: readonly Signal[] = ['guid', 'url', 'title'];

/** Habits that leave every item known by something: a guid, an address or a title. */
function chooseHabits(random: () => number): Habit[] {
  for (;;) {
    const habits = [
      pick(random, LINK_STYLES),
      pick(random, GUID_STYLES),
      ...[GUID_MOTIONS, LINK_MOTIONS, DATE_HABITS, TEXT_HABITS].flatMap((kind) =>
        random() < 0.4 ? [pick(random, kind)] : [],
      ),
    ];
    if (canBeKnown(habits)) return habits;
  }
}

function canBeKnown(habits: readonly Habit[]): boolean {
  const broken = new Set(habits.flatMap(({ breaks }) => breaks ?? []));
  const names = new Set(habits.map(({ name }) => name));
  // A feed without its own link has nothing to turn a guid into.
  if (broken.has('url') && names.has('guid turns into the link')) return false;
  // Only the title is left: it has to be good for it.
  const weak = ['numbered titles', 'short numbered titles', 'no titles'].some((name) => names.has(name));
  const left = SIGNALS.filter((signal) => !broken.has(signal) && !(signal === 'title' && weak));
  return left.length > 0;
}

/** The simulation of a seed: always the same. */
export function simulate(seed: number, only?: readonly string[]): Simulation {
  const random = seeded(seed);
  const all = [
    ...LINK_STYLES,
    ...GUID_STYLES,
    ...GUID_MOTIONS,
    ...LINK_MOTIONS,
    ...DATE_HABITS,
    ...TEXT_HABITS,
  ];
  const habits = only === undefined ? chooseHabits(random) : all.filter(({ name }) => only.includes(name));
  const window =
    only === undefined
      ? pick(random, WINDOW_HABITS)
      : (WINDOW_HABITS.find((name) => only.includes(name)) ?? 'none');
  const size = window === 'short' ? 1 + Math.floor(random() * 3) : 5 + Math.floor(random() * 36);
  const turn = 2 + Math.floor(random() * 7);
  const pace = pick(random, [0, 1, 1, 2, Math.ceil(size / 4)]);
  const write = random() < 0.25 ? signs : words;
  const stories: Story[] = [];
  for (let n = 0; n < size; n++) stories.push(makeStory(random, n, 0, write));
  const company = canHaveCompany(habits) && random() < 0.5 ? pick(random, COMPANIES) : null;
  const lines: SimulatedLine[] = [];
  for (let poll = 0; poll < POLLS; poll++) {
    if (poll > 0) for (let i = 0; i < pace; i++) stories.push(makeStory(random, stories.length, poll, write));
    const now = START + poll * HOUR_MS + (window === 'gap' && poll > 5 ? 24 * 24 * HOUR_MS : 0);
    const shown = arrange(window, stories, size, poll, random);
    const document = shown.map((story, place) => {
      const line: SimulatedLine = {
        id: `${story.n}@${poll}`,
        feed: 'one',
        guid: null,
        url: null,
        title: story.title,
        summary: story.summary,
        published_at: new Date(story.at).toISOString(),
        seen_at: new Date(now).toISOString(),
      };
      const text = habits.filter(({ kind }) => kind === 'text');
      for (const habit of [...text, ...habits.filter(({ kind }) => kind !== 'text')])
        habit.apply(line, story, {
          poll,
          now,
          place,
          turn,
          random: seeded(seed * 7_919 + poll * 613 + story.n),
        });
      return line;
    });
    lines.push(...document);
    if (company !== null && poll > 0) lines.push(...company(document, poll, now));
  }
  return {
    habits: [
      ...habits.map(({ name }) => name),
      `window: ${window}`,
      `company: ${company?.name ?? 'none'}`,
      `size ${size} pace ${pace} turn ${turn}`,
    ],
    lines,
  };
}

function arrange(
  window: (typeof WINDOW_HABITS)[number],
  stories: readonly Story[],
  size: number,
  poll: number,
  random: () => number,
): Story[] {
  const latest = stories.slice(-size).reverse();
  if (window === 'reversed') return poll % 2 ? latest.reverse() : latest;
  if (window === 'shuffled')
    return latest
      .map((story) => ({ story, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ story }) => story);
  if (window === 'twice') return latest.flatMap((story) => (story.n % 4 === 0 ? [story, story] : [story]));
  if (window === 'leaving') return latest.filter((story) => (story.n + poll) % 4 !== 0);
  if (window === 'growing') return [...stories].reverse();
  if (window === 'restarts') return poll % 3 === 1 ? latest.slice(0, Math.ceil(size / 3)) : latest;
  return latest;
}
