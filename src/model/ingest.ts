// One line of `ingest`: an item given by hand instead of by a feed, and what became of it.
import type { IngestOutcome } from './item.ts';

export interface IngestLine {
  readonly id: string | number;
  readonly feed: string;
  readonly guid: string | null;
  readonly url: string | null;
  readonly title: string;
  readonly summary: string;
  readonly content: string;
  readonly publishedAt: number | null;
  /** The clock. */
  readonly seenAt: number;
  readonly lang: string | null;
}

export interface IngestAnswer {
  readonly id: string | number;
  readonly item: number;
  readonly outcome: IngestOutcome;
  readonly story: number | null;
  readonly reason: string;
}
