// The article page of each new item of feeds that give only titles: fetched outside any transaction, read in a thread,
// then stored with the item's text, verdict and search words in one. What a page makes relevant is told once.
import { setTimeout as sleep } from 'node:timers/promises';
import { fetchPage } from '../../fetch/page.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/clock.ts';
import { fail } from '../../lib/result.ts';
import type { PageFailure } from '../../model/failure.ts';
import type { Feed } from '../../model/feed.ts';
import type { Item } from '../../model/item.ts';
import type { Verdict } from '../../model/verdict.ts';
import { PageTable, type WantedPage } from '../../store/article-pages.ts';
import { ChangeTable } from '../../store/changes.ts';
import { inTransaction } from '../../store/database.ts';
import { ItemTable } from '../../store/items.ts';
import { SearchTable } from '../../store/search.ts';
import { VerdictTable } from '../../store/verdicts.ts';
import { explainShort } from '../../tag/explain.ts';
import { PageReader, type PageReaderOptions } from './page-reader.ts';
import type { PollWorld } from '../polling/poll-feed.ts';
import type { PageOutcome } from './read-page.ts';
import type { Tagging } from './tag-item.ts';

export interface PageWorld
  extends Pick<PollWorld, 'db' | 'net' | 'clock' | 'events' | 'settings' | 'hooks' | 'store'> {
  readonly feeds: readonly Feed[];
  /** How long bodies are kept: none is fetched for an item that is older. */
  readonly bodiesMs: number;
  readonly tagging: Pick<Tagging, 'tagAndStore'>;
  readonly reader?: PageReaderOptions;
}

export interface PagesSummary {
  readonly pages: number;
  readonly read: number;
  readonly failed: number;
  /** Items on the subject only by their page. */
  readonly found: number;
}

interface Job {
  readonly url: string;
  readonly feed: Feed;
  readonly itemIds: number[];
}

const RECENT_MS = 2 * DAY_MS;
const PAGES_PER_ROUND = 60;
const PAGES_PER_HOST = 5;
const HOSTS_AT_ONCE = 4;
const HOST_REST_MS = 15 * MINUTE_MS;
/** So often a page is asked for where nothing answers, before that counts as its failure. */
const TRIES = 3;
/** Trouble of the host or the network, which says nothing of the page. */
const TRANSIENT = new Set(
  'dns refused reset unreachable timeout network rate-limited server-error'.split(' '),
);

/** Fetches article pages round by round; one for each open database. */
export class PageFetcher {
  readonly #world: PageWorld;
  readonly #feeds: ReadonlyMap<string, Feed>;
  readonly #pages: PageTable;
  readonly #restsUntil = new Map<string, number>();
  readonly #tries = new Map<string, number>();

  constructor(world: PageWorld) {
    this.#world = world;
    this.#feeds = new Map(
      world.feeds.filter((feed) => feed.enabled && feed.fullText).map((feed) => [feed.id, feed]),
    );
    this.#pages = new PageTable(world.db);
  }

  /** Fetches up to 60 pages, up to 5 of one host one after the other. Resolves once nothing is in flight. */
  async round(signal: AbortSignal): Promise<PagesSummary> {
    const startedAt = Date.now();
    const wanted = this.#feeds.size === 0 ? [] : this.#wanted();
    let found = wanted.reduce((sum, { itemId, cached }) => sum + this.#fill(itemId, cached), 0);
    const byHost = this.#plan(wanted.filter(({ cached }) => cached === null));
    if (byHost.length === 0) return { pages: 0, read: 0, failed: 0, found };
    const codes: (string | null)[] = [];
    const reader = new PageReader(this.#world.reader);
    try {
      const queue = [...byHost];
      const work = async (): Promise<void> => {
        for (let jobs = queue.shift(); jobs !== undefined; jobs = queue.shift()) {
          found += await this.#readHost(jobs, reader, signal, codes);
        }
      };
      await Promise.all(Array.from({ length: HOSTS_AT_ONCE }, work));
    } finally {
      await reader.close();
    }
    const read = codes.filter((code) => code === null).length;
    const summary = { pages: codes.length, read, failed: codes.length - read, found };
    if (codes.length > 0)
      this.#world.events.emit('pages.round', {
        ...summary,
        codes: countCodes(codes),
        elapsed_ms: Date.now() - startedAt,
      });
    return summary;
  }

  #wanted(): WantedPage[] {
    const now = this.#world.clock.now();
    return this.#pages.wanted({
      feedIds: [...this.#feeds.keys()],
      sinceAt: now - Math.min(RECENT_MS, this.#world.bodiesMs),
      retryBeforeAt: now - DAY_MS,
      limit: PAGES_PER_ROUND * 4,
    });
  }

  // One job for each address, in lists of one host each; hosts that asked for rest or did not answer are left alone.
  #plan(wanted: readonly WantedPage[]): Job[][] {
    const now = this.#world.clock.now();
    const jobs = new Map<string, Job>();
    for (const { url, feedId, itemId } of wanted) {
      const feed = this.#feeds.get(feedId);
      if (feed === undefined) continue;
      const known = jobs.get(url);
      if (known === undefined) jobs.set(url, { url, feed, itemIds: [itemId] });
      else known.itemIds.push(itemId);
    }
    const byHost = Map.groupBy([...jobs.values()], ({ url }) => hostOf(url));
    return [...byHost]
      .filter(([host]) => (this.#restsUntil.get(host) ?? 0) <= now)
      .map(([, list]) => list.slice(0, PAGES_PER_HOST))
      .slice(0, Math.ceil(PAGES_PER_ROUND / PAGES_PER_HOST));
  }

  async #readHost(
    jobs: readonly Job[],
    reader: PageReader,
    signal: AbortSignal,
    codes: (string | null)[],
  ): Promise<number> {
    let found = 0;
    for (const [index, job] of jobs.entries()) {
      if (index > 0) await pause(this.#world.settings.spacingMs, signal);
      if (signal.aborted) break;
      const outcome = await this.#read(job, reader, signal);
      if (signal.aborted) break; // cut short by our own end: says nothing of the page
      codes.push(outcome.ok ? null : outcome.failure.code);
      if (!outcome.ok && TRANSIENT.has(outcome.failure.code)) {
        this.#rest(job, outcome.failure);
        break;
      }
      found += this.#record(job, outcome);
    }
    return found;
  }

  async #read(job: Job, reader: PageReader, signal: AbortSignal): Promise<PageOutcome> {
    const { net, clock, settings } = this.#world;
    const { timeoutMs, maxBytes, userAgent } = settings;
    const fetched = await fetchPage(job.feed, job.url, {
      net,
      clock,
      timeoutMs,
      maxBytes,
      userAgent,
      signal,
    });
    this.#world.hooks?.at('fetch-pages:fetched');
    if (!fetched.ok) return fetched;
    const { body, contentType, wall } = fetched.value;
    const outcome = await reader.read({ body, contentType, charset: job.feed.charset });
    return !outcome.ok && wall !== null ? fail(wall) : outcome;
  }

  #rest(job: Job, failure: PageFailure): void {
    const now = this.#world.clock.now();
    this.#restsUntil.set(hostOf(job.url), now + Math.min(failure.retryAfterMs ?? HOST_REST_MS, DAY_MS));
    const tries = (this.#tries.get(job.url) ?? 0) + 1;
    this.#tries.set(job.url, tries);
    if (tries >= TRIES) this.#record(job, fail(failure));
    else this.#announceFailure(job, failure);
  }

  #record(job: Job, outcome: PageOutcome): number {
    const { db, clock, hooks } = this.#world;
    const at = clock.now();
    const text = outcome.ok ? outcome.value : null;
    const { code, detail } = outcome.ok ? { code: null, detail: null } : outcome.failure;
    this.#tries.delete(job.url);
    const risen = inTransaction(db, () => {
      this.#pages.put({ url: job.url, at, text, code, detail });
      return text === null ? [] : job.itemIds.flatMap((id) => this.#fillNow(id, text, at) ?? []);
    });
    hooks?.at('fetch-pages:committed');
    if (!outcome.ok) this.#announceFailure(job, outcome.failure);
    for (const one of risen) this.#announceFound(one);
    return risen.length;
  }

  // The page is known already: another feed links it, or the item was edited since.
  #fill(itemId: number, text: string | null): number {
    if (text === null) return 0;
    const risen = inTransaction(this.#world.db, () => this.#fillNow(itemId, text, this.#world.clock.now()));
    if (risen !== null) this.#announceFound(risen);
    return risen === null ? 0 : 1;
  }

  #fillNow(itemId: number, text: string, at: number): { item: Item; verdict: Verdict } | null {
    const { db, tagging } = this.#world;
    const item = new ItemTable(db).find(itemId);
    if (item === null || !this.#pages.fill(itemId, text)) return null;
    const former = new VerdictTable(db).find(itemId);
    const { title, summary, lang } = item;
    const verdict = tagging.tagAndStore(db, itemId, { title, summary, content: text, lang }, at);
    new SearchTable(db).replace(itemId, title, `${summary}\n${text}`);
    if (!verdict.relevant || former?.relevant === true) return null;
    this.#world.store.placeAgain({ ...item, content: text }, verdict, at);
    const changes = new ChangeTable(db);
    if (item.heldBy !== null || !changes.isAnnounced(itemId)) return null;
    changes.add('new', itemId, null, at);
    return { item, verdict };
  }

  #announceFound({ item, verdict }: { readonly item: Item; readonly verdict: Verdict }): void {
    this.#world.events.emit('item.tagged', {
      feed: item.feedId,
      item: item.copyOf ?? item.id,
      title: item.title,
      topics: verdict.topics.join(' '),
      score: verdict.score,
      why: explainShort(verdict),
    });
  }

  #announceFailure(job: Job, { code, detail }: PageFailure): void {
    this.#world.events.emit('page.failed', { feed: job.feed.id, url: job.url, code, detail });
  }
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? '';
}

function countCodes(codes: readonly (string | null)[]): string {
  const counts = Map.groupBy(
    codes.filter((code) => code !== null),
    (code) => code,
  );
  return [...counts].map(([code, list]) => `${code} ${list.length}`).join(' ');
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return;
  await sleep(ms, undefined, { signal }).catch(() => {});
}
