// A log of tokens with their postings, in pages that are let go when their items are forgotten.

const PAGE_BITS = 14;
const PAGE_MASK = (1 << PAGE_BITS) - 1;
/** Numbers per token: its hash, its owner, the former posting of its term. */
const STRIDE = 3;
export const HASH = 0;
/** Document number times 4 plus field mask; -1 for a repetition, which is no posting. */
export const OWNER = 1;
export const LINK = 2;

export class TokenLog {
  readonly #pages: Int32Array[] = [];
  #firstPage = 0;
  #end = 0;

  /** The position that the next token will have. Positions only grow. */
  get end(): number {
    return this.#end;
  }

  push(hash: number, owner: number, link: number): void {
    const page = (this.#end >>> PAGE_BITS) - this.#firstPage;
    const tokens = (this.#pages[page] ??= new Int32Array(STRIDE << PAGE_BITS));
    const at = (this.#end & PAGE_MASK) * STRIDE;
    tokens[at + HASH] = hash;
    tokens[at + OWNER] = owner;
    tokens[at + LINK] = link;
    this.#end++;
  }

  /** The page that holds a position; with `placeOf` the quick way to its three numbers. */
  pageOf(position: number): Int32Array {
    return this.#pages[(position >>> PAGE_BITS) - this.#firstPage] ?? EMPTY;
  }

  hashAt(position: number): number {
    return this.pageOf(position)[placeOf(position) + HASH] ?? 0;
  }

  ownerAt(position: number): number {
    return this.pageOf(position)[placeOf(position) + OWNER] ?? -1;
  }

  /** Lets go of everything before `position`, page by page. */
  forget(position: number): void {
    while (this.#pages.length > 1 && position >>> PAGE_BITS > this.#firstPage) {
      this.#pages.shift();
      this.#firstPage++;
    }
  }
}

const EMPTY = new Int32Array(0);

/** Where in its page a position lies. */
export function placeOf(position: number): number {
  return (position & PAGE_MASK) * STRIDE;
}
