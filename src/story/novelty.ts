// Does an item tell a reader of its story anything new? New numbers, names or matters do; other words do not.
import type { StoryWords } from '../model/story-words.ts';
import { FormMap, foldText } from './form-map.ts';
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

/** Judges news against what readers know, with the names and matters it is given. Works across languages. */
export class NoveltyJudge {
  readonly #names: FormMap;
  readonly #matters: FormMap;

  constructor({ names, matters }: Pick<StoryWords, 'names' | 'matters'>) {
    this.#names = new FormMap(names);
    this.#matters = new FormMap(matters);
  }

  /**
   * What `item` says that none of the shown items does. One new number or known name is material, or a new matter in the
   * headline, or two in the text.
   */
  find(shown: readonly ToldText[], item: ToldText): Novelty {
    const before = shown.map(textOf);
    const text = textOf(item);
    const numbers = without(extractQuantities(text), before.map(extractQuantities));
    const folded = before.map(foldText);
    const known = without(
      this.#names.find(foldText(text)),
      folded.map((one) => this.#names.find(one)),
    );
    const sounds = without(soundsOf(text), before.map(soundsOf));
    const told = folded.map((one) => this.#matters.find(one));
    const matters = without(this.#matters.find(foldText(text)), told);
    const headline = without(this.#matters.find(foldText(item.title)), told);
    const material =
      numbers.length > 0 ||
      known.length > 0 ||
      sounds.length >= MATTERS_NEEDED ||
      headline.length > 0 ||
      matters.length >= MATTERS_NEEDED;
    return { material, numbers, names: known, matters };
  }
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
