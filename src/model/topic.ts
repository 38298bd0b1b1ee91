// A topic file as it stands on disk after its schema was checked: data for the tagger, no code.
// The tagging room owns this noun; its shape is described for authors in docs/rules.md.

export interface TopicMeta {
  readonly id: string;
  readonly name: string;
  /** Topics an item on the subject can bear, in the order of their display, with a name for readers. */
  readonly topics: readonly { readonly id: string; readonly name: string }[];
}

/** Forms of one concept or exception, by language code; `all` holds in every language. */
export type FormsByLanguage = Readonly<Record<string, readonly string[]>>;

export interface ConceptDefinition {
  readonly id: string;
  /** Classes the concept belongs to; rules speak of classes or of single concepts. */
  readonly in: readonly string[];
  /** Shorter forms of other concepts inside its own forms do not count. */
  readonly hides: boolean;
  readonly forms: FormsByLanguage;
}

/** Words in which a concept's form stands by accident; hits inside them do not count. */
export interface ExceptionDefinition {
  readonly id: string;
  readonly forms: FormsByLanguage;
}

/** Two concepts that stand near each other in one sentence and so mean more than each alone. */
export interface PairDefinition {
  readonly id: string;
  readonly in: readonly string[];
  readonly first: Term;
  readonly second: Term;
  /** Letters that may stand between them; a third of it in scripts without spaces. */
  readonly gap: number;
  readonly order: 'as-written' | 'either';
}

/** Classes or concepts of which one is enough; written `a|b` in the file. */
export type Term = readonly string[];

export type RuleScope = 'title' | 'lead' | 'item' | 'sentence' | 'lead-sentence' | 'opening' | 'head';

export interface RuleDefinition {
  readonly id: string;
  readonly where: RuleScope;
  readonly all: readonly Term[];
  /** May not stand within the same scope. */
  readonly none: readonly Term[];
  /** May not stand anywhere in the item. */
  readonly unless: readonly Term[];
  /** Each stands somewhere in the item, wherever the rule looks. */
  readonly given: readonly Term[];
  readonly weight: number;
  /** 1 speaks for the subject, -1 against it; learning keeps the sign. */
  readonly sign: 1 | -1;
  /** Keeps its weight when the others are learned. */
  readonly fixed: boolean;
  /** Counted but without effect. */
  readonly shadow: boolean;
}

export interface EvidenceDefinition {
  readonly of: readonly Term[];
  /** Weight towards the topic when all terms stand in the title, and when they stand in the lead. */
  readonly title: number;
  readonly lead: number;
  /** The same towards being the main topic. */
  readonly mainTitle: number;
  readonly mainLead: number;
}

export interface TopicRules {
  readonly id: string;
  readonly name: string;
  readonly base: number;
  readonly mainBase: number;
  readonly evidence: readonly EvidenceDefinition[];
}

export interface TopicDefinition {
  readonly id: string;
  readonly name: string;
  readonly languages: readonly string[];
  /** Points from which an item is core. */
  readonly core: number;
  /** Points from which an item that is not core mentions the subject in passing. */
  readonly passing: number;
  /** Points an item starts with once a gate is open. */
  readonly base: number;
  /** Class to the classes it belongs to. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  readonly concepts: readonly ConceptDefinition[];
  readonly exceptions: readonly ExceptionDefinition[];
  readonly pairs: readonly PairDefinition[];
  /** An item is looked at only where all terms of one gate stand in it. */
  readonly gates: readonly (readonly Term[])[];
  readonly rules: readonly RuleDefinition[];
  readonly topics: readonly TopicRules[];
  /** SHA-256 of the file's text. */
  readonly hash: string;
}
