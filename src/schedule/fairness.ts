// Chooses which due feeds are polled next: never too many at once, never two knocks at one host in quick succession. Pure.

export interface DueFeed {
  readonly id: string;
  readonly host: string;
  readonly dueAt: number;
}

export interface Traffic {
  /** Polls in flight per host. */
  readonly active: ReadonlyMap<string, number>;
  readonly activeTotal: number;
  /** When a poll of the host last started. */
  readonly lastStartAt: ReadonlyMap<string, number>;
}

export interface FairnessLimits {
  readonly concurrency: number;
  readonly perHost: number;
  /** Least time between two starts at one host. */
  readonly spacingMs: number;
}

export interface Choice {
  readonly start: readonly DueFeed[];
  /** When to ask again if nothing ends before; null where nothing waits for time. */
  readonly againAt: number | null;
}

/** Longest-due first within what the limits leave; the rest waits for a slot or for its host. */
export function chooseNext(
  waiting: readonly DueFeed[],
  traffic: Traffic,
  limits: FairnessLimits,
  now: number,
): Choice {
  const start: DueFeed[] = [];
  const active = new Map(traffic.active);
  const lastStartAt = new Map(traffic.lastStartAt);
  let againAt: number | null = null;
  for (const feed of waiting.toSorted((a, b) => a.dueAt - b.dueAt || (a.id < b.id ? -1 : 1))) {
    if (traffic.activeTotal + start.length >= limits.concurrency) break;
    if ((active.get(feed.host) ?? 0) >= limits.perHost) continue;
    const freeAt = (lastStartAt.get(feed.host) ?? -Infinity) + limits.spacingMs;
    if (feed.host !== '' && freeAt > now) {
      againAt = againAt === null ? freeAt : Math.min(againAt, freeAt);
      continue;
    }
    start.push(feed);
    active.set(feed.host, (active.get(feed.host) ?? 0) + 1);
    lastStartAt.set(feed.host, now);
  }
  return { start, againAt };
}
