// What came over the wire for a feed, before anything is understood.

export interface RedirectHop {
  readonly status: number;
  readonly from: string;
  readonly to: string;
}

/** A body that was read whole, decompressed. */
export interface FeedResponse {
  readonly requestUrl: string;
  readonly finalUrl: string;
  readonly status: number;
  /** Lower-case names; several values joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly redirects: readonly RedirectHop[];
  readonly fetchedAt: number;
  readonly elapsedMs: number;
}
