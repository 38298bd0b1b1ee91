// Terms by hash in flat arrays: document frequency and the newest postings, a few bytes a term.
import { PostingPool, TOP_CLASS } from './posting-pool.ts';

const EMPTY = 0;
const FREE_SHARE = 0.6;
const TOP_SIZE = 1 << TOP_CLASS;

export class TermTable {
  readonly #pool = new PostingPool();
  #keys: Int32Array;
  #frequencies: Int32Array;
  #offsets: Int32Array;
  /** Postings ever added to the block: only the last `TOP_SIZE` are kept. */
  #counts: Int32Array;
  #classes: Uint8Array;
  #mask: number;
  #used = 0;

  constructor(capacity = 1 << 14) {
    this.#keys = new Int32Array(capacity);
    this.#frequencies = new Int32Array(capacity);
    this.#offsets = new Int32Array(capacity);
    this.#counts = new Int32Array(capacity);
    this.#classes = new Uint8Array(capacity);
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

  /** Copies at most `limit` postings not less than `oldest` into `into`, newest first; returns how many. */
  read(slot: number, oldest: number, limit: number, into: Int32Array): number {
    const entries = this.#pool.entries;
    const offset = this.#offsets[slot] ?? 0;
    const count = this.#counts[slot] ?? 0;
    const kept = Math.min(count, TOP_SIZE, limit);
    for (let back = 1; back <= kept; back++) {
      const posting = entries[offset + ((count - back) & (TOP_SIZE - 1))] ?? 0;
      if (posting < oldest) return back - 1;
      into[back - 1] = posting;
    }
    return kept;
  }

  /** Lets a term be known as borne by `count` documents that nobody finds. */
  seed(term: number, count: number): void {
    if (this.#used >= this.#keys.length * FREE_SHARE) this.#rehash();
    const slot = this.#claim(term);
    this.#frequencies[slot] = (this.#frequencies[slot] ?? 0) + count;
  }

  /** Counts one more document with the term and keeps its posting. Postings of a term must grow. */
  add(term: number, posting: number): void {
    if (this.#used >= this.#keys.length * FREE_SHARE) this.#rehash();
    const slot = this.#claim(term);
    const count = this.#counts[slot] ?? 0;
    const size = this.#classes[slot] ?? 0;
    if (count === 0) this.#offsets[slot] = this.#pool.take(0);
    else if (size < TOP_CLASS && count === 1 << size) {
      this.#offsets[slot] = this.#pool.enlarge(this.#offsets[slot] ?? 0, size);
      this.#classes[slot] = size + 1;
    }
    this.#pool.entries[(this.#offsets[slot] ?? 0) + (count & (TOP_SIZE - 1))] = posting;
    this.#counts[slot] = count + 1;
    this.#frequencies[slot] = (this.#frequencies[slot] ?? 0) + 1;
  }

  /** Counts one document less. The term's place is taken back when the table next fills up. */
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
    const former = {
      keys: this.#keys,
      frequencies: this.#frequencies,
      offsets: this.#offsets,
      counts: this.#counts,
      classes: this.#classes,
    };
    const alive = former.frequencies.reduce((sum, frequency) => sum + (frequency > 0 ? 1 : 0), 0);
    let capacity = former.keys.length;
    while (alive > capacity * FREE_SHARE * 0.7) capacity *= 2;
    this.#keys = new Int32Array(capacity);
    this.#frequencies = new Int32Array(capacity);
    this.#offsets = new Int32Array(capacity);
    this.#counts = new Int32Array(capacity);
    this.#classes = new Uint8Array(capacity);
    this.#mask = capacity - 1;
    this.#used = 0;
    for (const [at, key] of former.keys.entries()) {
      const frequency = former.frequencies[at] ?? 0;
      const count = former.counts[at] ?? 0;
      if (key === EMPTY) continue;
      if (frequency <= 0) {
        if (count > 0) this.#pool.give(former.offsets[at] ?? 0, former.classes[at] ?? 0);
        continue;
      }
      const slot = this.#claim(key);
      this.#frequencies[slot] = frequency;
      this.#offsets[slot] = former.offsets[at] ?? 0;
      this.#counts[slot] = count;
      this.#classes[slot] = former.classes[at] ?? 0;
    }
  }
}
