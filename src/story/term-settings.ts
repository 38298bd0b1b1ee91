// What the search for texts with words in common is bounded by.

export interface TermWindowSettings {
  /** Postings looked at per term, newest first. */
  readonly postingCap: number;
  /** Postings looked at per search, those of the rarest terms first. */
  readonly postingBudget: number;
  /** Time in which a score falls to 1/e. */
  readonly fadeMs: number;
  /** Scores below are not reported. */
  readonly floor: number;
  /** Terms borne by more than this share of the documents find none. */
  readonly commonShare: number;
}
