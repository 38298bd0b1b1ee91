// The inverted index over recent items: flat rings, newest postings first, nothing to delete when items expire.
import type { Features } from './features.ts';
import { FIELD_WEIGHT, TermBag } from './term-bag.ts';
import { TermTable } from './term-table.ts';
import { NUMBER_BIT } from './tokens.ts';

/** A document number: counts up from the first document of the process; order of arrival. */
export type Doc = number;

export interface TermWindowSettings {
  /** Postings looked at per term, newest first. */
  readonly postingCap: number;
  /** Time in which a score falls to 1/e. */
  readonly fadeMs: number;
  /** Scores below are not reported. */
  readonly floor: number;
  /** Terms borne by more than this share of the documents find none. */
  readonly commonShare: number;
}

const NUMBER_BOOST = 1.2;
// As if this many documents had been read before the first: rarities mean something from the start.
const PRIOR_DOCS = 500;
const PRIOR_FREQUENCY = 2;
const COMMON_MIN = 200;

export class TermWindow {
  readonly #settings: TermWindowSettings;
  readonly #bag = new TermBag();
  readonly #other = new TermBag();
  #terms = new TermTable();
  #hashes = new Int32Array(1 << 16);
  #links = new Int32Array(1 << 16);
  #owners = new Int32Array(1 << 16);
  #starts = new Float64Array(1 << 10);
  #times = new Float64Array(1 << 10);
  #titles = new Uint8Array(1 << 10);
  #norms = new Float32Array(1 << 10);
  #sums = new Float64Array(1 << 10);
  #touched = new Int32Array(1 << 10);
  #end = 0;
  #first: Doc = 0;
  #live: Doc = 0;
  #next: Doc = 0;

  constructor(settings: TermWindowSettings) {
    this.#settings = settings;
  }

  /** Documents that count for term frequencies. */
  get size(): number {
    return this.#next - this.#first;
  }

  /** Oldest document that can still be found. */
  get live(): Doc {
    return this.#live;
  }

  get next(): Doc {
    return this.#next;
  }

  /** Adds a document. `norm`: the length of its vector when it first came; null: computed now. Returns its number. */
  add(features: Features, at: number, norm: number | null): Doc {
    const doc = this.#next;
    const bag = this.#bag;
    bag.fill(features);
    const length = norm ?? this.#weigh(bag);
    this.#reserve(features.title.length + features.lead.length);
    const slot = doc & (this.#starts.length - 1);
    this.#starts[slot] = this.#end;
    this.#times[slot] = at;
    this.#titles[slot] = features.title.length;
    this.#norms[slot] = length;
    this.#next = doc + 1;
    let term = 0;
    for (const sequence of [features.title, features.lead]) {
      for (const hash of sequence) {
        const place = this.#end & (this.#hashes.length - 1);
        this.#hashes[place] = hash;
        this.#owners[place] = -1;
        // The bag holds the terms in the order of their first place, so the next one stands here or further on.
        if (term < bag.count && bag.hashes[term] === hash) {
          this.#owners[place] = doc * 4 + (bag.masks[term] ?? 0);
          this.#links[place] = this.#terms.add(hash, this.#end);
          term++;
        }
        this.#end++;
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
      const to = this.#endOf(this.#first);
      for (let at = this.#startOf(this.#first); at < to; at++) {
        const place = at & (this.#hashes.length - 1);
        if ((this.#owners[place] ?? -1) >= 0) this.#terms.remove(this.#hashes[place] ?? 0);
      }
      this.#first++;
    }
  }

  /**
   * Reports every live document whose cosine with `features`, faded by the time between `at` and its own, reaches the
   * floor; in no promised order.
   */
  search(features: Features, at: number, found: (doc: Doc, score: number) => void): void {
    if (this.#live >= this.#next) return;
    this.#bag.fill(features);
    const norm = this.#weigh(this.#bag);
    let touched = 0;
    for (let term = 0; term < this.#bag.count; term++) touched = this.#accumulate(term, touched);
    const mask = this.#starts.length - 1;
    const { floor, fadeMs } = this.#settings;
    for (let index = 0; index < touched; index++) {
      const doc = this.#touched[index] ?? 0;
      const slot = doc & mask;
      const cosine = (this.#sums[slot] ?? 0) / ((this.#norms[slot] ?? 0) * norm);
      this.#sums[slot] = 0;
      if (!(cosine >= floor)) continue;
      const score = cosine * Math.exp(-Math.abs(at - (this.#times[slot] ?? 0)) / fadeMs);
      if (score >= floor) found(doc, score);
    }
  }

  /** Tokens of a remembered document. */
  features(doc: Doc): Features {
    const start = this.#startOf(doc);
    const title = start + (this.#titles[doc & (this.#starts.length - 1)] ?? 0);
    return { title: this.#slice(start, title), lead: this.#slice(title, this.#endOf(doc)) };
  }

  /** Rarity of a term among the remembered documents. */
  idf(hash: number): number {
    const frequency = this.#terms.frequency(this.#terms.find(hash));
    const rarity = Math.log(1 + (this.size + PRIOR_DOCS) / (frequency + PRIOR_FREQUENCY));
    return (hash & NUMBER_BIT) === 0 ? rarity : rarity * NUMBER_BOOST;
  }

  /** Cosine of two token sequences under today's rarities. */
  cosine(one: Features, other: Features): number {
    this.#bag.fill(one);
    this.#other.fill(other);
    const length = this.#weigh(this.#bag) * this.#weigh(this.#other);
    let sum = 0;
    for (let term = 0; term < this.#bag.count; term++) {
      const mask = this.#other.maskOf(this.#bag.hashes[term] ?? 0);
      if (mask === 0) continue;
      const rarity = this.#bag.rarities[term] ?? 0;
      sum += rarity * rarity * weightOf(this.#bag.masks[term]) * weightOf(mask);
    }
    return length > 0 ? sum / length : 0;
  }

  #accumulate(term: number, count: number): number {
    const slot = this.#terms.find(this.#bag.hashes[term] ?? 0);
    const frequency = this.#terms.frequency(slot);
    if (frequency === 0 || frequency > Math.max(COMMON_MIN, this.size * this.#settings.commonShare)) return count;
    const rarity = this.#bag.rarities[term] ?? 0;
    const weight = weightOf(this.#bag.masks[term]) * rarity * rarity;
    const places = this.#hashes.length - 1;
    const docs = this.#starts.length - 1;
    const oldest = this.#startOf(this.#live);
    let touched = count;
    let at = this.#terms.head(slot);
    for (let left = this.#settings.postingCap; at >= oldest && left > 0; left--) {
      const owner = this.#owners[at & places] ?? 0;
      const place = (owner >>> 2) & docs;
      const sum = this.#sums[place] ?? 0;
      if (sum === 0) this.#touched[touched++] = owner >>> 2;
      this.#sums[place] = sum + weight * weightOf(owner & 3);
      at = this.#links[at & places] ?? -1;
    }
    return touched;
  }

  // Fills in the rarities and returns the length of the vector.
  #weigh(bag: TermBag): number {
    let sum = 0;
    for (let term = 0; term < bag.count; term++) {
      const rarity = this.idf(bag.hashes[term] ?? 0);
      bag.rarities[term] = rarity;
      const weight = weightOf(bag.masks[term]) * rarity;
      sum += weight * weight;
    }
    return Math.fround(Math.sqrt(sum));
  }

  #startOf(doc: Doc): number {
    return this.#starts[doc & (this.#starts.length - 1)] ?? 0;
  }

  #endOf(doc: Doc): number {
    return doc + 1 < this.#next ? this.#startOf(doc + 1) : this.#end;
  }

  #slice(from: number, to: number): Int32Array {
    const tokens = new Int32Array(to - from);
    const mask = this.#hashes.length - 1;
    for (let at = from; at < to; at++) tokens[at - from] = this.#hashes[at & mask] ?? 0;
    return tokens;
  }

  #reserve(tokens: number): void {
    const oldest = this.size === 0 ? this.#end : this.#startOf(this.#first);
    while (this.#end - oldest + tokens > this.#hashes.length) {
      const size = this.#hashes.length * 2;
      this.#hashes = regrow(this.#hashes, new Int32Array(size), oldest, this.#end);
      this.#links = regrow(this.#links, new Int32Array(size), oldest, this.#end);
      this.#owners = regrow(this.#owners, new Int32Array(size), oldest, this.#end);
    }
    if (this.size + 1 > this.#starts.length) this.#growDocs(this.#starts.length * 2);
  }

  #growDocs(size: number): void {
    this.#starts = regrow(this.#starts, new Float64Array(size), this.#first, this.#next);
    this.#times = regrow(this.#times, new Float64Array(size), this.#first, this.#next);
    this.#titles = regrow(this.#titles, new Uint8Array(size), this.#first, this.#next);
    this.#norms = regrow(this.#norms, new Float32Array(size), this.#first, this.#next);
    this.#sums = new Float64Array(size);
    this.#touched = new Int32Array(size);
  }
}

function weightOf(mask: number | undefined): number {
  return FIELD_WEIGHT[(mask ?? 0) as 0 | 1 | 2 | 3];
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
