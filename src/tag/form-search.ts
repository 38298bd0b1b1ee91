// Finds every form of a set in one pass: from the borders of words, or from any place where a form may begin inside one.
import { WordTrie } from '../lib/word-trie.ts';
import { kindOf } from './fold.ts';

/** Where a form begins: its first piece, and whether that may stand inside a word. */
export interface FormHead {
  readonly head: string;
  readonly openStart: boolean;
}

/** Calls `found(form, end)` for every head that stands in the text and ends before `end`. */
export type FormSearch = (
  units: Uint16Array,
  length: number,
  found: (form: number, end: number) => void,
) => void;

/** Builds the search for `heads`; a form is named by its place in the list. At any place the longest head is followed at most. */
export function buildFormSearch(heads: readonly FormHead[]): FormSearch {
  const bordered = new WordTrie(heads.map(({ head, openStart }) => (openStart ? '' : head)));
  const open = new WordTrie(heads.map(({ head, openStart }) => (openStart ? head : '')));
  return (units, length, found) => {
    let before = 0;
    for (let at = 0; at < length; at++) {
      const unit = units[at] ?? 0;
      const kind = kindOf(unit);
      // Inside a word only what may stand there is looked for; see `joined`.
      if (kind === 0 || kind !== before) {
        const word = bordered.first(unit);
        if (word !== 0) bordered.follow(word, units, at + 1, length, found);
      }
      const inner = open.first(unit);
      if (inner !== 0) open.follow(inner, units, at + 1, length, found);
      before = kind;
    }
  };
}
