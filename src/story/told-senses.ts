// The senses that a text tells, by their names, for those who ask why articles belong together. Pure.
import type { SenseWord } from '../model/story-words.ts';
import { tokenise } from './tokens.ts';

const MAX_TOKENS = 400;

export class ToldSenses {
  readonly #names = new Map<string, Map<number, string>>();

  constructor(words: readonly SenseWord[]) {
    for (const { word, lang, sense, kind } of words) {
      const [token] = tokensOf(word, lang);
      const names = this.#names.get(lang) ?? new Map<number, string>();
      this.#names.set(lang, names);
      if (token !== undefined && kind !== 'town' && !names.has(token)) names.set(token, sense);
    }
  }

  /** Names of the senses in `text`, as `matter earthquake` and `land pe`, in the order of the text, each once. */
  find(text: string, lang: string): Set<string> {
    const names = this.#names.get(lang);
    if (names === undefined) return new Set();
    return new Set(tokensOf(text, lang).flatMap((token) => names.get(token) ?? []));
  }
}

function tokensOf(text: string, lang: string): number[] {
  const tokens: number[] = [];
  tokenise(text.normalize('NFKC').toLowerCase(), lang !== 'vi', MAX_TOKENS, tokens);
  return tokens;
}
