// The tagger's opinion of one item, with everything a reader needs to check it.
import type { LangCode } from './lang.ts';

export type Strength = 'core' | 'passing' | 'none';
export type ItemField = 'title' | 'summary' | 'content';

/** One piece of evidence. `span` is in UTF-16 units of the original field text. */
export interface Reason {
  readonly rule: string;
  readonly field: ItemField;
  readonly span: readonly [start: number, end: number];
  readonly text: string;
  readonly weight: number;
}

export interface Verdict {
  readonly relevant: boolean;
  readonly strength: Strength;
  readonly score: number;
  /** Main topic first; empty unless relevant. */
  readonly topics: readonly string[];
  readonly lang: LangCode;
  readonly reasons: readonly Reason[];
  /** Hash of the topic file and the engine's version: the same version gives the same verdict for ever. */
  readonly ruleVersion: string;
}

/** A verdict with the concepts of the topic that stand in the text. */
export interface TaggedItem extends Verdict {
  /** Ids, each once; left out where nobody looked for them. */
  readonly concepts?: readonly string[];
}

/** What the tagger looks at. */
export interface TagInput {
  readonly title: string;
  readonly summary: string;
  readonly content: string;
  readonly lang: LangCode | null;
}
