// The verdict about the work: whether what should happen does happen, and what to do where it does not.

export interface HealthVerdict {
  readonly healthy: boolean;
  /** One sentence each: what is wrong and what to do; empty while healthy. */
  readonly problems: readonly string[];
}
