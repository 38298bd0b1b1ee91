// Reads the body of an answer. Of one that broke off, the items that came whole count; without any, the break is the failure.
import { fail, ok, type Result } from '../../lib/result.ts';
import type { FeedFailure, ParseFailure } from '../../model/failure.ts';
import type { Feed } from '../../model/feed.ts';
import type { ItemDraft, ReadFeed } from '../../model/item.ts';
import type { FeedResponse } from '../../model/response.ts';
import type { Fetched } from '../../fetch/fetched.ts';
import type { ReadRequest } from './read-feed.ts';

interface Received {
  readonly feed: Feed;
  readonly fetched: Fetched;
  readonly response: FeedResponse;
}

type Reader = (request: ReadRequest, signal: AbortSignal) => Promise<Result<ReadFeed, ParseFailure>>;

/** Reads what was received for a feed, with what its configuration says of it. */
export async function readResponse(
  reader: Reader,
  { feed, fetched: { cut }, response }: Received,
  signal: AbortSignal,
): Promise<Result<ReadFeed, FeedFailure>> {
  const read = await reader(
    {
      body: response.body,
      contentType: response.headers['content-type'] ?? null,
      contentLocation: response.headers['content-location'] ?? null,
      feedUrl: response.finalUrl,
      charset: feed.charset,
      country: feed.country,
      lang: feed.lang,
      now: response.fetchedAt,
    },
    signal,
  );
  if (!read.ok) return cut === null ? read : fail(cut);
  const isWhole = cut === null && !read.value.defects.some(({ code }) => code === 'truncated');
  if (isWhole) return read;
  const items = leaveBroken(read.value.items, response.body, cut !== null);
  if (cut === null) return ok({ ...read.value, items });
  if (items.length === 0) return fail(cut);
  const defect = { code: 'body-cut', detail: `${cut.detail}; the items that came whole are read` };
  return ok({ ...read.value, items, defects: [defect, ...read.value.defects] });
}

/**
 * Leaves out the last item where the document ends inside it: half a title would make news of its own. One that can be
 * known again is kept where the whole document is so, since no other may ever come.
 */
function leaveBroken(
  items: readonly ItemDraft[],
  body: Uint8Array,
  comesAgain: boolean,
): readonly ItemDraft[] {
  const last = items.at(-1);
  if (last === undefined || !endsInItem(body)) return items;
  const isKnowable = last.guid !== null || last.url !== null;
  return isKnowable && !comesAgain ? items : items.slice(0, -1);
}

// JSON is read up to its last whole item; of other bytes in which no end of an item is seen, the end is not trusted.
function endsInItem(body: Uint8Array): boolean {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (/^[\s\ufeff]*[{[]/.test(bytes.subarray(0, 200).toString())) return false;
  const closed = Math.max(bytes.lastIndexOf('</item'), bytes.lastIndexOf('</entry'));
  return closed === -1 || Math.max(bytes.lastIndexOf('<item'), bytes.lastIndexOf('<entry')) > closed;
}
