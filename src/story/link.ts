// Finds the same event told in another language, by the fingerprints of items on the subject.
import { CONCEPT, NAME, QUANTITY } from './anchors.ts';

export interface AnchoredDoc {
  readonly doc: number;
  readonly anchors: Int32Array;
  readonly at: number;
  readonly lang: string;
}

export interface LinkScore {
  readonly storyId: number;
  readonly lang: string;
  readonly score: number;
  readonly best: number;
}

export interface LinkSettings {
  readonly fadeMs: number;
  /** Weight of an anchor by its kind: name, quantity, concept, sound. */
  readonly weights: readonly [number, number, number, number];
  readonly bestShare: number;
  readonly backgroundShare: number;
  readonly background: number;
  readonly members: number;
  /** From here on two stories of the subject are one. */
  readonly merge: number;
  /** From here on they are linked. */
  readonly link: number;
  /** Fingerprints remembered for the rarity of anchors. */
  readonly history: number;
}

/** Measured on the tuning half of tests/corpus/stories; see docs/identity-and-stories.md. */
export const LINK_SETTINGS: LinkSettings = {
  fadeMs: 72 * 3_600_000,
  weights: [1, 1.2, 0.7, 0.9],
  bestShare: 0.5,
  backgroundShare: 0.5,
  background: 5,
  members: 6,
  merge: 0.3,
  link: 0.2,
  history: 2_000,
};

const PRIOR_DOCS = 20;

export class LinkWindow {
  readonly #settings: LinkSettings;
  readonly #frequencies = new Map<number, number>();
  #docs: AnchoredDoc[] = [];

  constructor(settings: LinkSettings = LINK_SETTINGS) {
    this.#settings = settings;
  }

  /** Takes a fingerprint in; documents must come in ascending order. */
  add(doc: AnchoredDoc): void {
    this.#docs.push(doc);
    for (const anchor of doc.anchors) this.#count(anchor, 1);
    if (this.#docs.length <= this.#settings.history) return;
    const oldest = this.#docs.shift();
    for (const anchor of oldest?.anchors ?? []) this.#count(anchor, -1);
  }

  /**
   * Scores the stories of all remembered documents not before `live` that are in another language than `query`, best
   * first. `storyOf` names a document's story.
   */
  score(query: Omit<AnchoredDoc, 'doc'>, live: number, storyOf: (doc: number) => number | null): LinkScore[] {
    const found: { doc: AnchoredDoc; score: number; storyId: number }[] = [];
    const norm = this.#norm(query.anchors);
    for (const doc of this.#docs) {
      if (doc.doc < live || doc.lang === query.lang) continue;
      const storyId = storyOf(doc.doc);
      if (storyId === null) continue;
      const fade = Math.exp(-Math.abs(query.at - doc.at) / this.#settings.fadeMs);
      found.push({ doc, score: this.#similarity(query.anchors, norm, doc.anchors) * fade, storyId });
    }
    found.sort((a, b) => b.score - a.score || a.doc.doc - b.doc.doc);
    const scores: LinkScore[] = [];
    for (const { storyId, score: best, doc } of found.slice(0, 30)) {
      if (scores.some((known) => known.storyId === storyId)) continue;
      const inside = found.filter((one) => one.storyId === storyId).map(({ score }) => score);
      const outside = found.filter((one) => one.storyId !== storyId).map(({ score }) => score);
      const { bestShare, members, background, backgroundShare } = this.#settings;
      const mean = meanOf(inside, Math.min(inside.length, members));
      const score = bestShare * best + (1 - bestShare) * mean - backgroundShare * meanOf(outside, background);
      scores.push({ storyId, lang: doc.lang, score, best });
    }
    return scores.sort((a, b) => b.score - a.score || a.storyId - b.storyId);
  }

  #similarity(one: Int32Array, norm: number, other: Int32Array): number {
    let shared = 0;
    let left = 0;
    let right = 0;
    while (left < one.length && right < other.length) {
      const a = one[left] ?? 0;
      const b = other[right] ?? 0;
      if (a === b) {
        shared += this.#weight(a);
        left++;
        right++;
      } else if (a < b) left++;
      else right++;
    }
    const length = Math.sqrt(norm * this.#norm(other));
    return length > 0 ? shared / length : 0;
  }

  // Sounds do not count in the length: most capitalised words are no names, and only those that recur say anything.
  #norm(anchors: Int32Array): number {
    let sum = 0;
    for (const anchor of anchors) if (isSolid(anchor)) sum += this.#weight(anchor);
    return sum;
  }

  #weight(anchor: number): number {
    const rarity = Math.log(1 + (this.#docs.length + PRIOR_DOCS) / ((this.#frequencies.get(anchor) ?? 0) + 1));
    return rarity * rarity * (this.#settings.weights[(anchor & 3) as 0 | 1 | 2 | 3] ?? 0);
  }

  #count(anchor: number, by: number): void {
    const count = (this.#frequencies.get(anchor) ?? 0) + by;
    if (count > 0) this.#frequencies.set(anchor, count);
    else this.#frequencies.delete(anchor);
  }
}

function isSolid(anchor: number): boolean {
  const kind = anchor & 3;
  return kind === NAME || kind === QUANTITY || kind === CONCEPT;
}

function meanOf(scores: readonly number[], count: number): number {
  let sum = 0;
  for (const score of scores.slice(0, count)) sum += score;
  return count > 0 ? sum / count : 0;
}
