// A small set of 32-bit numbers in flat arrays, emptied at no cost and used again: for texts of a few dozen tokens.

export class IntSet {
  readonly #mask: number;
  readonly #slots: Int32Array;
  readonly #stamps: Int32Array;
  readonly #values: Int32Array;
  #stamp = 1;
  #size = 0;

  /** Holds at most `capacity` numbers. */
  constructor(capacity: number) {
    const places = 2 ** Math.ceil(Math.log2(capacity * 4));
    this.#mask = places - 1;
    this.#slots = new Int32Array(places);
    this.#stamps = new Int32Array(places);
    this.#values = new Int32Array(capacity);
  }

  get size(): number {
    return this.#size;
  }

  /** The numbers in the order in which they came; valid until the next change. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.#size);
  }

  /** The number that came at a place. */
  at(place: number): number {
    return this.#values[place] ?? 0;
  }

  /** Whether both hold a number in common. */
  meets(other: IntSet): boolean {
    for (let place = 0; place < this.#size; place++) if (other.has(this.at(place))) return true;
    return false;
  }

  clear(): void {
    this.#stamp++;
    this.#size = 0;
  }

  has(value: number): boolean {
    return this.#stamps[this.#find(value)] === this.#stamp;
  }

  /** Takes a number in, once. Numbers beyond the capacity are left out. */
  add(value: number): void {
    const slot = this.#find(value);
    if (this.#stamps[slot] === this.#stamp || this.#size === this.#values.length) return;
    this.#stamps[slot] = this.#stamp;
    this.#slots[slot] = value;
    this.#values[this.#size++] = value;
  }

  #find(value: number): number {
    let slot = (value ^ (value >>> 15)) & this.#mask;
    while (this.#stamps[slot] === this.#stamp && this.#slots[slot] !== value) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
