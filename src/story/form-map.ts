// Finds the forms of a word list in text: by the beginning of words, or anywhere in scripts without spaces.
import { WordTrie } from '../lib/word-trie.ts';
import { classOf, foldUnit, HANGUL, LETTER, SEPARATOR, UNSPACED } from './scripts.ts';

export class FormMap {
  readonly #trie: WordTrie;
  readonly #ids: readonly string[];
  #units = new Uint16Array(1_024);

  /** A form that ends in `$` is a whole word. */
  constructor(list: ReadonlyMap<string, readonly string[]>) {
    const forms = [...list].flatMap(([id, written]) => written.map((form) => ({ id, form: foldForm(form) })));
    this.#trie = new WordTrie(forms.map(({ form }) => form));
    this.#ids = forms.map(({ id }) => id);
  }

  /** The ids whose forms occur in `folded`, which `foldText` made. */
  find(folded: string): Set<string> {
    const found = new Set<string>();
    const units = this.#unitsOf(folded);
    const note = (form: number): void => void found.add(this.#ids[form] ?? '');
    let before = SEPARATOR;
    for (let at = 0; at < folded.length; at++) {
      const unit = units[at] ?? 0;
      const kind = classOf(unit);
      const first = this.#trie.first(unit);
      if (first !== 0 && (before !== LETTER || kind === UNSPACED || kind === HANGUL))
        this.#trie.follow(first, units, at + 1, folded.length, note);
      before = kind;
    }
    return found;
  }

  #unitsOf(text: string): Uint16Array {
    if (text.length > this.#units.length) this.#units = new Uint16Array(text.length * 2);
    for (let at = 0; at < text.length; at++) this.#units[at] = text.charCodeAt(at);
    return this.#units;
  }
}

function foldForm(form: string): string {
  const whole = form.endsWith('$');
  return foldText(whole ? form.slice(0, -1) : form).trim() + (whole ? ' ' : '');
}

/** Lower case without diacritics; everything that is no letter or digit is one space; a space at either end. */
export function foldText(text: string): string {
  let folded = ' ';
  for (const sign of text.normalize('NFKC').toLowerCase()) {
    const unit = sign.charCodeAt(0);
    const kind = classOf(unit);
    if (kind === 0 || kind === 5) {
      if (unit !== 0x2019 && unit !== 0x27 && unit !== 0x2bc && !folded.endsWith(' ')) folded += ' ';
    } else folded += sign.length === 1 ? String.fromCharCode(foldUnit(unit)) : sign;
  }
  return folded.endsWith(' ') ? folded : `${folded} `;
}
