// From labelled texts to the numbers of a topic file: what each rule and each piece of evidence should weigh.
import type { TopicDefinition } from '../model/topic.ts';
import type { LabelledItem } from './measure.ts';
import { fitChoice, fitLogistic } from './fit.ts';
import type { Findings, Tagger } from './tagger.ts';

/** A number of the topic file that learning changes. */
export interface LearnedNumber {
  readonly path: readonly (string | number)[];
  readonly value: number;
}

export interface LearnOptions {
  /** Points below core at which an item starts: what nothing speaks for stays untagged. */
  readonly startBelow: number;
  /** Pull of rule weights towards zero. */
  readonly ridge: number;
  /** Pull of topic weights towards zero. */
  readonly topicRidge: number;
  /** Added to every topic's base: above zero, more topics are named. */
  readonly topicLift: number;
  /** How much an item counts for topics. */
  readonly topicWeight: (item: LabelledItem) => number;
}

export const LEARN_DEFAULTS: Omit<LearnOptions, 'topicWeight'> = {
  startBelow: 0.8,
  ridge: 0.6,
  topicRidge: 2,
  topicLift: 1,
};

interface Studied {
  readonly item: LabelledItem;
  readonly findings: Findings;
}

/** Learns all numbers from items that are not borderline. Deterministic. */
export function learnNumbers(
  tagger: Tagger,
  items: readonly LabelledItem[],
  options: LearnOptions,
): LearnedNumber[] {
  const studied = items.map((item) => ({ item, findings: tagger.findings(item.input) }));
  const { definition } = tagger.topic;
  return [...learnRules(definition, studied, options), ...learnTopics(definition, studied, options)];
}

function learnRules(
  definition: TopicDefinition,
  studied: readonly Studied[],
  options: LearnOptions,
): LearnedNumber[] {
  const indexOf = new Map(definition.rules.map((rule, index) => [rule.id, index]));
  const examples = studied
    .filter(({ item, findings }) => findings.gateOpen && !item.borderline)
    .map(({ item, findings }) => ({
      features: findings.firings.map(({ rule }) => indexOf.get(rule.id) ?? 0),
      label: item.relevant,
      weight: 1,
    }));
  const fitted = fitLogistic(examples, {
    features: definition.rules.length,
    signs: definition.rules.map((rule) => rule.sign),
    fixed: definition.rules.map((rule) => (rule.fixed ? rule.weight : undefined)),
    base: -options.startBelow,
    ridge: options.ridge,
    rounds: 3000,
  });
  const weights = definition.rules.flatMap((rule, index): LearnedNumber[] =>
    rule.fixed ? [] : [{ path: ['rules', index, 'weight'], value: round(fitted.weights[index] ?? 0) }],
  );
  return [{ path: ['base'], value: round(fitted.base + definition.core) }, ...weights];
}

function learnTopics(
  definition: TopicDefinition,
  studied: readonly Studied[],
  options: LearnOptions,
): LearnedNumber[] {
  const { topics } = definition;
  const relevant = studied.filter(({ item }) => item.relevant && item.topics.length > 0);
  const offsets: number[] = [];
  let total = 0;
  for (const topic of topics) {
    offsets.push(total);
    total += topic.evidence.length * 2;
  }
  const held = relevant.map(({ findings }) =>
    topics.map((topic, at) =>
      (findings.topics[at]?.evidence ?? []).map(
        ({ evidence, field }) => topic.evidence.indexOf(evidence) * 2 + (field === 'lead' ? 1 : 0),
      ),
    ),
  );
  const single = topics.map((topic, at) =>
    fitLogistic(
      relevant.map(({ item }, index) => ({
        features: held[index]?.[at] ?? [],
        label: item.topics.includes(topic.id),
        weight: options.topicWeight(item),
      })),
      { features: topic.evidence.length * 2, signs: [], ridge: options.topicRidge, rounds: 1200 },
    ),
  );
  const choices = relevant.map(({ item }, index) => ({
    features: (held[index] ?? []).map((features, at) =>
      features.map((feature) => (offsets[at] ?? 0) + feature),
    ),
    choice: topics.findIndex((topic) => topic.id === item.topics[0]),
    weight: options.topicWeight(item),
  }));
  const main = fitChoice(choices, topics.length, total, options.topicRidge, 800);
  return topics.flatMap((topic, at) => [
    { path: ['topics', at, 'base'], value: round((single[at]?.base ?? 0) + options.topicLift) },
    { path: ['topics', at, 'main_base'], value: round(main.bases[at] ?? 0) },
    ...topic.evidence.flatMap((_, index) => {
      const path = ['topics', at, 'evidence', index] as const;
      const first = (offsets[at] ?? 0) + index * 2;
      return [
        { path: [...path, 'title'], value: round(single[at]?.weights[index * 2] ?? 0) },
        { path: [...path, 'lead'], value: round(single[at]?.weights[index * 2 + 1] ?? 0) },
        { path: [...path, 'main_title'], value: round(main.weights[first] ?? 0) },
        { path: [...path, 'main_lead'], value: round(main.weights[first + 1] ?? 0) },
      ];
    }),
  ]);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
