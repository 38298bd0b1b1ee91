// Retention: takes out old items, bodies and poll logs in short transactions with room for other work between them.
// Identity keys stay for ever, so that nothing purged comes back as new.
import { setImmediate as breathe } from 'node:timers/promises';
import type { Clock } from '../../lib/clock.ts';
import type { RetentionSettings } from '../../model/settings.ts';
import type { Events } from '../../observe/events.ts';
import { type Database, inTransaction } from '../../store/database.ts';
import { RetentionTable } from '../../store/retention.ts';

const BATCH = 200;

export interface SweepDeps {
  readonly db: Database;
  readonly events: Events;
  readonly clock: Clock;
}

export interface SweepRequest {
  readonly retention: RetentionSettings;
  /** Ids of the digests in force: what they have yet to cover is kept, however old. */
  readonly subscriptions: readonly string[];
  readonly signal: AbortSignal;
}

export interface SweepCounts {
  readonly items: number;
  readonly bodies: number;
  readonly polls: number;
  readonly messages: number;
  readonly elapsedMs: number;
}

/** Sweeps once; stops between two transactions when `signal` aborts. Safe to repeat, safe to kill. */
export async function sweep(deps: SweepDeps, request: SweepRequest): Promise<SweepCounts> {
  const startedAt = deps.clock.now();
  const table = new RetentionTable(deps.db);
  const { retention, signal, subscriptions } = request;
  const progress = table.progress(subscriptions);
  const watermark = progress?.watermark ?? (subscriptions.length === 0 ? Number.MAX_SAFE_INTEGER : 0);
  const pollsBefore = Math.min(startedAt - retention.pollLogMs, progress?.coveredUntil ?? startedAt);
  const bodiesBefore = startedAt - retention.bodiesMs;
  const itemsBefore = startedAt - retention.itemsMs;
  const run = async (step: () => number): Promise<number> => inBatches(deps.db, signal, step);
  const polls = await run(() => table.removePolls(pollsBefore, BATCH));
  const items = await run(() => table.removeItems(itemsBefore, watermark, BATCH));
  const bodies = await run(() => table.removeBodies(bodiesBefore, BATCH));
  const messages = await run(() => table.emptyMessages(bodiesBefore, BATCH));
  if (!signal.aborted)
    inTransaction(deps.db, () => table.removeRuleHits(new Date(itemsBefore).toISOString().slice(0, 10)));
  const counts = { items, bodies, polls, messages, elapsedMs: deps.clock.now() - startedAt };
  if (items + bodies + polls > 0)
    deps.events.emit('retention.swept', { items, bodies, polls, elapsed_ms: counts.elapsedMs });
  return counts;
}

async function inBatches(db: Database, signal: AbortSignal, step: () => number): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const done = inTransaction(db, step);
    total += done;
    if (done === 0) break;
    await breathe();
  }
  return total;
}
