// A feed as configured, and what is known of it from polling.
import type { PollHints } from './entry.ts';
import type { LangCode } from './lang.ts';

export type FeedKind =
  | 'wire'
  | 'newspaper'
  | 'public-broadcaster'
  | 'state-media'
  | 'independent'
  | 'specialist'
  | 'think-tank'
  | 'government'
  | 'international-org'
  | 'aggregator'
  | 'osint'
  | 'other';

/** Who controls the outlet. State control is marked in digests. */
export type FeedControl = 'private' | 'public' | 'state' | 'ngo';

export interface Feed {
  /** Stable name; appears in logs, tables and digests. */
  readonly id: string;
  /** http, https or file URL. */
  readonly url: string;
  readonly name: string;
  readonly lang: LangCode | null;
  /** ISO 3166-1 alpha-2; gives the zone of dates without one. */
  readonly country: string | null;
  readonly kind: FeedKind;
  /** The publisher family: independence is counted by family, never by feed. */
  readonly family: string;
  readonly control: FeedControl;
  /** Poll interval that overrides the rhythm; null: planned. */
  readonly everyMs: number | null;
  /** A feed without a new item for this long is SILENT; `rhythm`: longer than it ever was; null: never said to be. */
  readonly silentAfterMs: number | 'rhythm' | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly userAgent: string | null;
  /** Charset that overrides whatever is declared. */
  readonly charset: string | null;
  readonly fullText: boolean;
  readonly enabled: boolean;
  readonly group: string | null;
}

/** What a poll last found. */
export type FeedHealth = 'new' | 'ok' | 'empty' | 'silent' | 'failing' | 'dead' | 'gone';

/** What a document that was read showed. */
export type FeedReading = 'ok' | 'empty' | 'silent';

export interface FeedState {
  readonly feedId: string;
  /** When the feed was first configured: items before it are its baseline. */
  readonly addedAt: number;
  readonly health: FeedHealth;
  /** What the last success showed, whatever failed since; null: never read. */
  readonly lastReading: FeedReading | null;
  readonly nextPollAt: number;
  /** Why the next poll is planned for then. */
  readonly planReason: string;
  readonly intervalMs: number;
  readonly lastPollAt: number | null;
  readonly lastSuccessAt: number | null;
  readonly lastNewItemAt: number | null;
  /** When the whole body was last asked for without validators. */
  readonly lastFullFetchAt: number | null;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
  /** What the last document that was read asks of those who poll it: it holds while nothing changes. */
  readonly hints: PollHints | null;
  readonly failures: number;
  readonly failingSince: number | null;
  readonly failureCode: string | null;
  readonly failureDetail: string | null;
  /** Target of a permanent redirect, and since when every answer names it. Adopted after seven days. */
  readonly redirectUrl: string | null;
  readonly redirectSince: number | null;
  /** The address in use: the configured one, or one adopted after a move. */
  readonly currentUrl: string;
  /** Since when items may have fallen out between polls; null: no gap open. */
  readonly gapSince: number | null;
}
