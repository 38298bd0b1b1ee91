// Items as pages, feeds and the interface list them: filtered, newest first or best match first, read-only.
import type { FeedControl, FeedKind } from '../model/feed.ts';
import type { Revision, RevisionKind, TextDiff } from '../model/item.ts';
import type { LangCode } from '../model/lang.ts';
import type { Reason, Strength } from '../model/verdict.ts';
import type { Database } from './database.ts';
import { type ItemFilter, planConditions } from './item-filter.ts';

export interface ListedItem {
  readonly id: number;
  readonly feedId: string;
  readonly feedName: string;
  readonly outlet: string;
  readonly family: string;
  readonly kind: FeedKind;
  readonly control: FeedControl;
  readonly lang: LangCode;
  readonly title: string;
  readonly url: string | null;
  readonly author: string | null;
  /** At most 700 characters of summary, else of content. */
  readonly summary: string;
  readonly publishedAt: number | null;
  readonly firstSeenAt: number;
  readonly copyOf: number | null;
  readonly held: boolean;
  readonly storyId: number | null;
  /** Why it is in its story. */
  readonly joinReason: string | null;
  readonly strength: Strength;
  readonly score: number;
  readonly topics: readonly string[];
  readonly reasons: readonly Reason[];
  /** When it last changed in a way worth telling; null: never. */
  readonly revisedAt: number | null;
}

/** One item with all its text, for its own page. */
export interface WholeItem extends ListedItem {
  readonly fullSummary: string;
  readonly content: string;
  readonly ruleVersion: string | null;
}

export interface Sighting {
  readonly itemId: number;
  readonly feedId: string;
  readonly feedName: string;
  readonly url: string;
  readonly title: string;
  readonly seenAt: number;
}

/** A slice of a list: for `newest` it starts below the id `before`, for `best` after `offset` items. */
export type ItemSlice =
  | { readonly order: 'newest'; readonly limit: number; readonly before: number | null }
  | { readonly order: 'best'; readonly limit: number; readonly offset: number };

type Row = Record<string, unknown>;

// An aggregator names the outlet of each item: that outlet is the source, and its own publisher family.
const COLUMNS = `i.id, i.feed_id AS feedId, f.name AS feedName, coalesce(i.outlet_name, f.name) AS outlet,
  CASE WHEN i.outlet_name IS NULL THEN f.family ELSE lower(i.outlet_name) END AS family, f.kind, f.control, i.lang,
  i.title, i.url, i.author, substr(CASE WHEN i.summary <> '' THEN i.summary ELSE i.content END, 1, 700) AS summary,
  i.published_at AS publishedAt, i.first_seen_at AS firstSeenAt, i.copy_of AS copyOf, i.held_by AS heldBy,
  m.story_id AS storyId, m.reason AS joinReason, v.strength, v.score, v.topics, v.reasons,
  (SELECT max(r.at) FROM revision r WHERE r.item_id = i.id AND r.material = 1) AS revisedAt`;
const JOINS = `JOIN feed f ON f.id = i.feed_id LEFT JOIN story_member m ON m.item_id = i.id
  LEFT JOIN verdict v ON v.item_id = i.id`;

export class ItemListView {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** One slice of the items that fit the filter. `best` needs a query. */
  list(filter: ItemFilter, slice: ItemSlice): ListedItem[] {
    return this.byId(this.#chooseIds(filter, slice));
  }

  /** The items of these ids, in this order; unknown ids are left out. */
  byId(ids: readonly number[]): ListedItem[] {
    const rows = this.#db
      .prepare<[string], Row>(
        `SELECT ${COLUMNS} FROM json_each(?) e CROSS JOIN item i ON i.id = e.value ${JOINS} ORDER BY e.key`,
      )
      .all(JSON.stringify(ids));
    return rows.map(listedItemOfRow);
  }

  /** All members of these stories, first reported first; without what is held back. */
  membersOf(storyIds: readonly number[]): ListedItem[] {
    const rows = this.#db
      .prepare<[string], Row>(
        `SELECT ${COLUMNS} FROM json_each(?) e CROSS JOIN story_member m ON m.story_id = e.value
           JOIN item i ON i.id = m.item_id JOIN feed f ON f.id = i.feed_id LEFT JOIN verdict v ON v.item_id = i.id
         WHERE i.held_by IS NULL ORDER BY coalesce(i.published_at, i.first_seen_at), i.id`,
      )
      .all(JSON.stringify(storyIds));
    return rows.map(listedItemOfRow);
  }

  find(id: number): WholeItem | null {
    const row = this.#db
      .prepare<[number], Row>(
        `SELECT ${COLUMNS}, i.summary AS fullSummary, i.content, v.rule_version AS ruleVersion
         FROM item i ${JOINS} WHERE i.id = ?`,
      )
      .get(id);
    if (row === undefined) return null;
    return {
      ...listedItemOfRow(row),
      fullSummary: row['fullSummary'] as string,
      content: row['content'] as string,
      ruleVersion: row['ruleVersion'] as string | null,
    };
  }

  /** Revisions of these items, oldest first. */
  revisions(itemIds: readonly number[]): Revision[] {
    const rows = this.#db
      .prepare<[string], Row>(
        `SELECT r.id, r.item_id AS itemId, r.at, r.title, r.summary, r.content_hash AS contentHash, r.material, r.kinds,
           r.diff FROM json_each(?) e CROSS JOIN revision r ON r.item_id = e.value ORDER BY r.id`,
      )
      .all(JSON.stringify(itemIds));
    return rows.map((row) => ({
      id: row['id'] as number,
      itemId: row['itemId'] as number,
      at: row['at'] as number,
      title: row['title'] as string,
      summary: row['summary'] as string,
      contentHash: row['contentHash'] as string,
      material: row['material'] === 1,
      kinds: JSON.parse(row['kinds'] as string) as RevisionKind[],
      diff: JSON.parse(row['diff'] as string) as TextDiff[],
    }));
  }

  /** Where else these items were seen, oldest first. */
  sightings(itemIds: readonly number[]): Sighting[] {
    return this.#db
      .prepare<[string], Sighting>(
        `SELECT s.item_id AS itemId, s.feed_id AS feedId, f.name AS feedName, s.url, s.title, s.seen_at AS seenAt
         FROM json_each(?) e CROSS JOIN sighting s ON s.item_id = e.value JOIN feed f ON f.id = s.feed_id
         ORDER BY s.seen_at, s.feed_id`,
      )
      .all(JSON.stringify(itemIds));
  }

  #chooseIds(filter: ItemFilter, slice: ItemSlice): number[] {
    const plan = planConditions(this.#db, filter);
    if (plan === null) return [];
    const { from, key, where, values } = plan;
    const tail =
      slice.order === 'best'
        ? 'ORDER BY bm25(item_fts, 4.0, 1.0), item_fts.rowid DESC LIMIT @limit OFFSET @offset'
        : `AND (@before IS NULL OR ${key} < @before) ORDER BY ${key} DESC LIMIT @limit`;
    return this.#db
      .prepare<unknown[], { readonly id: number }>(`SELECT ${key} AS id FROM ${from} WHERE ${where} ${tail}`)
      .all({ ...values, ...slice })
      .map(({ id }) => id);
  }
}

function listedItemOfRow(row: Row): ListedItem {
  return {
    id: row['id'] as number,
    feedId: row['feedId'] as string,
    feedName: row['feedName'] as string,
    outlet: row['outlet'] as string,
    family: row['family'] as string,
    kind: row['kind'] as FeedKind,
    control: row['control'] as FeedControl,
    lang: row['lang'] as string,
    title: row['title'] as string,
    url: row['url'] as string | null,
    author: row['author'] as string | null,
    summary: row['summary'] as string,
    publishedAt: row['publishedAt'] as number | null,
    firstSeenAt: row['firstSeenAt'] as number,
    copyOf: row['copyOf'] as number | null,
    held: row['heldBy'] !== null,
    storyId: row['storyId'] as number | null,
    joinReason: row['joinReason'] as string | null,
    strength: (row['strength'] as Strength | null) ?? 'none',
    score: (row['score'] as number | null) ?? 0,
    topics: JSON.parse((row['topics'] as string | null) ?? '[]') as string[],
    reasons: JSON.parse((row['reasons'] as string | null) ?? '[]') as Reason[],
    revisedAt: row['revisedAt'] as number | null,
  };
}
