// The inverted index over recent items: flat rings, newest postings first, nothing to delete when items expire.
import { NUMBER_BIT } from './tokens.ts';
import { TermTable } from './term-table.ts';
import type { Features } from './features.ts';

/** Weights of a term by where it stands: bit 0 title, bit 1 lead. */
const FIELD_WEIGHT = [0, 1, 0.4, 1.4] as const;
const NUMBER_BOOST = 1.3;
const IN_TITLE = 1;
const IN_LEAD = 2;

/** A document number: counts up from the first document of the process; order of arrival. */
export type Doc = number;

interface Term {
  readonly hash: number;
  mask: number;
}

export class TermWindow {
  /** Postings looked at per term, newest first. */
  readonly #postingCap: number;
  #terms = new TermTable();
  #hashes = new Int32Array(1 << 16);
  #links = new Int32Array(1 << 16);
  #owners = new Int32Array(1 << 16);
  #starts = new Float64Array(1 << 10);
  #titles = new Uint8Array(1 << 10);
  #norms = new Float32Array(1 << 10);
  #sums = new Float64Array(1 << 10);
  #end = 0;
  #first: Doc = 0;
  #live: Doc = 0;
  #next: Doc = 0;

  constructor(postingCap: number) {
    this.#postingCap = postingCap;
  }

  /** Documents that count for term frequencies. */
  get size(): number {
    return this.#next - this.#first;
  }

  /** Oldest document that can still be found. */
  get live(): Doc {
    return this.#live;
  }

  get first(): Doc {
    return this.#first;
  }

  get next(): Doc {
    return this.#next;
  }

  /** Adds a document. `norm`: the length of its vector when it first came; null: computed now. Returns its number. */
  add(features: Features, norm: number | null): Doc {
    const doc = this.#next;
    const terms = distinctTerms(features);
    const length = norm ?? this.#norm(terms);
    this.#reserve(features.title.length + features.lead.length);
    const slot = doc & (this.#starts.length - 1);
    this.#starts[slot] = this.#end;
    this.#titles[slot] = features.title.length;
    this.#norms[slot] = length;
    this.#next = doc + 1;
    for (const sequence of [features.title, features.lead]) {
      for (const hash of sequence) {
        const at = this.#end++ & (this.#hashes.length - 1);
        const mask = terms.get(hash)?.mask ?? 0;
        this.#hashes[at] = hash;
        this.#owners[at] = mask === 0 ? -1 : doc * 4 + mask;
        if (mask !== 0) this.#links[at] = this.#terms.add(hash, this.#end - 1);
        terms.delete(hash);
      }
    }
    return doc;
  }

  norm(doc: Doc): number {
    return this.#norms[doc & (this.#starts.length - 1)] ?? 0;
  }

  /** Documents before `doc` are not found any more. */
  expire(doc: Doc): void {
    if (doc > this.#live) this.#live = doc;
  }

  /** Documents before `doc` no longer count for term frequencies and are forgotten. */
  forget(doc: Doc): void {
    while (this.#first < Math.min(doc, this.#live)) {
      const from = this.#startOf(this.#first);
      const to = this.#first + 1 < this.#next ? this.#startOf(this.#first + 1) : this.#end;
      for (let at = from; at < to; at++) {
        const place = at & (this.#hashes.length - 1);
        if ((this.#owners[place] ?? -1) >= 0) this.#terms.remove(this.#hashes[place] ?? 0);
      }
      this.#first++;
    }
  }

  /** Cosine of every live document that shares a term with `features` (0 to 1); calls `found` in no promised order. */
  search(features: Features, found: (doc: Doc, cosine: number) => void): void {
    if (this.#live >= this.#next) return;
    const terms = distinctTerms(features);
    const norm = this.#norm(terms);
    const touched: Doc[] = [];
    for (const term of terms.values()) this.#accumulate(term, touched);
    const mask = this.#starts.length - 1;
    for (const doc of touched) {
      const slot = doc & mask;
      const length = (this.#norms[slot] ?? 0) * norm;
      const sum = this.#sums[slot] ?? 0;
      this.#sums[slot] = 0;
      if (length > 0) found(doc, sum / length);
    }
  }

  /** Tokens of a remembered document. */
  features(doc: Doc): Features {
    const start = this.#startOf(doc);
    const end = doc + 1 < this.#next ? this.#startOf(doc + 1) : this.#end;
    const title = start + (this.#titles[doc & (this.#starts.length - 1)] ?? 0);
    return { title: this.#slice(start, title), lead: this.#slice(title, end) };
  }

  /** Rarity of a term among the remembered documents. */
  idf(hash: number): number {
    const frequency = this.#terms.frequency(this.#terms.find(hash));
    return Math.log(1 + (this.size + 1) / (frequency + 0.5)) * ((hash & NUMBER_BIT) === 0 ? 1 : NUMBER_BOOST);
  }

  /** Cosine of two token sequences under today's rarities. */
  cosine(one: Features, other: Features): number {
    const left = distinctTerms(one);
    const right = distinctTerms(other);
    let sum = 0;
    for (const { hash, mask } of left.values()) {
      const match = right.get(hash);
      if (match === undefined) continue;
      const idf = this.idf(hash);
      sum += (FIELD_WEIGHT[mask] ?? 0) * (FIELD_WEIGHT[match.mask] ?? 0) * idf * idf;
    }
    const length = this.#norm(left) * this.#norm(right);
    return length > 0 ? sum / length : 0;
  }

  #accumulate(term: Term, touched: Doc[]): void {
    const slot = this.#terms.find(term.hash);
    if (slot < 0) return;
    const idf = this.idf(term.hash);
    const weight = (FIELD_WEIGHT[term.mask] ?? 0) * idf * idf;
    const places = this.#hashes.length - 1;
    const docs = this.#starts.length - 1;
    const oldest = this.#startOf(this.#live);
    let at = this.#terms.head(slot);
    for (let count = 0; at >= oldest && count < this.#postingCap; count++) {
      const owner = this.#owners[at & places] ?? 0;
      const doc = owner >>> 2;
      const sum = this.#sums[doc & docs] ?? 0;
      if (sum === 0) touched.push(doc);
      this.#sums[doc & docs] = sum + weight * (FIELD_WEIGHT[owner & 3] ?? 0);
      at = this.#links[at & places] ?? -1;
    }
  }

  #norm(terms: ReadonlyMap<number, Term>): number {
    let sum = 0;
    for (const { hash, mask } of terms.values()) {
      const weight = (FIELD_WEIGHT[mask] ?? 0) * this.idf(hash);
      sum += weight * weight;
    }
    return Math.fround(Math.sqrt(sum));
  }

  #startOf(doc: Doc): number {
    return this.#starts[doc & (this.#starts.length - 1)] ?? 0;
  }

  #slice(from: number, to: number): Int32Array {
    const tokens = new Int32Array(to - from);
    const mask = this.#hashes.length - 1;
    for (let at = from; at < to; at++) tokens[at - from] = this.#hashes[at & mask] ?? 0;
    return tokens;
  }

  #reserve(tokens: number): void {
    const oldest = this.size === 0 ? this.#end : this.#startOf(this.#first);
    while (this.#end - oldest + tokens > this.#hashes.length) this.#growPlaces(oldest);
    if (this.size + 1 > this.#starts.length) this.#growDocs();
  }

  #growPlaces(oldest: number): void {
    const size = this.#hashes.length * 2;
    this.#hashes = regrow(this.#hashes, new Int32Array(size), oldest, this.#end);
    this.#links = regrow(this.#links, new Int32Array(size), oldest, this.#end);
    this.#owners = regrow(this.#owners, new Int32Array(size), oldest, this.#end);
  }

  #growDocs(): void {
    const size = this.#starts.length * 2;
    this.#starts = regrow(this.#starts, new Float64Array(size), this.#first, this.#next);
    this.#titles = regrow(this.#titles, new Uint8Array(size), this.#first, this.#next);
    this.#norms = regrow(this.#norms, new Float32Array(size), this.#first, this.#next);
    this.#sums = new Float64Array(size);
  }
}

function regrow<T extends Int32Array | Float64Array | Float32Array | Uint8Array>(
  from: T,
  to: T,
  start: number,
  end: number,
): T {
  for (let at = start; at < end; at++) to[at & (to.length - 1)] = from[at & (from.length - 1)] ?? 0;
  return to;
}

function distinctTerms({ title, lead }: Features): Map<number, Term> {
  const terms = new Map<number, Term>();
  for (const hash of title) terms.set(hash, { hash, mask: IN_TITLE });
  for (const hash of lead) {
    const term = terms.get(hash);
    if (term === undefined) terms.set(hash, { hash, mask: IN_LEAD });
    else term.mask |= IN_LEAD;
  }
  return terms;
}
