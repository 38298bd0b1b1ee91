// The composition root: opens the rooms a configuration asks for and closes them last-in-first-out.
import { join } from 'node:path';
import { type Channel } from './deliver/channel.ts';
import { openChannel } from './deliver/open.ts';
import { type DrainDeps, drainOutbox, type DrainSummary, recoverOutbox } from './flows/drain-outbox.ts';
import type { Polled, PollWorld } from './flows/poll-feed.ts';
import { dueFeeds, pollRound, type RoundSummary } from './flows/poll-round.ts';
import { openReaderPool } from './flows/reader-pool.ts';
import { ItemStore } from './flows/store-items.ts';
import { openTagging, type Tagging } from './flows/tag-item.ts';
import {
  type FlowHooks,
  writeDigest,
  type WriteDigestDeps,
  type WriteOutcome,
} from './flows/write-digest.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import type { Feed } from './model/feed.ts';
import type { Settings } from './model/settings.ts';
import { openNet } from './net/request.ts';
import type { Events } from './observe/events.ts';
import { type Database, inTransaction, openDatabase } from './store/database.ts';
import { FeedTable } from './store/feeds.ts';
import { explainShort } from './tag/explain.ts';

export interface AppOptions {
  readonly events: Events;
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly hooks?: FlowHooks;
}

export interface App {
  readonly settings: Settings;
  readonly db: Database;
  readonly tagging: Tagging;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly digestDeps: WriteDigestDeps;
  readonly drainDeps: DrainDeps;
  /** Polls what is due. */
  pollDue(signal: AbortSignal, onPolled?: (polled: Polled) => void): Promise<RoundSummary>;
  /** Polls these feeds whether due or not. */
  pollFeeds(
    feeds: readonly Feed[],
    signal: AbortSignal,
    onPolled?: (polled: Polled) => void,
  ): Promise<RoundSummary>;
  /** Writes every digest that is due; with `force` the one named, at once. */
  writeDigests(force?: string): WriteOutcome[];
  drain(signal: AbortSignal): Promise<DrainSummary>;
  close(): Promise<void>;
}

/** Opens everything for the one process that owns the data folder. Throws ConfigError or DatabaseError with advice. */
export async function openApp(settings: Settings, options: AppOptions): Promise<App> {
  const { events, clock = systemClock, random = Math.random, hooks } = options;
  const closing: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.toReversed()) await step();
    closing.length = 0;
  };
  try {
    const tagging = openTagging(settings.topicFile);
    events.emit('topic.loaded', { file: settings.topicFile, version: tagging.version });
    const opened = openDatabase(join(settings.data, 'pactwatch.db'), { exclusive: true });
    closing.push(opened.close);
    events.emit('db.opened', {
      path: opened.path,
      size_bytes: opened.sizeBytes,
      migrations: opened.migrated.join(' '),
    });
    const { db } = opened;
    inTransaction(db, () =>
      new FeedTable(db).sync(
        settings.feeds.filter((feed) => feed.enabled),
        clock.now(),
      ),
    );
    const net = openNet({ allowPrivate: settings.poll.allowPrivate });
    closing.push(net.close);
    const readers = openReaderPool({ workers: 2 });
    closing.push(readers.close);
    const channels = new Map(
      Object.entries(settings.channels).map(([name, entry]) => [name, openChannel(name, entry)]),
    );
    for (const channel of channels.values()) closing.push(() => channel.close());
    const extra = hooks ? { hooks } : {};
    const world: PollWorld = {
      ...{ db, net, clock, events, random, settings: settings.poll, ...extra },
      store: new ItemStore(db, (itemId, input, at) => tagging.tagAndStore(db, itemId, input, at)),
      read: (request, signal) => readers.read(request, signal),
    };
    const digestDeps: WriteDigestDeps = {
      ...{ db, events, channels: settings.channels, topics: tagging.topics, ...extra },
      baseUrl: settings.web?.baseUrl ?? null,
      explain: ({ verdict }) => explainShort(verdict),
    };
    const drainDeps: DrainDeps = {
      db,
      channels,
      settings: settings.channels,
      clock,
      random,
      events,
      ...extra,
    };
    recoverOutbox(drainDeps);
    return assemble({ settings, db, tagging, channels, digestDeps, drainDeps }, world, close);
  } catch (error) {
    await close();
    throw error;
  }
}

type Rooms = Pick<App, 'settings' | 'db' | 'tagging' | 'channels' | 'digestDeps' | 'drainDeps'>;

function assemble(rooms: Rooms, world: PollWorld, close: () => Promise<void>): App {
  const { settings, digestDeps, drainDeps } = rooms;
  return {
    ...rooms,
    pollDue: (signal, onPolled) => pollRound(world, dueFeeds(world, settings.feeds), signal, onPolled),
    pollFeeds: (feeds, signal, onPolled) => pollRound(world, feeds, signal, onPolled),
    writeDigests: (force) =>
      settings.digests
        .filter((digest) => force === undefined || digest.id === force)
        .map((digest) => writeDigest(digestDeps, digest, world.clock.now(), force !== undefined)),
    drain: (signal) => drainOutbox(drainDeps, signal),
    close,
  };
}
