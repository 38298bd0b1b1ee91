// What words mean: those with one meaning are one term in every language, and some tell in which country it happened.
import type { SenseWord } from '../model/story-words.ts';
import { hashText, NUMBER_BIT, tokenise } from './tokens.ts';

const LEAST_PLACES = 8;

/** The meanings of a language's words: a flat table, asked for every word of every text. */
export class Meanings {
  readonly #pairs: Int32Array;
  readonly #mask: number;

  constructor(meanings: ReadonlyMap<number, number>) {
    const places = Math.max(LEAST_PLACES, 2 ** Math.ceil(Math.log2(meanings.size * 3 + 1)));
    this.#pairs = new Int32Array(2 * places);
    this.#mask = places - 1;
    for (const [token, meaning] of meanings) {
      if (token === 0 || meaning === 0) continue;
      const at = this.#find(token);
      this.#pairs[at] = token;
      this.#pairs[at + 1] = meaning;
    }
  }

  /** What a word means; itself where nothing is known of it. */
  of(token: number): number {
    return this.#pairs[this.#find(token) + 1] || token;
  }

  #find(token: number): number {
    const pairs = this.#pairs;
    let place = (token >>> 1) & this.#mask;
    for (;;) {
      const there = pairs[2 * place];
      if (there === token || there === 0) return 2 * place;
      place = (place + 1) & this.#mask;
    }
  }
}

/** Every word means itself. */
export const NO_MEANINGS = new Meanings(new Map());

export class Senses {
  readonly #all = new Set<number>();
  readonly #words = new Map<string, Map<number, number>>();
  /** By the code of a language; the first is that of every language without senses. */
  readonly #meanings: Meanings[] = [NO_MEANINGS];
  readonly #codes = new Map<string, number>();
  /** Countries by the code of a language. */
  readonly #lands: Meanings[] = [];

  /** A word that stands in two senses of its language has the first. Words that are not one token count for nothing. */
  constructor(words: readonly SenseWord[]) {
    const towns = new Map<number, number>();
    const lands = new Map<string, Map<number, number>>();
    for (const { word, lang, sense, kind } of words) {
      const token = tokenOf(word, lang);
      if (token === null) continue;
      const meaning = hashText(`sense ${sense}`) & ~NUMBER_BIT;
      this.#all.add(meaning);
      if (kind === 'town') {
        towns.set(token, meaning);
        continue;
      }
      if (kind === 'land') {
        const named = lands.get(lang) ?? new Map<number, number>();
        lands.set(lang, named.set(token, meaning));
      }
      const tokens = this.#words.get(lang) ?? new Map<number, number>();
      this.#words.set(lang, tokens);
      if (!tokens.has(token)) tokens.set(token, meaning);
    }
    this.#lands.push(new Meanings(towns));
    for (const [lang, tokens] of this.#words) {
      this.#codes.set(lang, this.#meanings.push(new Meanings(tokens)) - 1);
      this.#lands.push(new Meanings(new Map([...towns, ...(lands.get(lang) ?? [])])));
    }
  }

  /** The number of a language, for `meanings`. */
  codeOf(lang: string): number {
    return this.#codes.get(lang) ?? 0;
  }

  /** Whether a term is a meaning, not a word. */
  isMeaning(term: number): boolean {
    return this.#all.has(term);
  }

  meanings(code: number): Meanings {
    return this.#meanings[code] ?? NO_MEANINGS;
  }

  of(lang: string): Meanings {
    return this.meanings(this.codeOf(lang));
  }

  /** The countries that words tell of, as names, those who live there, capitals and other towns. */
  landsOf(lang: string): Meanings {
    return this.#lands[this.codeOf(lang)] ?? NO_MEANINGS;
  }

  /** How usual meanings are, where that of words is known; a text often holds several words of one meaning. */
  shares(words: ReadonlyMap<number, number>): Map<number, number> {
    const shares = new Map(words);
    for (const tokens of this.#words.values()) {
      const sums = new Map<number, number>();
      for (const [token, meaning] of tokens)
        sums.set(meaning, (sums.get(meaning) ?? 0) + (words.get(token) ?? 0) * OWN_TEXTS);
      for (const [meaning, sum] of sums)
        shares.set(meaning, Math.max(shares.get(meaning) ?? 0, Math.min(sum, MAX_SHARE)));
    }
    return shares;
  }
}

/** Nothing is known of words. */
export const NO_SENSES = new Senses([]);

const OWN_TEXTS = 0.8;
const MAX_SHARE = 0.4;

function tokenOf(word: string, lang: string): number | null {
  const tokens: number[] = [];
  tokenise(word.normalize('NFKC').toLowerCase(), lang !== 'vi', 2, tokens);
  return tokens.length === 1 ? (tokens[0] ?? null) : null;
}
