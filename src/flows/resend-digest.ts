// Digests as they were written: listed, shown again, and sent again as they were.
import type { DigestDocument } from '../model/digest.ts';
import type { Settings } from '../model/settings.ts';
import type { Database } from '../store/database.ts';
import { inTransaction } from '../store/database.ts';
import { type DigestRow, DigestTable } from '../store/digests.ts';
import { OutboxTable } from '../store/outbox.ts';
import { queueDocument } from './queue-document.ts';

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

/**
 * Queues a written digest once more, unchanged, under new message ids, to its channels or to those named. Returns how
 * many messages; null where there is no such digest.
 */
export function resendDigest(
  db: Database,
  settings: Settings,
  request: { readonly id: string; readonly channels: readonly string[] | null; readonly now: number },
): number | null {
  return inTransaction(db, () => {
    const found = findDigest(db, request.id);
    if (found === null) return null;
    const { row, document } = found;
    const own = settings.digests.find(({ id }) => id === row.subscriptionId)?.channels ?? [];
    const resend = new OutboxTable(db).lastResend(row.id) + 1;
    const deps = { db, channels: settings.channels, baseUrl: settings.web?.baseUrl ?? null };
    const queued = { document, digestId: row.id, alertId: null, resend };
    return queueDocument(deps, request.channels ?? own, queued, request.now);
  });
}
