// The tagger of one topic: a verdict for any text, the same for ever under the same rule version. Never throws.
import { shortHash } from '../lib/hash.ts';
import { ok, type Result } from '../lib/result.ts';
import type { TopicDefinition, TopicMeta } from '../model/topic.ts';
import type { Reason, TagInput, Verdict } from '../model/verdict.ts';
import {
  type CompiledTopic,
  compileTopic,
  languageBit,
  meets,
  type TermTest,
  type TopicFault,
} from './compile.ts';
import { decideLanguages } from './language.ts';
import type { Hit } from './hit.ts';
import { Scanner, type Scan, type Sentence } from './scan.ts';
import { chooseTopics, Scorer, type Firing, type TopicScore } from './score.ts';

/** Raised whenever the engine may judge differently under the same topic file. */
export const ENGINE_VERSION = '3';

/** Everything the tagger knows of an item: for explanations, for learning weights, for counting rules. */
export interface Findings {
  readonly lang: string;
  readonly scan: Scan;
  readonly gateOpen: boolean;
  /** Terms missing from each gate, in the order of the file. */
  readonly missing: readonly (readonly number[])[];
  readonly firings: readonly Firing[];
  readonly score: number;
  readonly topics: readonly TopicScore[];
}

/** A verdict with what it rests on. */
export interface Judgement {
  readonly verdict: Verdict;
  /** Every rule that fired, shadow rules included; empty where no gate is open. */
  readonly firings: readonly Firing[];
  /** Every concept in the text; empty where no gate is open. */
  readonly hits: readonly Hit[];
}

/** Tags items by one topic; made by `openTagger`. */
export class Tagger {
  readonly meta: TopicMeta;
  readonly ruleVersion: string;
  readonly #topic: CompiledTopic;
  readonly #scanner: Scanner;
  readonly #scorer: Scorer;
  readonly #bits = new Map<string, number>();

  constructor(topic: CompiledTopic) {
    this.#topic = topic;
    this.#scanner = new Scanner(topic);
    this.#scorer = new Scorer(topic);
    const { definition } = topic;
    this.meta = {
      id: definition.id,
      name: definition.name,
      topics: definition.topics.map(({ id, name }) => ({ id, name })),
    };
    this.ruleVersion = `${definition.id}-${shortHash(`${definition.hash}\n${ENGINE_VERSION}`, 12)}`;
  }

  get topic(): CompiledTopic {
    return this.#topic;
  }

  /** The verdict on one item. */
  tag(input: TagInput): Verdict {
    return this.judge(input).verdict;
  }

  /** The verdict on one item and what it rests on, without the facts that only explanations ask for. */
  judge(input: TagInput): Judgement {
    const languages = decideLanguages(input);
    const nothing = { verdict: this.#nothing(languages.lang), firings: [], hits: [] };
    // Most items hold too little for any gate, whatever stands beside what in them.
    const found = this.#scanner.find(input, this.#languageBits(languages.active));
    if (!this.#scorer.gateOpen(found.possible)) return nothing;
    const scan = this.#scanner.read(found);
    if (!this.#scorer.gateOpen(scan.item)) return nothing;
    const findings = this.#weigh(languages.lang, scan, false);
    return { verdict: this.verdictOf(findings), firings: findings.firings, hits: scan.hits };
  }

  /** All the facts behind the verdict, also where there is nothing to tag. */
  findings(input: TagInput): Findings {
    const languages = decideLanguages(input);
    return this.#weigh(languages.lang, this.#scanner.scan(input, this.#languageBits(languages.active)), true);
  }

  /** The verdict that follows from findings. */
  verdictOf(findings: Findings): Verdict {
    const { core, passing } = this.#topic.definition;
    if (!findings.gateOpen) return this.#nothing(findings.lang);
    const relevant = findings.score >= core;
    const topics = relevant ? chooseTopics(findings.topics) : [];
    const reasons = findings.firings.flatMap((firing) =>
      firing.rule.shadow ? [] : this.#reasonsOf(firing, findings.scan),
    );
    return {
      relevant,
      strength: relevant ? 'core' : findings.score >= passing ? 'passing' : 'none',
      score: round(Math.max(0, findings.score)),
      topics: topics.map((topic) => topic.id),
      lang: findings.lang,
      reasons: addUp([...reasons, ...topics.flatMap((topic) => this.#topicReasons(topic, findings.scan))]),
      ruleVersion: this.ruleVersion,
    };
  }

  /** The pieces of text a rule fired on. */
  textsOf(firing: Firing, scan: Scan): string[] {
    const hits = firing.terms.flatMap((term) => findHit(this.#topic, scan, term, scopeOf(firing, scan)));
    return [...new Set(hits.map((hit) => scan.texts[hit.field].slice(hit.start, hit.end)))];
  }

  // `whole`: also what only explanations and learning ask for.
  #weigh(lang: string, scan: Scan, whole: boolean): Findings {
    const firings = this.#scorer.firings(scan);
    const score = this.#scorer.points(firings);
    return {
      lang,
      scan,
      gateOpen: !whole || this.#scorer.gateOpen(scan.item),
      missing: whole ? this.#scorer.missingTerms(scan) : [],
      firings,
      score,
      topics: whole || score >= this.#topic.definition.core ? this.#scorer.topics(scan) : [],
    };
  }

  #nothing(lang: string): Verdict {
    return {
      relevant: false,
      strength: 'none',
      score: 0,
      topics: [],
      lang,
      reasons: [],
      ruleVersion: this.ruleVersion,
    };
  }

  #languageBits(codes: readonly string[] | null): number {
    if (codes === null) return -1;
    let bits = 0;
    for (const code of codes) {
      let bit = this.#bits.get(code);
      if (bit === undefined) {
        bit = languageBit(this.#topic.definition, code);
        if (this.#bits.size < 200) this.#bits.set(code, bit);
      }
      bits |= bit;
    }
    // Forms for all languages hold also where the language is none of the topic's.
    return bits === 0 ? 1 << 31 : bits;
  }

  // One reason per term, the rule's weight shared between them, so that the weights add up to the score.
  #reasonsOf(firing: Firing, scan: Scan): Reason[] {
    const hits = firing.terms.flatMap((term) => findHit(this.#topic, scan, term, scopeOf(firing, scan)));
    return hits.map((hit) => reasonFor(firing.rule.id, hit, firing.rule.weight / hits.length, scan));
  }

  #topicReasons(topic: TopicScore, scan: Scan): Reason[] {
    return topic.evidence.flatMap((firing) => {
      const hits = firing.terms.flatMap((term) =>
        findHit(this.#topic, scan, term, (hit) =>
          firing.field === 'title' ? hit.field === 'title' : (scan.sentences[hit.sentence]?.lead ?? false),
        ),
      );
      return firing.weight === 0
        ? []
        : hits.map((hit) => reasonFor(`topic/${topic.id}`, hit, firing.weight / hits.length, scan));
    });
  }
}

/** Compiles a topic and opens its tagger; the failure lists everything that is wrong. */
export function openTagger(definition: TopicDefinition): Result<Tagger, TopicFault[]> {
  const compiled = compileTopic(definition);
  return compiled.ok ? ok(new Tagger(compiled.value)) : compiled;
}

// What one rule or topic says of one piece of text, once. A rule's reasons follow each other.
function addUp(reasons: readonly Reason[]): Reason[] {
  const sums: Reason[] = [];
  let ruleFrom = 0;
  for (const reason of reasons) {
    if (sums[ruleFrom]?.rule !== reason.rule) ruleFrom = sums.length;
    const at = sums.findIndex((one, index) => index >= ruleFrom && isSamePlace(one, reason));
    const known = sums[at];
    if (known === undefined) sums.push(reason);
    else sums[at] = { ...known, weight: round(known.weight + reason.weight) };
  }
  return sums.filter(({ weight }) => weight !== 0);
}

function isSamePlace(a: Reason, b: Reason): boolean {
  return a.field === b.field && a.span[0] === b.span[0] && a.span[1] === b.span[1];
}

function reasonFor(rule: string, hit: Hit, weight: number, scan: Scan): Reason {
  const text = scan.texts[hit.field].slice(hit.start, hit.end);
  return { rule, field: hit.field, span: [hit.start, hit.end], text, weight: round(weight) };
}

function scopeOf(firing: Firing, scan: Scan): (hit: Hit) => boolean {
  if (firing.sentence !== null) return (hit) => hit.sentence === firing.sentence;
  if (firing.rule.where === 'title') return (hit) => hit.field === 'title';
  if (firing.rule.where === 'lead')
    return (hit) => hit.field !== 'title' && (scan.sentences[hit.sentence]?.lead ?? false);
  if (firing.rule.where === 'head')
    return (hit) => hit.field === 'title' || isOpening(scan.sentences[hit.sentence]);
  return () => true;
}

function isOpening(sentence: Sentence | undefined): boolean {
  return sentence !== undefined && sentence.lead && sentence.index === 0;
}

function findHit(topic: CompiledTopic, scan: Scan, term: TermTest, wanted: (hit: Hit) => boolean): Hit[] {
  const hit = scan.hits.find((one) => {
    const mask = topic.concepts[one.concept]?.mask;
    return mask !== undefined && wanted(one) && meets(mask, term);
  });
  return hit === undefined ? [] : [hit];
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
