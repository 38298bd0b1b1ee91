// Alerts: once per rule, story and level; waiting to gather, held by quiet hours or the cap, then queued.
import type { Database } from './database.ts';
import { type Statements, statementsOf } from './statements.ts';

export type AlertState = 'waiting' | 'held' | 'queued' | 'summarised';

export interface AlertRow {
  readonly id: number;
  readonly ruleId: string;
  readonly storyId: number;
  readonly level: number;
  readonly state: AlertState;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly reason: string;
}

const ROW = `id, rule_id AS ruleId, story_id AS storyId, level, state, due_at AS dueAt, created_at AS createdAt, reason`;

export class AlertTable {
  readonly #db: Statements;

  constructor(db: Database) {
    this.#db = statementsOf(db);
  }

  /** Records that a story crossed a level; null where it did before. */
  add(alert: Omit<AlertRow, 'id' | 'state'>): number | null {
    const result = this.#db
      .prepare(
        `INSERT INTO alert (rule_id, story_id, level, state, due_at, created_at, reason)
         VALUES (@ruleId, @storyId, @level, 'waiting', @dueAt, @createdAt, @reason) ON CONFLICT DO NOTHING`,
      )
      .run(alert);
    return result.changes === 0 ? null : Number(result.lastInsertRowid);
  }

  /** The highest level a story reached under a rule, whatever became of it; 0: none. */
  highestLevel(ruleId: string, storyId: number): number {
    const row = this.#db
      .prepare<[string, number], { readonly level: number | null }>(
        'SELECT max(level) AS level FROM alert WHERE rule_id = ? AND story_id = ?',
      )
      .get(ruleId, storyId);
    return row?.level ?? 0;
  }

  /** An alert that has not been sent yet. */
  pending(ruleId: string, storyId: number): AlertRow | null {
    const row = this.#db
      .prepare<[string, number], AlertRow>(
        `SELECT ${ROW} FROM alert WHERE rule_id = ? AND story_id = ? AND state IN ('waiting', 'held')
         ORDER BY level DESC LIMIT 1`,
      )
      .get(ruleId, storyId);
    return row ?? null;
  }

  raiseLevel(id: number, level: number, reason: string): void {
    this.#db.prepare('UPDATE alert SET level = ?, reason = ? WHERE id = ?').run(level, reason, id);
  }

  /** Alerts whose time has come, oldest first. */
  due(ruleId: string, now: number): AlertRow[] {
    return this.#db
      .prepare<[string, number], AlertRow>(
        `SELECT ${ROW} FROM alert WHERE rule_id = ? AND state IN ('waiting', 'held') AND due_at <= ? ORDER BY id`,
      )
      .all(ruleId, now);
  }

  hold(id: number, untilAt: number): void {
    this.#db.prepare(`UPDATE alert SET state = 'held', due_at = ? WHERE id = ?`).run(untilAt, id);
  }

  /** Marks an alert as sent, alone or within a summary, with the document that told it. */
  settle(id: number, state: 'queued' | 'summarised', at: number, document: unknown): void {
    this.#db
      .prepare('UPDATE alert SET state = ?, due_at = ?, document = ? WHERE id = ?')
      .run(state, at, JSON.stringify(document), id);
  }

  /** When messages of a rule were queued since `sinceAt`: one instant a message, oldest first. */
  sentSince(ruleId: string, sinceAt: number): number[] {
    return this.#db
      .prepare<[string, number], { readonly at: number }>(
        `SELECT min(due_at) AS at FROM alert WHERE rule_id = ? AND state IN ('queued', 'summarised') AND due_at > ?
         GROUP BY json_extract(document, '$.id') ORDER BY 1`,
      )
      .all(ruleId, sinceAt)
      .map(({ at }) => at);
  }

  /** When a story was last told by an alert; null: never. */
  alertedAt(storyId: number): number | null {
    const row = this.#db
      .prepare<[number], { readonly at: number | null }>(
        `SELECT max(due_at) AS at FROM alert WHERE story_id = ? AND state IN ('queued', 'summarised')`,
      )
      .get(storyId);
    return row?.at ?? null;
  }
}
