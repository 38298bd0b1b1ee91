// What we believe of an item: plain text, absolute addresses, instants.
import type { CharsetChoice, Defect, EntryEnclosure, FeedFormat, PollHints } from './entry.ts';
import type { LangCode } from './lang.ts';

/** One item of one fetched document, normalised but not yet identified. */
export interface ItemDraft {
  /** The guid exactly as the feed gave it. */
  readonly guid: string | null;
  readonly url: string | null;
  /** Same for every spelling of the address of one article; the identity key is made from it. */
  readonly canonicalUrl: string | null;
  readonly title: string;
  readonly author: string | null;
  readonly publishedAt: number | null;
  readonly updatedAt: number | null;
  readonly summary: string;
  readonly content: string;
  readonly categories: readonly string[];
  readonly enclosures: readonly EntryEnclosure[];
  readonly lang: LangCode;
  /** The outlet an aggregator names for the item. */
  readonly outlet: { readonly name: string; readonly url: string | null } | null;
}

/** A fetched document, read to the end: the door between bytes and belief. */
export interface ReadFeed {
  readonly format: FeedFormat;
  readonly title: string;
  readonly link: string | null;
  readonly language: string | null;
  readonly charset: CharsetChoice;
  readonly hints: PollHints;
  readonly items: readonly ItemDraft[];
  readonly defects: readonly Defect[];
}

/** A stored item. `id` never changes, whatever the feed does to guid, link or text. */
export interface Item extends ItemDraft {
  readonly id: number;
  readonly feedId: string;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  readonly contentHash: string;
  /** The item this one is a near-duplicate of; a copy is never a root of copies. */
  readonly copyOf: number | null;
  readonly storyId: number | null;
  /** Existed when the feed was added: stored and searchable, shown only within the first-run window. */
  readonly baseline: boolean;
  /** The flood-guard batch that holds it back; null: not held. */
  readonly heldBy: number | null;
}

/** What identity made of a draft. */
export type IngestOutcome = 'new' | 'changed' | 'seen' | 'copy';

/** Why a revision matters, or that it does not (`wording`). */
export type RevisionKind = 'numbers' | 'names' | 'negation' | 'headline' | 'correction' | 'wording';

/** A word-level diff of one field: runs that stayed, went and came, in reading order. */
export interface TextDiff {
  readonly field: 'title' | 'summary' | 'content';
  readonly runs: readonly { readonly op: 'same' | 'removed' | 'added'; readonly text: string }[];
}

/** What an item said before it changed, and how it changed. */
export interface Revision {
  readonly id: number;
  readonly itemId: number;
  readonly at: number;
  /** The former title and summary. */
  readonly title: string;
  readonly summary: string;
  /** Hash of the former text. */
  readonly contentHash: string;
  /** Worth a reader's attention: shown once in the digest. */
  readonly material: boolean;
  readonly kinds: readonly RevisionKind[];
  readonly diff: readonly TextDiff[];
}

/** New items of one document that the flood guard keeps from being announced. */
export interface HeldBatch {
  readonly id: number;
  readonly feedId: string;
  readonly at: number;
  readonly items: number;
  readonly reason: string;
  readonly settledAt: number | null;
  readonly settledAs: 'released' | 'dropped' | null;
}
