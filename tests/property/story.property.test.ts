// Laws of identity and story that hold for any input.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trustDocument } from '../../src/identity/trust.ts';
import { diffWords } from '../../src/identity/word-diff.ts';
import type { ItemDraft } from '../../src/model/item.ts';
import { renderQuery, segment } from '../../src/store/search.ts';
import { extractFeatures, packFeatures, unpackFeatures } from '../../src/story/features.ts';
import { StoryWindow } from '../../src/story/story-window.ts';
import { TermTable } from '../../src/story/term-table.ts';

const SETTINGS = { numRuns: 200, seed: 20261125 };
const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 30 });

describe('diffWords', () => {
  it('gives both texts back', () => {
    fc.assert(
      fc.property(words, words, (before, after) => {
        const runs = diffWords(before, after);
        expect(runs.filter(({ op }) => op !== 'added').flatMap((run) => run.words)).toEqual(before);
        expect(runs.filter(({ op }) => op !== 'removed').flatMap((run) => run.words)).toEqual(after);
      }),
      SETTINGS,
    );
  });
});

describe('trustDocument', () => {
  it('never lets two different entries share a key that counts', () => {
    const entry = fc.record({
      guid: fc.constantFrom('g:1', 'g:2', null),
      url: fc.constantFrom('u:1', 'u:2', null),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (entries) => {
        const { drafts } = trustDocument(
          entries.map((keys, at) => ({
            draft: { title: `title ${at}`, summary: '', content: '' } as ItemDraft,
            keys: { ...keys, title: `t:${at}`, verbatim: keys.guid },
          })),
        );
        for (const kind of ['guidKey', 'urlKey', 'verbatimKey'] as const) {
          const keys = drafts.map((one) => one[kind]).filter((key) => key !== null);
          expect(new Set(keys).size).toBe(keys.length);
        }
      }),
      SETTINGS,
    );
  });
});

describe('features', () => {
  it('survive packing for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (title, summary) => {
        const features = extractFeatures({ title, summary, content: '', lang: 'en' });
        const kept = { features, anchors: Int32Array.of(1, -2), norm: 1.5 };
        expect(unpackFeatures(packFeatures(kept))).toEqual(kept);
      }),
      SETTINGS,
    );
  });
});

describe('TermTable', () => {
  it('counts as a map does and keeps the newest postings', () => {
    const step = fc.record({ term: fc.integer({ min: 10, max: 50 }), remove: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const table = new TermTable(16);
        const postings = new Map<number, number[]>();
        const counts = new Map<number, number>();
        for (const [at, { term, remove }] of steps.entries()) {
          const count = counts.get(term) ?? 0;
          if (remove && count > 0) {
            table.remove(term);
            counts.set(term, count - 1);
          } else {
            table.add(term, at);
            counts.set(term, count + 1);
            // A term nobody bears may be dropped with its postings.
            postings.set(term, [...(count === 0 ? [] : (postings.get(term) ?? [])), at]);
          }
        }
        const into = new Int32Array(128);
        for (const [term, count] of counts) {
          const slot = table.find(term);
          expect(table.frequency(slot)).toBe(count);
          if (count === 0) continue;
          const wanted = (postings.get(term) ?? []).slice(-count).reverse();
          const read = table.read(slot, 0, Math.min(count, 128), into);
          expect([...into.subarray(0, read)]).toEqual(wanted.slice(0, read));
        }
      }),
      SETTINGS,
    );
  });
});

describe('StoryWindow', () => {
  it('decides alike whether it lived on or was rebuilt', () => {
    const pool = [
      'crane',
      'ferry',
      'violin',
      'flour',
      'strike',
      'glacier',
      'port',
      '12',
      '14',
      'Kursk',
      'vote',
    ];
    const item = fc.record({
      title: fc.array(fc.constantFrom(...pool), { minLength: 3, maxLength: 7 }),
      hours: fc.integer({ min: 0, max: 20 }),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 2, maxLength: 40 }), fc.nat(), (items, seed) => {
        const whole = new StoryWindow();
        let rebuilt = new StoryWindow();
        const kept: Parameters<StoryWindow['admit']>[] = [];
        const cut = seed % items.length;
        let now = 0;
        for (const [at, { title, hours }] of items.entries()) {
          now += hours * 3_600_000;
          const features = extractFeatures({ title: title.join(' '), summary: '', content: '', lang: 'en' });
          const query = { features, anchors: new Int32Array(0), at: now, lang: 'en' };
          if (at === cut) {
            rebuilt = new StoryWindow();
            for (const one of kept) rebuilt.admit(...one);
          }
          const placement = whole.decide(query, now);
          expect(rebuilt.decide(query, now)).toEqual(placement);
          const storyId = placement.storyId ?? at + 1;
          for (const from of placement.merged) {
            whole.merge(from, storyId);
            rebuilt.merge(from, storyId);
            for (const one of kept) if (one[0].storyId === from) one[0] = { ...one[0], storyId };
          }
          const rootId = placement.copyOf ?? at + 1;
          const placed = { itemId: at + 1, storyId, rootId, at: now, joinedAt: now, lang: 'en' };
          const { norm } = whole.admit(placed, features, query.anchors, null);
          rebuilt.admit(placed, features, query.anchors, norm);
          kept.push([placed, features, query.anchors, norm]);
        }
      }),
      SETTINGS,
    );
  });
});

describe('search queries', () => {
  it('are balanced phrases for any input, and segmentation keeps every sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(renderQuery(text)).toMatch(/^(?:"[^"]+"\*?(?: |$))*$/);
        const signs = segment(text).replaceAll(/\s/g, '');
        for (const sign of text.normalize('NFKC').replaceAll(/\s/g, '')) expect(signs).toContain(sign);
      }),
      SETTINGS,
    );
  });
});
