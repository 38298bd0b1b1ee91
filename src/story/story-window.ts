// The live window of stories: places one item at a time, deterministic, rebuilt from what the database keeps.
import {
  type Candidate,
  CLUSTER_SETTINGS,
  type ClusterSettings,
  scoreStories,
  type StoryScore,
} from './cluster.ts';
import { decideCopy, measureCopy } from './copy.ts';
import type { Features } from './features.ts';
import { type Doc, TermWindow, type TermWindowSettings } from './window.ts';

/** An item to be placed. */
export interface StoryQuery {
  readonly features: Features;
  /** When it happened: the publication, or the sight of it. */
  readonly at: number;
  readonly lang: string;
}

/** A placed item as the database keeps it. */
export interface PlacedItem {
  readonly itemId: number;
  readonly storyId: number;
  /** The item it is a copy of, or itself. */
  readonly rootId: number;
  readonly at: number;
  /** The clock when it was placed; never less than that of any item before it. */
  readonly joinedAt: number;
  readonly lang: string;
}

export interface Placement {
  /** null: a story of its own. */
  readonly storyId: number | null;
  readonly copyOf: number | null;
  readonly reason: string;
  readonly score: number;
  /** Stories that turn out to be the same one and go into `storyId`. */
  readonly merged: readonly number[];
}

export interface WindowSettings extends ClusterSettings, TermWindowSettings {
  readonly windowMs: number;
  /** Documents that count for term rarity even after they left the window. */
  readonly history: number;
  readonly candidates: number;
  readonly copyCandidates: number;
  /** Score that a candidate needs to be looked at as the original of a copy. */
  readonly copyFloor: number;
  readonly mergeAccept: number;
}

export const WINDOW_SETTINGS: WindowSettings = {
  ...CLUSTER_SETTINGS,
  windowMs: 48 * 3_600_000,
  history: 20_000,
  fadeMs: 48 * 3_600_000,
  floor: 0.04,
  commonShare: 0.02,
  postingCap: 96,
  postingBudget: 1_500,
  candidates: 64,
  copyCandidates: 12,
  copyFloor: 0.12,
  mergeAccept: 0.19,
};

interface Member extends PlacedItem {
  readonly doc: Doc;
  storyId: number;
}

export class StoryWindow {
  readonly #settings: WindowSettings;
  readonly #terms: TermWindow;
  readonly #members = new Map<Doc, Member>();
  readonly #stories = new Map<number, Doc[]>();
  #clock = 0;

  constructor(settings: WindowSettings = WINDOW_SETTINGS) {
    this.#settings = settings;
    this.#terms = new TermWindow(settings);
  }

  /** Items that can be found. */
  get size(): number {
    return this.#members.size;
  }

  /** The latest instant the window has heard of. */
  get clock(): number {
    return this.#clock;
  }

  /** Decides where an item belongs at instant `now`; changes nothing but the passing of time. */
  decide(query: StoryQuery, now: number): Placement {
    this.#advance(now);
    const scores = new Map<Doc, number>();
    const candidates = this.#candidates(query, scores);
    const copy = this.#findCopy(query, candidates);
    if (copy !== null) return copy;
    const stories = scoreStories(
      candidates,
      (storyId) => this.#judges(storyId, query.lang, scores),
      (doc) => scores.get(doc) ?? 0,
      this.#settings,
    ).filter(({ value }) => value >= this.#settings.accept);
    const [first, ...others] = stories;
    if (first === undefined) return { storyId: null, copyOf: null, reason: 'new', score: 0, merged: [] };
    return this.#join(first, others);
  }

  /** Takes an item in, with the decision made. `norm`: as kept by the database, or null. Returns what is to be kept. */
  admit(item: PlacedItem, features: Features, norm: number | null): { norm: number } {
    this.#clock = Math.max(this.#clock, item.joinedAt);
    const doc = this.#terms.add(features, item.at, norm);
    this.#members.set(doc, { ...item, doc });
    const docs = this.#stories.get(item.storyId);
    if (docs === undefined) this.#stories.set(item.storyId, [doc]);
    else docs.push(doc);
    return { norm: this.#terms.norm(doc) };
  }

  /** Carries a merge out. */
  merge(from: number, into: number): void {
    const moved = this.#stories.get(from) ?? [];
    for (const doc of moved) {
      const member = this.#members.get(doc);
      if (member !== undefined) member.storyId = into;
    }
    const docs = [...(this.#stories.get(into) ?? []), ...moved].sort((a, b) => a - b);
    this.#stories.set(into, docs);
    this.#stories.delete(from);
  }

  #advance(now: number): void {
    this.#clock = Math.max(this.#clock, now);
    const oldest = this.#clock - this.#settings.windowMs;
    let doc = this.#terms.live;
    for (; doc < this.#terms.next; doc++) {
      const member = this.#members.get(doc);
      if (member !== undefined && member.joinedAt >= oldest) break;
      if (member !== undefined) this.#drop(member);
    }
    this.#terms.expire(doc);
    this.#terms.forget(this.#terms.next - this.#settings.history);
  }

  #drop(member: Member): void {
    this.#members.delete(member.doc);
    const docs = this.#stories.get(member.storyId);
    if (docs === undefined) return;
    docs.shift();
    if (docs.length === 0) this.#stories.delete(member.storyId);
  }

  #candidates(query: StoryQuery, scores: Map<Doc, number>): Candidate[] {
    const found: Candidate[] = [];
    this.#terms.search(query.features, query.at, (doc, score) => {
      scores.set(doc, score);
      found.push({ doc, score, storyId: this.#members.get(doc)?.storyId ?? 0 });
    });
    found.sort((a, b) => b.score - a.score || a.doc - b.doc);
    return found.slice(0, this.#settings.candidates);
  }

  #findCopy(query: StoryQuery, candidates: readonly Candidate[]): Placement | null {
    const idf = (token: number): number => this.#terms.idf(token);
    for (const { doc, storyId, score } of candidates.slice(0, this.#settings.copyCandidates)) {
      if (score < this.#settings.copyFloor) break;
      const member = this.#members.get(doc);
      if (member === undefined || member.rootId !== member.itemId) continue;
      const verdict = decideCopy(measureCopy(query.features, this.#terms.features(doc), idf));
      if (verdict.copy) {
        return { storyId, copyOf: member.rootId, reason: verdict.reason, score: verdict.score, merged: [] };
      }
    }
    return null;
  }

  // The last few documents of the story in the item's language, or with words in common whatever their language.
  #judges(storyId: number, lang: string, scores: ReadonlyMap<Doc, number>): Doc[] {
    const docs = this.#stories.get(storyId) ?? [];
    const judges: Doc[] = [];
    for (let at = docs.length - 1; at >= 0 && judges.length < this.#settings.members; at--) {
      const doc = docs[at];
      if (doc !== undefined && (this.#members.get(doc)?.lang === lang || scores.has(doc))) judges.push(doc);
    }
    return judges;
  }

  #join(first: StoryScore, others: readonly StoryScore[]): Placement {
    const same = others.filter(
      (other) => this.#crossMean(first.storyId, other.storyId) >= this.#settings.mergeAccept,
    );
    const ids = [first.storyId, ...same.map(({ storyId }) => storyId)];
    ids.sort((a, b) => this.#sizeOf(b) - this.#sizeOf(a) || a - b);
    const [storyId = first.storyId, ...merged] = ids;
    const reason = `story ${first.value.toFixed(2)}${merged.length > 0 ? `, joins ${merged.length + 1} stories` : ''}`;
    return { storyId, copyOf: null, reason, score: first.value, merged };
  }

  #sizeOf(storyId: number): number {
    return this.#stories.get(storyId)?.length ?? 0;
  }

  #crossMean(one: number, other: number): number {
    const left = (this.#stories.get(one) ?? []).slice(-this.#settings.members);
    const right = (this.#stories.get(other) ?? []).slice(-this.#settings.members);
    let sum = 0;
    for (const a of left) {
      const features = this.#terms.features(a);
      for (const b of right) sum += this.#terms.cosine(features, this.#terms.features(b));
    }
    return left.length * right.length > 0 ? sum / (left.length * right.length) : 0;
  }
}
