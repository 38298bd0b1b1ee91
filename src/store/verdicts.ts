// Verdicts, one per item by the rules in force when it was tagged, and how often each rule spoke per UTC day.
import type { Statement } from 'better-sqlite3';
import type { Reason, Strength, TagInput, Verdict } from '../model/verdict.ts';
import type { Database } from './database.ts';

/** A stored item as `rules replay` needs it: its text and the verdict it bears. */
export interface TaggedItem extends TagInput {
  readonly id: number;
  readonly url: string | null;
  readonly strength: Strength;
  readonly score: number;
  readonly topics: readonly string[];
}

interface VerdictRow {
  readonly rule_version: string;
  readonly relevant: number;
  readonly strength: string;
  readonly score: number;
  readonly topics: string;
  readonly reasons: string;
  readonly lang: string;
}

export class VerdictTable {
  readonly #db: Database;
  readonly #insert: Statement;
  readonly #topics: Statement<[number], { topics: string }>;
  readonly #update: Statement;
  readonly #dropTopic: Statement;
  readonly #addTopic: Statement;
  readonly #countRule: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#insert = db.prepare(
      `INSERT OR IGNORE INTO verdict (rule_version, relevant, strength, score, topics, reasons, tagged_at, item_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#topics = db.prepare('SELECT topics FROM verdict WHERE item_id = ?');
    this.#update = db.prepare(
      `UPDATE verdict SET rule_version = ?, relevant = ?, strength = ?, score = ?, topics = ?, reasons = ?,
         tagged_at = ? WHERE item_id = ?`,
    );
    this.#dropTopic = db.prepare('DELETE FROM verdict_topic WHERE topic = ? AND item_id = ?');
    this.#addTopic = db.prepare('INSERT OR IGNORE INTO verdict_topic (topic, item_id) VALUES (?, ?)');
    this.#countRule = db.prepare(
      `INSERT INTO rule_hit (day, rule, shadow, hits) VALUES (?, ?, ?, 1)
       ON CONFLICT (day, rule, shadow) DO UPDATE SET hits = hits + 1`,
    );
  }

  /** Stores the verdict of an item in place of any former one. Makes no change row: nobody is notified by it. */
  put(itemId: number, verdict: Verdict, at: number): void {
    const { ruleVersion, relevant, strength, score, topics, reasons } = verdict;
    const row = [
      ruleVersion,
      relevant ? 1 : 0,
      strength,
      score,
      listText(topics),
      listText(reasons),
      at,
      itemId,
    ];
    if (this.#insert.run(row).changes === 0) {
      const former = JSON.parse(this.#topics.get(itemId)?.topics ?? '[]') as string[];
      for (const topic of former) this.#dropTopic.run(topic, itemId);
      this.#update.run(row);
    }
    for (const topic of verdict.topics) this.#addTopic.run(topic, itemId);
  }

  /** The stored verdict of an item, or null. */
  find(itemId: number): Verdict | null {
    const row = this.#db
      .prepare<[number], VerdictRow>(
        'SELECT v.*, i.lang FROM verdict v JOIN item i ON i.id = v.item_id WHERE v.item_id = ?',
      )
      .get(itemId);
    if (row === undefined) return null;
    return {
      relevant: row.relevant === 1,
      strength: row.strength as Strength,
      score: row.score,
      topics: JSON.parse(row.topics) as string[],
      lang: row.lang,
      reasons: JSON.parse(row.reasons) as Reason[],
      ruleVersion: row.rule_version,
    };
  }

  /** Counts that a rule fired on the UTC day of `at`. */
  countRule({ id, shadow }: { readonly id: string; readonly shadow: boolean }, at: number): void {
    this.#countRule.run(new Date(at).toISOString().slice(0, 10), id, shadow ? 1 : 0);
  }

  /** How often each rule fired since the UTC day of `since`. */
  ruleHits(since: number): { readonly rule: string; readonly shadow: boolean; readonly hits: number }[] {
    return this.#db
      .prepare<[string], { rule: string; shadow: number; hits: number }>(
        'SELECT rule, shadow, sum(hits) AS hits FROM rule_hit WHERE day >= ? GROUP BY rule, shadow ORDER BY rule, shadow',
      )
      .all(new Date(since).toISOString().slice(0, 10))
      .map((row) => ({ rule: row.rule, shadow: row.shadow === 1, hits: row.hits }));
  }

  /** Stored items first seen since an instant, with the verdicts they bear, oldest first. */
  *taggedSince(since: number): IterableIterator<TaggedItem> {
    const rows = this.#db
      .prepare<[number], TaggedRow>(`${TAGGED} WHERE i.first_seen_at >= ? ORDER BY i.id`)
      .iterate(since);
    for (const row of rows) yield readTagged(row);
  }

  /** Items first seen since an instant whose verdict is of another version than this, newest first, `limit` at most. */
  taggedOtherwise(version: string, since: number, limit: number): TaggedItem[] {
    return this.#db
      .prepare<[string, number, number], TaggedRow>(
        `${TAGGED} WHERE v.rule_version <> ? AND i.first_seen_at >= ? ORDER BY i.id DESC LIMIT ?`,
      )
      .all(version, since, limit)
      .map(readTagged);
  }

  /** The item of this id or of this address. */
  findItem(idOrUrl: string): TaggedItem | null {
    const row = this.#db
      .prepare<[{ text: string }], TaggedRow>(
        `${TAGGED} WHERE CAST(i.id AS TEXT) = @text OR i.url = @text OR i.canonical_url = @text ORDER BY i.id LIMIT 1`,
      )
      .get({ text: idOrUrl });
    return row === undefined ? null : readTagged(row);
  }
}

type TaggedRow = Omit<TaggedItem, 'topics'> & { readonly topics: string | null };

const TAGGED = `SELECT i.id, i.url, i.title, i.summary, i.content, i.lang, coalesce(v.strength, 'none') AS strength,
  coalesce(v.score, 0) AS score, v.topics FROM item i LEFT JOIN verdict v ON v.item_id = i.id`;

function readTagged(row: TaggedRow): TaggedItem {
  return { ...row, topics: row.topics === null ? [] : (JSON.parse(row.topics) as string[]) };
}

function listText(values: readonly unknown[]): string {
  return values.length === 0 ? '[]' : JSON.stringify(values);
}
