// How well a tagger judges labelled items: precision, recall and F1 by language and topic, and which items it gets wrong.
import type { TagInput, Verdict } from '../model/verdict.ts';

/** One labelled item of a corpus. */
export interface LabelledItem {
  /** How much it counts when topics are learned; below 1 where its set does not have the usual mix of topics. */
  readonly weight: number;
  readonly id: string;
  readonly input: TagInput;
  readonly relevant: boolean;
  readonly strength: string;
  readonly topics: readonly string[];
  readonly borderline: boolean;
  readonly implicit: boolean;
  readonly group: string;
  readonly split: string;
}

export interface Tally {
  readonly hits: number;
  readonly falseAlarms: number;
  readonly misses: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Confusion {
  readonly id: string;
  readonly kind: 'missed' | 'false alarm' | 'main topic';
  readonly title: string;
  readonly score: number;
  readonly detail: string;
}

export interface Measurement {
  readonly items: number;
  readonly relevant: Tally;
  readonly meanF1: number;
  readonly byLanguage: Readonly<Record<string, Tally>>;
  readonly byTopic: Readonly<Record<string, Tally>>;
  /** Over all topics of all items on the subject. */
  readonly topics: Tally;
  readonly mainTopicRight: number;
  readonly passingTagged: readonly [tagged: number, of: number];
  readonly implicitFound: readonly [found: number, of: number];
  readonly strengthRight: number;
  readonly confusions: readonly Confusion[];
}

/** Judges every item with `tag` and counts. Borderline items count for topics alone. */
export function measure(
  items: readonly LabelledItem[],
  tag: (input: TagInput) => Verdict,
  topicsOf: (input: TagInput) => readonly string[],
): Measurement {
  const all = new Counter();
  const byLanguage = new Map<string, Counter>();
  const byTopic = new Map<string, Counter>();
  const topics = new Counter();
  const confusions: Confusion[] = [];
  const passing: [number, number] = [0, 0];
  const implicit: [number, number] = [0, 0];
  let [mainRight, mainOf, strengthRight, clear] = [0, 0, 0, 0];
  for (const item of items) {
    const verdict = tag(item.input);
    if (item.relevant) {
      const named = topicsOf(item.input);
      mainOf++;
      if (named[0] === item.topics[0]) mainRight++;
      else
        confusions.push(
          confuse(item, verdict, 'main topic', `expected ${item.topics.join(', ')}; got ${named.join(', ')}`),
        );
      for (const topic of new Set([...named, ...item.topics]))
        for (const counter of [topics, counterOf(byTopic, topic)])
          counter.add(named.includes(topic), item.topics.includes(topic));
    }
    if (item.borderline) continue;
    clear++;
    if (verdict.strength === item.strength) strengthRight++;
    for (const counter of [all, counterOf(byLanguage, item.input.lang ?? 'und')])
      counter.add(verdict.relevant, item.relevant);
    if (item.group === 'passing') add(passing, verdict.relevant);
    if (item.implicit && item.relevant) add(implicit, verdict.relevant);
    if (verdict.relevant !== item.relevant)
      confusions.push(confuse(item, verdict, item.relevant ? 'missed' : 'false alarm', item.group));
  }
  const languages = tallies(byLanguage);
  return {
    items: items.length,
    relevant: all.tally(),
    meanF1: mean(Object.values(languages).map(({ f1 }) => f1)),
    byLanguage: languages,
    byTopic: tallies(byTopic),
    topics: topics.tally(),
    mainTopicRight: mainOf === 0 ? 1 : mainRight / mainOf,
    passingTagged: passing,
    implicitFound: implicit,
    strengthRight: clear === 0 ? 1 : strengthRight / clear,
    confusions,
  };
}

class Counter {
  #hits = 0;
  #falseAlarms = 0;
  #misses = 0;

  add(said: boolean, is: boolean): void {
    if (said && is) this.#hits++;
    else if (said) this.#falseAlarms++;
    else if (is) this.#misses++;
  }

  tally(): Tally {
    const hits = this.#hits;
    const falseAlarms = this.#falseAlarms;
    const misses = this.#misses;
    return {
      hits,
      falseAlarms,
      misses,
      precision: share(hits, hits + falseAlarms),
      recall: share(hits, hits + misses),
      f1: share(2 * hits, 2 * hits + falseAlarms + misses),
    };
  }
}

function confuse(item: LabelledItem, verdict: Verdict, kind: Confusion['kind'], detail: string): Confusion {
  return { id: item.id, kind, title: item.input.title, score: verdict.score, detail };
}

function add(pair: [number, number], yes: boolean): void {
  pair[1]++;
  if (yes) pair[0]++;
}

function counterOf(map: Map<string, Counter>, key: string): Counter {
  const known = map.get(key) ?? new Counter();
  map.set(key, known);
  return known;
}

function tallies(map: ReadonlyMap<string, Counter>): Record<string, Tally> {
  return Object.fromEntries(
    [...map].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, counter]) => [key, counter.tally()]),
  );
}

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 1 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
