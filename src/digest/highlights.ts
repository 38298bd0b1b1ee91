// The three lines a busy person reads: how much there is, the most important story, what is unusual.
import type { CoverageReceipt, DayCount, StoryCard } from '../model/digest.ts';
import { clip } from './excerpt.ts';
import { count, list, span } from './wording.ts';

/** Fewer days on record than this are no measure. */
const MIN_HISTORY_DAYS = 7;
const MIN_LIKE_DAYS = 3;

/** A day by the number that `DayCount` gives it. Weekends are compared with weekends. */
export interface HistoryDay {
  readonly day: string;
  readonly weekend: boolean;
}

export interface HighlightFacts {
  readonly cards: readonly StoryCard[];
  readonly updates: number;
  readonly receipt: CoverageReceipt;
  readonly missed: number;
  readonly coversMs: number;
  /** Matched items of this span, per topic, and of each of the 14 days before it. */
  readonly today: ReadonlyMap<string, number>;
  readonly history: readonly DayCount[];
  /** Those of the 14 days in which anything was read: a day without a reading is no measure. */
  readonly historyDays: readonly HistoryDay[];
  /** The days this digest covers. */
  readonly coveredDays: readonly Pick<HistoryDay, 'weekend'>[];
  readonly topicName: (topic: string) => string;
}

/** At most three lines, in that order. */
export function composeHighlights(facts: HighlightFacts): string[] {
  const { cards, receipt } = facts;
  const late = facts.missed > 0 ? ` Covers ${span(facts.coversMs)}: ${missedWords(facts.missed)}.` : '';
  const read = `${receipt.feeds.read} of ${receipt.feeds.configured} sources read`;
  if (cards.length === 0 && facts.updates === 0)
    return [`${read}, ${nothing(receipt.items.repeated)}.${late}`, unusualLine(facts)];
  const outlets = new Set(cards.flatMap(({ sources }) => sources.map(({ family }) => family))).size;
  const updates = facts.updates > 0 ? ` and ${count(facts.updates, 'update')}` : '';
  const first = `${count(cards.length, 'story', 'stories')}${updates} from ${count(outlets, 'outlet')}; ${read}.${late}`;
  const top = [...cards].sort((a, b) => b.importance.score - a.importance.score)[0];
  const lines = [first];
  if (top !== undefined) lines.push(`Most important: ${clip(top.headline, 160)} (${top.outlet})`);
  return [...lines, unusualLine(facts)];
}

function nothing(repeated: number): string {
  if (repeated === 0) return 'nothing on the subject';
  return `nothing new on the subject (${count(repeated, 'further report')} of stories shown before)`;
}

/** What stands out against the median day of the last 14, or that nothing does. */
export function unusualLine(facts: HighlightFacts): string {
  const known = facts.historyDays.length;
  if (known < MIN_HISTORY_DAYS)
    return `No comparison yet: ${count(known, 'day')} on record, ${MIN_HISTORY_DAYS} are needed.`;
  const topics = new Set([...facts.today.keys(), ...facts.history.map(({ topic }) => topic)]);
  const notes: { readonly weight: number; readonly words: string }[] = [];
  for (const topic of topics) {
    const now = facts.today.get(topic) ?? 0;
    const usual = usualOf(topic, facts);
    if (now >= 3 && now >= 2 * usual + 2)
      notes.push({
        weight: now - usual,
        words: `${facts.topicName(topic)} ${now} (usually ${round(usual)})`,
      });
    else if (now === 0 && usual >= 2)
      notes.push({ weight: usual, words: `nothing on ${facts.topicName(topic)} (usually ${round(usual)})` });
  }
  if (notes.length === 0) return `Nothing unusual against the last ${known} days.`;
  const words = notes.sort((a, b) => b.weight - a.weight || (a.words < b.words ? -1 : 1)).slice(0, 3);
  return `Unusual against the last ${known} days: ${list(words.map((note) => note.words))}.`;
}

// The median of like days, workdays or weekends, for each day covered; of all days where too few are alike.
function usualOf(topic: string, facts: HighlightFacts): number {
  const perDay = new Map(
    facts.history.filter((entry) => entry.topic === topic).map(({ day, items }) => [day, items]),
  );
  const countsOf = (days: readonly HistoryDay[]): number[] => days.map(({ day }) => perDay.get(day) ?? 0);
  const expected = facts.coveredDays.map(({ weekend }) => {
    const alike = facts.historyDays.filter((day) => day.weekend === weekend);
    return median(countsOf(alike.length >= MIN_LIKE_DAYS ? alike : facts.historyDays));
  });
  return expected.reduce((sum, value) => sum + value, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function missedWords(missed: number): string {
  return `${count(missed, 'earlier digest')} could not be written in time`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
