// How usual terms and anchors are before anything was read: a young window judges by these shares.
import type { StoryWords } from '../model/story-words.ts';
import { anchorOf } from './anchors.ts';
import { tokenise } from './tokens.ts';

/** Shares of texts, 0 to 1, by token and by anchor. */
export interface Usual {
  readonly terms: ReadonlyMap<number, number>;
  readonly anchors: ReadonlyMap<number, number>;
}

export const NOTHING_USUAL: Usual = { terms: new Map(), anchors: new Map() };

/** Cuts the listed words as texts are cut. A token of several languages is as usual as in the one that uses it most. */
export function learnUsual({ usualWords, usualAnchors }: StoryWords): Usual {
  const terms = new Map<number, number>();
  const tokens: number[] = [];
  for (const { word, lang, share } of usualWords) {
    tokens.length = 0;
    tokenise(word, lang !== 'vi', 2, tokens);
    const [token] = tokens;
    if (token !== undefined && tokens.length === 1) terms.set(token, Math.max(share, terms.get(token) ?? 0));
  }
  return {
    terms,
    anchors: new Map([...usualAnchors].map(([name, share]): [number, number] => [anchorOf(name), share])),
  };
}
