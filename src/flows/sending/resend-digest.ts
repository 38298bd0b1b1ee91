// Digests as they were written: listed, shown again, and sent again as they were.
import type { DigestDocument } from '../../model/digest.ts';
import type { Settings } from '../../model/settings.ts';
import type { Database } from '../../store/database.ts';
import { inTransaction } from '../../store/database.ts';
import { type DigestRow, DigestTable } from '../../store/digests.ts';
import { type NewMessage, OutboxTable } from '../../store/outbox.ts';
import { DigestMessageTable } from '../../store/digest-messages.ts';
import { planDocument } from './queue-document.ts';

/** Newest first. */
export function listDigests(db: Database, limit: number): DigestRow[] {
  return new DigestTable(db).list(limit);
}

/** A written digest by its number or by its id such as `daily/2026-11-25T07:00`; null where there is none. */
export function findDigest(
  db: Database,
  id: string,
): { readonly row: DigestRow; readonly document: DigestDocument } | null {
  return new DigestTable(db).find(id);
}

export interface Resent {
  readonly queued: number;
  /** Messages of it that wait already. */
  readonly waiting: number;
}

/**
 * Queues a written digest once more to its channels or to those named: the very bodies that were sent, under the same
 * ids, so that a mail is the same byte for byte. Where retention has emptied them they are made anew from the stored
 * document. Who never got it, because the channel or the recipient is new, gets it as the others did; who left does
 * not. Null where there is no such digest.
 */
export function resendDigest(
  db: Database,
  settings: Settings,
  request: { readonly id: string; readonly channels: readonly string[] | null; readonly now: number },
): Resent | null {
  return inTransaction(db, () => {
    const found = findDigest(db, request.id);
    if (found === null) return null;
    const { row, document } = found;
    const own = settings.digests.find(({ id }) => id === row.subscriptionId)?.channels ?? [];
    const deps = {
      db,
      channels: settings.channels,
      baseUrl: settings.web?.baseUrl ?? null,
      maxAgeMs: settings.outbox,
    };
    const queued = { document, digestId: row.id, alertId: null };
    const names = request.channels ?? own;
    const groups = Map.groupBy(planDocument(deps, names, queued, request.now), ({ channel, recipient }) =>
      JSON.stringify([channel, recipient]),
    );
    const parts = [...groups.values()].map((planned) => queueAgain(db, row.id, planned, request.now));
    const sum = (key: keyof Resent): number => parts.reduce((total, part) => total + part[key], 0);
    return { queued: sum('queued'), waiting: sum('waiting') };
  });
}

// All messages of one recipient on one channel: as they were sent, or, where that is no longer known, as planned.
function queueAgain(db: Database, digestId: number, planned: readonly NewMessage[], now: number): Resent {
  const [first] = planned;
  if (first === undefined) return { queued: 0, waiting: 0 };
  const sent = new DigestMessageTable(db);
  const outbox = new OutboxTable(db);
  const known = sent.messagesTo(digestId, first.channel, first.recipient);
  const waiting = known.filter(({ waits }) => waits).length;
  if (waiting > 0) return { queued: 0, waiting };
  const whole = known.length > 0 && known.every(({ kept }) => kept);
  for (const message of whole ? [] : planned) if (!sent.refill(message)) outbox.add(message);
  const ids = (whole ? known : planned).map(({ id }) => id);
  for (const id of ids) sent.again(id, now, first.expiresAt);
  return { queued: ids.length, waiting: 0 };
}
