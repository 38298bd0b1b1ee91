// An outbox with channels that answer as told and a clock that is moved by hand.
import type { Channel } from '../../../src/deliver/channel.ts';
import { type DrainDeps, drainOutbox } from '../../../src/flows/sending/drain-outbox.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { DeliveryOutcome, Message } from '../../../src/model/message.ts';
import type { ChannelSettings } from '../../../src/model/settings.ts';
import { OutboxTable } from '../../../src/store/outbox.ts';
import { HOUR, openWorld, recordEvents, T0 } from './seed.ts';

export type Answer = (message: Message, signal: AbortSignal) => DeliveryOutcome | Promise<DeliveryOutcome>;

export const SENT: DeliveryOutcome = { kind: 'sent', receipt: 'ok' };
export const BUSY: DeliveryOutcome = { kind: 'retry', code: 'server-error', detail: 'answered 503' };

export function outboxWorld(answers: Readonly<Record<string, Answer>>) {
  const db = openWorld();
  const { events, names } = recordEvents();
  let now = T0;
  const delivered: string[] = [];
  const channels = new Map<string, Channel>(
    Object.entries(answers).map(([name, answer]) => [
      name,
      {
        name,
        type: 'webhook',
        deliver: async (message, { signal }) => {
          delivered.push(`${name} ${message.id}`);
          return answer(message, signal);
        },
        close: async () => {},
      },
    ]),
  );
  const settings: Record<string, ChannelSettings> = Object.fromEntries(
    Object.keys(answers).map((name) => [
      name,
      {
        type: 'webhook',
        url: new Secret(`https://${name}.example`),
        secrets: [],
        headers: {},
        allowPrivate: [],
      },
    ]),
  );
  const deps: DrainDeps = { db, channels, settings, clock: { now: () => now }, random: () => 0.5, events };
  const outbox = new OutboxTable(db);
  const add = (id: string, channel: string, recipient = '') =>
    outbox.add({
      id,
      kind: 'digest',
      digestId: null,
      alertId: null,
      channel,
      recipient,
      part: 1,
      parts: 1,
      body: { id },
      createdAt: now,
      nextAttemptAt: now,
      expiresAt: now + 72 * HOUR,
    });
  const drain = async () => drainOutbox(deps, new AbortController().signal);
  const state = (id: string) => outbox.list({ limit: 99 }).find((message) => message.id === id);
  return { db, deps, outbox, add, drain, state, delivered, names, wait: (ms: number) => (now += ms) };
}
