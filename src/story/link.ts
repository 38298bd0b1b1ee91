// Finds the same event told in another language, by the fingerprints of items on the subject.
import { NAME, SOUND } from './anchors.ts';
import { type AnchoredDoc, AnchorIndex, type AnchorSettings, type KnownPrint } from './anchor-index.ts';
import { commonNames, nameRivals } from './rivals.ts';
import { NOTHING_USUAL, type Usual } from './usual.ts';

export interface LinkScore {
  readonly storyId: number;
  /** Language of the best document in another language; null: all are in the query's own. */
  readonly lang: string | null;
  /** By the documents in other languages; 0 where there are none. */
  readonly across: number;
  /** By all documents. */
  readonly overall: number;
}

export interface LinkSettings extends AnchorSettings {
  readonly fadeMs: number;
  /** Share by which the shorter fingerprint alone is the measure: 0 is the cosine. */
  readonly contained: number;
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
  /** What a score by words loses where the names are all others. */
  readonly apart: number;
  /** What it loses where a person, a place, a country or a ship is another one. */
  readonly rival: number;
  /** From here on they are linked. */
  readonly link: number;
}

/** Measured on the tuning half of tests/corpus/stories; see docs/identity-and-stories.md. */
export const LINK_SETTINGS: LinkSettings = {
  fadeMs: 54 * 3_600_000,
  contained: 0.4,
  weights: [1, 2.2, 0.6, 0.45],
  bestShare: 0.7,
  backgroundShare: 0.55,
  background: 6,
  members: 6,
  merge: 0.35,
  sameLanguage: 0.41,
  doubt: 0.74,
  expected: 0.3,
  corroborated: 0.32,
  apart: 0.9,
  rival: 1.5,
  link: 0.31,
  history: 2_000,
};

/** Documents looked at closely: those that share most with the query. */
const TOP = 60;

/** Fewer names say nothing of whom a text is about. */
const NAMES_NEEDED = 3;

interface Found {
  readonly doc: number;
  readonly lang: string;
  readonly score: number;
  readonly storyId: number;
}

export class LinkWindow {
  readonly #settings: LinkSettings;
  readonly #index: AnchorIndex;
  readonly #telling: Usual['telling'];

  constructor(settings: LinkSettings = LINK_SETTINGS, usual: Usual = NOTHING_USUAL) {
    this.#settings = settings;
    this.#index = new AnchorIndex(settings, usual.anchors);
    this.#telling = usual.telling;
  }

  /** Takes a fingerprint in; documents must come in ascending order. */
  add(doc: AnchoredDoc): void {
    this.#index.add(doc);
  }

  /** Documents before `doc` no longer count for the rarity of anchors. */
  forget(doc: number): void {
    this.#index.forget(doc);
  }

  /**
   * Scores the stories of the remembered documents not before `live`, best across languages first. `storyOf` names a
   * document's story.
   */
  score(query: Omit<AnchoredDoc, 'doc'>, live: number, storyOf: (doc: number) => number | null): LinkScore[] {
    const norm = this.#index.normOf(query.anchors);
    const found: Found[] = [];
    this.#index.nearest(query.anchors, live, TOP, (print, shared) => {
      const { doc, lang } = print;
      const storyId = storyOf(doc);
      if (storyId === null) return;
      const length = this.#lengthOf(norm, this.#index.norm(print));
      const fade = Math.exp(-Math.abs(query.at - print.at) / this.#settings.fadeMs);
      found.push({ doc, lang, score: length > 0 ? Math.min(1, shared / length) * fade : 0, storyId });
    });
    found.sort((a, b) => b.score - a.score || a.doc - b.doc);
    const foreign = found.filter(({ lang }) => lang !== query.lang);
    const all = byStory(found);
    const abroad = byStory(foreign);
    return [...all]
      .map(([storyId, own]) => ({
        storyId,
        lang: abroad.get(storyId)?.[0]?.lang ?? null,
        across: this.#standing(foreign, storyId, abroad.get(storyId) ?? []),
        overall: this.#standing(found, storyId, own),
      }))
      .sort((a, b) => b.across - a.across || a.storyId - b.storyId);
  }

  /**
   * Mean likeness of the newest fingerprints of two lists of documents, 0 where they name rivals; null where one of them has
   * none.
   */
  between(one: Iterable<number>, other: Iterable<number>): number | null {
    const left = this.#newest(one);
    const right = this.#newest(other);
    if (left.length === 0 || right.length === 0) return null;
    const common = commonNames(this.#anchors(left), this.#telling);
    if (nameRivals(common, this.#anchors(right), this.#telling)) return 0;
    let sum = 0;
    for (const a of left) {
      for (const b of right) {
        const length = this.#lengthOf(this.#index.norm(a), this.#index.norm(b));
        if (length > 0) sum += this.#index.sharedWeight(a, b) / length;
      }
    }
    return sum / (left.length * right.length);
  }

  /**
   * Whether a text names somebody and somewhere, and nobody and nowhere that documents in its language name, which name
   * others. Not asked of German, where every noun looks like a name.
   */
  namesOthers({ anchors, lang }: Omit<AnchoredDoc, 'doc'>, docs: Iterable<number>): boolean {
    const own = new Set(anchors.filter(isNamed));
    if (own.size < NAMES_NEEDED || lang === 'de') return false;
    const theirs = this.#newest(docs)
      .filter((print) => print.lang === lang)
      .flatMap((print) => this.#index.anchorsOf(print).filter(isNamed));
    return new Set(theirs).size >= NAMES_NEEDED && !theirs.some((anchor) => own.has(anchor));
  }

  /** Whether a text names rivals of those that documents in any language name: another person, place, country or ship. */
  namesRivals(anchors: Int32Array, docs: Iterable<number>): boolean {
    return nameRivals(anchors, this.#anchors(this.#newest(docs)), this.#telling);
  }

  #anchors(prints: readonly KnownPrint[]): number[][] {
    return prints.map((print) => this.#index.anchorsOf(print));
  }

  /** Whether a document has a fingerprint. */
  knows(doc: number): boolean {
    return this.#index.printOf(doc) !== undefined;
  }

  #lengthOf(one: number, other: number): number {
    const { contained } = this.#settings;
    return (1 - contained) * Math.sqrt(one * other) + contained * Math.min(one, other);
  }

  #newest(docs: Iterable<number>): KnownPrint[] {
    const found: KnownPrint[] = [];
    for (const doc of docs) {
      const known = this.#index.printOf(doc);
      if (known !== undefined && found.push(known) === this.#settings.members) break;
    }
    return found;
  }

  // Best and mean of the story's documents `own`, against the best of all others; both best first.
  #standing(found: readonly Found[], storyId: number, own: readonly Found[]): number {
    const { bestShare, members, background, backgroundShare } = this.#settings;
    const [best] = own;
    if (best === undefined) return 0;
    let outside = 0;
    let outsiders = 0;
    for (const one of found) {
      if (one.storyId === storyId) continue;
      outside += one.score;
      if (++outsiders === background) break;
    }
    const judges = own.slice(0, members);
    const mean = judges.reduce((sum, { score }) => sum + score, 0) / judges.length;
    return bestShare * best.score + (1 - bestShare) * mean - (backgroundShare * outside) / background;
  }
}

function isNamed(anchor: number): boolean {
  return (anchor & 3) === NAME || (anchor & 3) === SOUND;
}

function byStory(found: readonly Found[]): Map<number, Found[]> {
  return Map.groupBy(found, ({ storyId }) => storyId);
}
