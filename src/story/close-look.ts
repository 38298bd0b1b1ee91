// Looks closely at the documents most like a new one: copies end the search, issues of one series keep apart.
import type { Candidate } from './cluster.ts';
import { CopyText, decideCopy, isSerial, measureCopy } from './copy.ts';
import type { LinkWindow } from './link.ts';
import type { Membership } from './membership.ts';
import type { Placement, StoryQuery } from './placement.ts';
import type { Senses } from './senses.ts';
import { isUnspaced } from './scripts.ts';
import type { Doc, TermWindow } from './window.ts';
import type { WindowSettings } from './window-settings.ts';

export interface LookedAt {
  readonly terms: TermWindow;
  readonly links: LinkWindow;
  readonly members: Membership;
  readonly senses: Senses;
  readonly settings: WindowSettings;
}

export class CloseLook {
  readonly #at: LookedAt;
  readonly #text = new CopyText();
  readonly #otherText = new CopyText();
  /** Stories that tell of another subject in the words of the query. */
  readonly #others = new Set<number>();
  /** Documents that are other issues of the query's series, or tell of another subject in its words. */
  readonly #series = new Set<Doc>();

  constructor(at: LookedAt) {
    this.#at = at;
  }

  /**
   * The original that the query is a copy of, as a placement; null: none. The scores of issues of the query's series are
   * lowered, in `candidates` too.
   */
  findCopy(query: StoryQuery, candidates: Candidate[]): Placement | null {
    const { terms, links, members, settings } = this.#at;
    const idf = this.#idfIn(query.lang);
    let isChanged = false;
    this.#others.clear();
    this.#series.clear();
    this.#text.fill(query.features, isUnspaced(query.lang));
    for (const [at, candidate] of candidates.slice(0, settings.copyCandidates).entries()) {
      const { doc, storyId, score } = candidate;
      if (score < settings.copyFloor) break;
      const measures = measureCopy(this.#text, this.#otherText.fill(terms.features(doc)), idf);
      const verdict = decideCopy(measures);
      const original = members.originalOf(doc);
      if (verdict.copy && original !== null && !links.namesRivals(query.anchors, [doc]))
        return {
          storyId,
          copyOf: original,
          reason: verdict.reason,
          score: verdict.score,
          merged: [],
          links: [],
        };
      if (!isSerial(measures)) continue;
      const { conflict } = measures;
      const isSoon = Math.abs(query.at - terms.timeOf(doc)) < settings.serialAfterMs;
      if (isSoon && conflict !== 'subject' && conflict !== 'wording') continue;
      if (conflict === 'subject') this.#others.add(storyId);
      if (conflict !== 'wording') this.#series.add(doc);
      const share = conflict === 'subject' ? settings.otherSubjectShare : settings.serialShare;
      candidates[at] = { ...candidate, score: terms.lower(doc, share) };
      isChanged = true;
    }
    if (isChanged) candidates.sort((a, b) => b.score - a.score || a.doc - b.doc);
    return null;
  }

  /** Whether a story tells of another subject in the words of the query that was looked at last. */
  tellsOther(storyId: number): boolean {
    return this.#others.has(storyId);
  }

  /** Whether a document is another issue of the series of that query, or tells of another subject in its words. */
  isSeries(doc: Doc): boolean {
    return this.#series.has(doc);
  }

  /** Whether an article of the one story says of another subject, or in another word, what an article of the other says. */
  tellOthers(one: number, other: number): boolean {
    const { terms, members } = this.#at;
    const idf = this.#idfIn(members.langOf(members.newestOf(one)));
    const right = this.#newest(other).map((doc) => terms.features(doc));
    return this.#newest(one).some((left) => {
      this.#text.fill(terms.features(left));
      return right.some((text) => {
        const { conflict } = measureCopy(this.#text, this.#otherText.fill(text), idf);
        return conflict === 'subject' || conflict === 'wording';
      });
    });
  }

  #newest(storyId: number): Doc[] {
    return this.#at.members.newest(storyId, this.#at.settings.members);
  }

  #idfIn(lang: string): (token: number) => number {
    const { terms, senses } = this.#at;
    const meanings = senses.of(lang);
    return (token) => terms.idf(meanings.of(token));
  }
}
