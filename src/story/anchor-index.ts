// Recent fingerprints by the anchors they bear, in flat arrays: what is rare among them, and which are nearest to another.
import { CONCEPT, NAME, QUANTITY } from './anchors.ts';

export interface AnchoredDoc {
  readonly doc: number;
  readonly anchors: Int32Array;
  readonly at: number;
  readonly lang: string;
}

/** A remembered fingerprint; its anchors by their numbers in the index. */
export interface KnownPrint {
  readonly doc: number;
  readonly at: number;
  readonly lang: string;
  readonly ids: Int32Array;
}

export interface AnchorSettings {
  /** Weight of an anchor by its kind: name, quantity, concept, sound. */
  readonly weights: readonly [number, number, number, number];
  /** Fingerprints remembered for the rarity of anchors. */
  readonly history: number;
}

const PRIOR_DOCS = 100;
// What belongs to a subject is not rare within it: concepts and rules of a topic that nobody has counted.
const UNKNOWN_SHARE = 0.2;

/** Places in order of arrival of the prints that bear an anchor, ascending. */
interface Bearers {
  readonly anchor: number;
  places: Int32Array;
  start: number;
  end: number;
}

export class AnchorIndex {
  readonly #settings: AnchorSettings;
  readonly #usual: ReadonlyMap<number, number>;
  readonly #mask: number;
  readonly #prints: (KnownPrint | undefined)[];
  readonly #places = new Map<number, number>();
  readonly #ids = new Map<number, number>();
  readonly #freeIds: number[] = [];
  readonly #bearers: Bearers[] = [];
  /** How many prints bear an anchor, how many more are supposed to, and what its kind counts. */
  #counts = new Int32Array(1 << 10);
  #priors = new Float64Array(1 << 10);
  #factors = new Float64Array(1 << 10);
  #weights = new Float64Array(1 << 10);
  /** 1 for an anchor that counts in the length. */
  #solid = new Uint8Array(1 << 10);
  /** The state of the index that a weight was reckoned in. */
  #reckoned = new Int32Array(1 << 10).fill(-1);
  #state = 0;
  readonly #shared: Float64Array;
  readonly #touched: Int32Array;
  #next = 0;
  #first = 0;
  #live = 0;

  /** `usual`: the share of documents on the subject that bear an anchor, as far as it is known beforehand. */
  constructor(settings: AnchorSettings, usual: ReadonlyMap<number, number>) {
    this.#settings = settings;
    this.#usual = usual;
    const size = 2 ** Math.ceil(Math.log2(settings.history + 2));
    this.#mask = size - 1;
    this.#prints = Array.from<KnownPrint | undefined>({ length: size });
    this.#shared = new Float64Array(size);
    this.#touched = new Int32Array(size);
  }

  /** Takes a fingerprint in; documents must come in ascending order. */
  add({ doc, anchors, at, lang }: AnchoredDoc): void {
    const place = this.#next++;
    const ids = anchors.map((anchor) => this.#claim(anchor));
    this.#prints[place & this.#mask] = { doc, at, lang, ids };
    this.#places.set(doc, place);
    for (const id of ids) {
      append(this.#bearers[id], place);
      this.#counts[id] = (this.#counts[id] ?? 0) + 1;
    }
    this.#state++;
    if (this.#next - this.#first > this.#settings.history) this.#dropOldest();
  }

  /** Lets go of the prints of documents before `doc`. */
  forget(doc: number): void {
    while (this.#first < this.#next && (this.#prints[this.#first & this.#mask]?.doc ?? doc) < doc)
      this.#dropOldest();
  }

  /** The print of a document, if it is remembered. */
  printOf(doc: number): KnownPrint | undefined {
    const place = this.#places.get(doc);
    return place === undefined ? undefined : this.#prints[place & this.#mask];
  }

  /**
   * Reports the `count` prints of documents not before `oldest` that share most with `anchors`, with the weight of what
   * they share; most first, the older first among equals.
   */
  nearest(
    anchors: Int32Array,
    oldest: number,
    count: number,
    found: (print: KnownPrint, shared: number) => void,
  ): void {
    this.#live = Math.max(this.#live, this.#first);
    while (this.#live < this.#next && (this.#prints[this.#live & this.#mask]?.doc ?? -1) < oldest)
      this.#live++;
    const top = this.#takeTop(this.#accumulate(anchors), count);
    for (const place of top) {
      const print = this.#prints[place & this.#mask];
      if (print !== undefined) found(print, this.#shared[place & this.#mask] ?? 0);
    }
    this.#shared.fill(0);
  }

  /** Length of a query's fingerprint, squared; sounds do not count. */
  normOf(anchors: Int32Array): number {
    let sum = 0;
    for (const anchor of anchors) if (isSolid(anchor)) sum += this.#weightOf(anchor);
    return sum;
  }

  /** Length of a remembered fingerprint, squared; sounds do not count. */
  norm({ ids }: KnownPrint): number {
    let sum = 0;
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] ?? 0;
      if (this.#solid[id] === 1) sum += this.#weight(id);
    }
    return sum;
  }

  /** The anchors of a remembered fingerprint. */
  anchorsOf({ ids }: KnownPrint): number[] {
    return Array.from(ids, (id) => this.#bearers[id]?.anchor ?? 0);
  }

  /** Weight of what two remembered fingerprints share. */
  sharedWeight(one: KnownPrint, other: KnownPrint): number {
    let sum = 0;
    for (const id of other.ids) if (one.ids.includes(id)) sum += this.#weight(id);
    return sum;
  }

  #accumulate(anchors: Int32Array): number {
    let touched = 0;
    const mask = this.#mask;
    for (const anchor of anchors) {
      const id = this.#ids.get(anchor);
      const bearers = id === undefined ? undefined : this.#bearers[id];
      if (id === undefined || bearers === undefined) continue;
      const weight = this.#weight(id);
      const { places, start } = bearers;
      for (let at = bearers.end - 1; at >= start; at--) {
        const place = places[at] ?? 0;
        if (place < this.#live) break;
        const sum = this.#shared[place & mask] ?? 0;
        if (sum === 0) this.#touched[touched++] = place;
        this.#shared[place & mask] = sum + weight;
      }
    }
    return touched;
  }

  #takeTop(touched: number, count: number): number[] {
    const shared = this.#shared;
    const mask = this.#mask;
    const top: number[] = [];
    for (let index = 0; index < touched; index++) {
      const place = this.#touched[index] ?? 0;
      const value = shared[place & mask] ?? 0;
      if (top.length === count && !this.#isBefore(place, value, top[count - 1] ?? 0)) continue;
      let at = top.length === count ? count - 1 : top.length;
      for (; at > 0 && this.#isBefore(place, value, top[at - 1] ?? 0); at--) top[at] = top[at - 1] ?? 0;
      top[at] = place;
    }
    return top;
  }

  #isBefore(place: number, value: number, other: number): boolean {
    const rival = this.#shared[other & this.#mask] ?? 0;
    return value > rival || (value === rival && place < other);
  }

  #weight(id: number): number {
    if (this.#reckoned[id] === this.#state) return this.#weights[id] ?? 0;
    const weight = this.#reckon((this.#counts[id] ?? 0) + (this.#priors[id] ?? 0)) * (this.#factors[id] ?? 0);
    this.#weights[id] = weight;
    this.#reckoned[id] = this.#state;
    return weight;
  }

  #weightOf(anchor: number): number {
    const id = this.#ids.get(anchor);
    return id === undefined ? this.#reckon(this.#priorOf(anchor)) * this.#factorOf(anchor) : this.#weight(id);
  }

  #reckon(frequency: number): number {
    const rarity = Math.log(1 + (this.#next - this.#first + PRIOR_DOCS) / (frequency + 1));
    return rarity * rarity;
  }

  #factorOf(anchor: number): number {
    return this.#settings.weights[(anchor & 3) as 0 | 1 | 2 | 3] ?? 0;
  }

  #priorOf(anchor: number): number {
    return (this.#usual.get(anchor) ?? ((anchor & 3) === CONCEPT ? UNKNOWN_SHARE : 0)) * PRIOR_DOCS;
  }

  #claim(anchor: number): number {
    const known = this.#ids.get(anchor);
    if (known !== undefined) return known;
    const id = this.#freeIds.pop() ?? this.#bearers.length;
    this.#bearers[id] = { anchor, places: new Int32Array(2), start: 0, end: 0 };
    this.#ids.set(anchor, id);
    if (id >= this.#weights.length) this.#grow(id * 2);
    this.#counts[id] = 0;
    this.#priors[id] = this.#priorOf(anchor);
    this.#factors[id] = this.#factorOf(anchor);
    this.#reckoned[id] = -1;
    this.#solid[id] = isSolid(anchor) ? 1 : 0;
    return id;
  }

  #grow(size: number): void {
    this.#weights = new Float64Array(size);
    this.#reckoned = new Int32Array(size).fill(-1);
    this.#counts = enlarged(this.#counts, new Int32Array(size));
    this.#priors = enlarged(this.#priors, new Float64Array(size));
    this.#factors = enlarged(this.#factors, new Float64Array(size));
    this.#solid = enlarged(this.#solid, new Uint8Array(size));
  }

  #dropOldest(): void {
    const place = this.#first++;
    const print = this.#prints[place & this.#mask];
    this.#prints[place & this.#mask] = undefined;
    this.#state++;
    if (print === undefined) return;
    this.#places.delete(print.doc);
    for (const id of print.ids) {
      const bearers = this.#bearers[id];
      if (bearers === undefined) continue;
      this.#counts[id] = (this.#counts[id] ?? 1) - 1;
      // The oldest print stands first wherever it stands.
      if (++bearers.start < bearers.end) continue;
      this.#ids.delete(bearers.anchor);
      this.#freeIds.push(id);
    }
  }
}

function enlarged<T extends Float64Array | Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function append(bearers: Bearers | undefined, place: number): void {
  if (bearers === undefined) return;
  if (bearers.end === bearers.places.length) {
    const kept = bearers.places.subarray(bearers.start, bearers.end);
    const places = new Int32Array(Math.max(2, kept.length * 2));
    places.set(kept);
    bearers.places = places;
    bearers.start = 0;
    bearers.end = kept.length;
  }
  bearers.places[bearers.end++] = place;
}

function isSolid(anchor: number): boolean {
  const kind = anchor & 3;
  return kind === NAME || kind === QUANTITY || kind === CONCEPT;
}
