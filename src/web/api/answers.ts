// The read-only JSON interface under /api/v1, described by docs/openapi.json. Lists are paged by an opaque cursor.
import { digestJson } from '../../digest/render-json.ts';
import type { ListedDigest } from '../../store/digest-archive.ts';
import type { WebContext } from '../context.ts';
import { type ListRequest, parseListRequest, renderCursor } from '../filter.ts';
import { sliceItems, sliceStories, summarise } from '../lists.ts';
import type { WebRequest } from '../request.ts';
import { jsonResponse, type WebResponse } from '../response.ts';
import { digestRowJson, familyJson, feedJson, itemJson, storyJson, wholeItemJson } from './shapes.ts';

type Answer = (context: WebContext, parts: readonly string[], asked: ListRequest) => WebResponse | null;

const ANSWERS: readonly (readonly [RegExp, Answer])[] = [
  [/^\/api\/v1\/items$/, answerItems],
  [/^\/api\/v1\/items\/(\d{1,15})$/, answerItem],
  [/^\/api\/v1\/stories$/, answerStories],
  [/^\/api\/v1\/stories\/(\d{1,15})$/, answerStory],
  [/^\/api\/v1\/feeds$/, answerFeeds],
  [/^\/api\/v1\/feeds\/([^/]+)$/, answerFeed],
  [/^\/api\/v1\/digests$/, answerDigests],
  [/^\/api\/v1\/digests\/([^/]+)\/([^/]+)$/, answerDigest],
  [/^\/api\/v1\/search$/, answerSearch],
];

/** Answers what is asked, or says why not as a problem (RFC 9457). */
export function answerApi(request: WebRequest, context: WebContext): WebResponse {
  const strength = request.path === '/api/v1/search' ? 'any' : 'core';
  for (const [pattern, answer] of ANSWERS) {
    const match = pattern.exec(request.path);
    if (match === null) continue;
    const asked = parseListRequest(request.query, { strength, timeZone: 'UTC' });
    if (!asked.ok) return problem(400, 'The query cannot be understood', asked.failure.join('; '));
    const parts = match.slice(1).map(decodePart);
    return (
      answer(context, parts, asked.value) ?? problem(404, 'Not found', `There is nothing at ${request.path}.`)
    );
  }
  return problem(
    404,
    'Not found',
    'The interface has items, stories, feeds, digests and search under /api/v1/.',
  );
}

function answerItems(context: WebContext, _parts: readonly string[], asked: ListRequest): WebResponse {
  const { entries, next } = sliceItems(asked, context);
  return jsonResponse({ items: entries.map(itemJson), next_cursor: next });
}

function answerSearch(context: WebContext, _parts: readonly string[], asked: ListRequest): WebResponse {
  if (asked.filter.query === null) return problem(400, 'The query cannot be understood', '`q` is missing');
  const { entries, next } = sliceItems(asked, context);
  return jsonResponse({ query: asked.filter.query, items: entries.map(itemJson), next_cursor: next });
}

function answerItem({ items }: WebContext, [id = '']: readonly string[]): WebResponse | null {
  const item = items.find(Number(id));
  return item === null
    ? null
    : jsonResponse(wholeItemJson(item, items.revisions([item.id]), items.sightings([item.id])));
}

function answerStories(context: WebContext, _parts: readonly string[], asked: ListRequest): WebResponse {
  const { entries, next } = sliceStories(asked, context);
  return jsonResponse({ stories: entries.map(storyJson), next_cursor: next });
}

function answerStory(context: WebContext, [id = '']: readonly string[]): WebResponse | null {
  const storyId = context.stories.resolve(Number(id));
  if (storyId === null) return null;
  const [story] = summarise([storyId], context);
  if (story === undefined) return null;
  return jsonResponse({
    ...storyJson(story),
    families: story.families.map(familyJson),
    items: story.members.map(itemJson),
    links: context.stories.links([storyId]).map((link) => ({
      story: link.storyId === storyId ? link.otherId : link.storyId,
      score: link.score,
      reason: link.reason,
    })),
  });
}

function answerFeeds({ feeds, deps }: WebContext): WebResponse {
  return jsonResponse({ feeds: feeds.list().map((feed) => feedJson(feed, deps)) });
}

function answerFeed({ feeds, deps }: WebContext, [id = '']: readonly string[]): WebResponse | null {
  const feed = feeds.find(id);
  return feed === null ? null : jsonResponse(feedJson(feed, deps));
}

function answerDigests(
  context: WebContext,
  _parts: readonly string[],
  { limit, cursor }: ListRequest,
): WebResponse {
  const found = context.digests.list(limit + 1, cursor?.[0] ?? null);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return jsonResponse({
    digests: rowsJson(shown, context),
    next_cursor: found.length > limit && last !== undefined ? renderCursor([last.id]) : null,
  });
}

function answerDigest(
  context: WebContext,
  [subscription = '', occurrence = '']: readonly string[],
): WebResponse | null {
  const found = context.digests.find(subscription, occurrence);
  if (found === null) return null;
  const [row] = rowsJson([found.row], context);
  return jsonResponse({ ...row, document: digestJson(found.document) });
}

function rowsJson(digests: readonly ListedDigest[], context: WebContext): Record<string, unknown>[] {
  const ids = digests.map(({ id }) => id);
  const deliveries = Map.groupBy(context.digests.deliveries(ids), ({ digestId }) => digestId);
  return digests.map((digest) => digestRowJson(digest, deliveries.get(digest.id) ?? []));
}

function problem(status: number, title: string, detail: string): WebResponse {
  const answer = jsonResponse({ type: 'about:blank', title, status, detail }, status);
  return { ...answer, type: 'application/problem+json; charset=utf-8' };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
