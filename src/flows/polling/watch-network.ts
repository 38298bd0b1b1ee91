// Tells one thing once: whether this machine reaches any feed at all. While it reaches none, a feed's own failure line
// would only repeat that and is left out.
import type { Events } from '../../observe/events.ts';
import type { Polled, PollNote } from './poll-feed.ts';

/** Failures that say more of the network between than of the feed. */
const NETWORK_CODES = new Set(['dns', 'unreachable', 'refused', 'timeout', 'reset', 'captive-portal']);
/** What a network that answers in place of every site looks like, should all of a round look so. */
const PORTAL_CODES = new Set([...NETWORK_CODES, 'html', 'login-wall', 'tls', 'redirect-loop']);
/** One host alone may be at fault itself; small rounds prove it by hosts in a row that were fine before. */
const LEAST_HOSTS = { inRound: 2, inRow: 3, behindPortal: 3 } as const;

/** Says a failure; `anyway` though its repetition is not worth a line. */
type Say = (anyway: boolean) => void;

/** Remembers, for one open database, whether the network could be reached; fed by every round of polls. */
export class NetworkWatch {
  #unreachableSince: number | null = null;
  readonly #held: { readonly feedId: string; readonly say: Say }[] = [];
  readonly #unsaid = new Set<string>();
  /** Feeds that were fine and failed since any was last reached. */
  #inRow: PollNote[] = [];

  /** Takes a failure into keeping until the round is judged; false: it is none of the network's. */
  hold(polled: Polled, say: Say): boolean {
    if (!failedWith(polled, PORTAL_CODES)) return false;
    if (polled.before.failures === 0 && failedWith(polled, NETWORK_CODES))
      this.#inRow.push({ feed: polled.feed, record: polled.record });
    this.#held.push({ feedId: polled.feed.id, say });
    return true;
  }

  /** Whether the failure of a feed never had a line, so that its recovery needs none; true once. */
  takeUnsaid(feedId: string): boolean {
    return this.#unsaid.delete(feedId);
  }

  /** Judges a round by its polls; says what changed, and the failures that are the feeds' own. */
  judge(round: readonly PollNote[], events: Events, now: number): void {
    const tried = round.filter(({ feed }) => !feed.url.startsWith('file:'));
    // One web page in place of a feed is the feed's own trouble; nothing but web pages is a portal's.
    const isPortal =
      this.#unreachableSince !== null ||
      (hostsOf(tried) >= LEAST_HOSTS.behindPortal && tried.every((note) => failedWith(note, PORTAL_CODES)));
    const codes = isPortal ? PORTAL_CODES : NETWORK_CODES;
    const reached = tried.find((note) => !failedWith(note, codes));
    if (reached !== undefined && this.#unreachableSince !== null) {
      const lasted = { feed: reached.feed.id, unreachable_ms: now - this.#unreachableSince };
      this.#unreachableSince = null;
      events.emit('network.reachable', lasted);
    }
    if (reached !== undefined) this.#inRow = [];
    const failed = hostsOf(tried) >= LEAST_HOSTS.inRound ? tried : this.#inRow;
    const isProven = failed === tried || hostsOf(failed) >= LEAST_HOSTS.inRow;
    if (reached === undefined && this.#unreachableSince === null && isProven) {
      this.#unreachableSince = now;
      events.emit('network.unreachable', describe(failed));
    }
    for (const { feedId, say } of this.#held.splice(0)) {
      if (this.#unreachableSince !== null) this.#unsaid.add(feedId);
      else say(this.#unsaid.delete(feedId));
    }
  }
}

function failedWith({ record }: PollNote, codes: ReadonlySet<string>): boolean {
  return record.failureCode !== null && codes.has(record.failureCode);
}

function hostsOf(notes: readonly PollNote[]): number {
  return new Set(notes.map(({ feed }) => URL.parse(feed.url)?.host ?? '')).size;
}

function describe(tried: readonly PollNote[]): { feeds: number; codes: string; detail: string } {
  const counts = Map.groupBy(tried, ({ record }) => record.failureCode ?? '');
  const codes = [...counts]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([code, polls]) => `${code} ${polls.length}`)
    .join(', ');
  const detail =
    `No feed can be reached from here: ${tried.length} of ${tried.length} failed (${codes}). ` +
    'They are tried again by themselves.';
  return { feeds: tried.length, codes, detail };
}
