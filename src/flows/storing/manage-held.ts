// Batches that the flood guard holds back: what they are, and letting them go.
import type { HeldBatch } from '../../model/item.ts';
import { ChangeTable } from '../../store/changes.ts';
import { type Database, inTransaction } from '../../store/database.ts';

/** Batches not yet settled, oldest first. */
export function listHeld(db: Database): HeldBatch[] {
  return new ChangeTable(db).heldBatches();
}

export interface Settled {
  readonly batch: number;
  readonly items: number;
}

/**
 * Settles batches in one transaction: `released` items go into the next digest, `dropped` ones stay stored, tagged and
 * searchable, but are never announced. Unknown or settled batches are left out of the answer.
 */
export function settleHeld(
  db: Database,
  ids: readonly number[],
  as: 'released' | 'dropped',
  now: number,
): Settled[] {
  return inTransaction(db, () => {
    const changes = new ChangeTable(db);
    return ids.flatMap((batch) => {
      const held = changes.heldBatch(batch);
      return held === null || held.settledAt !== null
        ? []
        : [{ batch, items: changes.settle(batch, as, now) }];
    });
  });
}
