// Which story a document belongs to: average link, against the background of everything else said at the time.
import type { Doc } from './window.ts';

export interface Candidate {
  readonly doc: Doc;
  /** Cosine, faded by age. */
  readonly score: number;
  readonly storyId: number;
}

/** Keeps the documents with the highest scores, best first, the older one among equals. */
export class TopCandidates {
  readonly docs: Doc[] = [];
  readonly #scores: number[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  note(doc: Doc, score: number): void {
    const { docs } = this;
    const scores = this.#scores;
    let at = docs.length;
    if (at === this.#limit && !this.#isBefore(doc, score, --at)) return;
    for (; at > 0 && this.#isBefore(doc, score, at - 1); at--) {
      docs[at] = docs[at - 1] ?? 0;
      scores[at] = scores[at - 1] ?? 0;
    }
    docs[at] = doc;
    scores[at] = score;
  }

  #isBefore(doc: Doc, score: number, at: number): boolean {
    const rival = this.#scores[at] ?? 0;
    return score > rival || (score === rival && doc < (this.docs[at] ?? 0));
  }
}

export interface StoryScore {
  readonly storyId: number;
  readonly best: number;
  readonly mean: number;
  readonly value: number;
}

export interface ClusterSettings {
  readonly bestShare: number;
  readonly backgroundShare: number;
  readonly accept: number;
  readonly members: number;
  readonly background: number;
  /** Stories looked at, in the order of their best document. */
  readonly stories: number;
}

/** Measured on the tuning half of tests/corpus/stories and a dense mix; see docs/identity-and-stories.md. */
export const CLUSTER_SETTINGS: ClusterSettings = {
  bestShare: 0.18,
  backgroundShare: 0.78,
  accept: 0.115,
  members: 8,
  background: 18,
  stories: 12,
};

/**
 * Scores the stories of the best candidates, best first. `membersOf` gives the documents a story is judged by, newest
 * last; `scoreOf` the score of any document, 0 where it has nothing in common. Stories that cannot score `least` are left
 * out.
 */
export function scoreStories(
  candidates: readonly Candidate[],
  membersOf: (storyId: number) => readonly Doc[],
  scoreOf: (doc: Doc) => number,
  least: number,
  settings: ClusterSettings = CLUSTER_SETTINGS,
): StoryScore[] {
  const scores: StoryScore[] = [];
  const seen = new Set<number>();
  for (const { storyId, score: best } of candidates) {
    if (seen.has(storyId)) continue;
    // The mean of a story is not above its best.
    if (seen.size === settings.stories || best < least) break;
    seen.add(storyId);
    const members = membersOf(storyId);
    let sum = 0;
    for (const doc of members) sum += scoreOf(doc);
    const mean = members.length > 0 ? sum / members.length : 0;
    const level = backgroundOf(candidates, storyId, settings.background);
    const value =
      settings.bestShare * best + (1 - settings.bestShare) * mean - settings.backgroundShare * level;
    scores.push({ storyId, best, mean, value });
  }
  return scores.sort((a, b) => b.value - a.value || a.storyId - b.storyId);
}

function backgroundOf(candidates: readonly Candidate[], storyId: number, count: number): number {
  let sum = 0;
  let taken = 0;
  for (const candidate of candidates) {
    if (candidate.storyId === storyId) continue;
    sum += candidate.score;
    if (++taken === count) break;
  }
  return sum / count;
}
