// A set of words in flat arrays, followed unit by unit: tells which words stand in a text from a given place on.

const NONE = -1;

/**
 * Nodes are numbers, 0 the root; an open-addressing table leads from a node and a UTF-16 unit to its child, key and child side
 * by side, so that a step costs one line of the processor's cache.
 */
export class WordTrie {
  /** The number of each unit that some word holds, 0 for all others. That of a word's first unit is its node, too. */
  readonly #codes = new Uint16Array(0x10000);
  readonly #firsts: number;
  readonly #codesUsed: number;
  readonly #table: Int32Array;
  readonly #mask: number;
  /** The last word that ends at a node, and the one before each word at the same node. */
  readonly #words: Int32Array;
  readonly #others: Int32Array;
  #count = 1;

  /** A word is named by its place in the list; equal words may occur more than once, empty ones stand nowhere. */
  constructor(words: readonly string[]) {
    const total = words.reduce((sum, word) => sum + word.length, 1);
    let size = 64;
    while (size < total * 2) size *= 2;
    this.#table = new Int32Array(size * 2);
    this.#mask = size - 1;
    this.#words = new Int32Array(total).fill(NONE);
    this.#others = new Int32Array(words.length).fill(NONE);
    for (const word of words) if (word !== '') this.#number(word.charCodeAt(0));
    this.#firsts = this.#count - 1;
    for (const word of words) for (let at = 1; at < word.length; at++) this.#number(word.charCodeAt(at));
    this.#codesUsed = this.#count;
    if (total * this.#codesUsed > 2 ** 32)
      throw new RangeError('These are more words than one search can hold.');
    this.#count = this.#firsts + 1;
    words.forEach((word, name) => this.#insert(word, name));
  }

  /** The node of all words that begin with a unit, 0 where there is none. */
  first(unit: number): number {
    const code = this.#codes[unit] ?? 0;
    return code <= this.#firsts ? code : 0;
  }

  /** Calls `found(word, end)` for every word that begins with the unit before `from`, whose node is `first`. */
  follow(
    first: number,
    units: Uint16Array,
    from: number,
    length: number,
    found: (word: number, end: number) => void,
  ): void {
    const table = this.#table;
    let node = first;
    for (let at = from; ; at++) {
      for (let word = this.#words[node] ?? NONE; word !== NONE; word = this.#others[word] ?? NONE)
        found(word, at);
      if (at >= length) return;
      const code = this.#codes[units[at] ?? 0] ?? 0;
      if (code === 0) return;
      node = table[this.#slot(node, code) + 1] ?? 0;
      if (node === 0) return;
    }
  }

  #number(unit: number): void {
    if (this.#codes[unit] === 0) this.#codes[unit] = this.#count++;
  }

  #insert(word: string, name: number): void {
    if (word === '') return;
    let node = this.first(word.charCodeAt(0));
    for (let at = 1; at < word.length; at++) node = this.#claim(node, this.#codes[word.charCodeAt(at)] ?? 0);
    this.#others[name] = this.#words[node] ?? NONE;
    this.#words[node] = name;
  }

  #claim(parent: number, code: number): number {
    const slot = this.#slot(parent, code);
    const known = this.#table[slot + 1] ?? 0;
    if (known !== 0) return known;
    this.#table[slot] = this.#key(parent, code);
    return (this.#table[slot + 1] = this.#count++);
  }

  // The place of a child in the table, or the free one where it belongs.
  #slot(parent: number, code: number): number {
    const key = this.#key(parent, code);
    let at = Math.imul(key, 0x9e3779b1);
    at ^= at >>> 15;
    for (;;) {
      const slot = (at & this.#mask) << 1;
      if (this.#table[slot] === key || this.#table[slot + 1] === 0) return slot;
      at++;
    }
  }

  #key(parent: number, code: number): number {
    return (Math.imul(parent, this.#codesUsed) + code) | 0;
  }
}
