// Promises of choosing and composing: what joins, what leads, what counts, what is said at the top.
import { describe, expect, it } from 'vitest';
import { composeCard, type StoryContext } from '../../../src/digest/card.ts';
import { type Choice, chooseStories } from '../../../src/digest/choose.ts';
import { assertAccounts } from '../../../src/digest/coverage.ts';
import { type HighlightFacts, unusualLine } from '../../../src/digest/highlights.ts';
import { decideImportance } from '../../../src/digest/importance.ts';
import type { Candidate, DigestSource } from '../../../src/model/digest.ts';
import type { Verdict } from '../../../src/model/verdict.ts';
import { fullDocument, NOW, source } from './sample.ts';

const ALL: Choice = { minStrength: 'core', topics: [], languages: [] };
const CONTEXT: StoryContext = {
  members: new Map(),
  shownAt: new Map(),
  alertedAt: new Map(),
  explain: () => 'why: «evidence» in the title',
};

function candidate(
  itemId: number,
  overrides: {
    readonly source?: Partial<DigestSource>;
    readonly verdict?: Partial<Verdict>;
    readonly story?: number | null;
    readonly summary?: string;
    readonly former?: Candidate['former'];
    readonly heldBy?: number;
  } = {},
): Candidate {
  return {
    seq: itemId,
    change: overrides.former ? 'revised' : 'new',
    changedAt: NOW,
    storyId: overrides.story === undefined ? itemId : overrides.story,
    heldBy: overrides.heldBy ?? null,
    baseline: false,
    summary: overrides.summary ?? '',
    source: source({ itemId, ...overrides.source }),
    verdict: {
      relevant: true,
      strength: 'core',
      score: 9,
      topics: ['arms-transfer'],
      lang: 'en',
      reasons: [],
      ruleVersion: 'v',
      ...overrides.verdict,
    },
    former: overrides.former ?? null,
  };
}

const ids = (chosen: ReturnType<typeof chooseStories>) =>
  chosen.stories.map(({ candidates }) => candidates.map(({ source: { itemId } }) => itemId));

const ALL_NEW = () => null;

describe('chooseStories', () => {
  it('gathers a story on one card and leaves items without a story alone', () => {
    const chosen = chooseStories(
      [
        candidate(1, { story: 5 }),
        candidate(2, { story: 5 }),
        candidate(3, { story: null }),
        candidate(4, { story: null }),
      ],
      ALL,
      new Set(),
      [],
      ALL_NEW,
    );
    expect(ids(chosen)).toEqual([[1, 2], [3], [4]]);
  });

  it('joins stories that are linked directly, never links of links', () => {
    const chosen = chooseStories(
      [candidate(1, { story: 1 }), candidate(11, { story: 1 }), candidate(2), candidate(3)],
      ALL,
      new Set(),
      [
        { storyId: 1, otherId: 2, score: 1 },
        { storyId: 2, otherId: 3, score: 1 },
      ],
      ALL_NEW,
    );
    expect(ids(chosen)).toEqual([[1, 11, 2], [3]]);
  });

  it('keeps to strength, topics and languages, and counts what it leaves', () => {
    const candidates = [
      candidate(1, { verdict: { strength: 'passing' } }),
      candidate(2, { verdict: { topics: ['casualties'] } }),
      candidate(3, { source: { lang: 'ko' } }),
      candidate(4),
      candidate(5, { heldBy: 1 }),
    ];
    const chosen = chooseStories(
      candidates,
      { minStrength: 'core', topics: ['arms-transfer'], languages: ['en'] },
      new Set(),
      [],
      ALL_NEW,
    );
    expect(ids(chosen)).toEqual([[4]]);
    expect(chosen.below.map(({ source: { itemId } }) => itemId)).toEqual([1, 2, 3]);
    expect(chosen.held).toHaveLength(1);
    expect(
      ids(chooseStories(candidates, { ...ALL, minStrength: 'passing' }, new Set(), [], ALL_NEW)).flat(),
    ).toContain(1);
  });

  it('shows an item once, though it was new and revised in one span, as it was before the first change', () => {
    const revised = (title: string) => candidate(1, { former: { title, summary: '', kinds: ['title'] } });
    expect(ids(chooseStories([candidate(1), revised('was')], ALL, new Set(), [], ALL_NEW))).toEqual([[1]]);
    const twice = chooseStories([revised('first'), revised('second')], ALL, new Set([1]), [], ALL_NEW);
    expect(twice.updates.map(({ former }) => former?.title)).toEqual(['first']);
  });

  it('keeps back what adds nothing to a story shown before, also where a linked one was shown', () => {
    const told: [readonly number[], number][] = [];
    const chosen = chooseStories(
      [
        candidate(1, { story: 1 }),
        candidate(2, { story: 2 }),
        candidate(3, { story: 3 }),
        candidate(4, { story: null }),
      ],
      ALL,
      new Set(),
      [{ storyId: 2, otherId: 9, score: 1 }],
      (storyIds, candidates) => {
        told.push([storyIds, candidates.length]);
        return storyIds.includes(1) ? ['new number 40'] : storyIds.includes(9) ? [] : null;
      },
    );
    expect(chosen.stories.map(({ storyIds, news }) => [storyIds, news])).toEqual([
      [[1], ['new number 40']],
      [[3], []],
      [[], []],
    ]);
    expect(chosen.repeated.map(({ source: { itemId } }) => itemId)).toEqual([2]);
    expect(told).toEqual([
      [[1], 1],
      [[2, 9], 1],
      [[3], 1],
    ]);
  });
});

describe('composeCard', () => {
  const compose = (candidates: readonly Candidate[], context: Partial<StoryContext> = {}) =>
    composeCard({ storyIds: [1], candidates, news: [] }, { ...CONTEXT, ...context });

  it('leads with original reporting: no copy, no aggregator, independent before state, the earliest', () => {
    const made = compose([
      candidate(1, { source: { copy: true } }),
      candidate(2, { source: { kind: 'aggregator' } }),
      candidate(3, { source: { kind: 'state-media', control: 'state', publishedAt: NOW - 9e6 } }),
      candidate(4, { source: { publishedAt: NOW - 1000, outlet: 'Late' } }),
      candidate(5, { source: { publishedAt: NOW - 2000, outlet: 'Early' } }),
    ]);
    expect(made.outlet).toBe('Early');
    expect(made.itemIds).toEqual([5, 4, 3, 2, 1]);
  });

  it('counts publisher families without copies, and says who is state media', () => {
    const state = { kind: 'state-media', control: 'state' } as const;
    const made = compose([
      candidate(1, { source: { family: 'a' } }),
      candidate(2, { source: { family: 'a', feedId: 'a2' } }),
      candidate(3, { source: { family: 'b', copy: true } }),
      candidate(4, { source: { family: 'c', ...state } }),
    ]);
    expect(made).toMatchObject({ families: 2, stateMedia: 'some', official: false });
    expect(compose([candidate(1, { source: state })])).toMatchObject({ families: 1, stateMedia: 'only' });
    expect(compose([candidate(1, { source: { kind: 'government', control: 'state' } })]).official).toBe(true);
  });

  it('takes two sentences, and another source’s where the lead repeats its title', () => {
    const made = compose([
      candidate(1, {
        source: { title: 'Shells were sent to Russia' },
        summary: 'Shells were sent to Russia',
      }),
      candidate(2, {
        source: { publishedAt: NOW },
        summary: 'Gen. Kim said 3.5 tonnes left. A second ship follows. A third is loading.',
      }),
    ]);
    expect(made.summary).toBe('Gen. Kim said 3.5 tonnes left. A second ship follows.');
  });

  it('gives no link but http and https, and none with a password in it', () => {
    expect(compose([candidate(1, { source: { url: 'javascript:alert(1)' } })]).url).toBeNull();
    expect(compose([candidate(1, { source: { url: 'https://u:p@a.example/x' } })]).url).toBe(
      'https://a.example/x',
    );
  });

  it('shows an item without a title, and one of ten thousand characters cut at a grapheme', () => {
    expect(compose([candidate(1, { source: { title: ' \u0000 ' } })]).headline).toBe('Without a title');
    const { headline } = compose([candidate(1, { source: { title: '👩‍👩‍👧'.repeat(10_000) } })]);
    expect(headline.length).toBeLessThanOrEqual(300);
    expect(headline).toMatch(/👩‍👩‍👧…$/u);
  });
});

describe('decideImportance', () => {
  const facts = {
    strength: 'core',
    tagScore: 8,
    families: 1,
    languages: 1,
    official: false,
    stateOnly: false,
    followUp: false,
    topics: 1,
  } as const;

  it('rises with independent outlets, official word and novelty, falls for state media alone; each with a reason', () => {
    const base = decideImportance(facts);
    expect(base).toEqual({ score: 6, reasons: ['about the subject +3', 'evidence 8 +2', 'new +1'] });
    expect(decideImportance({ ...facts, families: 3 }).reasons).toContain('3 independent outlets +2');
    expect(decideImportance({ ...facts, official: true }).score).toBe(8);
    expect(decideImportance({ ...facts, followUp: true }).score).toBe(5);
    expect(decideImportance({ ...facts, stateOnly: true }).score).toBe(5);
  });
});

describe('unusualLine', () => {
  const facts = (today: Record<string, number>, usual: Record<string, number>, historyDays = 14) =>
    ({
      today: new Map(Object.entries(today)),
      history: Object.entries(usual).flatMap(([topic, items]) =>
        Array.from({ length: historyDays }, (_, day) => ({ day: String(day), topic, items })),
      ),
      historyDays: Array.from({ length: historyDays }, (_, day) => ({ day: String(day), weekend: false })),
      coveredDays: [{ weekend: false }],
      coversMs: 86_400_000,
      topicName: (topic: string) => topic,
    }) as unknown as HighlightFacts;

  it('names what is far above the median day and what has fallen silent', () => {
    expect(unusualLine(facts({ troops: 8 }, { troops: 2, arms: 3 }))).toBe(
      'Unusual against the last 14 days: troops 8 (usually 2) and nothing on arms (usually 3).',
    );
  });

  it('says so when nothing is unusual, or too little is on record', () => {
    expect(unusualLine(facts({ troops: 3 }, { troops: 2 }))).toBe(
      'Nothing unusual against the last 14 days.',
    );
    expect(unusualLine(facts({ troops: 9 }, { troops: 1 }, 3))).toBe(
      'No comparison yet: 3 days on record, 7 are needed.',
    );
  });

  it('measures a digest over several days against as many', () => {
    const three = {
      ...facts({ troops: 7 }, { troops: 2 }),
      coveredDays: [{ weekend: false }, { weekend: false }, { weekend: false }],
    };
    expect(unusualLine(three)).toBe('Nothing unusual against the last 14 days.');
  });

  it('measures a weekend against weekends, and a workday against workdays', () => {
    const days = Array.from({ length: 14 }, (_, day) => ({ day: String(day), weekend: day % 7 < 2 }));
    const history = days.map(({ day, weekend }) => ({ day, topic: 'troops', items: weekend ? 0 : 6 }));
    const line = (today: number, weekend: boolean): string =>
      unusualLine({
        ...facts({ troops: today }, {}),
        history,
        historyDays: days,
        coveredDays: [{ weekend }],
      });
    expect(line(0, true)).toBe('Nothing unusual against the last 14 days.');
    expect(line(0, false)).toContain('nothing on troops (usually 6)');
    expect(line(6, true)).toContain('troops 6 (usually 0)');
    expect(line(6, false)).toBe('Nothing unusual against the last 14 days.');
  });
});

describe('assertAccounts', () => {
  it('throws where an item is missing, doubled or not counted', () => {
    const document = fullDocument();
    const receipt = document.receipt;
    if (receipt === null) throw new Error('no receipt');
    expect(() => assertAccounts(document, 1281)).not.toThrow();
    expect(() => assertAccounts(document, 1282)).toThrow('1282 in the span');
    expect(() => assertAccounts({ ...document, updates: [] }, 1281)).toThrow();
    expect(() =>
      assertAccounts({ ...document, sections: [...document.sections, ...document.sections] }, 1281),
    ).toThrow();
    const items = { ...receipt.items, merged: 3 };
    expect(() => assertAccounts({ ...document, receipt: { ...receipt, items } }, 1281)).toThrow('matched');
  });
});
