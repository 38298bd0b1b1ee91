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

/**
 * Stories of which an article fits, newest first. Stories that links join, such as the same event in another language,
 * are one entry under the first of them.
 */
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

/** Summaries of these stories with all joined to them, in this order, each event once. */
export function summarise(storyIds: readonly number[], { items, stories }: WebContext): StorySummary[] {
  const families = stories.families(storyIds);
  const members = Map.groupBy(
    items.membersOf([...new Set([...families.values()].flat())]),
    (item) => item.storyId,
  );
  const told = new Set<number>();
  return stories.facts(storyIds).flatMap(({ storyId, leadItemId }) => {
    if (told.has(storyId)) return [];
    const family = families.get(storyId) ?? [storyId];
    for (const id of family) told.add(id);
    const own = members.get(storyId) ?? [];
    const lead = summariseStory(storyId, leadItemId, own)?.lead.id ?? leadItemId;
    const summary = summariseStory(
      storyId,
      lead,
      family.flatMap((id) => members.get(id) ?? []),
    );
    return summary === null ? [] : [summary];
  });
}
