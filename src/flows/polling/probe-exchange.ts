// The two sides of a probed exchange in words: what was asked, and what came back, be it a document or a refusal.
import { planRequestHeaders } from '../../fetch/feed.ts';
import type { Fetched } from '../../fetch/fetched.ts';
import type { FeedFailure } from '../../model/failure.ts';
import type { Feed, FeedState } from '../../model/feed.ts';
import { harmlessHeaders } from '../../net/send.ts';
import { spell } from '../../schedule/plan.ts';

export interface ProbedAnswer {
  readonly status: number | null;
  readonly final_url: string;
  readonly redirects: readonly string[];
  readonly content_type: string | null;
  readonly server: string | null;
  readonly bytes: number;
  readonly elapsed_ms: number | null;
  readonly etag: boolean;
  readonly last_modified: boolean;
  readonly fresh_for: string | null;
  readonly retry_after: string | null;
}

/** The headers a first poll asks with; what may be a secret is not shown. */
export function describeRequest(feed: Feed, userAgent: string, now: number): Record<string, string> {
  if (feed.url.startsWith('file:')) return {};
  const state = firstState(feed, now);
  const headers = planRequestHeaders(feed, state, true, userAgent);
  const harmless = harmlessHeaders(headers);
  return Object.fromEntries(Object.keys(headers).map((name) => [name, harmless[name] ?? '(not shown)']));
}

/** What came with a refusal, or on the way to one. */
export function describeRefusal(failure: FeedFailure | null): ProbedAnswer | null {
  if (failure === null || !('answer' in failure) || failure.answer === undefined) return null;
  const { finalUrl, redirects, headers, bytes } = failure.answer;
  return {
    status: failure.status ?? null,
    final_url: finalUrl,
    redirects: redirects.map((hop) => `${hop.status} ${hop.to}`),
    content_type: headers?.['content-type'] ?? null,
    server: headers?.['server'] ?? null,
    bytes,
    elapsed_ms: null,
    etag: false,
    last_modified: false,
    fresh_for: null,
    retry_after: failure.retryAfterMs === undefined ? null : spell(failure.retryAfterMs),
  };
}

/** What came with a document. */
export function describeAnswer(fetched: Fetched): ProbedAnswer {
  const response = fetched.response;
  return {
    status: fetched.status,
    final_url: response?.finalUrl ?? '',
    redirects: (response?.redirects ?? []).map((hop) => `${hop.status} ${hop.to}`),
    content_type: response?.headers['content-type'] ?? null,
    server: response?.headers['server'] ?? null,
    bytes: response?.body.byteLength ?? 0,
    elapsed_ms: fetched.elapsedMs,
    etag: fetched.etag !== null,
    last_modified: fetched.lastModified !== null,
    fresh_for: fetched.caching.freshMs === null ? null : spell(fetched.caching.freshMs),
    retry_after: fetched.caching.retryAfterMs === null ? null : spell(fetched.caching.retryAfterMs),
  };
}

/** The state of a feed that was never polled. */
export function firstState(feed: Feed, now: number): FeedState {
  const nothing = {
    lastPollAt: null,
    lastSuccessAt: null,
    lastNewItemAt: null,
    lastFullFetchAt: null,
    etag: null,
    lastModified: null,
    bodyHash: null,
    hints: null,
    failingSince: null,
    failureCode: null,
    failureDetail: null,
    redirectUrl: null,
    redirectSince: null,
    gapSince: null,
    lastReading: null,
  };
  return {
    ...nothing,
    feedId: feed.id,
    addedAt: now,
    health: 'new',
    nextPollAt: now,
    planReason: '',
    intervalMs: 0,
    failures: 0,
    currentUrl: feed.url,
  };
}
