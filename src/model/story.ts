// Articles about one event, across outlets and languages.
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
