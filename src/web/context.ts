// What every page is given: read-only views of the database, the clock, names, and the verdicts passed in.
import type { Clock } from '../lib/clock.ts';
import type { HealthVerdict } from '../model/health.ts';
import type { WebSettings } from '../model/settings.ts';
import type { JoinedArticle } from '../model/story.ts';
import type { Events } from '../observe/events.ts';
import type { Metrics } from '../observe/metrics.ts';
import type { Redact } from '../observe/redact.ts';
import type { Database } from '../store/database.ts';
import { DigestArchiveView } from '../store/digest-archive.ts';
import { FeedListView } from '../store/feed-list.ts';
import { ItemListView } from '../store/item-list.ts';
import { OverviewView } from '../store/pages.ts';
import { StoryListView } from '../store/story-list.ts';

/** Who asks to leave which digest. */
export interface Leaver {
  readonly subscriptionId: string;
  readonly recipient: string;
}

export interface WebDeps {
  readonly db: Database;
  readonly events: Events;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Whether the work goes on as it should. */
  readonly health: () => HealthVerdict;
  /** Whether the database is open and its schema that of this version. */
  /** Whether the loop of jobs turns. */
  readonly liveness: () => HealthVerdict;
  readonly readiness: () => HealthVerdict;
  readonly unsubscribe: {
    /** Null where the token is not one of ours. */
    readonly verify: (token: string) => Leaver | null;
    readonly hasLeft: (leaver: Leaver) => boolean;
    /** Records the wish; the same wish twice is one. */
    readonly record: (leaver: Leaver) => void;
  };
  /** What to do about a failure code of a feed. */
  readonly describeFeedFailure: (code: string) => string;
  /** Why articles are in their story, in words. */
  readonly joins: {
    /** For each article of one story, or one of them, by id. */
    readonly explain: (articles: readonly JoinedArticle[], only?: number) => ReadonlyMap<number, string>;
    /** What two articles share; empty where nothing is known. */
    readonly alike: (one: JoinedArticle, other: JoinedArticle) => string;
  };
  /** Topics in the order of their display, with names for readers. */
  readonly topicNames: readonly { readonly id: string; readonly name: string }[];
  /** Hides secrets in texts that are shown, such as the address of a feed. */
  readonly redact: Redact;
  /** IANA zone in which times are shown and days are counted. */
  readonly timeZone: string;
}

export interface WebContext {
  readonly deps: WebDeps;
  readonly settings: WebSettings;
  readonly overview: OverviewView;
  readonly items: ItemListView;
  readonly stories: StoryListView;
  readonly feeds: FeedListView;
  readonly digests: DigestArchiveView;
  /** The name of a topic for readers. */
  readonly topicName: (topic: string) => string;
}

/** Prepares the views once for all requests. */
export function openContext(settings: WebSettings, deps: WebDeps): WebContext {
  const names = new Map(deps.topicNames.map(({ id, name }) => [id, name]));
  return {
    deps,
    settings,
    overview: new OverviewView(deps.db),
    items: new ItemListView(deps.db),
    stories: new StoryListView(deps.db),
    feeds: new FeedListView(deps.db),
    digests: new DigestArchiveView(deps.db),
    topicName: (topic) => names.get(topic) ?? topic.replaceAll('-', ' '),
  };
}
