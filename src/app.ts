// The composition root: opens the rooms a configuration asks for and closes them last-in-first-out.
import { join } from 'node:path';
import type { Channel } from './deliver/channel.ts';
import { openChannel } from './deliver/open.ts';
import {
  type DrainDeps,
  drainOutbox,
  type DrainSummary,
  recoverOutbox,
} from './flows/sending/drain-outbox.ts';
import { PageFetcher, type PagesSummary } from './flows/storing/fetch-pages.ts';
import type { Polled, PollWorld } from './flows/polling/poll-feed.ts';
import { dueFeeds, pollRound, type RoundSummary } from './flows/polling/poll-round.ts';
import { raiseAlerts } from './flows/sending/raise-alert.ts';
import { openReaderPool } from './flows/polling/reader-pool.ts';
import { retagItems } from './flows/judging/retag.ts';
import { ItemStore } from './flows/storing/store-items.ts';
import { openTagging, type Tagging } from './flows/storing/tag-item.ts';
import { Upkeep } from './flows/keeping/upkeep.ts';
import { NetworkWatch } from './flows/polling/watch-network.ts';
import { WorkWatch } from './flows/keeping/watch-work.ts';
import {
  type FlowHooks,
  writeDigest,
  type WriteDigestDeps,
  type WriteOutcome,
} from './flows/sending/write-digest.ts';
import { type Clock, systemClock } from './lib/clock.ts';
import type { Feed } from './model/feed.ts';
import type { HealthVerdict } from './model/health.ts';
import type { Settings } from './model/settings.ts';
import { type Net, openNet } from './net/request.ts';
import type { Observation } from './observe/open.ts';
import { type Database, inTransaction, type OpenedDatabase, openDatabase } from './store/database.ts';
import { FeedTable } from './store/feeds.ts';
import { explainShort } from './tag/explain.ts';

export interface AppOptions extends Pick<Observation, 'events' | 'metrics'> {
  readonly clock?: Clock;
  readonly random?: () => number;
  readonly hooks?: FlowHooks;
  /** Looks for damage in the database before anything is written. */
  readonly check?: boolean;
}

export interface App {
  readonly settings: Settings;
  readonly db: Database;
  readonly tagging: Tagging;
  readonly clock: Clock;
  readonly digestDeps: WriteDigestDeps;
  /** Polls what is due. */
  pollDue(signal: AbortSignal, onPolled?: (polled: Polled) => void): Promise<RoundSummary>;
  /** Polls these feeds whether due or not. */
  pollFeeds(
    feeds: readonly Feed[],
    signal: AbortSignal,
    onPolled?: (polled: Polled) => void,
  ): Promise<RoundSummary>;
  /** Fetches article pages of feeds that give only titles, up to 60 at a time. */
  fetchPages(signal: AbortSignal): Promise<PagesSummary>;
  /** Writes every digest that is due; with `force` the one named, at once. */
  writeDigests(force?: string): WriteOutcome[];
  /** Finds and queues alerts; returns the messages queued. */
  raiseAlerts(): number;
  drain(signal: AbortSignal): Promise<DrainSummary>;
  /** Tags some stored items anew whose verdict is of older rules; false when none is left. */
  retag(): boolean;
  upkeep(signal: AbortSignal): Promise<void>;
  /** Looks at the work: gauges, heartbeat, verdict. `troubles`: what the caller knows to hinder it. */
  watch(signal: AbortSignal, troubles?: readonly string[]): Promise<HealthVerdict>;
  /** The latest verdict about the work. */
  health(): HealthVerdict;
  close(): Promise<void>;
}

interface Rooms {
  readonly settings: Settings;
  readonly options: AppOptions;
  readonly clock: Clock;
  readonly opened: OpenedDatabase;
  readonly tagging: Tagging;
  readonly net: Net;
  readonly world: PollWorld;
  readonly digestDeps: WriteDigestDeps;
  readonly drainDeps: DrainDeps;
}

/** Opens everything for the one process that owns the data folder. Throws ConfigError or DatabaseError with advice. */
export async function openApp(settings: Settings, options: AppOptions): Promise<App> {
  const closing: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) await step();
  };
  try {
    return assemble(openRooms(settings, options, closing), closing, close);
  } catch (error) {
    await close();
    throw error;
  }
}

function openRooms(settings: Settings, options: AppOptions, closing: (() => Promise<void> | void)[]): Rooms {
  const { events, clock = systemClock, random = Math.random } = options;
  const hooks = options.hooks ? { hooks: options.hooks } : {};
  const tagging = openTagging(settings.topicFile);
  events.emit('topic.loaded', { file: settings.topicFile, rules: tagging.version });
  const opened = openDatabase(join(settings.data, 'pactwatch.db'), {
    exclusive: true,
    check: options.check === true,
  });
  closing.push(() => opened.close());
  const { db, path, sizeBytes, migrated } = opened;
  events.emit('db.opened', { path, size_bytes: sizeBytes, migrations: migrated.join(' ') });
  const feeds = settings.feeds.filter((feed) => feed.enabled);
  inTransaction(db, () => new FeedTable(db).sync(feeds, clock.now()));
  const net = openNet({ allowPrivate: settings.poll.allowPrivate });
  closing.push(() => net.close());
  const readers = openReaderPool({ workers: 1 });
  closing.push(() => readers.close());
  const channels = new Map<string, Channel>();
  for (const [name, entry] of Object.entries(settings.channels)) {
    const channel = openChannel(name, entry);
    channels.set(name, channel);
    closing.push(() => channel.close());
  }
  const store = new ItemStore(db, (itemId, input, at) => tagging.tagAndStore(db, itemId, input, at));
  const read: PollWorld['read'] = (request, signal) => readers.read(request, signal);
  const network = new NetworkWatch();
  const { poll } = settings;
  const world: PollWorld = { db, net, clock, events, random, store, read, network, settings: poll, ...hooks };
  const digestDeps: WriteDigestDeps = {
    db,
    events,
    channels: settings.channels,
    maxAgeMs: settings.outbox,
    topics: tagging.topics,
    baseUrl: settings.web?.baseUrl ?? null,
    explain: ({ verdict }) => explainShort(verdict),
    ...hooks,
  };
  const drainDeps: DrainDeps = {
    db,
    channels,
    settings: settings.channels,
    maxAgeMs: settings.outbox,
    clock,
    random,
    events,
    ...hooks,
  };
  recoverOutbox(drainDeps);
  return { settings, options, clock, opened, tagging, net, world, digestDeps, drainDeps };
}

function assemble(rooms: Rooms, closing: (() => Promise<void> | void)[], close: () => Promise<void>): App {
  const { settings, options, clock, opened, tagging, net, world, digestDeps, drainDeps } = rooms;
  const { db, path } = opened;
  const { events, metrics } = options;
  const upkeep = new Upkeep({ db, clock, events });
  const watch = new WorkWatch({ db, databasePath: path, clock, events, metrics, net });
  closing.push(() => watch.close());
  const { bodiesMs } = settings.retention;
  const pages = new PageFetcher({ ...world, feeds: settings.feeds, bodiesMs, tagging });
  const subscriptions = settings.digests.map(({ id }) => id);
  return {
    settings,
    db,
    tagging,
    clock,
    digestDeps,
    pollDue: (signal, onPolled) => pollRound(world, dueFeeds(world, settings.feeds), signal, onPolled),
    pollFeeds: (feeds, signal, onPolled) => pollRound(world, feeds, signal, onPolled),
    fetchPages: (signal) => pages.round(signal),
    writeDigests: (force) =>
      settings.digests
        .filter((digest) => force === undefined || digest.id === force)
        .map((digest) => writeDigest(digestDeps, digest, clock.now(), force !== undefined)),
    raiseAlerts: () =>
      settings.alerts.reduce((sum, alert) => sum + raiseAlerts(digestDeps, alert, clock.now()).messages, 0),
    drain: (signal) => drainOutbox(drainDeps, signal),
    retag: () => retagItems({ db, tagging, events, bodiesMs }, clock.now()),
    upkeep: (signal) => upkeep.tick(settings, signal),
    watch: (signal, troubles = []) =>
      watch.tick({ health: settings.health, subscriptions, troubles }, signal),
    health: () => watch.verdict,
    close,
  };
}
