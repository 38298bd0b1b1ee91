// One slice of items or stories with the cursor of the next: what pages and the interface both show.
import type { ListedItem } from '../store/item-list.ts';
import type { WebContext } from './context.ts';
import { type ListRequest, renderCursor } from './filter.ts';
import { type StorySummary, summariseStory } from './story-facts.ts';

export interface Slice<T> {
  readonly entries: readonly T[];
  readonly next: string | null;
}

const BEST_LIMIT = 1_000;

/** Items that fit, with the cursor of what follows. A best-match list ends after 1,000 items. */
export function sliceItems(request: ListRequest, { items }: WebContext): Slice<ListedItem> {
  const { filter, order, limit, cursor } = request;
  const [place = 0] = cursor ?? [];
  if (order === 'best') {
    const found = items.list(filter, { order, limit: limit + 1, offset: place });
    const more = found.length > limit && place + limit < BEST_LIMIT;
    return { entries: found.slice(0, limit), next: more ? renderCursor([place + limit]) : null };
  }
  const found = items.list(filter, { order, limit: limit + 1, before: cursor === null ? null : place });
  const entries = found.slice(0, limit);
  const last = entries.at(-1);
  return { entries, next: found.length > limit && last !== undefined ? renderCursor([last.id]) : null };
}

/** Stories of which an article fits, newest first. */
export function sliceStories(request: ListRequest, context: WebContext): Slice<StorySummary> {
  const [latestAt, storyId] = request.cursor ?? [];
  const before = latestAt === undefined || storyId === undefined ? null : { latestAt, storyId };
  const places = context.stories.list(request.filter, { limit: request.limit + 1, before });
  const shown = places.slice(0, request.limit);
  const last = shown.at(-1);
  const entries = summarise(
    shown.map((place) => place.storyId),
    context,
  );
  const more = places.length > request.limit && last !== undefined;
  return { entries, next: more ? renderCursor([last.latestAt, last.storyId]) : null };
}

/** Summaries of these stories, in this order. */
export function summarise(storyIds: readonly number[], { items, stories }: WebContext): StorySummary[] {
  const members = Map.groupBy(items.membersOf(storyIds), (item) => item.storyId);
  return stories.facts(storyIds).flatMap(({ storyId, leadItemId }) => {
    const summary = summariseStory(storyId, leadItemId, members.get(storyId) ?? []);
    return summary === null ? [] : [summary];
  });
}

/** Languages in which stories linked to each of these tell the same event, beyond its own. */
export function languagesElsewhere(
  summaries: readonly StorySummary[],
  context: WebContext,
): ReadonlyMap<number, readonly string[]> {
  const own = new Map(summaries.map((summary) => [summary.storyId, summary.languages]));
  const pairs = context.stories
    .links([...own.keys()])
    .flatMap(({ storyId, otherId }) => [[storyId, otherId] as const, [otherId, storyId] as const])
    .filter(([storyId]) => own.has(storyId));
  const others = new Map(
    summarise([...new Set(pairs.map(([, otherId]) => otherId))], context).map((other) => [
      other.storyId,
      other,
    ]),
  );
  const result = new Map<number, string[]>();
  for (const [storyId, otherId] of pairs) {
    const known = [...(own.get(storyId) ?? []), ...(result.get(storyId) ?? [])];
    const added = (others.get(otherId)?.languages ?? []).filter((lang) => !known.includes(lang));
    result.set(storyId, [...(result.get(storyId) ?? []), ...added]);
  }
  return result;
}
