// Articles about one event, across outlets and languages.
import type { FeedControl } from './feed.ts';
import type { LangCode } from './lang.ts';

/** Why an item is in its story, as stored; `story/explain-join.ts` says it in words. */
export interface StoryDecision {
  readonly storyId: number;
  /** The item it repeats, when it is a copy. */
  readonly copyOf: number | null;
  /** Such as `same lead 1.00`, `title 0.71 + lead 0.68`, `story 0.24`, `also in ko 0.82`, `new`. */
  readonly reason: string;
  readonly score: number;
}

/** An article of a story, as needed to say in words why it is there. */
export interface JoinedArticle {
  readonly id: number;
  readonly outlet: string;
  readonly lang: LangCode;
  readonly title: string;
  /** Summary, else content. */
  readonly summary: string;
  readonly topics: readonly string[];
  /** When it was told. */
  readonly at: number;
  readonly copyOf: number | null;
  /** As stored, see StoryDecision. */
  readonly reason: string;
}

/** One article of a story, as needed to tell who reported it and when. */
export interface StoryArticle {
  readonly itemId: number;
  readonly feedId: string;
  readonly outlet: string;
  readonly family: string;
  readonly control: FeedControl;
  readonly lang: LangCode;
  readonly at: number;
  readonly copyOf: number | null;
}

/** A publisher family in a story: the unit in which independence is counted. */
export interface StoryFamily {
  readonly family: string;
  readonly outlets: readonly string[];
  readonly state: boolean;
  readonly languages: readonly LangCode[];
  readonly firstAt: number;
  /** How long after the first family, in ms; 0 for the first itself. */
  readonly delayMs: number;
  /** Whether it only repeats text of another family. */
  readonly onlyCopies: boolean;
}

/** Who told a story, in the order of their first article. */
export interface StoryOrigin {
  readonly families: readonly StoryFamily[];
  /** Families with a text of their own that are not under state control. */
  readonly independentFamilies: number;
  readonly onlyStateMedia: boolean;
  readonly languages: readonly LangCode[];
}
