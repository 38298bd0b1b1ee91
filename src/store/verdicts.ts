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
  readonly #put: Statement;
  readonly #clearTopics: Statement;
  readonly #addTopic: Statement;
  readonly #countRule: Statement;

  constructor(db: Database) {
    this.#db = db;
    this.#put = db.prepare(
      `INSERT INTO verdict (item_id, rule_version, relevant, strength, score, topics, reasons, tagged_at)
       VALUES (@itemId, @ruleVersion, @relevant, @strength, @score, @topics, @reasons, @at)
       ON CONFLICT (item_id) DO UPDATE SET rule_version = excluded.rule_version, relevant = excluded.relevant,
         strength = excluded.strength, score = excluded.score, topics = excluded.topics, reasons = excluded.reasons,
         tagged_at = excluded.tagged_at`,
    );
    this.#clearTopics = db.prepare('DELETE FROM verdict_topic WHERE item_id = ?');
    this.#addTopic = db.prepare('INSERT OR IGNORE INTO verdict_topic (topic, item_id) VALUES (?, ?)');
    this.#countRule = db.prepare(
      `INSERT INTO rule_hit (day, rule, shadow, hits) VALUES (?, ?, ?, 1)
       ON CONFLICT (day, rule, shadow) DO UPDATE SET hits = hits + 1`,
    );
  }

  /** Stores the verdict of an item in place of any former one. Makes no change row: nobody is notified by it. */
  put(itemId: number, verdict: Verdict, at: number): void {
    this.#put.run({
      itemId,
      at,
      ruleVersion: verdict.ruleVersion,
      relevant: verdict.relevant ? 1 : 0,
      strength: verdict.strength,
      score: verdict.score,
      topics: JSON.stringify(verdict.topics),
      reasons: JSON.stringify(verdict.reasons),
    });
    this.#clearTopics.run(itemId);
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

  /** Counts that these rules fired on the UTC day of `at`. */
  countRules(rules: readonly { readonly id: string; readonly shadow: boolean }[], at: number): void {
    const day = new Date(at).toISOString().slice(0, 10);
    for (const rule of rules) this.#countRule.run(day, rule.id, rule.shadow ? 1 : 0);
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
      .prepare<[number], Omit<TaggedItem, 'topics'> & { topics: string | null }>(
        `SELECT i.id, i.url, i.title, i.summary, i.content, i.lang, coalesce(v.strength, 'none') AS strength,
           coalesce(v.score, 0) AS score, v.topics FROM item i LEFT JOIN verdict v ON v.item_id = i.id
         WHERE i.first_seen_at >= ? ORDER BY i.id`,
      )
      .iterate(since);
    for (const row of rows)
      yield { ...row, topics: row.topics === null ? [] : (JSON.parse(row.topics) as string[]) };
  }

  /** The item of this id or of this address. */
  findItem(idOrUrl: string): TaggedItem | null {
    const row = this.#db
      .prepare<[{ text: string }], Omit<TaggedItem, 'topics'> & { topics: string | null }>(
        `SELECT i.id, i.url, i.title, i.summary, i.content, i.lang, coalesce(v.strength, 'none') AS strength,
           coalesce(v.score, 0) AS score, v.topics FROM item i LEFT JOIN verdict v ON v.item_id = i.id
         WHERE CAST(i.id AS TEXT) = @text OR i.url = @text OR i.canonical_url = @text ORDER BY i.id LIMIT 1`,
      )
      .get({ text: idOrUrl });
    return row === undefined
      ? null
      : { ...row, topics: row.topics === null ? [] : (JSON.parse(row.topics) as string[]) };
  }
}
