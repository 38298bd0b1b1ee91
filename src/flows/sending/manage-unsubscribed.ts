// Who left a digest or an alert: listed, taken off by hand for those who asked by mail, and put back.
import { shortHash } from '../../lib/hash.ts';
import type { Events } from '../../observe/events.ts';
import { normaliseRecipient } from '../../outbox/unsubscribe.ts';
import type { Database } from '../../store/database.ts';
import { DigestTable } from '../../store/digests.ts';

export interface Unsubscribed {
  /** Id of a digest, or `alert-` and the id of an alert. */
  readonly subscriptionId: string;
  readonly recipient: string;
  readonly at: number;
}

/** Oldest first. */
export function listUnsubscribed(db: Database): Unsubscribed[] {
  return new DigestTable(db).unsubscriptions();
}

/** Takes an address off these subscriptions. Returns those it had not left before. */
export function takeOff(
  db: Database,
  events: Events,
  address: string,
  subscriptionIds: readonly string[],
  now: number,
): string[] {
  const recipient = normaliseRecipient(address);
  const taken = subscriptionIds.filter((id) => new DigestTable(db).unsubscribe(id, recipient, now));
  for (const subscription of taken)
    events.emit('recipient.unsubscribed', { subscription, recipient: shortHash(recipient) });
  return taken;
}

/** Puts an address back on one subscription, or on all it left. Returns which; it gets what is written from now on. */
export function readmit(
  db: Database,
  events: Events,
  address: string,
  subscriptionId: string | null,
): string[] {
  const recipient = normaliseRecipient(address);
  const back = new DigestTable(db).readmit(recipient, subscriptionId);
  for (const subscription of back)
    events.emit('recipient.readmitted', { subscription, recipient: shortHash(recipient) });
  return back;
}
