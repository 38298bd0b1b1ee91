// Articles about one event, across outlets and languages.

/** Why an item is in its story, as stored and shown. */
export interface StoryDecision {
  readonly storyId: number;
  /** The item it repeats, when it is a copy. */
  readonly copyOf: number | null;
  /** Such as `same lead 1.00`, `title 0.71 + lead 0.68`, `story 0.24`, `new`. */
  readonly reason: string;
  readonly score: number;
}
