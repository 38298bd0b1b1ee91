// Fetches the page of one article with the manners of its feed. Credentials of the feed stay on the feed's own origin.
import { fail, ok, type Result } from '../lib/result.ts';
import type { PageFailure } from '../model/failure.ts';
import type { Feed } from '../model/feed.ts';
import type { NetResponse } from '../net/request.ts';
import { readCaching } from './caching.ts';
import { type FetchOptions, withRetry } from './feed.ts';
import { refusalOf, wallOf } from './refusal.ts';

export interface FetchedPage {
  readonly body: Uint8Array;
  readonly contentType: string | null;
  /** The wall this page may be, to be believed only where no article is found on it: ordinary pages bear such marks, too. */
  readonly wall: PageFailure | null;
}

const ACCEPT = 'text/html, application/xhtml+xml, text/plain;q=0.5, */*;q=0.1';
/** Headers that say nothing of who asks. */
const HARMLESS = new Set(['accept-language', 'referer']);

/** Asks for an article page once: same deadline, caps and addresses as a feed. */
export async function fetchPage(
  feed: Feed,
  url: string,
  options: FetchOptions,
): Promise<Result<FetchedPage, PageFailure>> {
  const answer = await options.net.request({
    url,
    headers: {
      'user-agent': feed.userAgent ?? options.userAgent,
      accept: ACCEPT,
      ...headersFor(feed, url),
    },
    timeoutMs: options.timeoutMs,
    maxBytes: options.maxBytes,
    redirect: 'follow',
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (!answer.ok) return answer;
  return readAnswer(answer.value, url, options.clock.now());
}

function headersFor(feed: Feed, url: string): Record<string, string> {
  const own = originOf(feed.url) === originOf(url);
  return Object.fromEntries(
    Object.entries(feed.headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name !== 'accept' && (own || HARMLESS.has(name))),
  );
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? '';
}

function readAnswer(answer: NetResponse, url: string, now: number): Result<FetchedPage, PageFailure> {
  const wall = wallOf(answer, url);
  const refusal = refusalOf(answer);
  if (refusal !== null) {
    const isMissing = refusal.code === 'not-found' || refusal.code === 'gone';
    return fail(withRetry(isMissing ? refusal : (wall ?? refusal), readCaching(answer.headers, now)));
  }
  const contentType = answer.headers['content-type'] ?? null;
  const media = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (
    media !== '' &&
    !/^(?:text\/(?:x-)?html|application\/xhtml\+xml|text\/plain|application\/octet-stream)$/.test(media)
  ) {
    return fail({
      code: 'not-a-page',
      detail: `${new URL(answer.finalUrl).host} sent ${media.slice(0, 60)}`,
    });
  }
  return ok({ body: answer.body, contentType, wall });
}
