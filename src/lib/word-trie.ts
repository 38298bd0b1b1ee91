// A set of words in flat arrays, followed unit by unit: tells which words stand in a text from a given place on.

const NONE = -1;

/**
 * Nodes are numbers, 0 the root, in the order of the sorted words. Most have one child, which is the next number: what a word
 * goes on with lies side by side. Only where words part does an open-addressing table lead on, key and child side by side.
 */
export class WordTrie {
  /** The number of each unit that some word holds, 0 for all others. */
  readonly #codes = new Uint16Array(0x10000);
  readonly #codesUsed: number;
  /** The node of the words that begin with a unit, by its code. */
  readonly #firsts: Int32Array;
  /** The code of a node's only child; 0: it has none, or several. */
  readonly #tails: Uint16Array;
  readonly #table: Int32Array;
  readonly #mask: number;
  /** The last word that ends at a node, and the one before each word at the same node. */
  readonly #words: Int32Array;
  readonly #others: Int32Array;

  /** A word is named by its place in the list; equal words may occur more than once, empty ones stand nowhere. */
  constructor(words: readonly string[]) {
    const letters = words.reduce((sum, word) => sum + word.length, 1);
    this.#codesUsed = this.#numberUnits(words);
    if (letters * this.#codesUsed > 2 ** 32)
      throw new RangeError('These are more words than one search can hold.');
    this.#firsts = new Int32Array(this.#codesUsed);
    this.#words = new Int32Array(letters).fill(NONE);
    this.#others = new Int32Array(words.length).fill(NONE);
    const { parents, codes, count } = this.#plant(words);
    const children = new Uint16Array(count);
    for (let node = 1; node < count; node++) {
      const parent = parents[node] ?? 0;
      if ((children[parent] ?? 0) < 2) children[parent] = (children[parent] ?? 0) + 1;
    }
    this.#tails = new Uint16Array(count);
    const parted: number[] = [];
    for (let node = 1; node < count; node++) {
      const parent = parents[node] ?? 0;
      if (parent === 0) this.#firsts[codes[node] ?? 0] = node;
      else if (children[parent] === 1) this.#tails[parent] = codes[node] ?? 0;
      else parted.push(node);
    }
    let size = 64;
    while (size < parted.length * 2) size *= 2;
    this.#table = new Int32Array(size * 2);
    this.#mask = size - 1;
    for (const node of parted) {
      const [parent, code] = [parents[node] ?? 0, codes[node] ?? 0];
      const slot = this.#slot(parent, code);
      this.#table[slot] = this.#key(parent, code);
      this.#table[slot + 1] = node;
    }
  }

  /** The node of all words that begin with a unit, 0 where there is none. */
  first(unit: number): number {
    return this.#firsts[this.#codes[unit] ?? 0] ?? 0;
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
    for (let at = from; ; at++) {
      for (let word = this.#words[node] ?? NONE; word !== NONE; word = this.#others[word] ?? NONE)
        found(word, at);
      if (at >= length) return;
      const code = this.#codes[units[at] ?? 0] ?? 0;
      if (code === 0) return;
      const tail = this.#tails[node];
      if (tail === code) node++;
      else if (tail !== 0) return;
      else node = this.#table[this.#slot(node, code) + 1] ?? 0;
      if (node === 0) return;
    }
  }

  #numberUnits(words: readonly string[]): number {
    let count = 1;
    for (const word of words) {
      for (let at = 0; at < word.length; at++) {
        const unit = word.charCodeAt(at);
        if (this.#codes[unit] === 0) this.#codes[unit] = count++;
      }
    }
    return count;
  }

  // Sorted, a word shares its beginning with the one before it, and the first child of a node comes right after the node.
  #plant(words: readonly string[]): { parents: Int32Array; codes: Uint16Array; count: number } {
    const parents = new Int32Array(this.#words.length);
    const codes = new Uint16Array(this.#words.length);
    const order = words.map((_, name) => name).filter((name) => words[name] !== '');
    order.sort((a, b) => compare(words[a] ?? '', words[b] ?? '') || a - b);
    const path = [0];
    let count = 1;
    let former = '';
    for (const name of order) {
      const word = words[name] ?? '';
      let at = 0;
      while (at < word.length && word.charCodeAt(at) === former.charCodeAt(at)) at++;
      for (; at < word.length; at++) {
        parents[count] = path[at] ?? 0;
        codes[count] = this.#codes[word.charCodeAt(at)] ?? 0;
        path[at + 1] = count++;
      }
      const node = path[word.length] ?? 0;
      this.#others[name] = this.#words[node] ?? NONE;
      this.#words[node] = name;
      former = word;
    }
    return { parents, codes, count };
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

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
