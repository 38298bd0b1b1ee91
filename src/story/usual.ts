// How usual terms and anchors are before anything was read: a young window judges by these shares.
import type { StoryWords } from '../model/story-words.ts';
import { anchorOf } from './anchors.ts';
import type { TellingNames } from './rivals.ts';
import { NO_SENSES, Senses } from './senses.ts';
import { tokenise } from './tokens.ts';

/** Shares of texts, 0 to 1, by token and by anchor. */
export interface Usual {
  readonly terms: ReadonlyMap<number, number>;
  readonly anchors: ReadonlyMap<number, number>;
  readonly senses: Senses;
  /** Names that tell one event of the subject from another. */
  readonly telling: TellingNames;
}

export const NOTHING_USUAL: Usual = {
  terms: new Map(),
  anchors: new Map(),
  senses: NO_SENSES,
  telling: new Map(),
};

// Bodies and weapons are told of many events, and so is who stands in every twentieth text.
const TELLING_KINDS = new Set(['people', 'places', 'countries', 'ships']);
const USUAL_SHARE = 0.05;
// A matter that no text of the corpora is about.
const UNSEEN_SHARE = 0.005;

/** Cuts the listed words as texts are cut. A token of several languages is as usual as in the one that uses it most. */
export function learnUsual({
  usualWords,
  usualAnchors,
  labels,
  matters,
  senses: senseWords,
}: StoryWords): Usual {
  const terms = new Map<number, number>();
  const tokens: number[] = [];
  for (const { word, lang, share } of usualWords) {
    tokens.length = 0;
    tokenise(word, lang !== 'vi', 2, tokens);
    const [token] = tokens;
    if (token !== undefined && tokens.length === 1) terms.set(token, Math.max(share, terms.get(token) ?? 0));
  }
  const telling = new Map(
    [...labels]
      .filter(
        ([id, { kind }]) => TELLING_KINDS.has(kind) && (usualAnchors.get(`n:${id}`) ?? 0) <= USUAL_SHARE,
      )
      .map(([id, { kind }]): [number, string] => [anchorOf(`n:${id}`), kind]),
  );
  const senses = new Senses(senseWords);
  return {
    terms: senses.shares(terms),
    senses,
    telling,
    anchors: new Map([
      ...[...matters.keys()].map((id): [number, number] => [anchorOf(`c:${id}`), UNSEEN_SHARE]),
      ...[...usualAnchors].map(([name, share]): [number, number] => [anchorOf(name), share]),
    ]),
  };
}
