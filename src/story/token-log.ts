// A log of token hashes, in pages that are let go when their items are forgotten.

const PAGE_BITS = 16;
const PAGE_MASK = (1 << PAGE_BITS) - 1;

export class TokenLog {
  readonly #pages: Int32Array[] = [];
  #firstPage = 0;
  #end = 0;

  /** The position that the next token will have. Positions only grow. */
  get end(): number {
    return this.#end;
  }

  push(hash: number): void {
    const page = (this.#end >>> PAGE_BITS) - this.#firstPage;
    const tokens = (this.#pages[page] ??= new Int32Array(1 << PAGE_BITS));
    tokens[this.#end & PAGE_MASK] = hash;
    this.#end++;
  }

  at(position: number): number {
    return this.#pages[(position >>> PAGE_BITS) - this.#firstPage]?.[position & PAGE_MASK] ?? 0;
  }

  /** A copy of the tokens from `start` up to `end`. */
  slice(start: number, end: number): Int32Array {
    const page = this.#pages[(start >>> PAGE_BITS) - this.#firstPage];
    if (page !== undefined && start >>> PAGE_BITS === end >>> PAGE_BITS)
      return page.slice(start & PAGE_MASK, end & PAGE_MASK);
    const tokens = new Int32Array(end - start);
    for (let at = start; at < end; at++) tokens[at - start] = this.at(at);
    return tokens;
  }

  /** Lets go of everything before `position`, page by page. */
  forget(position: number): void {
    while (this.#pages.length > 1 && position >>> PAGE_BITS > this.#firstPage) {
      this.#pages.shift();
      this.#firstPage++;
    }
  }
}
