// Sends what is due: claim with a lease, send outside any transaction, settle. Order per channel, channels side by side.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '../../deliver/channel.ts';
import { type Clock, DAY_MS, HOUR_MS } from '../../lib/clock.ts';
import type { DeliveryOutcome } from '../../model/message.ts';
import type { ChannelSettings, OutboxSettings } from '../../model/settings.ts';
import type { Events } from '../../observe/events.ts';
import { settingsHash } from '../../outbox/settings-hash.ts';
import { ChannelTable } from '../../store/channels.ts';
import type { Database } from '../../store/database.ts';
import { type ClaimedMessage, OutboxTable } from '../../store/outbox.ts';
import { settleMessage } from './settle-message.ts';
import type { FlowHooks } from './write-digest.ts';

export interface DrainDeps {
  readonly db: Database;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly settings: Readonly<Record<string, ChannelSettings>>;
  /** When a notice is given up; the default where not given. */
  readonly maxAgeMs?: OutboxSettings;
  readonly clock: Clock;
  /** A number in [0, 1). */
  readonly random: () => number;
  readonly events: Events;
  readonly hooks?: FlowHooks;
  /** How long an attempt may go on after the daemon was told to stop; else ten seconds. */
  readonly graceMs?: number;
}

export interface DrainSummary {
  readonly sent: number;
  readonly retried: number;
  readonly dead: number;
  readonly suspended: number;
}

/** Longer than any attempt may take: a lease that ran out has no living sender. */
const LEASE_MS = 5 * 60_000;
/** Shorter than the time a container is given to stop: most attempts end by themselves, and none is left in doubt. */
const GRACE_MS = 10_000;
/** A receiver is believed up to 24 h. */
const LONGEST_WAIT_MS = DAY_MS + HOUR_MS;
/** How soon a channel is looked at again while others are still at work. */
const RESCAN_MS = 500;
/** Pauses that receivers ask for between parts are waited out here; longer ones end the round. */
const MAX_PAUSE_MS = 5_000;

/**
 * At the start of the only daemon no attempt is alive: whatever is leased is given back, marked as uncertain. A channel
 * whose settings changed since it was suspended is tried again.
 */
export function recoverOutbox(deps: Pick<DrainDeps, 'db' | 'events' | 'settings'>): number {
  const channels = new ChannelTable(deps.db);
  for (const [channel, settings] of Object.entries(deps.settings)) {
    if (!channels.configure(channel, settingsHash(settings))) continue;
    deps.events.emit('delivery.resumed', {
      channel,
      waiting: new OutboxTable(deps.db).countWaiting(channel),
    });
  }
  return giveBack(deps, Number.MAX_SAFE_INTEGER);
}

/**
 * Sends all that is due and returns what became of it. While one channel is slow, what falls due on the others is sent
 * all the same. Never throws for what a receiver does.
 */
export async function drainOutbox(deps: DrainDeps, signal: AbortSignal): Promise<DrainSummary> {
  giveBack(deps, deps.clock.now());
  tidy(deps, deps.clock.now());
  const outbox = new OutboxTable(deps.db);
  const kinds: DeliveryOutcome['kind'][] = [];
  const active = new Map<string, Promise<void>>();
  const restingUntil = new Map<string, number>();
  const patience = new AbortController();
  using _ends = whenAborted(signal, deps.graceMs ?? GRACE_MS, () => patience.abort());
  const work = async (channel: Channel): Promise<void> => {
    kinds.push(...(await drainChannel(deps, channel, signal, patience.signal)));
    active.delete(channel.name);
    restingUntil.set(channel.name, performance.now() + RESCAN_MS);
  };
  for (;;) {
    for (const name of signal.aborted ? [] : outbox.dueChannels(deps.clock.now())) {
      const channel = deps.channels.get(name);
      const resting = (restingUntil.get(name) ?? 0) > performance.now();
      if (channel !== undefined && !resting && !active.has(name)) active.set(name, work(channel));
    }
    if (active.size === 0) break;
    await Promise.race([Promise.all(active.values()), sleep(RESCAN_MS, undefined, { ref: false })]);
  }
  const amount = (kind: DeliveryOutcome['kind']): number => kinds.filter((one) => one === kind).length;
  return {
    sent: amount('sent'),
    retried: amount('retry'),
    dead: amount('dead'),
    suspended: amount('suspend'),
  };
}

async function drainChannel(
  deps: DrainDeps,
  channel: Channel,
  signal: AbortSignal,
  patience: AbortSignal,
): Promise<DeliveryOutcome['kind'][]> {
  const outbox = new OutboxTable(deps.db);
  const channels = new ChannelTable(deps.db);
  const kinds: DeliveryOutcome['kind'][] = [];
  while (!signal.aborted) {
    const now = deps.clock.now();
    const { suspendedAt, notBefore } = channels.state(channel.name);
    if (suspendedAt !== null || notBefore > now) break;
    const message = outbox.claim(channel.name, now, now + LEASE_MS);
    if (message === null) break;
    deps.hooks?.at('drain-outbox:claimed');
    const outcome = await attempt(channel, message, now, patience);
    deps.hooks?.at('drain-outbox:delivered');
    const settled = settleMessage(deps, { message, outcome, startedAt: now, stopping: patience.aborted });
    deps.hooks?.at('drain-outbox:settled');
    kinds.push(settled);
    if (outcome.kind === 'sent' && outcome.pauseMs !== undefined && outcome.pauseMs <= MAX_PAUSE_MS)
      await pause(outcome.pauseMs, signal);
  }
  return kinds;
}

function whenAborted(signal: AbortSignal, afterMs: number, act: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    if (afterMs <= 0) act();
    else timer = setTimeout(act, afterMs);
  };
  if (signal.aborted) begin();
  else signal.addEventListener('abort', begin, { once: true });
  return {
    [Symbol.dispose]: () => {
      signal.removeEventListener('abort', begin);
      clearTimeout(timer);
    },
  };
}

// A bug in a channel must not stop the daemon again and again over one message: the message is given up, loudly.
async function attempt(
  channel: Channel,
  message: ClaimedMessage,
  now: number,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  try {
    return await channel.deliver(message, { now, signal });
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'dead', code: 'rejected', detail: `a fault of Pactwatch itself: ${detail}` };
  }
}

async function pause(pauseMs: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(pauseMs, undefined, { signal });
  } catch {
    // The daemon stops: no further message is claimed.
  }
}

// Messages of a channel that is no longer configured wait as long as others: it may come back, or be named anew.
function tidy(deps: DrainDeps, now: number): void {
  const outbox = new OutboxTable(deps.db);
  outbox.bringBack(now, LONGEST_WAIT_MS);
  new ChannelTable(deps.db).bringBack(now, LONGEST_WAIT_MS);
  const detail = 'the channel is not in the configuration';
  for (const { id, channel, attempts } of outbox.abandonOrphans(Object.keys(deps.settings), now, detail))
    deps.events.emit('delivery.dead', { message: id, channel, code: 'gone', detail, attempts });
}

function giveBack(deps: Pick<DrainDeps, 'db' | 'events'>, before: number): number {
  const recovered = new OutboxTable(deps.db).recoverLeases(before);
  for (const { id, channel } of recovered) deps.events.emit('delivery.uncertain', { message: id, channel });
  return recovered.length;
}
