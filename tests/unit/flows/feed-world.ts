// A feed that is polled every hour, as identity, flood guard and revisions see it.
import { afterEach, beforeEach } from 'vitest';
import { ItemStore, type StoredDocument } from '../../../src/flows/storing/store-items.ts';
import type { ItemDraft } from '../../../src/model/item.ts';
import { canonicalUrl } from '../../../src/normalise/url.ts';
import {
  type Database,
  inTransaction,
  openDatabase,
  type OpenedDatabase,
} from '../../../src/store/database.ts';
import { ItemTable } from '../../../src/store/items.ts';

export const START = Date.UTC(2026, 10, 25);
export const HOUR = 3_600_000;
export const SUBJECTS = [
  'Harbour crane topples onto ferry terminal',
  'Violin maker wins national craft prize',
  'Reservoir falls to lowest level of decade',
  'Parliament delays vote on pension law',
  'Astronomers map dust around young star',
  'Bakers strike over flour price in capital',
  'Court frees journalist held since spring',
  'Glacier lake drains overnight into valley',
  'Chess federation bans electronic watches',
  'Rail operator cancels all night sleepers',
  'Museum returns bronze statue to village',
  'Wheat harvest smallest for twelve summers',
  'Volcano ash closes three island airports',
  'Teachers accept offer after long dispute',
  'Orchestra opens season under new conductor',
  'Dam engineers warn of crack in spillway',
  'Fishermen block port over quota decision',
  'Tram collides with lorry near stadium',
  'Poet laureate resigns after two months',
  'Bank raises key rate by quarter point',
  'Forest fire spreads towards winter resort',
  'Satellite company lays off half its staff',
  'Goalkeeper signs for champions until summer',
  'Hospital opens first ward for long covid',
];

let opened: OpenedDatabase;
let store: ItemStore;
let hour = 0;
let previousAt: number | null = null;

/** Opens an empty world of two feeds before every test. */
export function useFeedWorld(): void {
  beforeEach(() => {
    opened = openDatabase(':memory:', { exclusive: false });
    store = newStore();
    new ItemTable(opened.db).noteFeed('one', START);
    new ItemTable(opened.db).noteFeed('two', START);
    hour = 0;
    previousAt = null;
  });
  afterEach(() => opened.close());
}

/** The database of the test. */
export function database(): Database {
  return opened.db;
}

/** Lets hours go by without a poll; returns the hours since the first one. */
export function pause(hours: number): number {
  hour += hours;
  return hour;
}

/** Forgets what lies in memory. */
export function restart(): void {
  store = newStore();
}

export const tagNothing = () => ({
  relevant: false,
  strength: 'none' as const,
  score: 0,
  topics: [],
  lang: 'en',
  reasons: [],
  ruleVersion: 'test',
});

function newStore(): ItemStore {
  return new ItemStore(opened.db, tagNothing);
}

export interface Entry {
  readonly n: number;
  readonly guid?: string | null;
  readonly url?: string | null;
  readonly title?: string;
  readonly summary?: string;
  readonly at?: number | null;
}

export function draft({ n, guid, url, title, summary, at }: Entry): ItemDraft {
  const link = url === undefined ? `https://news.example/article/${n}` : url;
  return {
    guid: guid === undefined ? `id-${n}` : guid,
    url: link,
    canonicalUrl: link === null ? null : canonicalUrl(link),
    title: title ?? SUBJECTS[n % SUBJECTS.length] ?? '',
    author: null,
    publishedAt: at === undefined ? START + n * HOUR : at,
    updatedAt: null,
    summary: summary ?? '',
    content: '',
    categories: [],
    enclosures: [],
    lang: 'en',
    outlet: null,
  };
}

export function poll(entries: readonly Entry[], feedId = 'one'): StoredDocument {
  const now = START + 30 * HOUR + hour++ * HOUR;
  const drafts = entries.map(draft);
  const document = {
    feedId,
    drafts,
    now,
    previousAt: feedId === 'one' ? previousAt : null,
    baselineSince: null,
  };
  const answer = inTransaction(opened.db, () => store.store(document));
  if (feedId === 'one') previousAt = now;
  return answer;
}

export function stored(): number {
  return (opened.db.prepare('SELECT COUNT(*) AS n FROM item').get() as { n: number }).n;
}

export function announced(): number {
  return (opened.db.prepare("SELECT COUNT(*) AS n FROM change WHERE kind = 'new'").get() as { n: number }).n;
}

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, at) => from + at);
