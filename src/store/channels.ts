// What is known of a channel between attempts: whether it is suspended, and before when nothing may be sent.
import type { Database } from './database.ts';
import { type Statements, statementsOf } from './statements.ts';

export interface ChannelState {
  readonly channel: string;
  readonly suspendedAt: number | null;
  readonly code: string | null;
  readonly detail: string | null;
  /** Nothing is sent before: the receiver asked for a pause, or cannot be reached. */
  readonly notBefore: number;
}

export class ChannelTable {
  readonly #db: Statements;

  constructor(db: Database) {
    this.#db = statementsOf(db);
  }

  state(channel: string): ChannelState {
    const row = this.#db
      .prepare<[string], ChannelState>(
        `SELECT channel, suspended_at AS suspendedAt, code, detail, not_before AS notBefore FROM channel_state
         WHERE channel = ?`,
      )
      .get(channel);
    return row ?? { channel, suspendedAt: null, code: null, detail: null, notBefore: 0 };
  }

  /** Remembers the settings of a channel; true where they changed and a suspension was lifted by it. */
  configure(channel: string, settingsHash: string): boolean {
    const { changes } = this.#db
      .prepare(
        `UPDATE channel_state SET suspended_at = NULL, code = NULL, detail = NULL, not_before = 0
         WHERE channel = ? AND settings_hash NOT IN ('', ?) AND suspended_at IS NOT NULL`,
      )
      .run(channel, settingsHash);
    this.#db
      .prepare(
        `INSERT INTO channel_state (channel, settings_hash) VALUES (?, ?)
         ON CONFLICT (channel) DO UPDATE SET settings_hash = excluded.settings_hash`,
      )
      .run(channel, settingsHash);
    return changes > 0;
  }

  /** Suspends the channel; true where it was not suspended before. */
  suspend(channel: string, at: number, code: string, detail: string): boolean {
    this.#ensure(channel);
    return (
      this.#db
        .prepare(
          `UPDATE channel_state SET suspended_at = ?, code = ?, detail = ?
           WHERE channel = ? AND suspended_at IS NULL`,
        )
        .run(at, code, detail, channel).changes > 0
    );
  }

  /** Lifts a suspension and a pause; true where the channel was suspended. */
  resume(channel: string): boolean {
    const suspended = this.state(channel).suspendedAt !== null;
    this.#db
      .prepare(
        'UPDATE channel_state SET suspended_at = NULL, code = NULL, detail = NULL, not_before = 0 WHERE channel = ?',
      )
      .run(channel);
    return suspended;
  }

  pause(channel: string, notBefore: number): void {
    this.#ensure(channel);
    this.#db.prepare('UPDATE channel_state SET not_before = ? WHERE channel = ?').run(notBefore, channel);
  }

  /** Ends pauses longer than any receiver may ask for: a clock that ran ahead set them. */
  bringBack(now: number, longestWaitMs: number): void {
    this.#db.prepare('UPDATE channel_state SET not_before = 0 WHERE not_before > ?').run(now + longestWaitMs);
  }

  /** Channels the database knows, suspended or not. */
  list(): ChannelState[] {
    return this.#db
      .prepare<[], ChannelState>(
        `SELECT channel, suspended_at AS suspendedAt, code, detail, not_before AS notBefore FROM channel_state
         ORDER BY channel`,
      )
      .all();
  }

  #ensure(channel: string): void {
    this.#db
      .prepare(`INSERT OR IGNORE INTO channel_state (channel, settings_hash) VALUES (?, '')`)
      .run(channel);
  }
}
