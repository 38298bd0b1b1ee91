// From bytes to belief: decode, parse, normalise, on the calling thread. Pure: the instant is given.
import { decodeBytes } from '../../decode/text.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { ParseFailure } from '../../model/failure.ts';
import type { ReadFeed } from '../../model/item.ts';
import { normaliseFeed } from '../../normalise/item.ts';
import { parseFeed } from '../../parse/feed.ts';

/** Bodies beyond this are refused unread. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** A body and all that is known of where it came from. */
export interface ReadRequest {
  readonly body: Uint8Array;
  /** The Content-Type header, whole. */
  readonly contentType: string | null;
  /** The Content-Location header: the base of relative addresses, before the feed's own address. */
  readonly contentLocation: string | null;
  /** The address the body came from in the end. */
  readonly feedUrl: string | null;
  /** A charset set by hand for this feed. */
  readonly charset: string | null;
  /** ISO 3166-1 alpha-2: the zone of dates that bear none. */
  readonly country: string | null;
  /** The language set for the feed, where its items say none. */
  readonly lang: string | null;
  /** Epoch ms: dates far after it are not believed; null: dates as the feed says. */
  readonly now: number | null;
  /** Shows relative addresses as they are where no base is known, instead of dropping them. */
  readonly keepRelative?: boolean;
}

function documentBase(request: ReadRequest): string | null {
  const { contentLocation, feedUrl } = request;
  if (contentLocation === null || contentLocation.trim() === '') return feedUrl;
  return URL.parse(contentLocation, feedUrl ?? undefined)?.href ?? feedUrl;
}

/** Reads a fetched document to the end. Never rejects: what is no feed is a failure with a reason. */
export async function readFeed(request: ReadRequest): Promise<Result<ReadFeed, ParseFailure>> {
  if (request.body.length > MAX_BODY_BYTES) {
    return fail({
      code: 'hostile',
      detail: `a body of ${request.body.length} bytes; at most ${MAX_BODY_BYTES} are read`,
    });
  }
  if (request.body.length === 0) return fail({ code: 'empty', detail: 'a body of 0 bytes' });
  const decoded = decodeBytes({
    body: request.body,
    contentType: request.contentType,
    override: request.charset,
  });
  const parsed = await parseFeed(decoded.text, {
    contentType: request.contentType,
    baseUrl: documentBase(request),
  });
  if (!parsed.ok) {
    const { code, detail } = parsed.failure;
    return fail({ code, detail: `${detail}; read as ${decoded.choice.charset} (${decoded.choice.reason})` });
  }
  const feed = normaliseFeed(parsed.value, {
    feedUrl: request.feedUrl,
    contentLocation: request.contentLocation,
    country: request.country,
    lang: request.lang,
    now: request.now,
    keepRelative: request.keepRelative === true,
  });
  return ok({
    format: parsed.value.format,
    title: feed.title,
    link: feed.link,
    language: feed.language,
    charset: decoded.choice,
    hints: parsed.value.hints,
    items: feed.items,
    defects: [...decoded.defects, ...parsed.value.defects, ...feed.defects],
  });
}
