// An Aho-Corasick automaton over UTF-16 units: finds every string of a set in one pass, in time linear in the text.

export interface Automaton {
  readonly states: number;
  /** Calls `found(word, end)` for every word that ends before `end`. */
  run(units: Uint16Array, length: number, found: (word: number, end: number) => void): void;
}

/** Builds the automaton for `words`; equal words may occur more than once. */
export function buildAutomaton(words: readonly string[]): Automaton {
  const symbols = numberSymbols(words);
  const trie = buildTrie(words, symbols.table);
  const links = linkFailures(trie, symbols.count);
  return {
    states: trie.states,
    run: (units, length, found) => scan(units, length, symbols, trie, links, found),
  };
}

interface Symbols {
  readonly table: Uint16Array;
  readonly count: number;
}

interface Trie {
  readonly states: number;
  /** Open-addressing table: key = state * symbols + symbol + 1, value = next state. */
  readonly keys: Int32Array;
  readonly values: Int32Array;
  readonly mask: number;
  readonly parent: Int32Array;
  readonly symbolOf: Uint16Array;
  readonly symbols: number;
  readonly wordsAt: (number[] | undefined)[];
}

interface Links {
  readonly fail: Int32Array;
  /** The nearest state along the failure links at which a word ends; -1: none. */
  readonly output: Int32Array;
  readonly root: Int32Array;
}

function numberSymbols(words: readonly string[]): Symbols {
  const table = new Uint16Array(0x10000);
  let count = 1;
  for (const word of words)
    for (let index = 0; index < word.length; index++) {
      const unit = word.charCodeAt(index);
      if (table[unit] === 0) table[unit] = count++;
    }
  return { table, count };
}

function buildTrie(words: readonly string[], table: Uint16Array): Trie {
  let total = 1;
  let symbols = 1;
  for (const word of words) total += word.length;
  for (const id of table) if (id >= symbols) symbols = id + 1;
  let size = 1024;
  while (size < total * 3) size *= 2;
  const trie = {
    states: 1,
    keys: new Int32Array(size),
    values: new Int32Array(size),
    mask: size - 1,
    parent: new Int32Array(total),
    symbolOf: new Uint16Array(total),
    symbols,
    wordsAt: Array.from<number[] | undefined>({ length: total }),
  };
  words.forEach((word, id) => {
    let state = 0;
    for (let index = 0; index < word.length; index++) {
      const symbol = table[word.charCodeAt(index)] ?? 0;
      let next = step(trie, state, symbol);
      if (next === -1) {
        next = trie.states++;
        insert(trie, state, symbol, next);
        trie.parent[next] = state;
        trie.symbolOf[next] = symbol;
      }
      state = next;
    }
    (trie.wordsAt[state] ??= []).push(id);
  });
  return trie;
}

function slot(trie: Trie, state: number, symbol: number): number {
  const key = state * trie.symbols + symbol + 1;
  let at = (Math.imul(state, 0x9e3779b1) ^ Math.imul(symbol, 0x85ebca6b)) & trie.mask;
  while (trie.keys[at] !== 0 && trie.keys[at] !== key) at = (at + 1) & trie.mask;
  return at;
}

function step(trie: Trie, state: number, symbol: number): number {
  const at = slot(trie, state, symbol);
  return trie.keys[at] === 0 ? -1 : (trie.values[at] ?? -1);
}

function insert(trie: Trie, state: number, symbol: number, next: number): void {
  const at = slot(trie, state, symbol);
  trie.keys[at] = state * trie.symbols + symbol + 1;
  trie.values[at] = next;
}

// States are numbered so that a parent always comes before its children, but not by depth: order by depth first.
function linkFailures(trie: Trie, symbols: number): Links {
  const depth = new Int32Array(trie.states);
  for (let state = 1; state < trie.states; state++) depth[state] = (depth[trie.parent[state] ?? 0] ?? 0) + 1;
  const order = Array.from({ length: trie.states - 1 }, (_, index) => index + 1);
  order.sort((a, b) => (depth[a] ?? 0) - (depth[b] ?? 0));
  const fail = new Int32Array(trie.states);
  const output = new Int32Array(trie.states).fill(-1);
  for (const state of order) {
    const parent = trie.parent[state] ?? 0;
    const symbol = trie.symbolOf[state] ?? 0;
    let link = fail[parent] ?? 0;
    let next = parent === 0 ? -1 : step(trie, link, symbol);
    while (next === -1 && link !== 0) {
      link = fail[link] ?? 0;
      next = step(trie, link, symbol);
    }
    fail[state] = parent === 0 || next === -1 ? 0 : next;
    const target = fail[state] ?? 0;
    output[state] = trie.wordsAt[target] === undefined ? (output[target] ?? -1) : target;
  }
  const root = new Int32Array(symbols);
  for (let symbol = 1; symbol < symbols; symbol++) root[symbol] = Math.max(0, step(trie, 0, symbol));
  return { fail, output, root };
}

function scan(
  units: Uint16Array,
  length: number,
  symbols: Symbols,
  trie: Trie,
  links: Links,
  found: (word: number, end: number) => void,
): void {
  let state = 0;
  for (let index = 0; index < length; index++) {
    const symbol = symbols.table[units[index] ?? 0] ?? 0;
    if (symbol === 0) {
      state = 0;
      continue;
    }
    let next = state === 0 ? -1 : step(trie, state, symbol);
    while (next === -1 && state !== 0) {
      state = links.fail[state] ?? 0;
      next = state === 0 ? -1 : step(trie, state, symbol);
    }
    state = next === -1 ? (links.root[symbol] ?? 0) : next;
    let at = trie.wordsAt[state] === undefined ? (links.output[state] ?? -1) : state;
    while (at > 0) {
      for (const word of trie.wordsAt[at] ?? []) found(word, index + 1);
      at = links.output[at] ?? -1;
    }
  }
}
