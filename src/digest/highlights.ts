// The three lines a busy person reads: how much there is, the most important story, what is unusual.
import type { CoverageReceipt, DayCount, StoryCard } from '../model/digest.ts';
import { clip } from './excerpt.ts';
import { count, list, span } from './wording.ts';

const DAY_MS = 86_400_000;
/** Fewer days on record than this are no measure. */
const MIN_HISTORY_DAYS = 7;

export interface HighlightFacts {
  readonly cards: readonly StoryCard[];
  readonly updates: number;
  readonly receipt: CoverageReceipt;
  readonly missed: number;
  readonly coversMs: number;
  /** Matched items of this span, per topic, and of each of the 14 days before it. */
  readonly today: ReadonlyMap<string, number>;
  readonly history: readonly DayCount[];
  readonly historyDays: number;
  readonly topicName: (topic: string) => string;
}

/** At most three lines, in that order. */
export function composeHighlights(facts: HighlightFacts): string[] {
  const { cards, receipt } = facts;
  const late = facts.missed > 0 ? ` Covers ${span(facts.coversMs)}: ${missedWords(facts.missed)}.` : '';
  const read = `${receipt.feeds.read} of ${receipt.feeds.configured} sources read`;
  if (cards.length === 0 && facts.updates === 0)
    return [`${read}, nothing on the subject.${late}`, unusualLine(facts)];
  const outlets = new Set(cards.flatMap(({ sources }) => sources.map(({ family }) => family))).size;
  const updates = facts.updates > 0 ? ` and ${count(facts.updates, 'update')}` : '';
  const first = `${count(cards.length, 'story', 'stories')}${updates} from ${count(outlets, 'outlet')}; ${read}.${late}`;
  const top = [...cards].sort((a, b) => b.importance.score - a.importance.score)[0];
  const lines = [first];
  if (top !== undefined) lines.push(`Most important: ${clip(top.headline, 160)} (${top.outlet})`);
  return [...lines, unusualLine(facts)];
}

/** What stands out against the median day of the last 14, or that nothing does. */
export function unusualLine(facts: HighlightFacts): string {
  if (facts.historyDays < MIN_HISTORY_DAYS)
    return `No comparison yet: ${count(facts.historyDays, 'day')} on record, ${MIN_HISTORY_DAYS} are needed.`;
  const days = Math.max(1, Math.round(facts.coversMs / DAY_MS));
  const topics = new Set([...facts.today.keys(), ...facts.history.map(({ topic }) => topic)]);
  const notes: { readonly weight: number; readonly words: string }[] = [];
  for (const topic of topics) {
    const now = facts.today.get(topic) ?? 0;
    const usual = medianPerDay(topic, facts.history, facts.historyDays) * days;
    if (now >= 3 && now >= 2 * usual + 2)
      notes.push({
        weight: now - usual,
        words: `${facts.topicName(topic)} ${now} (usually ${round(usual)})`,
      });
    else if (now === 0 && usual >= 2)
      notes.push({ weight: usual, words: `nothing on ${facts.topicName(topic)} (usually ${round(usual)})` });
  }
  if (notes.length === 0) return `Nothing unusual against the last ${facts.historyDays} days.`;
  const words = notes.sort((a, b) => b.weight - a.weight || (a.words < b.words ? -1 : 1)).slice(0, 3);
  return `Unusual against the last ${facts.historyDays} days: ${list(words.map((note) => note.words))}.`;
}

function medianPerDay(topic: string, history: readonly DayCount[], days: number): number {
  const counts = history.filter((entry) => entry.topic === topic).map(({ items }) => items);
  const all = [...counts, ...Array.from({ length: Math.max(0, days - counts.length) }, () => 0)].sort(
    (a, b) => a - b,
  );
  const middle = Math.floor(all.length / 2);
  const upper = all[middle] ?? 0;
  return all.length % 2 === 1 ? upper : ((all[middle - 1] ?? 0) + upper) / 2;
}

function missedWords(missed: number): string {
  return `${count(missed, 'earlier digest')} could not be written in time`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
