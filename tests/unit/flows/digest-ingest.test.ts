// From a feed's document to the digest, through the real ingest and the real rules: what is shown, once, with sums that agree.
import { describe, expect, it } from 'vitest';
import { ItemStore } from '../../../src/flows/storing/store-items.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import { writeDigest, type WriteOutcome } from '../../../src/flows/sending/write-digest.ts';
import type { DigestDocument } from '../../../src/model/digest.ts';
import type { ItemDraft } from '../../../src/model/item.ts';
import { inTransaction } from '../../../src/store/database.ts';
import { DAILY, explain, FILES, HOUR, openWorld, recordEvents, T0 } from './seed.ts';

const DAY = 24 * HOUR;
const tagging = openTagging(new URL('../../../config/topics/dprk-russia.yaml', import.meta.url).pathname);

function draft(guid: string, title: string, summary: string, more: Partial<ItemDraft> = {}): ItemDraft {
  return {
    guid,
    url: `https://paper.example/${guid}`,
    canonicalUrl: `https://paper.example/${guid}`,
    title,
    author: null,
    publishedAt: T0 - 2 * HOUR,
    updatedAt: null,
    summary,
    content: '',
    categories: [],
    enclosures: [],
    lang: 'en',
    outlet: null,
    ...more,
  };
}

const shells = (number: string) =>
  draft(
    'shells',
    `North Korea ships ${number} trainloads of artillery shells to Russia`,
    `North Korean munitions crossed at Khasan. The shipment has ${number} trainloads of 152mm shells for use in Ukraine.`,
  );
const engineers = draft(
  'engineers',
  'Pyongyang sends engineers to Kursk region',
  'North Korean military engineers arrived in the Kursk region of Russia to clear mines, officials said.',
);
const weather = draft('weather', 'Mild week ahead', 'Sun and little wind.');

function world() {
  const db = openWorld();
  const store = new ItemStore(db, (id, input, at) => tagging.tagAndStore(db, id, input, at));
  const { events } = recordEvents();
  const deps = { db, topics: tagging.topics, baseUrl: null, explain, channels: FILES, events };
  /** `first`: the feed's first poll, whose items are baseline, news where they are of the last day. */
  const read = (feedId: string, now: number, drafts: readonly ItemDraft[], first = false) =>
    inTransaction(db, () =>
      store.store({
        feedId,
        drafts,
        now,
        previousAt: first ? null : now - HOUR,
        baselineSince: first ? now - DAY : null,
      }),
    );
  writeDigest(deps, DAILY, T0 - HOUR);
  return { db, read, write: (now: number) => documentOf(writeDigest(deps, DAILY, now)) };
}

function documentOf(outcome: WriteOutcome): DigestDocument {
  if (outcome.kind !== 'queued') throw new Error(outcome.kind);
  return outcome.document;
}

describe('from feed to digest', () => {
  it('tells a correction of what it showed once, also of what the feed held when it was added', () => {
    const { read, write } = world();
    read('nknews', T0 - 1000, [shells('12'), weather], true);
    expect(write(T0).sections.flatMap(({ cards }) => cards)).toHaveLength(1);
    read('nknews', T0 + HOUR, [shells('40'), weather]);
    const second = write(T0 + DAY);
    expect(second.updates).toMatchObject([
      {
        formerTitle: 'North Korea ships 12 trainloads of artillery shells to Russia',
        title: 'North Korea ships 40 trainloads of artillery shells to Russia',
        kinds: expect.arrayContaining(['numbers']),
      },
    ]);
    expect(second.receipt?.items).toMatchObject({ seen: 1, matched: 1, updated: 1, shown: 0 });
    read('nknews', T0 + DAY + HOUR, [shells('40'), weather]);
    expect(write(T0 + 2 * DAY)).toMatchObject({ updates: [], receipt: { items: { seen: 0 } } });
  });

  it('shows what was corrected before the digest as it reads now, and not as an update', () => {
    const { read, write } = world();
    read('nknews', T0 - 2000, [shells('12')]);
    read('nknews', T0 - 1000, [shells('40')]);
    const first = write(T0);
    expect(first.updates).toEqual([]);
    expect(first.sections[0]?.cards[0]?.headline).toContain('40');
    expect(first.receipt?.items).toMatchObject({ seen: 1, matched: 1, shown: 1, updated: 0 });
  });

  it('shows a story again with what is new in it, and keeps back who only tells it again', () => {
    const { read, write } = world();
    read('nknews', T0 - 1000, [shells('12')]);
    write(T0);
    const other = (guid: string, title: string, summary: string) =>
      draft(guid, title, summary, { url: null, canonicalUrl: null, publishedAt: T0 - HOUR });
    read('nhk', T0 + HOUR, [{ ...shells('12'), guid: 'copy', url: null, canonicalUrl: null }]);
    read('yonhap', T0 + HOUR, [
      other(
        'again',
        'Artillery shells from North Korea: 12 trainloads shipped to Russia',
        'Russia received 12 trainloads of North Korean artillery shells through Khasan for use in Ukraine.',
      ),
    ]);
    const quiet = write(T0 + DAY);
    expect(quiet.sections).toEqual([]);
    expect(quiet.receipt?.items).toMatchObject({ seen: 2, matched: 2, repeated: 2, shown: 0 });
    expect(quiet.highlights[0]).toContain('nothing new on the subject (2 further reports of stories shown');
    read('tass', T0 + DAY + HOUR, [
      other(
        'more',
        'North Korea ships 40 trainloads of artillery shells to Russia, Putin says',
        'North Korean munitions crossed at Khasan. The shipment has 40 trainloads of 152mm shells for use in Ukraine.',
      ),
    ]);
    const cards = write(T0 + 2 * DAY).sections.flatMap(({ cards: inSection }) => inSection);
    expect(cards).toMatchObject([
      { followUpSince: T0, news: ['new number 12 → 40', 'new name Putin'], itemIds: [4] },
    ]);
  });

  it('counts copied, merged, held, corrected and unrelated items of one span, each in one place', () => {
    const { db, read, write } = world();
    read('nknews', T0 - 3000, [shells('12'), engineers, weather]);
    write(T0);
    read('nknews', T0 + HOUR, [shells('40'), engineers, weather, draft('w2', 'Rain later', 'Wet.')]);
    read('nhk', T0 + 2 * HOUR, [{ ...shells('40'), guid: 'copy', url: null, canonicalUrl: null }]);
    read('tass', T0 + 3 * HOUR, [{ ...engineers, guid: 'copy2', url: null, canonicalUrl: null }]);
    const flood = Array.from({ length: 60 }, (_, at) =>
      draft(`f${at}`, `North Korea sends unit ${at} of troops to Russia`, 'North Korean troops in Russia.', {
        publishedAt: T0 - 40 * DAY,
      }),
    );
    const { held } = read('yonhap', T0 + 4 * HOUR, flood);
    const { receipt } = write(T0 + DAY);
    const changed = db
      .prepare<[number], { n: number }>('SELECT count(DISTINCT item_id) AS n FROM change WHERE at > ?')
      .get(T0)?.n;
    const items = receipt?.items;
    expect(items?.seen).toBe((changed ?? 0) + held);
    expect(items).toMatchObject({ held, updated: 1 });
    const { shown = 0, merged = 0, repeated = 0, updated = 0 } = items ?? {};
    expect(items?.matched).toBe(shown + merged + repeated + updated);
  });
});
