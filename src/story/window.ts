// The inverted index over recent items: flat arrays, newest postings first, nothing to delete when items expire.
import { type CommonGround, measureGround } from './common-ground.ts';
import type { Features } from './features.ts';
import { TOP_CLASS } from './posting-pool.ts';
import { regrow } from './ring.ts';
import type { Senses } from './senses.ts';
import { FIELD_WEIGHT, TermBag } from './term-bag.ts';
import type { TermWindowSettings } from './term-settings.ts';
import { TermTable } from './term-table.ts';
import { TokenLog } from './token-log.ts';
import { NUMBER_BIT } from './tokens.ts';

/** A document number: counts up from the first document of the process; order of arrival. */
export type Doc = number;

const NUMBER_BOOST = 1.2;
// As if this many documents had been read before the first: rarities mean something from the start.
const PRIOR_DOCS = 1_000;
const PRIOR_FREQUENCY = 2;
const COMMON_MIN = 200;
// Terms are taken in bands of frequency, rarest first, which is as good as sorting them.
const BANDS = [8, 32, 128, 512, Number.POSITIVE_INFINITY];

export class TermWindow {
  readonly #settings: TermWindowSettings;
  readonly #bag = new TermBag();
  readonly #other = new TermBag();
  readonly #terms = new TermTable();
  readonly #log = new TokenLog();
  readonly #senses: Senses;
  #starts = new Float64Array(1 << 10);
  #times = new Float64Array(1 << 10);
  #titles = new Uint8Array(1 << 10);
  /** Languages by their codes in the senses. */
  #langs = new Uint8Array(1 << 10);
  /** Two entries a document: what it has in common with the query of the last search, and the length of its vector. */
  #cells = new Float64Array(2 << 10);
  #touched = new Int32Array(1 << 10);
  readonly #postings = new Int32Array(1 << TOP_CLASS);
  #count = 0;
  #budget = 0;
  #first: Doc = 0;
  #live: Doc = 0;
  #next: Doc = 0;

  /** `usual`: the share of documents that bear a term, as far as it is known beforehand. */
  constructor(settings: TermWindowSettings, usual: ReadonlyMap<number, number>, senses: Senses) {
    this.#settings = settings;
    this.#senses = senses;
    for (const [term, share] of usual) this.#terms.seed(term, Math.round(share * PRIOR_DOCS));
  }

  /** Documents that count for term frequencies. */
  get size(): number {
    return this.#next - this.#first;
  }

  /** Oldest document that can still be found. */
  get live(): Doc {
    return this.#live;
  }

  /** Oldest document that counts. */
  get first(): Doc {
    return this.#first;
  }

  get next(): Doc {
    return this.#next;
  }

  /** Adds a document. `norm`: the length of its vector when it first came; null: computed now. Returns its number. */
  add(features: Features, lang: string, at: number, norm: number | null): Doc {
    const doc = this.#next;
    const bag = this.#bag;
    const code = this.#senses.codeOf(lang);
    const meanings = this.#senses.meanings(code);
    bag.fill(features, meanings);
    const length = norm ?? this.#weigh(bag);
    if (this.size + 1 > this.#starts.length) this.#grow(this.#starts.length * 2);
    const slot = doc & (this.#starts.length - 1);
    this.#starts[slot] = this.#log.end;
    this.#times[slot] = at;
    this.#titles[slot] = features.title.length;
    this.#langs[slot] = code;
    this.#cells[2 * slot + 1] = length;
    this.#next = doc + 1;
    let term = 0;
    for (const sequence of [features.title, features.lead]) {
      for (const hash of sequence) {
        // The bag holds the terms in the order of their first place, so the next one stands here or further on.
        this.#log.push(hash);
        const meaning = meanings.of(hash);
        if (term >= bag.count || bag.hashes[term] !== meaning) continue;
        this.#terms.add(meaning, doc * 4 + (bag.masks[term] ?? 0));
        term++;
      }
    }
    return doc;
  }

  norm(doc: Doc): number {
    return this.#cells[2 * (doc & (this.#starts.length - 1)) + 1] ?? 0;
  }

  timeOf(doc: Doc): number {
    return this.#times[doc & (this.#times.length - 1)] ?? 0;
  }

  /** Documents before `doc` are not found any more. */
  expire(doc: Doc): void {
    if (doc > this.#live) this.#live = doc;
  }

  /** Documents before `doc` no longer count for term frequencies and are forgotten. */
  forget(doc: Doc): void {
    const until = Math.min(doc, this.#live);
    if (this.#first >= until) return;
    for (; this.#first < until; this.#first++) {
      this.#fill(this.#other, this.#first);
      for (let term = 0; term < this.#other.count; term++) this.#terms.remove(this.#other.hashes[term] ?? 0);
    }
    this.#log.forget(this.#first < this.#next ? this.#startOf(this.#first) : this.#log.end);
  }

  /**
   * Reports every live document whose cosine with `features`, faded by the time between `at` and its own, reaches the
   * floor; in no promised order. Their scores are remembered until the next search.
   */
  search(features: Features, lang: string, at: number, found: (doc: Doc, score: number) => void): void {
    this.#clearScores();
    if (this.#live >= this.#next) return;
    this.#bag.fill(features, this.#senses.of(lang));
    const norm = this.#weigh(this.#bag);
    this.#collect();
    const cells = this.#cells;
    const mask = this.#starts.length - 1;
    const { floor, fadeMs } = this.#settings;
    for (let index = 0; index < this.#count; index++) {
      const doc = this.#touched[index] ?? 0;
      const cell = 2 * (doc & mask);
      const cosine = (cells[cell] ?? 0) / ((cells[cell + 1] ?? 0) * norm);
      cells[cell] = 0;
      if (!(cosine >= floor)) continue;
      const score = cosine * Math.exp(-Math.abs(at - (this.#times[doc & mask] ?? 0)) / fadeMs);
      if (score < floor) continue;
      cells[cell] = score;
      found(doc, score);
    }
  }

  /** Score of a document in the last search, 0 where it was not found. */
  scoreOf(doc: Doc): number {
    return this.#cells[2 * (doc & (this.#starts.length - 1))] ?? 0;
  }

  /** Lets a document that was found keep only a share of its score. Returns the rest. */
  lower(doc: Doc, share: number): number {
    const cell = 2 * (doc & (this.#starts.length - 1));
    return (this.#cells[cell] = this.scoreOf(doc) * share);
  }

  #clearScores(): void {
    for (let index = 0; index < this.#count; index++) {
      this.#cells[2 * ((this.#touched[index] ?? 0) & (this.#starts.length - 1))] = 0;
    }
    this.#count = 0;
  }

  /** Tokens of a remembered document. */
  features(doc: Doc): Features {
    const start = this.#startOf(doc);
    const title = start + (this.#titles[doc & (this.#starts.length - 1)] ?? 0);
    return { title: this.#log.slice(start, title), lead: this.#log.slice(title, this.#endOf(doc)) };
  }

  /** Rarity of a term, which is the meaning of a word that has one, among the remembered documents. */
  idf(hash: number): number {
    return this.#rarity(hash, this.#terms.frequency(this.#terms.find(hash)));
  }

  /** Cosine of two remembered documents under today's rarities. */
  cosine(one: Doc, other: Doc): number {
    this.#fill(this.#bag, one);
    this.#fill(this.#other, other);
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

  /** What a text and a remembered document have in common. */
  commonGround(features: Features, lang: string, doc: Doc): CommonGround {
    this.#bag.fill(features, this.#senses.of(lang));
    this.#fill(this.#other, doc);
    const rarest = Math.log(1 + (this.size + PRIOR_DOCS) / (PRIOR_FREQUENCY + 1));
    return measureGround(this.#bag, this.#other, this.#senses, (term) => this.idf(term) / rarest);
  }

  #fill(bag: TermBag, doc: Doc): void {
    bag.fill(this.features(doc), this.#senses.meanings(this.#langs[doc & (this.#langs.length - 1)] ?? 0));
  }

  #rarity(hash: number, frequency: number): number {
    const rarity = Math.log(1 + (this.size + PRIOR_DOCS) / (frequency + PRIOR_FREQUENCY));
    return (hash & NUMBER_BIT) === 0 ? rarity : rarity * NUMBER_BOOST;
  }

  #collect(): void {
    this.#budget = this.#settings.postingBudget;
    const common = Math.max(COMMON_MIN, (this.size + PRIOR_DOCS) * this.#settings.commonShare);
    let least = 1;
    for (const most of BANDS) {
      if (least > common) break;
      for (let term = 0; term < this.#bag.count && this.#budget > 0; term++) {
        const frequency = this.#bag.frequencies[term] ?? 0;
        if (frequency >= least && frequency < most && frequency <= common) this.#accumulate(term);
      }
      least = most;
    }
  }

  #accumulate(term: number): void {
    const rarity = this.#bag.rarities[term] ?? 0;
    const weight = weightOf(this.#bag.masks[term]) * rarity * rarity;
    const docs = this.#starts.length - 1;
    const limit = Math.min(this.#settings.postingCap, this.#budget);
    const count = this.#terms.read(this.#bag.slots[term] ?? 0, this.#live * 4, limit, this.#postings);
    this.#budget -= count;
    const cells = this.#cells;
    const postings = this.#postings;
    for (let index = 0; index < count; index++) {
      const posting = postings[index] ?? 0;
      const cell = 2 * ((posting >>> 2) & docs);
      const sum = cells[cell] ?? 0;
      if (sum === 0) this.#touched[this.#count++] = posting >>> 2;
      cells[cell] = sum + weight * weightOf(posting & 3);
    }
  }

  // Fills in slots, frequencies and rarities, and returns the length of the vector.
  #weigh(bag: TermBag): number {
    let sum = 0;
    for (let term = 0; term < bag.count; term++) {
      const hash = bag.hashes[term] ?? 0;
      const slot = this.#terms.find(hash);
      const frequency = this.#terms.frequency(slot);
      const rarity = this.#rarity(hash, frequency);
      bag.slots[term] = slot;
      bag.frequencies[term] = frequency;
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
    return doc + 1 < this.#next ? this.#startOf(doc + 1) : this.#log.end;
  }

  #grow(size: number): void {
    this.#count = 0;
    const from = this.#first;
    const to = this.#next;
    this.#starts = regrow(this.#starts, new Float64Array(size), from, to);
    this.#times = regrow(this.#times, new Float64Array(size), from, to);
    this.#titles = regrow(this.#titles, new Uint8Array(size), from, to);
    this.#langs = regrow(this.#langs, new Uint8Array(size), from, to);
    const lengths = this.#cells;
    const mask = lengths.length / 2 - 1;
    this.#cells = new Float64Array(2 * size);
    for (let doc = from; doc < to; doc++)
      this.#cells[2 * (doc & (size - 1)) + 1] = lengths[2 * (doc & mask) + 1] ?? 0;
    this.#touched = new Int32Array(size);
  }
}

function weightOf(mask: number | undefined): number {
  return FIELD_WEIGHT[(mask ?? 0) as 0 | 1 | 2 | 3];
}
