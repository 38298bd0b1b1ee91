// What a fetch that succeeded brought, from the net or from a file.
import type { FetchFailure } from '../model/failure.ts';
import type { FeedResponse } from '../model/response.ts';
import type { CachingFacts } from './caching.ts';

export interface Fetched {
  readonly kind: 'fetched' | 'not-modified';
  /** Absent when the answer was 304. */
  readonly response: FeedResponse | null;
  readonly status: number;
  /** Validators to be stored once the items are. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  /** Where every hop of the exchange redirected for good (301 or 308), the address they lead to. */
  readonly movedTo: string | null;
  /** Whether the body was asked for without validators. */
  readonly full: boolean;
  /** What broke the body off; null: it came whole. Its validators and its hash say nothing of the whole document. */
  readonly cut: FetchFailure | null;
  readonly caching: CachingFacts;
  readonly elapsedMs: number;
}
