// Terms by hash in flat arrays: document frequency and newest posting, a few bytes a term.

const EMPTY = 0;
const FREE_SHARE = 0.5;

export class TermTable {
  #keys: Int32Array;
  #frequencies: Int32Array;
  #heads: Int32Array;
  #mask: number;
  #used = 0;

  constructor(capacity = 1 << 14) {
    this.#keys = new Int32Array(capacity);
    this.#frequencies = new Int32Array(capacity);
    this.#heads = new Int32Array(capacity).fill(-1);
    this.#mask = capacity - 1;
  }

  /** Slot of a term, or -1. Slots are valid until the next `add`. */
  find(term: number): number {
    const key = term === EMPTY ? 2 : term;
    let slot = (key ^ (key >>> 15)) & this.#mask;
    for (;;) {
      const held = this.#keys[slot];
      if (held === key) return slot;
      if (held === EMPTY) return -1;
      slot = (slot + 1) & this.#mask;
    }
  }

  frequency(slot: number): number {
    return slot < 0 ? 0 : (this.#frequencies[slot] ?? 0);
  }

  /** Position of the newest posting, or -1. */
  head(slot: number): number {
    return slot < 0 ? -1 : (this.#heads[slot] ?? -1);
  }

  /** Counts one more document with the term, whose posting lies at `position`; returns the former head. */
  add(term: number, position: number): number {
    if (this.#used >= this.#keys.length * FREE_SHARE) this.#rehash();
    const slot = this.#claim(term);
    const former = this.#heads[slot] ?? -1;
    this.#heads[slot] = position;
    this.#frequencies[slot] = (this.#frequencies[slot] ?? 0) + 1;
    return former;
  }

  /** Counts one document less. The term's place is taken back when the table next grows. */
  remove(term: number): void {
    const slot = this.find(term);
    if (slot >= 0) this.#frequencies[slot] = (this.#frequencies[slot] ?? 1) - 1;
  }

  #claim(term: number): number {
    const key = term === EMPTY ? 2 : term;
    let slot = (key ^ (key >>> 15)) & this.#mask;
    while (this.#keys[slot] !== key) {
      if (this.#keys[slot] === EMPTY) {
        this.#keys[slot] = key;
        this.#used++;
        break;
      }
      slot = (slot + 1) & this.#mask;
    }
    return slot;
  }

  // Drops terms that no document bears any more; grows only when those that remain need it.
  #rehash(): void {
    const keys = this.#keys;
    const frequencies = this.#frequencies;
    const heads = this.#heads;
    let alive = 0;
    for (const frequency of frequencies) if (frequency > 0) alive++;
    let capacity = keys.length;
    while (alive > capacity * FREE_SHARE * 0.7) capacity *= 2;
    this.#keys = new Int32Array(capacity);
    this.#frequencies = new Int32Array(capacity);
    this.#heads = new Int32Array(capacity).fill(-1);
    this.#mask = capacity - 1;
    this.#used = 0;
    for (const [at, key] of keys.entries()) {
      const frequency = frequencies[at] ?? 0;
      if (key === EMPTY || frequency <= 0) continue;
      const slot = this.#claim(key);
      this.#frequencies[slot] = frequency;
      this.#heads[slot] = heads[at] ?? -1;
    }
  }
}
