// What the story engine knows of the world: names and matters by their forms, and how usual words and matters are.

export interface StoryWords {
  /** Forms of each name; a form that ends in `$` is a whole word. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Forms of each matter an event can be about. */
  readonly matters: ReadonlyMap<string, readonly string[]>;
  /** What a name is and how readers know it; names without one are not shown. */
  readonly labels: ReadonlyMap<string, NameLabel>;
  /** Words that mean the same, and words that tell of a country. */
  readonly senses: readonly SenseWord[];
  /** Words of news in many languages with the share of the texts of their language that hold them, 0 to 1. */
  readonly usualWords: readonly UsualWord[];
  /** Names (`n:`), matters and rules (`c:`) and numbers (`q:`) with the share of the texts on the subject that bear them. */
  readonly usualAnchors: ReadonlyMap<string, number>;
}

export interface NameLabel {
  /** In the plural: `people`, `places`. */
  readonly kind: string;
  readonly label: string;
}

export interface SenseWord {
  readonly word: string;
  readonly lang: string;
  /** What it means, or the country it tells of. */
  readonly sense: string;
  /** A town keeps its own meaning. */
  readonly kind: 'matter' | 'land' | 'town';
}

export interface UsualWord {
  readonly word: string;
  readonly lang: string;
  readonly share: number;
}

/** Nothing known: everything counts as rare until the window has seen enough. */
export const NO_WORDS: StoryWords = {
  names: new Map(),
  matters: new Map(),
  labels: new Map(),
  senses: [],
  usualWords: [],
  usualAnchors: new Map(),
};
