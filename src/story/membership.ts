// Which live document belongs to which story: flat rings, chained from the newest document of a story backwards.
import { regrow } from './ring.ts';
import type { Doc } from './window.ts';

/** A placed item as the database keeps it. */
export interface PlacedItem {
  readonly itemId: number;
  readonly storyId: number;
  /** The item it is a copy of, or itself. */
  readonly rootId: number;
  /** When it happened: the publication, or the sight of it. */
  readonly at: number;
  /** The clock when it was placed; never less than that of any item before it. */
  readonly joinedAt: number;
  readonly lang: string;
}

/** No document. */
export const NONE = -1;

export class Membership {
  readonly #heads = new Map<number, Doc>();
  readonly #langs = new Map<string, number>();
  readonly #langNames: string[] = [];
  #items = new Int32Array(1 << 10);
  #roots = new Int32Array(1 << 10);
  #storyIds = new Int32Array(1 << 10);
  #former = new Int32Array(1 << 10);
  #langCodes = new Int32Array(1 << 10);
  #joined = new Float64Array(1 << 10);
  #live: Doc = 0;
  #next: Doc = 0;

  /** Live documents. */
  get size(): number {
    return this.#next - this.#live;
  }

  /** Takes in the next document. */
  add(item: PlacedItem): void {
    if (this.size + 1 > this.#items.length) this.#grow(this.#items.length * 2);
    const doc = this.#next++;
    const slot = doc & (this.#items.length - 1);
    this.#items[slot] = item.itemId;
    this.#roots[slot] = item.rootId;
    this.#storyIds[slot] = item.storyId;
    this.#joined[slot] = item.joinedAt;
    this.#langCodes[slot] = this.#codeOf(item.lang);
    this.#former[slot] = this.#heads.get(item.storyId) ?? NONE;
    this.#heads.set(item.storyId, doc);
  }

  /** Lets go of the documents placed before `oldest`; returns the first one that stays. */
  expire(oldest: number): Doc {
    for (; this.#live < this.#next; this.#live++) {
      const slot = this.#live & (this.#items.length - 1);
      if ((this.#joined[slot] ?? 0) >= oldest) break;
      const storyId = this.#storyIds[slot] ?? 0;
      if (this.#heads.get(storyId) === this.#live) this.#heads.delete(storyId);
    }
    return this.#live;
  }

  /** Story of a live document; null for one that left the window. */
  storyOf(doc: Doc): number | null {
    return doc < this.#live ? null : (this.#storyIds[doc & (this.#items.length - 1)] ?? null);
  }

  /** The item itself where it is no copy, else null. */
  originalOf(doc: Doc): number | null {
    const slot = doc & (this.#items.length - 1);
    const item = this.#items[slot] ?? 0;
    return this.#roots[slot] === item ? item : null;
  }

  langOf(doc: Doc): string {
    return this.#langNames[this.#langCodes[doc & (this.#items.length - 1)] ?? 0] ?? '';
  }

  /** The newest live document of a story; -1 for a story that has none. */
  newestOf(storyId: number): Doc {
    const doc = this.#heads.get(storyId) ?? NONE;
    return doc >= this.#live ? doc : NONE;
  }

  /** The live document before `doc` in its story; -1 where it is the first. */
  before(doc: Doc): Doc {
    const former = this.#former[doc & (this.#items.length - 1)] ?? NONE;
    return former >= this.#live ? former : NONE;
  }

  /** Live documents of a story, newest first. */
  *members(storyId: number): Generator<Doc> {
    for (let doc = this.newestOf(storyId); doc !== NONE; doc = this.before(doc)) yield doc;
  }

  /** The newest documents of a story, at most `count`. */
  newest(storyId: number, count: number): Doc[] {
    return [...this.members(storyId).take(count)];
  }

  /** Which of several stories becomes all of them: the one with the most documents, the older one among equals. */
  gather(storyIds: readonly number[]): { storyId: number; merged: number[] } {
    const sizes = new Map(storyIds.map((id) => [id, this.countOf(id)]));
    const [storyId = 0, ...merged] = [...sizes.keys()].sort(
      (a, b) => (sizes.get(b) ?? 0) - (sizes.get(a) ?? 0) || a - b,
    );
    return { storyId, merged };
  }

  /** Whether the two, the first with an item in `lang`, have no language in common. */
  isApart(storyId: number | null, other: number, lang: string): boolean {
    const there = this.langsOf(other);
    const here = storyId === null ? [] : this.langsOf(storyId);
    return !there.has(lang) && [...here].every((one) => !there.has(one));
  }

  countOf(storyId: number): number {
    let count = 0;
    for (let doc = this.newestOf(storyId); doc !== NONE; doc = this.before(doc)) count++;
    return count;
  }

  /** Languages of a story's live documents. */
  langsOf(storyId: number): Set<string> {
    const langs = new Set<string>();
    for (let doc = this.newestOf(storyId); doc !== NONE; doc = this.before(doc)) langs.add(this.langOf(doc));
    return langs;
  }

  /** Moves every document of `from` into `into`. */
  merge(from: number, into: number): void {
    const docs = [...this.members(from), ...this.members(into)].sort((a, b) => a - b);
    let former = NONE;
    for (const doc of docs) {
      const slot = doc & (this.#items.length - 1);
      this.#storyIds[slot] = into;
      this.#former[slot] = former;
      former = doc;
    }
    this.#heads.delete(from);
    if (former !== NONE) this.#heads.set(into, former);
  }

  #codeOf(lang: string): number {
    const known = this.#langs.get(lang);
    if (known !== undefined) return known;
    this.#langs.set(lang, this.#langNames.length);
    return this.#langNames.push(lang) - 1;
  }

  #grow(size: number): void {
    const from = this.#live;
    const to = this.#next;
    this.#items = regrow(this.#items, new Int32Array(size), from, to);
    this.#roots = regrow(this.#roots, new Int32Array(size), from, to);
    this.#storyIds = regrow(this.#storyIds, new Int32Array(size), from, to);
    this.#former = regrow(this.#former, new Int32Array(size), from, to);
    this.#langCodes = regrow(this.#langCodes, new Int32Array(size), from, to);
    this.#joined = regrow(this.#joined, new Float64Array(size), from, to);
  }
}
