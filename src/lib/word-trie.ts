// A set of words in flat arrays, followed unit by unit: tells which words stand in a text from a given place on.

const NONE = -1;

/** Nodes are numbers, 0 the root; an open-addressing table leads from a node and a UTF-16 unit to its child. */
export class WordTrie {
  readonly #firsts = new Uint16Array(0x10000);
  readonly #table: Int32Array;
  readonly #mask: number;
  readonly #parents: Int32Array;
  readonly #units: Uint16Array;
  /** The last word that ends at a node, and the one before each word at the same node. */
  readonly #words: Int32Array;
  readonly #others: Int32Array;
  #count = 1;

  /** A word is named by its place in the list; equal words may occur more than once, empty ones stand nowhere. */
  constructor(words: readonly string[]) {
    const total = words.reduce((sum, word) => sum + word.length, 1);
    let size = 64;
    while (size < total * 3) size *= 2;
    this.#table = new Int32Array(size);
    this.#mask = size - 1;
    this.#parents = new Int32Array(total);
    this.#units = new Uint16Array(total);
    this.#words = new Int32Array(total).fill(NONE);
    this.#others = new Int32Array(words.length).fill(NONE);
    // The children of the root come first, so that their numbers are small.
    for (const word of words) if (word !== '') this.#claim(0, word.charCodeAt(0));
    words.forEach((word, name) => {
      if (word === '') return;
      let node = 0;
      for (let at = 0; at < word.length; at++) node = this.#claim(node, word.charCodeAt(at));
      this.#others[name] = this.#words[node] ?? NONE;
      this.#words[node] = name;
    });
  }

  /** The node of all words that begin with a unit, 0 where there is none. */
  first(unit: number): number {
    return this.#firsts[unit] ?? 0;
  }

  /** Calls `found(word, end)` for every word that begins with the unit before `from`, whose node is `first`. */
  follow(
    first: number,
    units: Uint16Array,
    from: number,
    length: number,
    found: (word: number, end: number) => void,
  ): void {
    let node = first;
    for (let at = from; node !== 0; at++) {
      for (let word = this.#words[node] ?? NONE; word !== NONE; word = this.#others[word] ?? NONE)
        found(word, at);
      if (at >= length) return;
      node = this.#table[this.#slot(node, units[at] ?? 0)] ?? 0;
    }
  }

  #claim(parent: number, unit: number): number {
    const slot = this.#slot(parent, unit);
    const known = this.#table[slot] ?? 0;
    if (known !== 0) return known;
    const node = this.#count++;
    this.#table[slot] = node;
    this.#parents[node] = parent;
    this.#units[node] = unit;
    if (parent === 0) this.#firsts[unit] = node;
    return node;
  }

  #slot(parent: number, unit: number): number {
    let slot = (Math.imul(parent, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)) & this.#mask;
    for (;;) {
      const node = this.#table[slot] ?? 0;
      if (node === 0 || (this.#parents[node] === parent && this.#units[node] === unit)) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}
