// Fetches one feed as a polite guest: conditional where possible, whole at least every twelve hours.
import { fail, ok, type Result } from '../lib/result.ts';
import type { FetchFailure } from '../model/failure.ts';
import type { Feed, FeedState } from '../model/feed.ts';
import type { Fetched } from './fetched.ts';
import type { Net, NetResponse } from '../net/request.ts';
import { harmlessHeaders, mayKnow } from '../net/send.ts';
import { type CachingFacts, readCaching } from './caching.ts';
import { readFeedFile } from './file.ts';
import { refusalOf, wallOf } from './refusal.ts';

export interface FetchOptions {
  readonly net: Net;
  /** Tells the time before and after, in epoch milliseconds. */
  readonly clock: { now(): number };
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly userAgent: string;
  readonly signal?: AbortSignal;
}

export const FULL_FETCH_EVERY_MS = 12 * 3_600_000;

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, */*;q=0.1';

/** Asks for the feed at its current address. Validators are left out every twelve hours, against caches that got stuck. */
export async function fetchFeed(
  feed: Feed,
  state: FeedState,
  options: FetchOptions,
): Promise<Result<Fetched, FetchFailure>> {
  const startedAt = options.clock.now();
  // At the next poll it would be too late.
  const nextAt = startedAt + Math.min(state.intervalMs, FULL_FETCH_EVERY_MS);
  const full = state.lastFullFetchAt === null || nextAt - state.lastFullFetchAt > FULL_FETCH_EVERY_MS;
  if (state.currentUrl.startsWith('file:'))
    return readFeedFile(state.currentUrl, { ...options, state, full });
  const answer = await options.net.request({
    url: state.currentUrl,
    headers: planRequestHeaders(feed, state, full, options.userAgent),
    timeoutMs: options.timeoutMs,
    maxBytes: options.maxBytes,
    redirect: 'follow',
    keepCut: true,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!answer.ok) return answer;
  return readAnswer(answer.value, state, { full, startedAt, finishedAt: options.clock.now() });
}

/** The headers a feed is asked with; those of its configuration go only where it is configured to be. */
export function planRequestHeaders(
  feed: Feed,
  state: FeedState,
  full: boolean,
  userAgent: string,
): Record<string, string> {
  return {
    'user-agent': feed.userAgent ?? userAgent,
    accept: ACCEPT,
    ...(!full && state.etag !== null ? { 'if-none-match': state.etag } : {}),
    ...(!full && state.lastModified !== null ? { 'if-modified-since': state.lastModified } : {}),
    ...(full ? { 'cache-control': 'no-cache' } : {}),
    ...(mayKnow(feed.url, state.currentUrl) ? feed.headers : harmlessHeaders(feed.headers)),
  };
}

interface Times {
  readonly full: boolean;
  readonly startedAt: number;
  readonly finishedAt: number;
}

function readAnswer(answer: NetResponse, state: FeedState, times: Times): Result<Fetched, FetchFailure> {
  const caching = readCaching(answer.headers, times.finishedAt);
  const refusal =
    wallOf(answer, state.currentUrl) ?? refusalOf(answer) ?? baselessOf(answer, state, times.full);
  if (refusal !== null) {
    const { finalUrl, redirects, headers, body } = answer;
    const seen = { finalUrl, redirects, headers, bytes: body.byteLength };
    return fail({ ...withRetry(refusal, caching), answer: seen });
  }
  const modified = answer.status !== 304;
  const cut = cutOf(answer);
  const kept = modified ? NO_VALIDATORS : state;
  const elapsedMs = times.finishedAt - times.startedAt;
  return ok({
    kind: modified ? 'fetched' : 'not-modified',
    response: modified
      ? { ...answer, requestUrl: state.currentUrl, fetchedAt: times.finishedAt, elapsedMs }
      : null,
    status: answer.status,
    etag: cut === null ? (answer.headers['etag'] ?? kept.etag) : null,
    lastModified: cut === null ? (answer.headers['last-modified'] ?? kept.lastModified) : null,
    movedTo: permanentTarget(answer),
    full: times.full && cut === null,
    cut,
    caching,
    elapsedMs,
  });
}

const NO_VALIDATORS = { etag: null, lastModified: null };

// A part of the document that nobody asked for in parts is a document broken off (RFC 9110 section 15.3.7).
function cutOf(answer: NetResponse): FetchFailure | null {
  if (answer.status !== 206 || answer.cut !== null) return answer.cut;
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(answer.headers['content-range'] ?? '');
  const isWhole = range !== null && range[1] === '0' && Number(range[2]) + 1 === Number(range[3]);
  if (isWhole) return null;
  const said = answer.headers['content-range'] ?? 'no range';
  const { host } = new URL(answer.finalUrl);
  return { code: 'reset', detail: `${host} sent only a part (206, ${said.slice(0, 60)})`, status: 206 };
}

// "Not modified" needs something it was compared with (RFC 9110 section 15.4.5): without, the feed was not read at all.
function baselessOf(answer: NetResponse, state: FeedState, full: boolean): FetchFailure | null {
  const isConditional = !full && (state.etag !== null || state.lastModified !== null);
  if (answer.status !== 304 || isConditional) return null;
  const { host } = new URL(answer.finalUrl);
  return {
    code: 'server-error',
    detail: `${host} answered "not modified" (304) though the whole document was asked for`,
    status: 304,
  };
}

/** The failure with the server's own wish when to come again. */
export function withRetry(failure: FetchFailure, caching: CachingFacts): FetchFailure {
  return caching.retryAfterMs === null ? failure : { ...failure, retryAfterMs: caching.retryAfterMs };
}

// Only an unbroken chain of permanent redirects says where the feed lives now.
function permanentTarget(answer: NetResponse): string | null {
  let target: string | null = null;
  for (const hop of answer.redirects) {
    if (hop.status !== 301 && hop.status !== 308) break;
    target = hop.to;
  }
  return target;
}
