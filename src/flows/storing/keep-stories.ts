// Keeps stories in the database and in the live window together: the window is rebuilt from the database at first use.
import type { StoryDecision } from '../../model/story.ts';
import type { ItemDraft } from '../../model/item.ts';
import type { TaggedItem } from '../../model/verdict.ts';
import { loadStoryWords } from '../../config/story-words.ts';
import type { Database } from '../../store/database.ts';
import { StoryTable } from '../../store/stories.ts';
import { Fingerprinter } from '../../story/anchors.ts';
import { extractFeatures, packFeatures, unpackFeatures } from '../../story/features.ts';
import { StoryWindow } from '../../story/story-window.ts';
import { prepareTitle } from '../../story/title-marks.ts';
import { learnUsual, type Usual } from '../../story/usual.ts';
import { WINDOW_SETTINGS } from '../../story/window-settings.ts';

const NO_ANCHORS = new Int32Array(0);

export class StoryKeeper {
  readonly #stories: StoryTable;
  readonly #fingerprinter: Fingerprinter;
  readonly #usual: Usual;
  #window: StoryWindow | null = null;

  constructor(db: Database) {
    const words = loadStoryWords();
    this.#stories = new StoryTable(db);
    this.#fingerprinter = new Fingerprinter(words);
    this.#usual = learnUsual(words);
  }

  /** Forgets the live window, so that it is rebuilt from what the database holds. */
  reset(): void {
    this.#window = null;
  }

  /** Finds the item's story, stores membership, merges and links. Inside the caller's transaction. */
  place(itemId: number, draft: ItemDraft, verdict: TaggedItem, now: number): StoryDecision {
    return this.#place(itemId, draft, verdict, now, null);
  }

  /**
   * Finds the story of an item anew, whose text has come since; null where it stays, as a copy or an original of copies.
   * The live window is rebuilt for it, as a restart would. Inside the caller's transaction.
   */
  replace(itemId: number, draft: ItemDraft, verdict: TaggedItem, now: number): StoryDecision | null {
    const joinedAt = this.#stories.removeMember(itemId);
    if (joinedAt === null) return null;
    this.reset();
    try {
      return this.#place(itemId, draft, verdict, now, joinedAt);
    } finally {
      this.reset();
    }
  }

  #place(
    itemId: number,
    draft: ItemDraft,
    verdict: TaggedItem,
    now: number,
    joined: number | null,
  ): StoryDecision {
    const window = this.#open();
    const title = prepareTitle(draft);
    const features = extractFeatures(title === draft.title ? draft : { ...draft, title });
    const anchors = this.#anchorsOf(draft, verdict);
    const at = eventAt(draft.publishedAt, now);
    const placement = window.decide({ features, anchors, at, lang: draft.lang }, now);
    const storyId = placement.storyId ?? this.#stories.open(itemId, now);
    for (const from of placement.merged) {
      this.#stories.merge(from, storyId);
      window.merge(from, storyId);
    }
    const { copyOf, reason, score } = placement;
    const joinedAt = joined ?? window.clock;
    const placed = { itemId, storyId, rootId: copyOf ?? itemId, at, joinedAt, lang: draft.lang };
    const { norm } = window.admit(placed, features, anchors, null);
    const packed = packFeatures({ features, anchors, norm });
    const isNew = placement.storyId === null;
    this.#stories.addMember({ itemId, storyId, joinedAt, score, reason, features: packed, isNew });
    for (const link of placement.links) {
      this.#stories.link({ storyId, otherId: link.storyId, score: link.score, reason: link.reason }, now);
    }
    return { storyId, copyOf, reason, score };
  }

  // Only what is on the subject, if only in passing, has a fingerprint: it is told by concepts and rules, too.
  #anchorsOf(draft: ItemDraft, verdict: TaggedItem): Int32Array {
    return verdict.strength === 'none'
      ? NO_ANCHORS
      : this.#fingerprinter.extract({ ...draft, evidence: evidenceOf(verdict) });
  }

  #open(): StoryWindow {
    if (this.#window !== null) return this.#window;
    const window = new StoryWindow(this.#usual);
    for (const row of this.#stories.window(WINDOW_SETTINGS.windowMs, WINDOW_SETTINGS.history)) {
      const { itemId, storyId, rootId, joinedAt, lang } = row;
      const { features, anchors, norm } = unpackFeatures(row.features);
      const at = eventAt(row.publishedAt, row.firstSeenAt);
      window.admit({ itemId, storyId, rootId, at, joinedAt, lang }, features, anchors, norm);
    }
    this.#window = window;
    return window;
  }
}

// The publication counts where it is plausible: not in the future and within the window.
function eventAt(publishedAt: number | null, seenAt: number): number {
  if (publishedAt === null || publishedAt > seenAt || seenAt - publishedAt > WINDOW_SETTINGS.windowMs)
    return seenAt;
  return publishedAt;
}

/** What the tagger says of an item in no language: concepts, rules, topics. */
export function evidenceOf({ concepts, reasons, topics }: TaggedItem): string[] {
  const rules = reasons.map(({ rule }) => rule.slice(rule.search(/[./]/) + 1));
  return [...new Set([...(concepts ?? []), ...rules, ...topics])];
}
