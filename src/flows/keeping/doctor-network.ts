// The doctor on the network: names, a sample of feeds, the hosts of channels. Nothing is sent but requests for feeds.
import { count } from '../../digest/wording.ts';
import { fetchFeed } from '../../fetch/feed.ts';
import { systemClock } from '../../lib/clock.ts';
import type { Feed, FeedState } from '../../model/feed.ts';
import type { Finding } from '../../model/finding.ts';
import type { ChannelSettings, Settings } from '../../model/settings.ts';
import { reachPort, resolveHost } from '../../net/reach.ts';
import { openNet } from '../../net/request.ts';
import { judgeFolder } from './doctor-machine.ts';
import { readFeed } from '../polling/read-feed.ts';

const TIMEOUT_MS = 8_000;
const CLOCK_SLACK_MS = 120_000;

export interface NetworkFacts {
  readonly findings: readonly Finding[];
  /** Whether any name could be resolved. */
  readonly online: boolean;
}

/** Evenly spread over the list, one feed a host first, so that few feeds say much. */
export function chooseSample(feeds: readonly Feed[], size: number): Feed[] {
  const hosts = new Map<string, Feed>();
  for (const feed of feeds)
    if (feed.enabled && !hosts.has(hostOf(feed.url))) hosts.set(hostOf(feed.url), feed);
  const distinct = [...hosts.values()];
  const step = Math.max(1, distinct.length / size);
  return Array.from(
    { length: Math.min(size, distinct.length) },
    (_, index) => distinct[Math.floor(index * step)],
  ).filter((feed) => feed !== undefined);
}

/** Resolves the hosts of the sample. Without any name resolved, what needs a network is not judged. */
export async function examineNames(sample: readonly Feed[]): Promise<NetworkFacts> {
  const hosts = [...new Set(sample.filter(({ url }) => /^https?:/.test(url)).map(({ url }) => hostOf(url)))];
  const named = await Promise.all(
    hosts.map(async (host) => ({ host, answer: await resolveHost(host, TIMEOUT_MS) })),
  );
  const lost = named.filter(({ answer }) => !answer.ok);
  const base = { area: 'network', subject: 'DNS' } as const;
  if (hosts.length === 0)
    return { online: true, findings: [{ ...base, state: 'ok', found: 'no feed needs it', advice: null }] };
  const online = lost.length < hosts.length;
  if (!online) {
    const found = `no name could be resolved (${hosts[0]}: ${first(lost)}): there is no network here, or no DNS`;
    const advice = 'Where feeds are to be polled, give this machine or container a network and a resolver.';
    return { online, findings: [{ ...base, state: 'warning', found, advice }] };
  }
  const found =
    lost.length === 0
      ? `${count(hosts.length, 'name')} resolved`
      : `${lost.map(({ host }) => host).join(', ')} not resolved: ${first(lost)}`;
  const advice = lost.length === 0 ? null : 'Look at the address of these feeds, then at the resolver.';
  return { online, findings: [{ ...base, state: lost.length === 0 ? 'ok' : 'warning', found, advice }] };
}

/** Polls the sample without storing anything, and compares the clock of this machine with those of the servers. */
export async function examineFeeds(
  sample: readonly Feed[],
  settings: Settings,
  online: boolean,
): Promise<Finding[]> {
  const net = openNet({ allowPrivate: settings.poll.allowPrivate });
  const skews: number[] = [];
  try {
    const reachable = sample.filter(({ url }) => online || url.startsWith('file:'));
    const findings = await Promise.all(
      reachable.map(async (feed) => examineFeed(feed, settings, net, skews)),
    );
    const left = sample.length - reachable.length;
    if (left > 0) {
      const found = `${left} of the sample not tried: no network`;
      findings.push({ area: 'feeds', subject: 'sample', state: 'unknown', found, advice: null });
    }
    const tried = findings.filter(({ state }) => state !== 'unknown');
    const isDown = tried.length > 1 && tried.every(({ state }) => state === 'warning');
    const judged = findings.map(
      (finding): Finding =>
        isDown && finding.state === 'warning' ? { ...finding, state: 'wrong' } : finding,
    );
    return [...judgeSkew(skews), ...judged];
  } finally {
    await net.close();
  }
}

/** Whether a channel's folder can be written or its host be reached. No message is sent. */
export async function examineChannel(
  name: string,
  settings: ChannelSettings,
  online: boolean,
): Promise<Finding> {
  if (settings.type === 'folder') return { ...judgeFolder(settings.path, name).finding, area: 'channels' };
  const base = { area: 'channels', subject: name } as const;
  const target = targetOf(settings);
  if (target === null) {
    return {
      ...base,
      state: 'wrong',
      found: `${settings.type}: its address is no address`,
      advice: 'Mend it in the configuration.',
    };
  }
  const place = `${settings.type} at ${target.host}:${target.port}`;
  if (!online && !isLocal(target.host))
    return { ...base, state: 'unknown', found: `${place}: not tried: no network`, advice: null };
  const answer = await reachPort(target.host, target.port, TIMEOUT_MS);
  return answer.ok
    ? { ...base, state: 'ok', found: `${place} reached in ${answer.value} ms`, advice: null }
    : {
        ...base,
        state: 'wrong',
        found: `${place}: ${answer.failure}`,
        advice: 'Messages wait until it can be reached. Send one with: pactwatch check --send-test',
      };
}

async function examineFeed(
  feed: Feed,
  settings: Settings,
  net: ReturnType<typeof openNet>,
  skews: number[],
): Promise<Finding> {
  const { timeoutMs, maxBytes, userAgent } = settings.poll;
  const options = { net, clock: systemClock, timeoutMs: Math.min(timeoutMs, 15_000), maxBytes, userAgent };
  const fetched = await fetchFeed(feed, unread(feed), options);
  if (!fetched.ok) {
    const { code, detail } = fetched.failure;
    return feedFinding(
      feed,
      'warning',
      `${code}: ${detail}`,
      `See what it sends: pactwatch probe ${feed.id}`,
    );
  }
  const { response, elapsedMs } = fetched.value;
  if (response === null) return feedFinding(feed, 'ok', 'not modified', null);
  const date = Date.parse(response.headers['date'] ?? '');
  if (!Number.isNaN(date)) skews.push(response.fetchedAt - date);
  const read = await readFeed({
    body: response.body,
    contentType: response.headers['content-type'] ?? null,
    contentLocation: response.headers['content-location'] ?? null,
    feedUrl: response.finalUrl,
    charset: feed.charset,
    country: feed.country,
    lang: feed.lang,
    now: response.fetchedAt,
  });
  return read.ok
    ? feedFinding(
        feed,
        'ok',
        `${read.value.items.length} items, ${Math.ceil(response.body.length / 1024)} kB in ${elapsedMs} ms`,
        null,
      )
    : feedFinding(
        feed,
        'warning',
        `${read.failure.code}: ${read.failure.detail}`,
        `See what it sends: pactwatch probe ${feed.id}`,
      );
}

function judgeSkew(skews: readonly number[]): Finding[] {
  if (skews.length === 0) return [];
  const skew = skews.toSorted((a, b) => a - b)[Math.floor(skews.length / 2)] ?? 0;
  const base = { area: 'network', subject: 'clock of others' } as const;
  const seconds = Math.round(Math.abs(skew) / 1000);
  if (Math.abs(skew) <= CLOCK_SLACK_MS)
    return [{ ...base, state: 'ok', found: `ours differs by ${seconds} s`, advice: null }];
  const found = `ours is ${seconds} s ${skew > 0 ? 'ahead' : 'behind'}`;
  return [
    { ...base, state: 'wrong', found, advice: 'Keep the clock with NTP: due times and dates depend on it.' },
  ];
}

function feedFinding(feed: Feed, state: Finding['state'], found: string, advice: string | null): Finding {
  return { area: 'feeds', subject: feed.id, state, found, advice };
}

// A feed nobody has read: the whole body is asked for, without validators.
function unread(feed: Feed): FeedState {
  const never = { lastPollAt: null, lastSuccessAt: null, lastNewItemAt: null, lastFullFetchAt: null };
  const unknown = {
    etag: null,
    lastModified: null,
    bodyHash: null,
    hints: null,
    failureCode: null,
    failureDetail: null,
  };
  const untroubled = {
    failures: 0,
    failingSince: null,
    redirectUrl: null,
    redirectSince: null,
    gapSince: null,
    lastReading: null,
  };
  const planned = { nextPollAt: 0, planReason: '', intervalMs: 0, addedAt: 0, health: 'new' } as const;
  return { ...never, ...unknown, ...untroubled, ...planned, feedId: feed.id, currentUrl: feed.url };
}

function targetOf(
  settings: Exclude<ChannelSettings, { type: 'folder' }>,
): { host: string; port: number } | null {
  const address =
    settings.type === 'email'
      ? settings.smtp.reveal()
      : settings.type === 'telegram'
        ? settings.api
        : settings.url.reveal();
  const url = URL.parse(address);
  if (url === null || url.hostname === '') return null;
  const usual: Readonly<Record<string, number>> = { 'https:': 443, 'http:': 80, 'smtps:': 465, 'smtp:': 587 };
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (usual[url.protocol] ?? 443) : Number(url.port),
  };
}

function isLocal(host: string): boolean {
  return host === 'localhost' || /^[\d.]+$|:/.test(host);
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? url;
}

function first(
  lost: readonly { readonly answer: { readonly ok: boolean; readonly failure?: string } }[],
): string {
  return lost.map(({ answer }) => answer.failure)[0] ?? '';
}
