// After a restore that could not ask the lost database: what may have been sent since the backup, and how it is held.
import { ChannelTable } from '../../store/channels.ts';
import type { Carried } from '../../store/carry.ts';
import type { Database } from '../../store/database.ts';

interface DoubtContext {
  readonly now: number;
  readonly backupAt: number | null;
  readonly alerts: boolean;
  readonly subscriptions: readonly string[];
  readonly unread: Carried['unread'];
}

/** Everything that may have been delivered after the backup without this database knowing; empty: nothing can have been. */
export function explainDoubts(db: Database, context: DoubtContext): string[] {
  const doubts = context.unread.map(
    ({ table, detail }) => `the former database could not be read: ${table}: ${detail}`,
  );
  const waiting = count(db, `SELECT count(*) AS n FROM message WHERE state IN ('pending', 'sending')`);
  if (waiting > 0)
    doubts.push(`${waiting} messages waited when the backup was made and may have been sent since`);
  for (const { id, at } of passedDueTimes(db, context)) {
    doubts.push(
      `digest ${id} was due at ${new Date(at).toISOString()}, after the backup, and may have been sent`,
    );
  }
  const hasAged = context.backupAt !== null && context.now > context.backupAt;
  if (context.alerts && hasAged) doubts.push('alerts may have been raised since the backup');
  return doubts;
}

/**
 * Suspends every channel until the operator resumes it with `pactwatch outbox retry`; whatever waits, and whatever is
 * written meanwhile, stays in the outbox. What waited is marked as a possible duplicate.
 */
export function holdDeliveries(db: Database, channels: readonly string[], now: number): void {
  const table = new ChannelTable(db);
  const detail =
    'Restored from a backup: look with `pactwatch outbox list`, drop what was delivered, then `pactwatch outbox retry --all`.';
  const queued = db.prepare<[], { readonly channel: string }>('SELECT DISTINCT channel FROM message').all();
  for (const name of new Set([...channels, ...queued.map(({ channel }) => channel)])) {
    table.suspend(name, now, 'restored', detail);
  }
  db.prepare(`UPDATE message SET possible_duplicate = 1 WHERE state IN ('pending', 'sending')`).run();
}

function passedDueTimes(db: Database, context: DoubtContext): { id: string; at: number }[] {
  return db
    .prepare<[number, string], { id: string; at: number }>(
      `SELECT id, next_due_at AS at FROM subscription
       WHERE next_due_at <= ? AND id IN (SELECT value FROM json_each(?)) ORDER BY id`,
    )
    .all(context.now, JSON.stringify(context.subscriptions));
}

function count(db: Database, sql: string): number {
  return db.prepare<[], { readonly n: number }>(sql).get()?.n ?? 0;
}
