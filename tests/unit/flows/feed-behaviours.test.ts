// Feeds as they really behave: whatever they do to guids, links and dates, no item is stored twice and none is lost.
import { describe, expect, it } from 'vitest';
import { ItemStore } from '../../../src/flows/storing/store-items.ts';
import { inTransaction } from '../../../src/store/database.ts';
import {
  announced,
  database,
  draft,
  type Entry,
  HOUR,
  poll,
  range,
  restart,
  START,
  stored,
  SUBJECTS,
  tagNothing,
  useFeedWorld,
} from './feed-world.ts';

useFeedWorld();

/** Ten polls of a window of ten items that moves on by one; `shape` is what the feed does to an item at a poll. */
function expectOnce(shape: (n: number, round: number) => Entry): void {
  for (const round of range(0, 10)) poll(range(round, round + 10).map((n) => shape(n, round)));
  expect(stored()).toBe(19);
  expect(announced()).toBe(19);
}

describe('a feed that', () => {
  it('behaves well is stored once', () => expectOnce((n) => ({ n })));
  it('changes the format of its guids', () =>
    expectOnce((n, round) => ({
      n,
      guid: round < 5 ? `https://news.example/?p=${n}` : `tag:news.example,2026:${n}`,
    })));
  it('changes from http to https', () =>
    expectOnce((n, round) => {
      const url = `${round < 5 ? 'http' : 'https'}://news.example/article/${n}`;
      return { n, url, guid: url };
    }));
  it('names the default port now and then', () =>
    expectOnce((n, round) => {
      const url = `https://news.example${round % 2 ? ':443' : ''}/article/${n}`;
      return { n, url, guid: url };
    }));
  it('counts its revisions in a fragment', () =>
    expectOnce((n, round) => ({ n, guid: `https://news.example/article/${n}#${round}` })));
  it('tells its items apart by fragments of one page', () =>
    expectOnce((n) => ({ n, guid: `https://news.example/log#entry-${n}`, url: 'https://news.example/log' })));
  it('has one guid for all', () => expectOnce((n) => ({ n, guid: 'news.example' })));
  it('has one link for all', () => expectOnce((n) => ({ n, url: 'https://news.example/' })));
  it('has one link that is no front page for all', () =>
    expectOnce((n) => ({ n, url: 'https://news.example/latest/today' })));
  it('has neither guids nor links', () => expectOnce((n) => ({ n, guid: null, url: null })));
  it('has texts without titles, and neither guids nor links', () =>
    expectOnce((n) => ({ n, guid: null, url: null, title: '', summary: `${SUBJECTS[n]} on Monday.` })));
  it('has texts without titles, and one guid for all', () =>
    expectOnce((n) => ({ n, guid: 'same', url: null, title: '', summary: `${SUBJECTS[n]} on Monday.` })));
  it('turns its order round', () => {
    for (const round of range(0, 10)) {
      const ns = range(round, round + 10);
      poll((round % 2 ? ns.reverse() : ns).map((n) => ({ n })));
    }
    expect(stored()).toBe(19);
  });
  it('adds tracking parameters', () =>
    expectOnce((n, round) => ({
      n,
      guid: null,
      url: `https://news.example/article/${n}?utm_source=rss&utm_campaign=r${round}`,
    })));
  it('dates everything anew', () => expectOnce((n, round) => ({ n, at: START + round * HOUR })));
  it('moves to another host', () =>
    expectOnce((n, round) => {
      const url = `https://${round < 5 ? 'old.example' : 'www.brand-new.example'}/article/${n}`;
      return { n, url, guid: url };
    }));
  it('moves to other guids and links at once', () =>
    expectOnce((n, round) => ({
      n,
      guid: round < 5 ? `id-${n}` : `new-${n * 7}`,
      url: `https://news.example/${round < 5 ? 'article' : 'a/2026'}/${n * (round < 5 ? 1 : 7)}`,
    })));
  it('moves and dates everything anew at once', () =>
    expectOnce((n, round) => ({
      n,
      at: round < 5 ? START + n * HOUR : START + 40 * HOUR,
      guid: round < 5 ? `id-${n}` : `new-${n * 7}`,
      url: `https://news.example/${round < 5 ? 'article' : 'a/2026'}/${n * (round < 5 ? 1 : 7)}`,
    })));
  it.each(['old date', 'new date', 'no date'])('moves with short headlines and %s', (dated) =>
    expectOnce((n, round) => ({
      n,
      title: `Item ${n}`,
      guid: round < 5 ? `id-${n}` : `new-${n * 7}`,
      url: `https://news.example/${round < 5 ? n : `n/${n * 7}`}`,
      at:
        dated === 'no date'
          ? null
          : dated === 'new date' && round >= 5
            ? START + 50 * HOUR
            : START + n * HOUR,
    })),
  );
  it('makes the place in the list the guid', () =>
    expectOnce((n, round) => ({ n, guid: `item-${n - round}` })));
  it('makes the place in the list the guid and has no links', () =>
    expectOnce((n, round) => ({ n, guid: `item-${n - round}`, url: null })));
  it('puts a session into every guid', () =>
    expectOnce((n, round) => ({ n, guid: `${n}?s=${n * 31 + round}` })));
  it('puts a session into every link', () =>
    expectOnce((n, round) => ({ n, url: `https://news.example/article/${n}?zq=${n * 31 + round}` })));
  it('changes guids while headlines are edited and dates move', () =>
    expectOnce((n, round) => ({
      n,
      guid: `${n}?s=${n * 31 + round}`,
      title: n === 7 && round > 4 ? 'Quite another headline' : (SUBJECTS[n] ?? ''),
      at: START + round * 3 * HOUR,
    })));
  it('writes several posts under one link', () => {
    for (const n of range(1, 8))
      poll([{ n: 0 }, { n: 20 }, { n: 21 }, { n, url: 'https://news.example/live/day-900' }]);
    expect(stored()).toBe(10);
  });
  it('gives guid and link to one bulletin after the other', () => {
    for (const n of range(0, 8)) poll([{ n, guid: 'latest', url: 'https://news.example/latest' }]);
    expect(stored()).toBe(8);
  });
  it('repeats an entry in one document', () => {
    const { outcomes } = poll([{ n: 1 }, { n: 2 }, { n: 1 }]);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'seen']);
    expect(outcomes[2]?.itemId).toBe(outcomes[0]?.itemId);
  });
  it('shows one recycled guid at a time', () => {
    poll([
      { n: 1, guid: 'latest' },
      { n: 2, guid: 'latest' },
    ]);
    for (const n of range(3, 8)) poll([{ n, guid: 'latest' }]);
    expect(stored()).toBe(7);
  });
});

describe('several feeds', () => {
  it('that serve the same articles make one item with two places', () => {
    poll(range(0, 5).map((n) => ({ n })));
    const { outcomes } = poll(
      range(0, 5).map((n) => ({
        n,
        guid: `agg-${n}`,
        url: `http://www.news.example/article/${n}/?utm_source=agg`,
      })),
      'two',
    );
    expect(outcomes.every(({ outcome }) => outcome === 'seen')).toBe(true);
    expect(stored()).toBe(5);
    expect((database().prepare('SELECT COUNT(*) AS n FROM sighting').get() as { n: number }).n).toBe(5);
  });
  it('may use the same guid for different articles', () => {
    poll([{ n: 1, guid: '17', url: 'https://a.example/x/1' }]);
    poll([{ n: 2, guid: '17', url: 'https://b.example/x/2' }], 'two');
    expect(stored()).toBe(2);
  });
});

describe('items that come back', () => {
  it('after they were purged are not new', () => {
    poll(range(0, 5).map((n) => ({ n })));
    database().exec('DELETE FROM story_member; DELETE FROM change; DELETE FROM item');
    restart();
    const { outcomes } = poll(range(0, 6).map((n) => ({ n })));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['seen', 'seen', 'seen', 'seen', 'seen', 'new']);
    expect(announced()).toBe(1);
  });
  it('under other keys after they were purged are not new', () => {
    poll(range(0, 5).map((n) => ({ n, at: START - 500 * 24 * HOUR })));
    database().exec('DELETE FROM story_member; DELETE FROM change; DELETE FROM item');
    restart();
    poll(
      range(0, 5).map((n) => ({
        n,
        guid: `cms-${n}`,
        url: `https://new.example/${n}`,
        at: START - 500 * 24 * HOUR,
      })),
    );
    expect(stored()).toBe(0);
  });
  it('in a changed text keep their id and say what changed', () => {
    const before = poll([{ n: 1, summary: 'The crane killed two workers on Monday, the port said.' }]);
    const after = poll([{ n: 1, summary: 'The crane killed three workers on Monday, the port said.' }]);
    expect(after.outcomes[0]).toMatchObject({ itemId: before.outcomes[0]?.itemId, outcome: 'changed' });
    const texts = [2, 3, 2, 3].map((n) => ({
      n: 1,
      summary: `The crane killed ${n === 2 ? 'two' : 'three'} workers on Monday, the port said.`,
    }));
    for (const text of texts) expect(poll([text]).outcomes[0]?.outcome).toBe('seen');
  });
});

describe('a first run', () => {
  it('announces only what was published within the window before the feed was added', () => {
    const drafts = range(0, 10).map((n) => draft({ n, at: n === 9 ? null : START - n * 6 * HOUR }));
    const document = {
      feedId: 'one',
      drafts,
      now: START,
      previousAt: null,
      baselineSince: START - 24 * HOUR,
    };
    const { outcomes } = inTransaction(database(), () =>
      new ItemStore(database(), tagNothing).store(document),
    );
    expect(outcomes.every(({ outcome }) => outcome === 'new')).toBe(true);
    expect(announced()).toBe(5);
  });
});
