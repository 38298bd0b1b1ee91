// The language-independent fingerprint of an item on the subject: names, numbers, concepts, rules that spoke.
import { CONCEPTS } from './concepts.ts';
import { FormMap, foldText } from './form-map.ts';
import { KNOWN_NAMES } from './known-names.ts';
import { extractQuantities } from './quantities.ts';
import { findNames, skeletonOf } from './skeleton.ts';
import { hashText } from './tokens.ts';

/** The kind of an anchor, in its two lowest bits. */
export const NAME = 0;
export const QUANTITY = 1;
export const CONCEPT = 2;
export const SOUND = 3;

export interface AnchorText {
  readonly title: string;
  readonly summary: string;
  readonly content: string;
  /** Rules of the tagger that spoke, and topics: the same in every language. */
  readonly evidence: readonly string[];
}

const MAX_ANCHORS = 60;
const LEAD_UNITS = 500;
const names = new FormMap(KNOWN_NAMES);
const concepts = new FormMap(CONCEPTS);

/** Anchors of an item, each once, ascending. Deterministic. */
export function extractAnchors({ title, summary, content, evidence }: AnchorText): Int32Array {
  const text = `${title}. ${(summary || content).slice(0, LEAD_UNITS)}`;
  const folded = foldText(text);
  const anchors = new Set<number>();
  const add = (kind: number, name: string): void => {
    if (anchors.size < MAX_ANCHORS) anchors.add((hashText(name) & ~3) | kind);
  };
  for (const id of names.find(folded)) add(NAME, id);
  for (const value of extractQuantities(text)) add(QUANTITY, String(value));
  for (const id of concepts.find(folded)) add(CONCEPT, id);
  for (const id of evidence) add(CONCEPT, `rule ${id}`);
  for (const name of findNames(text)) {
    const skeleton = skeletonOf(name);
    if (skeleton !== null) add(SOUND, skeleton);
  }
  return Int32Array.from(anchors).sort();
}
