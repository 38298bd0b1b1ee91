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
  /** Language of the best document in another language; null: all are in the query's own. */
  readonly lang: string | null;
  /** By the documents in other languages; 0 where there are none. */
  readonly across: number;
  /** By all documents. */
  readonly overall: number;
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
  /** From here on an item joins a story that has items in its own language, which its words did not find. */
  readonly sameLanguage: number;
  /** How much fingerprints weigh when words of one language have found a story, and what is expected of them. */
  readonly doubt: number;
  readonly expected: number;
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
  merge: 0.49,
  sameLanguage: 0.6,
  doubt: 0.7,
  expected: 0.36,
  link: 0.33,
  history: 2_000,
};

const PRIOR_DOCS = 20;
const TOP = 30;

interface Found {
  readonly doc: number;
  readonly lang: string;
  readonly score: number;
  readonly storyId: number;
}

export class LinkWindow {
  readonly #settings: LinkSettings;
  readonly #frequencies = new Map<number, number>();
  readonly #docs: AnchoredDoc[] = [];

  constructor(settings: LinkSettings = LINK_SETTINGS) {
    this.#settings = settings;
  }

  /** Takes a fingerprint in; documents must come in ascending order. */
  add(doc: AnchoredDoc): void {
    this.#docs.push(doc);
    for (const anchor of doc.anchors) this.#count(anchor, 1);
    if (this.#docs.length > this.#settings.history) this.#dropOldest();
  }

  /** Documents before `doc` no longer count for the rarity of anchors. */
  forget(doc: number): void {
    while ((this.#docs[0]?.doc ?? doc) < doc) this.#dropOldest();
  }

  /**
   * Scores the stories of the remembered documents not before `live`, best across languages first. `storyOf` names a
   * document's story.
   */
  score(query: Omit<AnchoredDoc, 'doc'>, live: number, storyOf: (doc: number) => number | null): LinkScore[] {
    const found: Found[] = [];
    const norm = this.#norm(query.anchors);
    for (const doc of this.#docs) {
      const storyId = doc.doc < live ? null : storyOf(doc.doc);
      if (storyId === null) continue;
      const fade = Math.exp(-Math.abs(query.at - doc.at) / this.#settings.fadeMs);
      const score = this.#similarity(query.anchors, norm, doc.anchors) * fade;
      found.push({ doc: doc.doc, lang: doc.lang, score, storyId });
    }
    found.sort((a, b) => b.score - a.score || a.doc - b.doc);
    const foreign = found.filter(({ lang }) => lang !== query.lang);
    const storyIds = new Set(
      [...found.slice(0, TOP), ...foreign.slice(0, TOP)].map(({ storyId }) => storyId),
    );
    return [...storyIds]
      .map((storyId) => ({
        storyId,
        lang: foreign.find((one) => one.storyId === storyId)?.lang ?? null,
        across: this.#standing(foreign, storyId),
        overall: this.#standing(found, storyId),
      }))
      .sort((a, b) => b.across - a.across || a.storyId - b.storyId);
  }

  // Best and mean of the story's documents, against the best of all others.
  #standing(found: readonly Found[], storyId: number): number {
    const inside = found.filter((one) => one.storyId === storyId).map(({ score }) => score);
    const outside = found.filter((one) => one.storyId !== storyId).map(({ score }) => score);
    const [best] = inside;
    if (best === undefined) return 0;
    const { bestShare, members, background, backgroundShare } = this.#settings;
    const mean = meanOf(inside, Math.min(inside.length, members));
    return bestShare * best + (1 - bestShare) * mean - backgroundShare * meanOf(outside, background);
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
    const rarity = Math.log(
      1 + (this.#docs.length + PRIOR_DOCS) / ((this.#frequencies.get(anchor) ?? 0) + 1),
    );
    return rarity * rarity * (this.#settings.weights[(anchor & 3) as 0 | 1 | 2 | 3] ?? 0);
  }

  #dropOldest(): void {
    for (const anchor of this.#docs.shift()?.anchors ?? []) this.#count(anchor, -1);
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
