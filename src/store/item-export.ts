// Items with verdict and story, one at a time, in order of their ids: for `export`.
import type { ExportedItem } from '../model/export.ts';
import type { Reason, Strength } from '../model/verdict.ts';
import type { Database } from './database.ts';

export interface ExportFilter {
  /** First seen at or after. */
  readonly sinceAt: number | null;
  /** First seen before. */
  readonly untilAt: number | null;
  readonly topic: string | null;
}

type Row = Record<string, unknown>;

const QUERY = `SELECT i.*, m.story_id, m.reason AS story_reason, v.relevant, v.strength, v.score, v.topics, v.reasons,
  v.rule_version,
  (SELECT COUNT(*) FROM revision r WHERE r.item_id = i.id) AS revisions,
  (SELECT MAX(at) FROM revision r WHERE r.item_id = i.id) AS changed_at,
  (SELECT json_group_array(other) FROM (
     SELECT other_id AS other FROM story_link WHERE story_id = m.story_id
     UNION SELECT story_id FROM story_link WHERE other_id = m.story_id ORDER BY other)) AS also_in
  FROM item i LEFT JOIN story_member m ON m.item_id = i.id LEFT JOIN verdict v ON v.item_id = i.id
  WHERE (@sinceAt IS NULL OR i.first_seen_at >= @sinceAt) AND (@untilAt IS NULL OR i.first_seen_at < @untilAt)
    AND (@topic IS NULL OR EXISTS (SELECT 1 FROM verdict_topic t WHERE t.topic = @topic AND t.item_id = i.id))
  ORDER BY i.id`;

/** Reads the items that fit. The connection must not be used for anything else until the end. */
export function* exportItems(db: Database, filter: ExportFilter): Generator<ExportedItem> {
  for (const row of db.prepare<ExportFilter, Row>(QUERY).iterate(filter)) yield exportedItem(row);
}

function exportedItem(row: Row): ExportedItem {
  return {
    id: row['id'] as number,
    feed: row['feed_id'] as string,
    guid: row['guid'] as string | null,
    url: row['url'] as string | null,
    title: row['title'] as string,
    summary: row['summary'] as string,
    content: row['content'] as string,
    author: row['author'] as string | null,
    lang: row['lang'] as string,
    publishedAt: row['published_at'] as number | null,
    firstSeenAt: row['first_seen_at'] as number,
    changedAt: row['changed_at'] as number | null,
    copyOf: row['copy_of'] as number | null,
    story: row['story_id'] as number | null,
    storyReason: row['story_reason'] as string | null,
    alsoIn: JSON.parse(row['also_in'] as string) as number[],
    relevant: row['relevant'] === 1,
    strength: (row['strength'] as Strength | null) ?? 'none',
    score: (row['score'] as number | null) ?? 0,
    topics: JSON.parse((row['topics'] as string | null) ?? '[]') as string[],
    reasons: JSON.parse((row['reasons'] as string | null) ?? '[]') as Reason[],
    ruleVersion: row['rule_version'] as string | null,
    revisions: row['revisions'] as number,
    held: row['held_by'] !== null,
  };
}
