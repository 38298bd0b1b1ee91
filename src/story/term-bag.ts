// The distinct terms of an item with the place where each stands; one is reused for every query.
import type { Features } from './features.ts';
import { type Meanings, NO_MEANINGS } from './senses.ts';

const IN_TITLE = 1;
const IN_LEAD = 2;
const MAX_TERMS = 256;
const TABLE = 1024;

/** Weight of a term by where it stands: bit 0 title, bit 1 lead. Measured on the tuning corpus. */
export const FIELD_WEIGHT = [0, 1, 0.45, 1.45] as const;

export class TermBag {
  readonly hashes = new Int32Array(MAX_TERMS);
  readonly masks = new Uint8Array(MAX_TERMS);
  /** What the index knows of each term; filled in by it. */
  readonly slots = new Int32Array(MAX_TERMS);
  readonly frequencies = new Int32Array(MAX_TERMS);
  readonly rarities = new Float64Array(MAX_TERMS);
  count = 0;
  readonly #places = new Int16Array(TABLE);
  readonly #stamps = new Int32Array(TABLE);
  #stamp = 0;
  #held: Features | null = null;

  /** Takes the terms of `features`, in order of their first place; meanings in the place of words that have one. */
  fill(features: Features, meanings: Meanings = NO_MEANINGS): void {
    if (features === this.#held) return;
    this.#held = features;
    this.count = 0;
    this.#stamp++;
    for (const hash of features.title) this.#note(meanings.of(hash), IN_TITLE);
    for (const hash of features.lead) this.#note(meanings.of(hash), IN_LEAD);
  }

  /** The field mask of a term, 0 where it is absent. */
  maskOf(hash: number): number {
    const place = this.#find(hash);
    return this.#stamps[place] === this.#stamp ? (this.masks[this.#places[place] ?? 0] ?? 0) : 0;
  }

  #note(hash: number, field: number): void {
    const place = this.#find(hash);
    if (this.#stamps[place] === this.#stamp) {
      const at = this.#places[place] ?? 0;
      this.masks[at] = (this.masks[at] ?? 0) | field;
    } else if (this.count < MAX_TERMS) {
      this.#stamps[place] = this.#stamp;
      this.#places[place] = this.count;
      this.hashes[this.count] = hash;
      this.masks[this.count] = field;
      this.count++;
    }
  }

  #find(hash: number): number {
    let place = (hash ^ (hash >>> 12)) & (TABLE - 1);
    while (this.#stamps[place] === this.#stamp && this.hashes[this.#places[place] ?? 0] !== hash) {
      place = (place + 1) & (TABLE - 1);
    }
    return place;
  }
}
