// Alerts: once per rule, story and level; waiting to gather, held by quiet hours or the cap, then queued.
import { DAY_MS } from '../lib/clock.ts';
import type { DigestDocument } from '../model/digest.ts';
import type { Database } from './database.ts';
import { type Statements, statementsOf } from './statements.ts';

/** Quiet hours end within a day. */
const LONGEST_WAIT_MS = 2 * DAY_MS;

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

// A story that was merged away goes on under the id of the one that took it.
const ROW = `id, rule_id AS ruleId,
  coalesce((SELECT s.merged_into FROM story s WHERE s.id = alert.story_id), story_id) AS storyId, level, state, due_at AS dueAt, created_at AS createdAt, reason`;

const SAME_STORY = `story_id IN (SELECT @storyId UNION ALL SELECT s.id FROM story s WHERE s.merged_into = @storyId)`;

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
      .prepare<{ ruleId: string; storyId: number }, { readonly level: number | null }>(
        `SELECT max(level) AS level FROM alert WHERE rule_id = @ruleId AND ${SAME_STORY}`,
      )
      .get({ ruleId, storyId });
    return row?.level ?? 0;
  }

  /** An alert that has not been sent yet. */
  pending(ruleId: string, storyId: number): AlertRow | null {
    const row = this.#db
      .prepare<{ ruleId: string; storyId: number }, AlertRow>(
        `SELECT ${ROW} FROM alert WHERE rule_id = @ruleId AND ${SAME_STORY} AND state IN ('waiting', 'held')
         ORDER BY level DESC LIMIT 1`,
      )
      .get({ ruleId, storyId });
    return row ?? null;
  }

  /** The highest level at which a story was really told under a rule; 0: it was not. */
  toldLevel(ruleId: string, storyId: number): number {
    const row = this.#db
      .prepare<{ ruleId: string; storyId: number }, { readonly level: number | null }>(
        `SELECT max(level) AS level FROM alert WHERE rule_id = @ruleId AND ${SAME_STORY} AND document IS NOT NULL`,
      )
      .get({ ruleId, storyId });
    return row?.level ?? 0;
  }

  raiseLevel(id: number, level: number, reason: string): void {
    this.#db.prepare('UPDATE alert SET level = ?, reason = ? WHERE id = ?').run(level, reason, id);
  }

  /** Alerts whose time has come, oldest first; also those further ahead than any wait, which a wrong clock set. */
  due(ruleId: string, now: number): AlertRow[] {
    return this.#db
      .prepare<[string, number, number], AlertRow>(
        `SELECT ${ROW} FROM alert WHERE rule_id = ? AND state IN ('waiting', 'held') AND (due_at <= ? OR due_at > ?)
         ORDER BY id`,
      )
      .all(ruleId, now, now + LONGEST_WAIT_MS);
  }

  hold(id: number, untilAt: number): void {
    this.#db.prepare(`UPDATE alert SET state = 'held', due_at = ? WHERE id = ?`).run(untilAt, id);
  }

  /** Marks an alert as sent, alone or within a summary, with the document that told it; null: there is none to tell. */
  settle(id: number, state: 'queued' | 'summarised', at: number, document: DigestDocument | null): void {
    this.#db
      .prepare('UPDATE alert SET state = ?, due_at = ?, document = ? WHERE id = ?')
      .run(state, at, document === null ? null : JSON.stringify(document), id);
  }

  /** When messages of a rule were queued after `afterAt` and up to `untilAt`: one instant a message, oldest first. */
  sentBetween(ruleId: string, afterAt: number, untilAt: number): number[] {
    return this.#db
      .prepare<[string, number, number], { readonly at: number }>(
        `SELECT min(due_at) AS at FROM alert
         WHERE rule_id = ? AND document IS NOT NULL AND due_at > ? AND due_at <= ?
         GROUP BY json_extract(document, '$.id') ORDER BY 1`,
      )
      .all(ruleId, afterAt, untilAt)
      .map(({ at }) => at);
  }

  /** When a story was last told by an alert up to `untilAt`; null: never. */
  alertedAt(storyId: number, untilAt: number = Number.MAX_SAFE_INTEGER): number | null {
    const row = this.#db
      .prepare<{ storyId: number; untilAt: number }, { readonly at: number | null }>(
        `SELECT max(due_at) AS at FROM alert WHERE ${SAME_STORY} AND document IS NOT NULL AND due_at <= @untilAt`,
      )
      .get({ storyId, untilAt });
    return row?.at ?? null;
  }
}
