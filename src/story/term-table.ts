// Terms by hash in one flat array: document frequency and the newest postings, a few bytes a term.
import { PostingPool, TOP_CLASS } from './posting-pool.ts';

const EMPTY = 0;
const FREE_SHARE = 0.6;
const TOP_SIZE = 1 << TOP_CLASS;

// A row lies in one line of the processor's cache: key, frequency, offset of the postings, postings ever added.
const ROW_BITS = 2;
const FREQUENCY = 1;
const OFFSET = 2;
/** Only the last `TOP_SIZE` postings are kept. */
const COUNT = 3;

export class TermTable {
  readonly #pool = new PostingPool();
  #rows: Int32Array;
  #mask: number;
  #used = 0;

  constructor(capacity = 1 << 14) {
    this.#rows = new Int32Array(capacity << ROW_BITS);
    this.#mask = capacity - 1;
  }

  /** Row of a term, or -1. Rows are valid until the next `add`. */
  find(term: number): number {
    const rows = this.#rows;
    const key = term === EMPTY ? 2 : term;
    let slot = (key ^ (key >>> 15)) & this.#mask;
    for (;;) {
      const held = rows[slot << ROW_BITS];
      if (held === key) return slot << ROW_BITS;
      if (held === EMPTY) return -1;
      slot = (slot + 1) & this.#mask;
    }
  }

  frequency(row: number): number {
    return row < 0 ? 0 : (this.#rows[row + FREQUENCY] ?? 0);
  }

  /** Copies at most `limit` postings not less than `oldest` into `into`, newest first; returns how many. */
  read(row: number, oldest: number, limit: number, into: Int32Array): number {
    const entries = this.#pool.entries;
    const offset = this.#rows[row + OFFSET] ?? 0;
    const count = this.#rows[row + COUNT] ?? 0;
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
    const row = this.#claim(term);
    this.#rows[row + FREQUENCY] = (this.#rows[row + FREQUENCY] ?? 0) + count;
  }

  /** Counts one more document with the term and keeps its posting. Postings of a term must grow. */
  add(term: number, posting: number): void {
    const row = this.#claim(term);
    const rows = this.#rows;
    const count = rows[row + COUNT] ?? 0;
    if (count === 0) rows[row + OFFSET] = this.#pool.take(0);
    else if (count < TOP_SIZE && (count & (count - 1)) === 0)
      rows[row + OFFSET] = this.#pool.enlarge(rows[row + OFFSET] ?? 0, classFor(count));
    this.#pool.entries[(rows[row + OFFSET] ?? 0) + (count & (TOP_SIZE - 1))] = posting;
    rows[row + COUNT] = count + 1;
    rows[row + FREQUENCY] = (rows[row + FREQUENCY] ?? 0) + 1;
  }

  /** Counts one document less. The term's place is taken back when the table next fills up. */
  remove(term: number): void {
    const row = this.find(term);
    if (row >= 0) this.#rows[row + FREQUENCY] = (this.#rows[row + FREQUENCY] ?? 1) - 1;
  }

  #claim(term: number): number {
    if (this.#used >= (this.#mask + 1) * FREE_SHARE) this.#rehash();
    const row = this.#place(term === EMPTY ? 2 : term);
    if (this.#rows[row] === EMPTY) {
      this.#rows[row] = term === EMPTY ? 2 : term;
      this.#used++;
    }
    return row;
  }

  // The row of a key, or the free one where it belongs.
  #place(key: number): number {
    const rows = this.#rows;
    let slot = (key ^ (key >>> 15)) & this.#mask;
    while (rows[slot << ROW_BITS] !== key && rows[slot << ROW_BITS] !== EMPTY) slot = (slot + 1) & this.#mask;
    return slot << ROW_BITS;
  }

  // Drops terms that no document bears any more; grows only when those that remain need it.
  #rehash(): void {
    const former = this.#rows;
    let alive = 0;
    for (let row = 0; row < former.length; row += 1 << ROW_BITS) {
      if ((former[row + FREQUENCY] ?? 0) > 0) alive++;
    }
    let capacity = this.#mask + 1;
    while (alive > capacity * FREE_SHARE * 0.7) capacity *= 2;
    this.#rows = new Int32Array(capacity << ROW_BITS);
    this.#mask = capacity - 1;
    this.#used = alive;
    for (let row = 0; row < former.length; row += 1 << ROW_BITS) {
      const key = former[row] ?? EMPTY;
      const count = former[row + COUNT] ?? 0;
      if (key === EMPTY) continue;
      if ((former[row + FREQUENCY] ?? 0) > 0) copyRow(former, row, this.#rows, this.#place(key));
      else if (count > 0) this.#pool.give(former[row + OFFSET] ?? 0, classFor(count));
    }
  }
}

function copyRow(from: Int32Array, row: number, to: Int32Array, place: number): void {
  for (let at = 0; at < 1 << ROW_BITS; at++) to[place + at] = from[row + at] ?? 0;
}

/** The size of the block that holds so many postings, as a power of two. */
function classFor(count: number): number {
  return Math.min(TOP_CLASS, 32 - Math.clz32(count - 1));
}
