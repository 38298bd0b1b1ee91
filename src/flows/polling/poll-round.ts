// One round: polls what is due, side by side within the limits, fair to every host; one feed's trouble costs no other.
import type { Feed } from '../../model/feed.ts';
import { chooseNext, type DueFeed } from '../../schedule/fairness.ts';
import { FeedTable } from '../../store/feeds.ts';
import { type Polled, pollFeed, type PollNote, type PollWorld } from './poll-feed.ts';

export interface RoundSummary {
  readonly feeds: number;
  readonly fetched: number;
  readonly not_modified: number;
  readonly failed: number;
  readonly items_seen: number;
  readonly items_new: number;
  readonly items_changed: number;
  readonly copies: number;
  readonly tagged: number;
  readonly elapsed_ms: number;
}

/** The feeds of the configuration that are due now. */
export function dueFeeds(world: PollWorld, feeds: readonly Feed[]): Feed[] {
  const byId = new Map(feeds.filter((feed) => feed.enabled).map((feed) => [feed.id, feed]));
  return new FeedTable(world.db)
    .due(world.clock.now())
    .map(({ id }) => byId.get(id))
    .filter((feed) => feed !== undefined);
}

/** Polls `feeds` and resolves when all are done, or as soon as work in flight is over once `signal` aborts. */
export async function pollRound(
  world: PollWorld,
  feeds: readonly Feed[],
  signal: AbortSignal,
  onPolled: (polled: Polled) => void = () => {},
): Promise<RoundSummary> {
  const startedAt = Date.now();
  // What a poll read is let go with it: a round of many feeds would hold every document until its end.
  const done: PollNote[] = [];
  const note = (polled: Polled): void => {
    const { feed, record } = polled;
    done.push({ feed, record });
    onPolled(polled);
  };
  if (feeds.length > 0) await new Round(world, feeds, signal, note).run();
  world.network?.judge(done, world.events, world.clock.now());
  const summary = summarise(done, Date.now() - startedAt);
  if (done.length > 0) {
    const held = done.reduce((sum, { record }) => sum + record.held, 0);
    world.events.emit('poll.round', { ...summary, held });
  }
  return summary;
}

class Round {
  readonly #world: PollWorld;
  readonly #feeds: ReadonlyMap<string, Feed>;
  readonly #signal: AbortSignal;
  readonly #onPolled: (polled: Polled) => void;
  readonly #waiting = new Map<string, DueFeed>();
  readonly #active = new Map<string, number>();
  readonly #lastStartAt = new Map<string, number>();
  readonly #work = new Set<Promise<void>>();
  #fault: unknown = null;

  constructor(
    world: PollWorld,
    feeds: readonly Feed[],
    signal: AbortSignal,
    onPolled: (polled: Polled) => void,
  ) {
    this.#world = world;
    this.#feeds = new Map(feeds.map((feed) => [feed.id, feed]));
    this.#signal = signal;
    this.#onPolled = onPolled;
    const table = new FeedTable(world.db);
    for (const feed of feeds) {
      const state = table.state(feed.id);
      this.#waiting.set(feed.id, {
        id: feed.id,
        host: hostOf(state?.currentUrl ?? feed.url),
        dueAt: state?.nextPollAt ?? 0,
      });
    }
  }

  async run(): Promise<void> {
    while ((this.#waiting.size > 0 && !this.#signal.aborted && this.#fault === null) || this.#work.size > 0) {
      const againAt = this.#fault === null && !this.#signal.aborted ? this.#startMore() : null;
      await this.#pause(againAt);
    }
    if (this.#fault !== null) throw this.#fault;
  }

  #startMore(): number | null {
    const { concurrency, perHost, spacingMs } = this.#world.settings;
    const traffic = { active: this.#active, activeTotal: this.#work.size, lastStartAt: this.#lastStartAt };
    const limits = { concurrency, perHost, spacingMs };
    const { start, againAt } = chooseNext([...this.#waiting.values()], traffic, limits, Date.now());
    for (const due of start) this.#start(due);
    return againAt;
  }

  #start(due: DueFeed): void {
    const feed = this.#feeds.get(due.id);
    this.#waiting.delete(due.id);
    if (feed === undefined) return;
    this.#active.set(due.host, (this.#active.get(due.host) ?? 0) + 1);
    this.#lastStartAt.set(due.host, Date.now());
    const work = pollFeed(this.#world, feed, this.#signal)
      .then((polled) => this.#take(polled, due.host))
      .catch((error: unknown) => {
        if (!this.#signal.aborted) this.#fault ??= error;
      })
      .finally(() => {
        this.#active.set(due.host, (this.#active.get(due.host) ?? 1) - 1);
        this.#work.delete(work);
      });
    this.#work.add(work);
  }

  // A host that asked for peace is asked nothing more: its feeds are due later.
  #take(polled: Polled, host: string): void {
    this.#onPolled(polled);
    if (polled.record.failureCode !== 'rate-limited') return;
    for (const [id, waiting] of this.#waiting) if (waiting.host === host) this.#waiting.delete(id);
  }

  // Until a poll ends, or until a host that was asked a moment ago may be asked again.
  async #pause(againAt: number | null): Promise<void> {
    const waits: Promise<unknown>[] = [...this.#work];
    let timer: NodeJS.Timeout | undefined;
    if (againAt !== null) {
      waits.push(
        new Promise((resolve) => {
          timer = setTimeout(resolve, Math.max(1, againAt - Date.now()));
        }),
      );
    }
    if (waits.length > 0) await Promise.race(waits);
    clearTimeout(timer);
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}

function summarise(done: readonly PollNote[], elapsedMs: number): RoundSummary {
  const sum = (pick: (polled: PollNote) => number): number =>
    done.reduce((total, polled) => total + pick(polled), 0);
  const with_ = (result: string): number => done.filter(({ record }) => record.result === result).length;
  return {
    feeds: done.length,
    fetched: done.length - with_('failed') - with_('not-modified'),
    not_modified: with_('not-modified'),
    failed: with_('failed'),
    items_seen: sum(({ record }) => record.itemsSeen),
    items_new: sum(({ record }) => record.itemsNew),
    items_changed: sum(({ record }) => record.itemsChanged),
    copies: sum(({ record }) => record.copies),
    tagged: sum(({ record }) => record.tagged),
    elapsed_ms: elapsedMs,
  };
}
