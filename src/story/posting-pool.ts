// Short lists of numbers in one flat array: blocks of 1, 2, 4 ... entries, taken from and given back to lists of free ones.

/** Blocks grow up to 2 to this power; then the oldest entries are overwritten. */
export const TOP_CLASS = 7;

export class PostingPool {
  #entries = new Int32Array(1 << 14);
  #used = 0;
  readonly #free: number[][] = Array.from({ length: TOP_CLASS + 1 }, () => []);

  /** The flat array; valid until the next `take`. */
  get entries(): Int32Array {
    return this.#entries;
  }

  /** Offset of a block of 2 to the power of `size`, with any content. */
  take(size: number): number {
    const freed = this.#free[size]?.pop();
    if (freed !== undefined) return freed;
    const offset = this.#used;
    this.#used += 1 << size;
    if (this.#used > this.#entries.length) this.#grow();
    return offset;
  }

  give(offset: number, size: number): void {
    this.#free[size]?.push(offset);
  }

  /** A block of the next size with the same entries; the old one is given back. */
  enlarge(offset: number, size: number): number {
    const larger = this.take(size + 1);
    const entries = this.#entries;
    for (let at = 0; at < 1 << size; at++) entries[larger + at] = entries[offset + at] ?? 0;
    this.give(offset, size);
    return larger;
  }

  #grow(): void {
    const grown = new Int32Array(Math.ceil(this.#entries.length * 1.5) + (1 << TOP_CLASS));
    grown.set(this.#entries);
    this.#entries = grown;
  }
}
