// The language-independent fingerprint of an item on the subject: names, numbers, concepts, rules that spoke.
import type { StoryWords } from '../model/story-words.ts';
import { FormMap, foldText } from './form-map.ts';
import { extractQuantities } from './quantities.ts';
import { findNames, skeletonOf } from './skeleton.ts';
import { hashText } from './tokens.ts';

/** The kind of an anchor, in its two lowest bits. */
export const NAME = 0;
export const QUANTITY = 1;
export const CONCEPT = 2;
export const SOUND = 3;

const KIND_OF: Readonly<Record<string, number>> = { n: NAME, q: QUANTITY, c: CONCEPT, s: SOUND };

export interface AnchorText {
  readonly title: string;
  readonly summary: string;
  readonly content: string;
  /** Concepts and rules of the tagger that spoke, and topics: the same in every language. */
  readonly evidence: readonly string[];
}

const MAX_ANCHORS = 72;
const LEAD_UNITS = 500;

/** Makes fingerprints with the names and matters it is given. */
export class Fingerprinter {
  readonly #names: FormMap;
  readonly #matters: FormMap;

  constructor({ names, matters }: Pick<StoryWords, 'names' | 'matters'>) {
    this.#names = new FormMap(names);
    this.#matters = new FormMap(matters);
  }

  /** Anchors of an item, each once, ascending. Deterministic. */
  extract(text: AnchorText): Int32Array {
    return Int32Array.from(this.name(text), anchorOf).sort();
  }

  /** The anchors as they are written in lists: `n:kursk`, `q:12000`, `c:killed`, `s:lmsf`; each once. */
  name({ title, summary, content, evidence }: AnchorText): Set<string> {
    const text = `${title}. ${(summary || content).slice(0, LEAD_UNITS)}`;
    const folded = foldText(text);
    const anchors = new Set<string>();
    const add = (name: string): void => {
      if (anchors.size < MAX_ANCHORS) anchors.add(name);
    };
    for (const id of this.#names.find(folded)) add(`n:${id}`);
    for (const value of extractQuantities(text)) add(`q:${value}`);
    for (const id of this.#matters.find(folded)) add(`c:${id}`);
    for (const id of evidence) add(`c:${id}`);
    for (const name of findNames(text)) {
      const skeleton = skeletonOf(name);
      if (skeleton !== null) add(`s:${skeleton}`);
    }
    return anchors;
  }
}

/** The number of a written anchor. */
export function anchorOf(name: string): number {
  return (hashText(name) & ~3) | (KIND_OF[name[0] ?? ''] ?? CONCEPT);
}
