// Does an item tell a reader of its story anything new? New numbers, names or matters do; other words do not.
import { CONCEPTS } from './concepts.ts';
import { FormMap, foldText } from './form-map.ts';
import { KNOWN_NAMES } from './known-names.ts';
import { extractQuantities } from './quantities.ts';
import { findNames, skeletonOf } from './skeleton.ts';

export interface ToldText {
  readonly title: string;
  readonly summary: string;
}

export interface Novelty {
  readonly material: boolean;
  /** What is new, for the reader: numbers, names, matters. */
  readonly numbers: readonly number[];
  readonly names: readonly string[];
  readonly matters: readonly string[];
}

const MATTERS_NEEDED = 2;
const names = new FormMap(KNOWN_NAMES);
const concepts = new FormMap(CONCEPTS);

/** Whether `item` has materially new content against what was shown of its story. Works across languages. */
export function isMateriallyNew(shown: readonly ToldText[], item: ToldText): boolean {
  return findNovelty(shown, item).material;
}

/**
 * What `item` says that none of the shown items does. One new number or known name is material, or a new matter in the
 * headline, or two in the text.
 */
export function findNovelty(shown: readonly ToldText[], item: ToldText): Novelty {
  const before = shown.map(textOf);
  const text = textOf(item);
  const numbers = without(extractQuantities(text), before.map(extractQuantities));
  const folded = before.map(foldText);
  const known = without(
    names.find(foldText(text)),
    folded.map((one) => names.find(one)),
  );
  const sounds = without(soundsOf(text), before.map(soundsOf));
  const told = folded.map((one) => concepts.find(one));
  const matters = without(concepts.find(foldText(text)), told);
  const headline = without(concepts.find(foldText(item.title)), told);
  const material =
    numbers.length > 0 ||
    known.length > 0 ||
    sounds.length >= MATTERS_NEEDED ||
    headline.length > 0 ||
    matters.length >= MATTERS_NEEDED;
  return { material, numbers, names: known, matters };
}

function textOf({ title, summary }: ToldText): string {
  return `${title}. ${summary}`;
}

function soundsOf(text: string): Set<string> {
  return new Set(
    findNames(text)
      .map(skeletonOf)
      .filter((skeleton) => skeleton !== null),
  );
}

function without<T>(values: ReadonlySet<T>, known: readonly ReadonlySet<T>[]): T[] {
  return [...values].filter((value) => known.every((set) => !set.has(value)));
}
