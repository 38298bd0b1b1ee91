// What an operator does with the outbox, beside a running daemon or without one: list, retry, drop.
import { DAY_MS } from '../../lib/clock.ts';
import type { MessageState } from '../../model/message.ts';
import { type ChannelState, ChannelTable } from '../../store/channels.ts';
import { type Database, inTransaction } from '../../store/database.ts';
import { type MessageSummary, OutboxTable } from '../../store/outbox.ts';

export interface OutboxFilter {
  readonly id?: string;
  readonly channel?: string;
}

/** Messages oldest first, the channels that are suspended, and how many messages wait for each channel. */
export function listOutbox(
  db: Database,
  filter: {
    readonly states?: readonly MessageState[];
    readonly channel?: string;
    readonly limit: number;
  },
): {
  readonly messages: readonly MessageSummary[];
  readonly suspended: readonly ChannelState[];
  readonly waiting: readonly { readonly channel: string; readonly messages: number }[];
} {
  const outbox = new OutboxTable(db);
  return {
    messages: outbox.list(filter),
    waiting: outbox.waiting(),
    suspended: new ChannelTable(db).list().filter(({ suspendedAt }) => suspendedAt !== null),
  };
}

/** Dead and waiting messages are tried again at once, and suspended channels among theirs are resumed. */
export function retryOutbox(
  db: Database,
  filter: OutboxFilter,
  now: number,
): { readonly messages: number; readonly resumed: readonly string[] } {
  return inTransaction(db, () => {
    const outbox = new OutboxTable(db);
    const channels = new ChannelTable(db);
    const messages = outbox.retry(filter, now, DAY_MS);
    const named = filter.id === undefined ? filter.channel : outbox.channelOf(filter.id);
    const concerned = channels.list().filter(({ channel }) => named === undefined || channel === named);
    const resumed = concerned.filter(({ channel }) => channels.resume(channel)).map(({ channel }) => channel);
    return { messages, resumed };
  });
}

/** Unsent messages are dropped for good; they stay listed as dropped. Returns how many. */
export function dropOutbox(db: Database, filter: OutboxFilter): number {
  return inTransaction(db, () => new OutboxTable(db).drop(filter));
}
