// A machine without a network says so once, not once per feed; what is a feed's own trouble keeps its line.
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { announcePoll } from '../../../src/flows/polling/announce-poll.ts';
import type { Polled } from '../../../src/flows/polling/poll-feed.ts';
import { NetworkWatch } from '../../../src/flows/polling/watch-network.ts';
import { Events } from '../../../src/observe/events.ts';
import { feedOf, stateOf } from '../../fixtures/feed-state.ts';

let lines: Record<string, unknown>[];
let events: Events;
let network: NetworkWatch;
let failures: Map<string, number>;

beforeEach(() => {
  lines = [];
  const log = pino(
    { level: 'info', base: null },
    { write: (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  events = new Events(log, null, (text) => text);
  network = new NetworkWatch();
  failures = new Map();
});

// A poll of feed `id` that ends with this failure code; null: it is read.
function poll(id: string, code: string | null, url = `https://${id}.example/rss`): Polled {
  const former = failures.get(id) ?? 0;
  const now = code === null ? 0 : former + 1;
  failures.set(id, now);
  return {
    feed: feedOf({ id, url }),
    before: stateOf({ feedId: id, failures: former, currentUrl: url, health: former > 0 ? 'failing' : 'ok' }),
    after: stateOf({ feedId: id, failures: now, currentUrl: url, health: now > 0 ? 'failing' : 'ok' }),
    record: {
      feedId: id,
      startedAt: 0,
      elapsedMs: 1,
      result: code === null ? 'unchanged' : 'failed',
      status: null,
      failureCode: code,
      failureDetail: code,
      bytes: 0,
      charset: null,
      charsetReason: null,
      format: null,
      itemsSeen: 0,
      itemsNew: 0,
      itemsChanged: 0,
      copies: 0,
      tagged: 0,
      held: 0,
      gap: false,
      defects: [],
      nextPollAt: 0,
      planReason: '',
    },
    stored: null,
    read: null,
    formerDefects: '[]',
    detail: '',
    isNewCause: former === 0,
  };
}

// The lines of a round, as `event feed`.
function round(polls: readonly Polled[], now = 0): string[] {
  const from = lines.length;
  for (const polled of polls) announcePoll(events, polled, network);
  network.judge(polls, events, now);
  return lines.slice(from).map((line) => [line['event'], line['feed']].filter(Boolean).join(' '));
}

describe('a round in which nothing is reached', () => {
  it('has one line that says so, and the next ones have none', () => {
    const down = (): Polled[] => [poll('a', 'dns'), poll('b', 'dns'), poll('c', 'timeout')];
    expect(round(down())).toEqual(['network.unreachable']);
    expect(lines[0]).toMatchObject({
      level: 40,
      feeds: 3,
      codes: 'dns 2, timeout 1',
      detail:
        'No feed can be reached from here: 3 of 3 failed (dns 2, timeout 1). They are tried again by themselves.',
    });
    expect(round(down())).toEqual([]);
    expect(round([poll('a', 'refused')])).toEqual([]);
  });

  it('is over with the first answer, said once; feeds whose failure had no line recover in silence', () => {
    round([poll('a', 'unreachable'), poll('b', 'reset')], 1_000);
    expect(round([poll('a', null), poll('b', 'reset')], 61_000)).toEqual([
      'network.reachable a',
      'feed.failed b',
    ]);
    expect(lines.find((line) => line['event'] === 'network.reachable')).toMatchObject({
      unreachable_ms: 60_000,
    });
    expect(round([poll('b', null)])).toEqual(['feed.recovered b']);
  });

  it('ends with any answer, a refusal by status too', () => {
    round([poll('a', 'dns'), poll('b', 'dns')]);
    expect(round([poll('a', 'not-found')])).toEqual(['feed.failed a', 'network.reachable a']);
    expect(round([poll('b', null)])).toEqual([]);
  });
});

describe('a network that answers with one web page in place of every site', () => {
  it('is said once, and over with the first feed that is read', () => {
    const portal = (): Polled[] => [poll('a', 'html'), poll('b', 'tls'), poll('c', 'html')];
    expect(round(portal())).toEqual(['network.unreachable']);
    expect(round([poll('a', 'html')])).toEqual([]);
    expect(round([poll('b', null)])).toEqual(['network.reachable b']);
    expect(round([poll('a', 'html'), poll('c', null)])).toEqual(['feed.failed a']);
  });

  it('is not suspected for one feed that became a page, or two', () => {
    expect(round([poll('a', 'html')])).toEqual(['feed.failed a']);
    expect(round([poll('b', 'html'), poll('c', 'html')])).toEqual(['feed.failed b', 'feed.failed c']);
  });
});

describe('rounds of one feed each, as a daemon has them', () => {
  it('prove by the third host in a row that nothing is reached', () => {
    expect(round([poll('a', 'dns')])).toEqual(['feed.failed a']);
    expect(round([poll('b', 'dns')])).toEqual(['feed.failed b']);
    expect(round([poll('c', 'timeout')])).toEqual(['network.unreachable']);
    expect(round([poll('d', 'dns')])).toEqual([]);
  });

  it('prove nothing by feeds that failed before, nor by feeds of one host', () => {
    round([poll('a', 'dns'), poll('b', 'dns'), poll('c', 'dns'), poll('d', null)]);
    expect(['a', 'b', 'c'].flatMap((id) => round([poll(id, 'dns')]))).toEqual([]);
    const twins = ['e', 'f'].map((id) => poll(id, 'refused', `https://twins.example/${id}`));
    expect(round(twins)).toEqual(['feed.failed e', 'feed.failed f']);
  });
});

describe('a feed of its own', () => {
  it('keeps its line where others are reached, where it is polled alone, or where its trouble is no matter of network', () => {
    expect(round([poll('a', 'dns'), poll('b', null)])).toEqual(['feed.failed a']);
    expect(round([poll('c', 'dns')])).toEqual(['feed.failed c']);
    expect(round([poll('d', 'forbidden'), poll('e', 'forbidden')])).toEqual([
      'feed.failed d',
      'feed.failed e',
    ]);
  });

  it('says nothing of the network where it is a file', () => {
    const files = [poll('a', null, 'file:///feeds/a.xml'), poll('b', 'dns'), poll('c', 'dns')];
    expect(round(files)).toEqual(['network.unreachable']);
  });

  it('is said once while it lasts and the network is there', () => {
    const said = [1, 2, 3, 4].map(() => round([poll('a', 'dns'), poll('b', null)]).length);
    expect(said).toEqual([1, 0, 0, 0]);
  });
});
