// Stories as pages and the interface list them: by their newest fitting article, with everything linked to them.
import type { Database } from './database.ts';
import { type ItemFilter, planConditions } from './item-filter.ts';

/** A story's place in a list: the instant of its newest fitting article, and its id. */
export interface StoryPlace {
  readonly storyId: number;
  readonly latestAt: number;
}

export interface StoryFacts {
  readonly storyId: number;
  readonly leadItemId: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface LinkedStory {
  readonly storyId: number;
  readonly otherId: number;
  readonly score: number;
  readonly reason: string;
}

const JOINED_LIMIT = 1_000;

export class StoryListView {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Stories of which an article fits the filter, newest first, starting below the place `before`. */
  list(
    filter: ItemFilter,
    slice: { readonly limit: number; readonly before: StoryPlace | null },
  ): StoryPlace[] {
    const plan = planConditions(this.#db, filter);
    if (plan === null) return [];
    return this.#db
      .prepare<unknown[], StoryPlace>(
        `SELECT storyId, latestAt FROM (
           SELECT m.story_id AS storyId, max(m.joined_at) AS latestAt
           FROM ${plan.verdictOnly ? 'verdict v' : plan.from} CROSS JOIN story_member m ON m.item_id = ${plan.key}
           WHERE ${plan.where} GROUP BY m.story_id)
         WHERE @beforeAt IS NULL OR (latestAt, storyId) < (@beforeAt, @beforeId)
         ORDER BY latestAt DESC, storyId DESC LIMIT @limit`,
      )
      .all({
        ...plan.values,
        limit: slice.limit,
        beforeAt: slice.before?.latestAt ?? null,
        beforeId: slice.before?.storyId ?? null,
      });
  }

  /** The story that an id stands for today, after merges; null: there is none. */
  resolve(storyId: number): number | null {
    const row = this.#db
      .prepare<[number], { readonly id: number }>(
        'SELECT coalesce(merged_into, id) AS id FROM story WHERE id = ?',
      )
      .get(storyId);
    return row?.id ?? null;
  }

  facts(storyIds: readonly number[]): StoryFacts[] {
    return this.#db
      .prepare<[string], StoryFacts>(
        `SELECT s.id AS storyId, s.lead_item_id AS leadItemId, s.created_at AS createdAt, s.updated_at AS updatedAt
         FROM json_each(?) e CROSS JOIN story s ON s.id = e.value ORDER BY e.key`,
      )
      .all(JSON.stringify(storyIds));
  }

  /** Links, resolved after merges, of which one end is among these stories; best first. */
  links(storyIds: readonly number[]): LinkedStory[] {
    return this.#db
      .prepare<{ readonly ids: string }, LinkedStory>(
        `WITH wanted (id) AS (
           SELECT value FROM json_each(@ids) UNION
           SELECT s.id FROM json_each(@ids) e CROSS JOIN story s ON s.merged_into = e.value),
         touching (story_id, other_id, score, reason) AS (
           SELECT l.story_id, l.other_id, l.score, l.reason FROM wanted CROSS JOIN story_link l ON l.story_id = wanted.id
           UNION
           SELECT l.story_id, l.other_id, l.score, l.reason FROM wanted CROSS JOIN story_link l ON l.other_id = wanted.id),
         pair (storyId, otherId, score, reason) AS (
           SELECT coalesce(s.merged_into, s.id), coalesce(o.merged_into, o.id), l.score, l.reason
           FROM touching l JOIN story s ON s.id = l.story_id JOIN story o ON o.id = l.other_id)
         SELECT storyId, otherId, max(score) AS score, reason FROM pair WHERE storyId <> otherId
         GROUP BY storyId, otherId ORDER BY score DESC, storyId, otherId`,
      )
      .all({ ids: JSON.stringify(storyIds) });
  }

  /** For each of these stories, itself first, every story joined to it by links, directly or through others. */
  families(storyIds: readonly number[]): ReadonlyMap<number, readonly number[]> {
    const joined = new Map<number, Set<number>>(storyIds.map((id) => [id, new Set([id])]));
    let edge: readonly number[] = storyIds;
    while (edge.length > 0 && joined.size < JOINED_LIMIT) {
      const links = this.links(edge);
      edge = links.flatMap(({ storyId, otherId }) => [storyId, otherId]).filter((id) => !joined.has(id));
      for (const { storyId, otherId } of links) join(joined, storyId, otherId);
    }
    return new Map(storyIds.map((id) => [id, [...new Set([id, ...(joined.get(id) ?? [])])]]));
  }
}

function join(joined: Map<number, Set<number>>, one: number, other: number): void {
  const all = new Set([...(joined.get(one) ?? [one]), ...(joined.get(other) ?? [other])]);
  for (const id of all) joined.set(id, all);
}
