// The canonical document: a well-formed RSS 2.0 skeleton with fixed prefixes and flat items, as text.
// Parts are kept apart so that, should rss-parser refuse the whole, each item can be read alone.
import { hideValue, wrapText } from './hide.ts';
import { MAX_FURTHER_VALUES, MAX_ITEMS, MAX_VALUES } from './limits.ts';

export interface CanonicalFeed {
  /** Elements of the channel. */
  readonly head: string;
  /** One `<item>` element each. */
  readonly items: readonly string[];
  /** Names of the elements that occur. */
  readonly names: ReadonlySet<string>;
}

export class CanonicalWriter {
  #head = '';
  #headTail = '';
  #item: string | null = null;
  #itemTail = '';
  #itemFields = 0;
  readonly #items: string[] = [];
  readonly #names = new Set<string>();
  readonly #counts = new Map<string, number>();
  #furtherLeft = MAX_FURTHER_VALUES;
  #dropped = 0;

  get itemCount(): number {
    return this.#items.length;
  }

  /** Whether no further item is kept. */
  get isFull(): boolean {
    return this.#items.length >= MAX_ITEMS;
  }

  /** Items left out because there were too many. */
  get droppedItems(): number {
    return this.#dropped;
  }

  /** Begins an item; `about` is its rdf:about. */
  openItem(about: string | undefined): void {
    this.#item = about === undefined ? '<item>' : `<item rdf:about="${hideValue(about)}">`;
    this.#itemTail = '';
    this.#itemFields = about === undefined ? 0 : 1;
    this.#counts.clear();
  }

  /** Ends the item. An item that was cut off before anything was said is not kept. */
  closeItem(isCutOff: boolean): void {
    if (this.#item !== null && !(isCutOff && this.#itemFields === 0)) {
      if (this.#items.length < MAX_ITEMS) this.#items.push(`${this.#item}${this.#itemTail}</item>`);
      else this.#dropped += 1;
    }
    this.#item = null;
  }

  /** Adds an element of plain text, if there is any. */
  addText(name: string, text: string | undefined): void {
    if (text !== undefined && text !== '') this.add(name, `<${name}>${wrapText(text)}</${name}>`);
  }

  /** Adds an element to the open item, or to the channel; a loose one after all others. */
  add(name: string, element: string, isLoose = false): void {
    this.#names.add(name);
    if (this.#item === null) {
      const key = `/${name}`;
      const count = this.#counts.get(key) ?? 0;
      if (count >= MAX_VALUES) return;
      this.#counts.set(key, count + 1);
      if (isLoose) this.#headTail += element;
      else this.#head += element;
      return;
    }
    const count = this.#counts.get(name) ?? 0;
    if (count >= MAX_VALUES) return;
    if (count > 0 && this.#furtherLeft-- <= 0) return;
    this.#counts.set(name, count + 1);
    if (isLoose) this.#itemTail += element;
    else this.#item += element;
    if (name !== 'x:base' && name !== 'x:lang') this.#itemFields += 1;
  }

  finish(): CanonicalFeed {
    return { head: this.#head + this.#headTail, items: this.#items, names: this.#names };
  }
}

/** A document of the given parts for rss-parser. */
export function renderDocument(head: string, items: readonly string[]): string {
  return ['<rss version="2.0"><channel>', head, ...items, '</channel></rss>'].join('');
}
