// A digest as a document: everything a reader is shown, before it becomes HTML, text, JSON or a chat message.
import type { FeedControl, FeedKind } from './feed.ts';
import type { LangCode } from './lang.ts';
import type { Strength, Verdict } from './verdict.ts';

/** Alerts, notices to the operator and test messages are small digests, so that every channel can show them. */
export type DigestKind = 'digest' | 'alert' | 'notice' | 'test';

/** One article or post that stands behind a story. */
export interface DigestSource {
  readonly itemId: number;
  readonly feedId: string;
  readonly outlet: string;
  readonly family: string;
  readonly kind: FeedKind;
  readonly control: FeedControl;
  readonly lang: LangCode;
  readonly title: string;
  readonly url: string | null;
  readonly publishedAt: number | null;
  readonly firstSeenAt: number;
  /** A near-duplicate of another source: never counted as independent, listed last. */
  readonly copy: boolean;
  /** False where the tagger does not find it on the subject; it still belongs to the story. */
  readonly relevant: boolean;
  /** Its own main topic, which may differ from that of the story. */
  readonly topic: string | null;
}

/** Why a story stands where it stands. */
export interface Importance {
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface StoryCard {
  /** The story and the stories in other languages that were joined to it; empty for an item without a story. */
  readonly storyIds: readonly number[];
  /** Items of this digest's span that this card stands for; the lead first. */
  readonly itemIds: readonly number[];
  readonly headline: string;
  readonly lang: LangCode;
  readonly url: string | null;
  readonly outlet: string;
  readonly publishedAt: number | null;
  readonly firstSeenAt: number;
  readonly summary: string;
  /** Main topic first. */
  readonly topics: readonly string[];
  readonly strength: Exclude<Strength, 'none'>;
  readonly tagScore: number;
  /** Independent publishers, counted by family. */
  readonly families: number;
  readonly languages: readonly LangCode[];
  readonly stateMedia: 'none' | 'some' | 'only';
  readonly official: boolean;
  /** Most useful first: original reporting, then reports, then copies. */
  readonly sources: readonly DigestSource[];
  readonly why: string;
  /** When a former digest of the same subscription showed this story; null: new to the reader. */
  readonly followUpSince: number | null;
  /** What is new against what was shown then: `new numbers 12 → 40`, `official confirmation`; empty where all is new. */
  readonly news: readonly string[];
  readonly alertedAt: number | null;
  readonly importance: Importance;
}

/** A correction or a material edit of something the reader was shown before. */
export interface UpdateCard {
  readonly itemId: number;
  readonly storyId: number | null;
  readonly outlet: string;
  readonly lang: LangCode;
  readonly url: string | null;
  readonly changedAt: number;
  readonly formerTitle: string;
  readonly title: string;
  readonly formerSummary: string;
  readonly summary: string;
  /** What changed: title, numbers, names, retraction and the like. */
  readonly kinds: readonly string[];
}

export interface DigestSection {
  readonly topic: string;
  readonly name: string;
  readonly cards: readonly StoryCard[];
}

export interface FeedTrouble {
  readonly feedId: string;
  readonly name: string;
  readonly sinceAt: number | null;
  readonly detail: string;
}

export interface NearMiss {
  readonly itemId: number;
  readonly outlet: string;
  readonly lang: LangCode;
  readonly title: string;
  readonly url: string | null;
  readonly score: number;
  readonly why: string;
}

/** Every item of the span in exactly one place; the sums are asserted when a digest is composed. */
export interface ItemAccounts {
  readonly seen: number;
  /** Not on the subject. */
  readonly offSubject: number;
  /** On the subject only in passing, or outside the topics and languages of this digest. */
  readonly below: number;
  /** Kept back by the flood guard. */
  readonly held: number;
  readonly matched: number;
  /** Matched items that stand behind another item's card. */
  readonly merged: number;
  /** Matched items that add nothing to a story shown before: counted, and not shown again. */
  readonly repeated: number;
  readonly updated: number;
  /** Cards. */
  readonly shown: number;
}

/** A batch that the flood guard kept back in the span, and that nobody had settled at its end. */
export interface HeldNote {
  readonly batch: number;
  readonly outlet: string;
  readonly items: number;
}

export interface CoverageReceipt {
  readonly feeds: {
    readonly configured: number;
    readonly read: number;
    readonly failing: readonly FeedTrouble[];
    readonly silent: readonly FeedTrouble[];
    readonly gaps: readonly FeedTrouble[];
  };
  readonly items: ItemAccounts;
  /** The longest time in the span in which no feed at all was read. */
  readonly longestBlind: { readonly fromAt: number; readonly untilAt: number } | null;
  readonly nearMisses: { readonly count: number; readonly items: readonly NearMiss[] };
  /** Absent where there is none, and in older digests. */
  readonly heldBatches?: readonly HeldNote[];
}

export interface DigestDocument {
  readonly version: 1;
  readonly kind: DigestKind;
  /** Such as `daily/2026-11-25T07:00`: the same for ever. */
  readonly id: string;
  readonly subscriptionId: string;
  readonly name: string;
  readonly timeZone: string;
  /** Local date and time of the due instant. */
  readonly occurrence: string;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly coversFrom: number;
  readonly coversUntil: number;
  /** Due times that passed unserved before this one and are covered by it. */
  readonly missed: number;
  readonly subject: string;
  /** What a busy person reads: counts, the most important story, what is unusual. */
  readonly highlights: readonly string[];
  readonly sections: readonly DigestSection[];
  /** What readers call the topics that its stories bear. */
  readonly topicNames: Readonly<Record<string, string>>;
  readonly updates: readonly UpdateCard[];
  readonly receipt: CoverageReceipt | null;
  /** Where this digest can be read on the web; null: nowhere. */
  readonly archiveUrl: string | null;
}

/** One row of `change` joined with all that choosing needs. */
export interface Candidate {
  readonly seq: number;
  readonly change: 'new' | 'revised' | 'released';
  readonly changedAt: number;
  readonly storyId: number | null;
  readonly heldBy: number | null;
  /** Existed when its feed was added: news for a first digest, never for an alert. */
  readonly baseline: boolean;
  readonly summary: string;
  readonly source: DigestSource;
  readonly verdict: Verdict;
  /** What the item said before, for a change of kind `revised`. */
  readonly former: {
    readonly title: string;
    readonly summary: string;
    readonly kinds: readonly string[];
  } | null;
}

/** How many items were on a topic on one local day: the measure for what is unusual. */
export interface DayCount {
  readonly day: string;
  readonly topic: string;
  readonly items: number;
}
