// What words mean: those with one meaning are one term in every language, and some tell in which country it happened.
import type { SenseWord } from '../model/story-words.ts';
import { hashText, NUMBER_BIT, tokenise } from './tokens.ts';

/** Meanings by the tokens of words. */
export type Meanings = ReadonlyMap<number, number>;

const NONE: Meanings = new Map();

export class Senses {
  /** By the code of a language; the first is that of every language without senses. */
  readonly #meanings: Map<number, number>[] = [new Map()];
  readonly #codes = new Map<string, number>();
  readonly #lands = new Map<number, number>();

  /** A word that stands in two senses of its language has the first. Words that are not one token count for nothing. */
  constructor(words: readonly SenseWord[]) {
    for (const { word, lang, sense, kind } of words) {
      const token = tokenOf(word, lang);
      if (token === null) continue;
      const meaning = hashText(`sense ${sense}`) & ~NUMBER_BIT;
      if (kind !== 'matter') this.#lands.set(kind === 'town' ? token : meaning, meaning);
      if (kind !== 'town') this.#note(lang, token, meaning);
    }
  }

  /** The number of a language, for `meanings`. */
  codeOf(lang: string): number {
    return this.#codes.get(lang) ?? 0;
  }

  meanings(code: number): Meanings {
    return this.#meanings[code] ?? NONE;
  }

  of(lang: string): Meanings {
    return this.meanings(this.codeOf(lang));
  }

  /** The country that a word in `lang` tells of, as a name, one who lives there, its capital or another town. */
  landOf(token: number, lang: string): number | undefined {
    return this.#lands.get(this.of(lang).get(token) ?? token);
  }

  /** How usual meanings are, where that of words is known; a text often holds several words of one meaning. */
  shares(words: ReadonlyMap<number, number>): Map<number, number> {
    const shares = new Map(words);
    for (const tokens of this.#meanings) {
      const sums = new Map<number, number>();
      for (const [token, meaning] of tokens)
        sums.set(meaning, (sums.get(meaning) ?? 0) + (words.get(token) ?? 0) * OWN_TEXTS);
      for (const [meaning, sum] of sums)
        shares.set(meaning, Math.max(shares.get(meaning) ?? 0, Math.min(sum, MAX_SHARE)));
    }
    return shares;
  }

  #note(lang: string, token: number, meaning: number): void {
    const code = this.#codes.get(lang) ?? this.#meanings.length;
    this.#codes.set(lang, code);
    const tokens = (this.#meanings[code] ??= new Map<number, number>());
    if (!tokens.has(token)) tokens.set(token, meaning);
  }
}

/** Every word means itself. */
export const NO_SENSES = new Senses([]);

const OWN_TEXTS = 0.8;
const MAX_SHARE = 0.4;

function tokenOf(word: string, lang: string): number | null {
  const tokens: number[] = [];
  tokenise(word.normalize('NFKC').toLowerCase(), lang !== 'vi', 2, tokens);
  return tokens.length === 1 ? (tokens[0] ?? null) : null;
}
