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
  /** Mean likeness of all fingerprints that two stories of several articles need to become one. */
  readonly corroborated: number;
  /** From here on they are linked. */
  readonly link: number;
  /** Fingerprints remembered for the rarity of anchors. */
  readonly history: number;
}

/** Measured on the tuning half of tests/corpus/stories; see docs/identity-and-stories.md. */
export const LINK_SETTINGS: LinkSettings = {
  fadeMs: 72 * 3_600_000,
  weights: [1, 1.2, 0.7, 0.9],
  bestShare: 0.3,
  backgroundShare: 0.5,
  background: 5,
  members: 6,
  merge: 0.5,
  sameLanguage: 0.6,
  doubt: 0.7,
  expected: 0.36,
  corroborated: 0.3,
  link: 0.36,
  history: 2_000,
};

const PRIOR_DOCS = 100;
// What belongs to a subject is not rare within it: concepts and rules of a topic that nobody has counted.
const UNKNOWN_SHARE = 0.2;
/** Documents looked at closely: those that share most with the query. */
const TOP = 60;

interface Found {
  readonly doc: number;
  readonly lang: string;
  readonly score: number;
  readonly storyId: number;
}

export class LinkWindow {
  readonly #settings: LinkSettings;
  /** Documents in order of arrival by a number that counts them up. */
  readonly #docs = new Map<number, AnchoredDoc>();
  readonly #byDoc = new Map<number, AnchoredDoc>();
  /** Numbers of the documents that bear an anchor, ascending. */
  readonly #bearers = new Map<number, number[]>();
  readonly #shared: Float64Array;
  readonly #usual: ReadonlyMap<number, number>;
  #next = 0;
  #live = 0;

  /** `usual`: the share of documents on the subject that bear an anchor, as far as it is known beforehand. */
  constructor(settings: LinkSettings = LINK_SETTINGS, usual: ReadonlyMap<number, number> = new Map()) {
    this.#settings = settings;
    this.#usual = usual;
    this.#shared = new Float64Array(2 ** Math.ceil(Math.log2(settings.history + 2)));
  }

  /** Takes a fingerprint in; documents must come in ascending order. */
  add(doc: AnchoredDoc): void {
    const number = this.#next++;
    this.#docs.set(number, doc);
    this.#byDoc.set(doc.doc, doc);
    for (const anchor of doc.anchors) {
      const bearers = this.#bearers.get(anchor);
      if (bearers === undefined) this.#bearers.set(anchor, [number]);
      else bearers.push(number);
    }
    if (this.#docs.size > this.#settings.history) this.#dropOldest();
  }

  /** Documents before `doc` no longer count for the rarity of anchors. */
  forget(doc: number): void {
    for (const oldest of this.#docs.values()) {
      if (oldest.doc >= doc) return;
      this.#dropOldest();
    }
  }

  /**
   * Scores the stories of the remembered documents not before `live`, best across languages first. `storyOf` names a
   * document's story.
   */
  score(query: Omit<AnchoredDoc, 'doc'>, live: number, storyOf: (doc: number) => number | null): LinkScore[] {
    const norm = this.#norm(query.anchors);
    while (this.#live < this.#next && (this.#docs.get(this.#live)?.doc ?? -1) < live) this.#live++;
    const found = this.#nearest(query.anchors).flatMap(([number, shared]): Found[] => {
      const known = this.#docs.get(number);
      const storyId = known === undefined ? null : storyOf(known.doc);
      if (known === undefined || storyId === null) return [];
      const length = Math.sqrt(norm * this.#norm(known.anchors));
      const fade = Math.exp(-Math.abs(query.at - known.at) / this.#settings.fadeMs);
      return [
        { doc: known.doc, lang: known.lang, score: length > 0 ? (shared / length) * fade : 0, storyId },
      ];
    });
    found.sort((a, b) => b.score - a.score || a.doc - b.doc);
    const foreign = found.filter(({ lang }) => lang !== query.lang);
    return [...new Set(found.map(({ storyId }) => storyId))]
      .map((storyId) => ({
        storyId,
        lang: foreign.find((one) => one.storyId === storyId)?.lang ?? null,
        across: this.#standing(foreign, storyId),
        overall: this.#standing(found, storyId),
      }))
      .sort((a, b) => b.across - a.across || a.storyId - b.storyId);
  }

  /** Mean likeness of the newest fingerprints of two lists of documents; null where one of them has none. */
  between(one: Iterable<number>, other: Iterable<number>): number | null {
    const left = this.#newest(one);
    const right = this.#newest(other);
    if (left.length === 0 || right.length === 0) return null;
    let sum = 0;
    for (const a of left) {
      const held = new Set(a.anchors);
      for (const b of right) {
        let shared = 0;
        for (const anchor of b.anchors) if (held.has(anchor)) shared += this.#weight(anchor);
        const length = Math.sqrt(this.#norm(a.anchors) * this.#norm(b.anchors));
        if (length > 0) sum += shared / length;
      }
    }
    return sum / (left.length * right.length);
  }

  /** Whether any of the documents has a fingerprint. */
  knowsAny(docs: Iterable<number>): boolean {
    for (const doc of docs) if (this.#byDoc.has(doc)) return true;
    return false;
  }

  #newest(docs: Iterable<number>): AnchoredDoc[] {
    const found: AnchoredDoc[] = [];
    for (const doc of docs) {
      const known = this.#byDoc.get(doc);
      if (known !== undefined && found.push(known) === this.#settings.members) break;
    }
    return found;
  }

  // The live documents that share most, with the weight of what they share.
  #nearest(anchors: Int32Array): [number: number, shared: number][] {
    const touched: number[] = [];
    const mask = this.#shared.length - 1;
    for (const anchor of anchors) {
      const bearers = this.#bearers.get(anchor) ?? [];
      const weight = this.#weight(anchor);
      for (let at = bearers.length - 1; at >= 0; at--) {
        const number = bearers[at] ?? 0;
        if (number < this.#live) break;
        const sum = this.#shared[number & mask] ?? 0;
        if (sum === 0) touched.push(number);
        this.#shared[number & mask] = sum + weight;
      }
    }
    const nearest = touched.map((number): [number, number] => [number, this.#shared[number & mask] ?? 0]);
    for (const number of touched) this.#shared[number & mask] = 0;
    return nearest.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, TOP);
  }

  // Best and mean of the story's documents, against the best of all others.
  #standing(found: readonly Found[], storyId: number): number {
    const { bestShare, members, background, backgroundShare } = this.#settings;
    let best = 0;
    let inside = 0;
    let outside = 0;
    let insiders = 0;
    let outsiders = 0;
    for (const one of found) {
      if (one.storyId !== storyId) {
        if (outsiders++ < background) outside += one.score;
        continue;
      }
      best = Math.max(best, one.score);
      if (insiders++ < members) inside += one.score;
    }
    if (insiders === 0) return 0;
    const mean = inside / Math.min(insiders, members);
    return bestShare * best + (1 - bestShare) * mean - (backgroundShare * outside) / background;
  }

  // Sounds do not count in the length: most capitalised words are no names, and only those that recur say anything.
  #norm(anchors: Int32Array): number {
    let sum = 0;
    for (const anchor of anchors) if (isSolid(anchor)) sum += this.#weight(anchor);
    return sum;
  }

  #weight(anchor: number): number {
    const share = this.#usual.get(anchor) ?? ((anchor & 3) === CONCEPT ? UNKNOWN_SHARE : 0);
    const frequency = (this.#bearers.get(anchor)?.length ?? 0) + share * PRIOR_DOCS;
    const rarity = Math.log(1 + (this.#docs.size + PRIOR_DOCS) / (frequency + 1));
    return rarity * rarity * (this.#settings.weights[(anchor & 3) as 0 | 1 | 2 | 3] ?? 0);
  }

  #dropOldest(): void {
    const [first] = this.#docs;
    if (first === undefined) return;
    const [number, oldest] = first;
    this.#docs.delete(number);
    this.#byDoc.delete(oldest.doc);
    for (const anchor of oldest.anchors) {
      const bearers = this.#bearers.get(anchor);
      // The oldest document stands first wherever it stands.
      if (bearers === undefined || bearers.length === 1) this.#bearers.delete(anchor);
      else bearers.shift();
    }
  }
}

function isSolid(anchor: number): boolean {
  const kind = anchor & 3;
  return kind === NAME || kind === QUANTITY || kind === CONCEPT;
}
