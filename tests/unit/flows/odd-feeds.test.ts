// Odd feeds through `ingest`: whatever they do to guids, links and titles, no item is stored twice and none is lost.
import { describe, expect, it } from 'vitest';
import { ingestLines } from '../../../src/flows/storing/ingest.ts';
import type { IngestAnswer } from '../../../src/model/ingest.ts';
import { listHeld, settleHeld } from '../../../src/flows/storing/manage-held.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';

const START = Date.UTC(2026, 10, 1);
const HOUR = 3_600_000;
const PLACES =
  'Bergen Porto Turin Gdansk Riga Malmo Graz Lyon Ghent Split Cork Bari Oulu Brno Linz Vigo Bonn Nice Pisa Kiel'.split(
    ' ',
  );
const EVENTS =
  'harbour crane topples|violin maker honoured|reservoir runs dry|pension vote delayed|bakers go on strike|court frees poet|glacier lake drains|chess hall burns|night sleepers cancelled|bronze statue returned|wheat harvest shrinks|ash closes airport|teachers accept offer|orchestra hires conductor|spillway cracks open|fishermen block port|tram hits lorry|bank raises rate|forest fire spreads|goalkeeper signs on'.split(
    '|',
  );

interface Entry {
  readonly guid?: string | null;
  readonly url?: string | null;
  readonly title?: string;
  readonly summary?: string;
  readonly at?: number | null;
}
type Shape = (n: number, round: number) => Entry;

const titleOf = (n: number): string => `${PLACES[n % 20]}: ${EVENTS[(n * 7) % 20]}`;

interface Document {
  readonly feed?: string;
  readonly at: number;
  readonly entries: readonly (Entry & { readonly n: number })[];
}

async function ingest(
  documents: readonly Document[],
  between?: (round: number, sql: (text: string) => void) => void,
  given: Database | null = null,
) {
  using opened =
    given === null ? openDatabase(':memory:', { exclusive: false }) : { db: given, [Symbol.dispose]() {} };
  const answers: IngestAnswer[] = [];
  const tag = () => ({
    relevant: false,
    strength: 'none' as const,
    score: 0,
    topics: [],
    lang: 'en',
    reasons: [],
    ruleVersion: 'test',
  });
  for (const [round, { feed = 'one', at, entries }] of documents.entries()) {
    between?.(round, (text) => opened.db.exec(text));
    const lines = entries.map(({ n, guid, url, title, summary, at: published }) =>
      JSON.stringify({
        id: `${round}/${n}`,
        feed,
        guid: guid === undefined ? `id-${n}` : guid,
        url: url === undefined ? `https://news.example/article/${n}` : url,
        title: title ?? titleOf(n),
        summary: summary ?? '',
        published_at: published === undefined ? new Date(START + n * HOUR).toISOString() : published,
        seen_at: new Date(at).toISOString(),
        lang: 'en',
      }),
    );
    await ingestLines(
      (async function* () {
        yield* lines;
      })(),
      {
        db: opened.db,
        tag,
        clock: { now: () => at },
        answer: (one) => answers.push(one),
        pause: async () => {},
      },
    );
  }
  const count = (sql: string) => (opened.db.prepare(sql).get() as { n: number }).n;
  return {
    outcomes: answers.map(({ outcome }) => outcome),
    stored: count('SELECT count(*) AS n FROM item'),
    announced: count("SELECT count(*) AS n FROM change WHERE kind = 'new'"),
    held: count('SELECT count(*) AS n FROM held_batch'),
    keys: count('SELECT count(*) AS n FROM item_key'),
  };
}

/** Ten readings of a window of ten items that moves on by one; `shape` is what the feed does to an item at a reading. */
function rounds(shape: Shape): Document[] {
  return [...Array(10).keys()].map((round) => ({
    at: START + (30 + round) * HOUR,
    entries: [...Array(10).keys()].map((at) => ({ n: round + at, ...shape(round + at, round) })),
  }));
}

const uuid = (n: number): string =>
  `${String(n).padStart(8, '0')}-aaaa-4bbb-8ccc-${String(n * 7919).padStart(12, '0')}`;
const half = (round: number): boolean => round < 5;

const BEHAVIOURS: Record<string, Shape> = {
  'changes guids from urn to address': (n, r) => ({
    guid: half(r) ? `urn:uuid:${uuid(n)}` : `https://news.example/article/${n}`,
  }),
  'changes guids from number to uuid': (n, r) => ({ guid: half(r) ? String(n) : uuid(n) }),
  'changes guids from http to https, with a trailing slash': (n, r) => ({
    guid: half(r) ? `http://news.example/?p=${n}` : `https://www.news.example/?p=${n}`,
  }),
  'turns permalinks into plain guids and back': (n, r) => ({
    guid: r % 2 ? `https://news.example/article/${n}` : `article-${n}`,
  }),
  'has empty guids': () => ({ guid: '' }),
  'has guids of spaces': () => ({ guid: '  ' }),
  'puts spaces around guids': (n, r) => ({ guid: `${' '.repeat(r % 3)}id-${n}\n` }),
  'writes entities in guids': (n, r) => ({
    guid: `https://news.example/?a=1&${r % 2 ? 'amp;' : ''}id=${n}`,
    url: null,
  }),
  'changes the case of the host in guids': (n, r) => ({
    guid: `https://${r % 2 ? 'News.Example' : 'news.example'}/article/${n}`,
    url: null,
  }),
  'tracks in guids': (n, r) => ({ guid: `https://news.example/article/${n}?utm_source=rss${r}`, url: null }),
  'changes the order of the query': (n, r) => ({
    guid: null,
    url: `https://news.example/view?${r % 2 ? `id=${n}&cat=2` : `cat=2&id=${n}`}`,
  }),
  'adds session ids': (n, r) => ({
    guid: null,
    url: `https://news.example/article/${n}?PHPSESSID=${'abcdef0123456789'.repeat(2)}${r}`,
  }),
  'adds session ids to guids and links': (n, r) => {
    const url = `https://news.example/a/${n};jsessionid=0A1B2C3D4E5F60718293A4B5C6D7E8F${r}`;
    return { guid: url, url };
  },
  'names ports': (n, r) => ({ guid: null, url: `http://news.example${r % 2 ? ':80' : ''}/article/${n}` }),
  'has titles only, undated': () => ({ guid: null, url: null, at: null }),
  'has one guid and one link for all': () => ({ guid: 'x', url: 'https://news.example/all' }),
  'makes a new guid at every reading': (n, r) => ({ guid: `${n}-${r}` }),
  'makes a new guid at every reading and has no links': (n, r) => ({ guid: `${n}-${r}`, url: null }),
  'makes a new link at every reading': (n, r) => ({ url: `https://news.example/r${r}/${n}` }),
  'makes a new link at every reading and has no guids': (n, r) => ({
    guid: null,
    url: `https://news.example/r${r}/${n}`,
  }),
  'moves its links to another host and path': (n, r) => ({
    guid: null,
    url: half(r) ? `https://old.example/${n}` : `https://new.example/story/${n}`,
  }),
  'dates everything anew at every reading': (_, r) => ({ at: START + r * HOUR }),
  'loses its dates': (_, r) => (half(r) ? {} : { at: null }),
  'loses its guids': (n, r) => ({ guid: half(r) ? `id-${n}` : null }),
  'loses its links': (_, r) => (half(r) ? {} : { url: null }),
  'changes every headline': (n, r) => (half(r) ? {} : { title: `${titleOf(n)} - now with pictures` }),
  'gives every second item one title': (n) => (n % 2 ? { title: 'Morning briefing' } : {}),
  'gives all items one title': () => ({ title: 'Morning briefing' }),
  'gives all items one title and no guids': () => ({ title: 'Morning briefing', guid: null }),
  'gives all items one title and no links': () => ({ title: 'Morning briefing', url: null }),
};

describe('a feed that', () => {
  it.each(Object.entries(BEHAVIOURS))('%s', async (_, shape) => {
    expect(await ingest(rounds(shape))).toMatchObject({ stored: 19, announced: 19, held: 0 });
  });
});

describe('an upgrade', () => {
  const SHAPES: Record<string, Shape> = {
    'of the rules for addresses': () => ({ guid: null, at: null, title: 'Morning briefing' }),
    'where guids are addresses': (n) => ({
      guid: `https://news.example/article/${n}`,
      at: null,
      title: 'Briefing',
    }),
    'after a move to https': (n, r) => ({
      guid: null,
      url: `${r < 3 ? 'http' : 'https'}://news.example/article/${n}`,
      at: null,
      title: 'Morning briefing',
    }),
  };
  // As if another version had made all keys that rules for addresses go into.
  const forget = (round: number, sql: (text: string) => void): void => {
    if (round === 5) sql("UPDATE item_key SET key = key || '-old' WHERE key GLOB '[gu]:*'");
  };
  it.each(Object.entries(SHAPES))('%s announces nothing again', async (_, shape) => {
    expect(await ingest(rounds(shape), forget)).toMatchObject({ stored: 19, announced: 19, held: 0 });
  });
  it('keeps what was purged before it silent', async () => {
    const purge = (round: number, sql: (text: string) => void): void => {
      if (round === 5) sql('DELETE FROM story_member; DELETE FROM change; DELETE FROM item');
      forget(round, sql);
    };
    const { outcomes } = await ingest(
      rounds(() => ({ guid: null, at: null })),
      purge,
    );
    expect(outcomes.filter((outcome) => outcome === 'new')).toHaveLength(19);
  });
});

describe('keys that come again', () => {
  const at = (round: number): number => START + (40 + round * 6) * HOUR;
  it('under another article are another item: guid and link of a live blog, of a fixed slot', async () => {
    const live = (n: number) => ({ n, guid: 'live', url: 'https://news.example/live', at: null });
    const slot = (n: number) => ({ n, guid: 'top', at: START + n * 24 * HOUR });
    expect(await ingest([1, 2, 3, 4].map((n) => ({ at: at(n), entries: [slot(n)] })))).toMatchObject({
      stored: 4,
    });
    expect(
      (await ingest([1, 2, 3, 4].map((n) => ({ at: at(n), entries: [live(n)] })))).outcomes,
    ).not.toContain('copy');
  });
  it('in another feed are the same item where the address is, another one where only the guid is', async () => {
    const entries = [1, 2, 3].map((n) => ({ n, guid: String(n) }));
    const planet = entries.map((entry) => ({
      ...entry,
      guid: `planet-${entry.n}`,
      title: `${titleOf(entry.n)} | News`,
    }));
    const other = [4, 5, 6].map((n) => ({ n, guid: String(n - 3), url: `https://b.example/${n}` }));
    const documents = [
      { at: at(0), entries },
      { feed: 'planet', at: at(1), entries: planet },
      { feed: 'other', at: at(2), entries: other },
      { feed: 'planet', at: at(3), entries: planet },
    ];
    expect(await ingest(documents)).toMatchObject({ stored: 6, announced: 6 });
  });
  it('in a feed that was removed and added under another id are known by their addresses', async () => {
    const entries = [...Array(20).keys()].map((n) => ({ n }));
    const documents = [
      { at: at(0), entries },
      { feed: 'one-again', at: at(1), entries },
    ];
    expect(await ingest(documents)).toMatchObject({ stored: 20, announced: 20 });
  });
  it('in one document name one item', async () => {
    const twice = [
      { n: 1 },
      { n: 1, url: 'https://news.example/article/1?utm_source=x' },
      { n: 2, guid: 'ID-2' },
      { n: 2, guid: 'ID-2', url: null },
    ];
    expect(
      await ingest([
        { at: at(0), entries: twice },
        { at: at(1), entries: twice },
      ]),
    ).toMatchObject({ stored: 2 });
  });
});

describe('fifty items under unknown keys', () => {
  const steady = rounds(() => ({}));
  const strange = (round: number) => ({
    at: START + (60 + round) * HOUR,
    entries: [...Array(50).keys()].map((n) => ({
      n: 100 + n,
      title: `Archive ${n * 31} of ${titleOf(n)}`,
      at: null,
    })),
  });
  it.each(['released', 'dropped'] as const)('are held once and, %s, never announced again', async (as) => {
    using opened = openDatabase(':memory:', { exclusive: false });
    const { db } = opened;
    await ingest([...steady, strange(0), strange(1)], undefined, db);
    const [batch] = listHeld(db);
    expect(listHeld(db)).toHaveLength(1);
    expect(settleHeld(db, [batch?.id ?? 0], as, START + 62 * HOUR)).toEqual([
      { batch: batch?.id, items: 50 },
    ]);
    const { announced, stored, held } = await ingest([strange(3), strange(4)], undefined, db);
    expect({ announced, stored, held }).toEqual({ announced: 19, stored: 69, held: 1 });
    const released = db.prepare("SELECT count(*) AS n FROM change WHERE kind = 'released'").get();
    expect(released).toEqual({ n: as === 'released' ? 50 : 0 });
  });
});
