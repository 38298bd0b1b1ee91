// Weighs what a scan found: gates, rules, topics. Pure sums of the topic file's numbers, so every part can be shown.
import type { EvidenceDefinition, RuleDefinition, TopicDefinition } from '../model/topic.ts';
import { type CompiledTopic, meets, type PresenceMask, type TermTest } from './compile.ts';
import type { Scan, Sentence } from './scan.ts';

/** A rule that fired, and in which sentence where its scope is one. */
export interface Firing {
  readonly rule: RuleDefinition;
  readonly terms: readonly TermTest[];
  /** Index into the scan's sentences; null: the whole field or item. */
  readonly sentence: number | null;
}

export interface TopicScore {
  readonly id: string;
  readonly score: number;
  readonly main: number;
  readonly evidence: readonly EvidenceFiring[];
}

export interface EvidenceFiring {
  readonly evidence: EvidenceDefinition;
  readonly terms: readonly TermTest[];
  readonly field: 'title' | 'lead';
  readonly weight: number;
}

interface CompiledRule {
  readonly rule: RuleDefinition;
  readonly all: readonly TermTest[];
  readonly none: readonly TermTest[];
  readonly unless: readonly TermTest[];
  readonly given: readonly TermTest[];
}

interface CompiledEvidence {
  readonly evidence: EvidenceDefinition;
  readonly of: readonly TermTest[];
}

/** Judges scans by one topic. */
export class Scorer {
  readonly #definition: TopicDefinition;
  readonly #gates: readonly (readonly TermTest[])[];
  readonly #rules: readonly CompiledRule[];
  readonly #topics: readonly {
    id: string;
    base: number;
    mainBase: number;
    evidence: readonly CompiledEvidence[];
  }[];

  constructor(topic: CompiledTopic) {
    this.#definition = topic.definition;
    const masks = (terms: readonly (readonly string[])[]): TermTest[] =>
      terms.map((term) => topic.testOf(term));
    this.#gates = topic.definition.gates.map(masks);
    this.#rules = topic.definition.rules.map((rule) => ({
      rule,
      all: masks(rule.all),
      none: masks(rule.none),
      unless: masks(rule.unless),
      given: masks(rule.given),
    }));
    this.#topics = topic.definition.topics.map((one) => ({
      id: one.id,
      base: one.base,
      mainBase: one.mainBase,
      evidence: one.evidence.map((evidence) => ({ evidence, of: masks(evidence.of) })),
    }));
  }

  /** Whether all terms of some gate are present. */
  gateOpen(present: PresenceMask): boolean {
    for (const gate of this.#gates) if (holds(present, gate)) return true;
    return false;
  }

  /** For each gate, the positions of the terms that are missing. */
  missingTerms(scan: Scan): number[][] {
    return this.#gates.map((gate) => gate.flatMap((term, index) => (meets(scan.item, term) ? [] : [index])));
  }

  /** Every rule that fires, shadow rules included. */
  firings(scan: Scan): Firing[] {
    const fired: Firing[] = [];
    for (const compiled of this.#rules) {
      const sentence = findScope(scan, compiled);
      if (sentence === undefined) continue;
      fired.push({ rule: compiled.rule, terms: compiled.all, sentence });
    }
    return fired;
  }

  /** Points of an item whose gate is open. */
  points(firings: readonly Firing[]): number {
    let sum = this.#definition.base;
    for (const { rule } of firings) if (!rule.shadow) sum += rule.weight;
    return sum;
  }

  /** How strongly the item speaks of each topic. */
  topics(scan: Scan): TopicScore[] {
    return this.#topics.map((topic) => {
      let score = topic.base;
      let main = topic.mainBase;
      const firings: EvidenceFiring[] = [];
      for (const { evidence, of } of topic.evidence) {
        if (holds(scan.title, of)) {
          score += evidence.title;
          main += evidence.mainTitle;
          firings.push({ evidence, terms: of, field: 'title', weight: evidence.title });
        }
        if (holds(scan.lead, of)) {
          score += evidence.lead;
          main += evidence.mainLead;
          firings.push({ evidence, terms: of, field: 'lead', weight: evidence.lead });
        }
      }
      return { id: topic.id, score, main, evidence: firings };
    });
  }
}

/** The main topic first, then the others that have points, by points. */
export function chooseTopics(scores: readonly TopicScore[]): TopicScore[] {
  let main: TopicScore | null = null;
  for (const score of scores) if (main === null || score.main > main.main) main = score;
  const others = scores.filter((score) => score !== main && score.score > 0);
  others.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  return main === null ? others : [main, ...others];
}

function holds(mask: PresenceMask, terms: readonly TermTest[]): boolean {
  for (const term of terms) if (!meets(mask, term)) return false;
  return true;
}

function passes(mask: PresenceMask, rule: CompiledRule): boolean {
  if (!holds(mask, rule.all)) return false;
  for (const term of rule.none) if (meets(mask, term)) return false;
  return true;
}

// undefined: does not fire; null: fires in a whole field or the item; a number: in that sentence.
function findScope(scan: Scan, rule: CompiledRule): number | null | undefined {
  // Whatever the scope, most rules lack a term in the whole item.
  if (!holds(scan.item, rule.all) || !holds(scan.item, rule.given)) return undefined;
  for (const term of rule.unless) if (meets(scan.item, term)) return undefined;
  switch (rule.rule.where) {
    case 'title':
      return passes(scan.title, rule) ? null : undefined;
    case 'lead':
      return passes(scan.lead, rule) ? null : undefined;
    case 'head':
      return passes(scan.head, rule) ? null : undefined;
    case 'item':
      return passes(scan.item, rule) ? null : undefined;
    case 'sentence':
      return findSentence(scan, rule, () => true);
    case 'lead-sentence':
      return findSentence(scan, rule, (sentence) => sentence.lead);
    case 'opening':
      return findSentence(scan, rule, (sentence) => sentence.lead && sentence.index === 0);
  }
}

function findSentence(
  scan: Scan,
  rule: CompiledRule,
  wanted: (sentence: Sentence) => boolean,
): number | undefined {
  const at = scan.sentences.findIndex((sentence) => wanted(sentence) && passes(sentence.mask, rule));
  return at === -1 ? undefined : at;
}
