// What two texts have in common, in words that are rare: what makes a likeness believable however long the texts are.
import type { Senses } from './senses.ts';
import type { TermBag } from './term-bag.ts';
import { NUMBER_BIT } from './tokens.ts';

export interface CommonGround {
  /** In rare words: a word nobody else uses is 1, a usual one less, half of it for a number. */
  readonly words: number;
  /** Words without a known meaning that hardly anybody else uses: mostly names. */
  readonly rare: number;
  /** Whether a country or a matter that few tell of is among them. */
  readonly isMeant: boolean;
}

export interface GroundSettings {
  /** What the score gains for each time as much in common as is needed, and how often at most. */
  readonly groundWeight: number;
  readonly groundCap: number;
  /** What it gains for a rare name and a matter in common, and for two rare names. */
  readonly nameAndMatter: number;
  readonly twoNames: number;
}

const RARE = 0.9;
const MEANT = 0.5;

/** Measures two texts; `rarity` says how rare a term is, 1 for one that nobody else uses. */
export function measureGround(
  one: TermBag,
  other: TermBag,
  senses: Senses,
  rarity: (term: number) => number,
): CommonGround {
  let words = 0;
  let rare = 0;
  let isMeant = false;
  for (let at = 0; at < one.count; at++) {
    const term = one.hashes[at] ?? 0;
    if (other.maskOf(term) === 0) continue;
    const share = Math.min(1, rarity(term));
    const isNumber = (term & NUMBER_BIT) !== 0;
    words += isNumber ? share / 2 : share;
    if (senses.isMeaning(term)) isMeant ||= share >= MEANT;
    else if (!isNumber && share >= RARE) rare++;
  }
  return { words, rare, isMeant };
}

/**
 * What the score of a story gains by what its best articles have in common with a text: nothing helps one that shares less
 * than `needed`, as one word makes no story, however rare it is and however short the texts are.
 */
export function gainOf(
  common: readonly CommonGround[],
  needed: number,
  isPaired: boolean,
  settings: GroundSettings,
): number {
  const { groundWeight, groundCap, nameAndMatter, twoNames } = settings;
  const share = Math.max(...common.map(({ words }) => words)) / needed;
  if (share < 1) return Number.NEGATIVE_INFINITY;
  // Pairs of signs are no names.
  const names = common.map(({ rare, isMeant }) =>
    isPaired ? 0 : rare > 0 && isMeant ? nameAndMatter : rare > 1 ? twoNames : 0,
  );
  return groundWeight * Math.min(groundCap, share - 1) + Math.max(...names);
}

/** No story gains more. */
export function mostGain({ groundWeight, groundCap, nameAndMatter, twoNames }: GroundSettings): number {
  return groundWeight * groundCap + Math.max(nameAndMatter, twoNames);
}
