// Puts a document into the outbox for its channels, without those who left, with links by which others may.
import { randomBytes } from 'node:crypto';
import type { DigestDocument } from '../../model/digest.ts';
import type { ChannelSettings, OutboxSettings } from '../../model/settings.ts';
import type { Database } from '../../store/database.ts';
import { DigestTable } from '../../store/digests.ts';
import { MetaTable } from '../../store/meta.ts';
import { type NewMessage, OutboxTable } from '../../store/outbox.ts';
import { planMessages } from './plan-messages.ts';

export interface QueueDeps {
  readonly db: Database;
  readonly channels: Readonly<Record<string, ChannelSettings>>;
  /** Public address of the web pages; null: no links. */
  readonly baseUrl: string | null;
  /** When messages are given up; the defaults where not given. */
  readonly maxAgeMs?: OutboxSettings;
}

export interface QueuedDocument {
  readonly document: DigestDocument;
  readonly digestId: number | null;
  readonly alertId: number | null;
}

/** Inserts the outbox rows; the caller holds the transaction. Returns how many. */
export function queueDocument(
  deps: QueueDeps,
  channels: readonly string[],
  queued: QueuedDocument,
  now: number,
): number {
  const outbox = new OutboxTable(deps.db);
  const messages = planDocument(deps, channels, queued, now);
  for (const message of messages) outbox.add(message);
  return messages.length;
}

/** The outbox rows of a document as they would be queued at `now`. */
export function planDocument(
  deps: QueueDeps,
  channels: readonly string[],
  queued: QueuedDocument,
  now: number,
): NewMessage[] {
  const secret = new MetaTable(deps.db).getOrSet('unsubscribe-secret', () =>
    randomBytes(32).toString('base64url'),
  );
  return planMessages({
    ...queued,
    channels: channels.flatMap((name) => {
      const settings = deps.channels[name];
      return settings === undefined ? [] : [{ name, settings }];
    }),
    unsubscribed: new DigestTable(deps.db).unsubscribed(queued.document.subscriptionId),
    now,
    maxAgeMs: deps.maxAgeMs,
    web: deps.baseUrl === null ? null : { baseUrl: deps.baseUrl, secret },
  });
}
