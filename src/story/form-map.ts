// Finds the forms of a word list in text: by the beginning of words, or anywhere in scripts without spaces.
import { classOf, foldUnit, HANGUL, LETTER, UNSPACED } from './scripts.ts';

export class FormMap {
  readonly #ids = new Map<string, string[]>();
  /** Lengths of the forms that begin with a sign. */
  readonly #lengths = new Map<number, number[]>();

  /** A form that ends in `$` is a whole word. */
  constructor(list: ReadonlyMap<string, readonly string[]>) {
    for (const [id, forms] of list) for (const form of forms) this.#note(id, form);
  }

  /** The ids whose forms occur in `folded`, which `foldText` made. */
  find(folded: string): Set<string> {
    const found = new Set<string>();
    for (let at = 0; at < folded.length; at++) {
      const kind = classOf(folded.charCodeAt(at));
      const starts = at === 0 || folded.charCodeAt(at - 1) === 32;
      if (!starts && kind !== UNSPACED && kind !== HANGUL && classOf(folded.charCodeAt(at - 1)) === LETTER)
        continue;
      for (const length of this.#lengths.get(folded.charCodeAt(at)) ?? []) {
        if (at + length > folded.length) continue;
        const ids = this.#ids.get(folded.slice(at, at + length));
        if (ids !== undefined) for (const id of ids) found.add(id);
      }
    }
    return found;
  }

  #note(id: string, form: string): void {
    const whole = form.endsWith('$');
    const folded = foldText(whole ? form.slice(0, -1) : form).trim() + (whole ? ' ' : '');
    this.#ids.set(folded, [...(this.#ids.get(folded) ?? []), id]);
    const first = folded.charCodeAt(0);
    const lengths = this.#lengths.get(first) ?? [];
    if (!lengths.includes(folded.length)) this.#lengths.set(first, [...lengths, folded.length]);
  }
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
