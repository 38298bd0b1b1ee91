// Why an article is in its story, in words that readers can check.
import { describe, expect, it } from 'vitest';
import { loadStoryWords } from '../../../src/config/story-words.ts';
import { languageName, span } from '../../../src/digest/wording.ts';
import type { JoinedArticle } from '../../../src/model/story.ts';
import { JoinExplainer } from '../../../src/story/explain-join.ts';

const HOUR = 3_600_000;
const words = loadStoryWords();
const explainer = new JoinExplainer(words, {
  span,
  languageName,
  topicName: (topic) => topic.replaceAll('-', ' '),
});

function article(
  id: number,
  title: string,
  summary: string,
  more: Partial<JoinedArticle> = {},
): JoinedArticle {
  const outlet = `Outlet ${id}`;
  return {
    id,
    outlet,
    lang: 'en',
    title,
    summary,
    topics: ['visits'],
    at: 0,
    copyOf: null,
    reason: 'new',
    ...more,
  };
}

const FIRST = article(1, 'Kim Jong Un receives Shoigu in Wonsan', 'They met at a seaside villa on Tuesday.');

function why(...later: JoinedArticle[]): string | undefined {
  return explainer.explain([FIRST, ...later]).get(later.at(-1)?.id ?? 1);
}

describe('an article in a story', () => {
  it('is its first', () => {
    expect(why()).toBe('the first article of the story');
  });

  it('is there for the people, places, numbers and words it shares, and says when and with whom', () => {
    const second = article(
      2,
      'Shoigu and Kim Jong Un talk at Wonsan villa',
      'Moscow asked for 6,000 sappers.',
      {
        at: 3 * HOUR,
        reason: 'story 0.18',
      },
    );
    expect(why(second)).toBe(
      'same people (Kim Jong Un, Shoigu), same place (Wonsan), same matter (talks), same words (villa), 3 h after Outlet 1 (item 1)',
    );
  });

  it('tells the same event in another language', () => {
    const korean = article(3, '김정은, 원산서 쇼이구 접견', '', {
      lang: 'ko',
      at: -2 * HOUR,
      reason: 'also in en 0.62',
    });
    expect(why(korean)).toBe(
      'the same event in Korean: same people (Kim Jong Un, Shoigu), same place (Wonsan), 2 h before Outlet 1 (item 1)',
    );
  });

  it('repeats the text of another', () => {
    const copy = (reason: string): JoinedArticle =>
      article(4, 'Kim receives Shoigu', '', { copyOf: 1, at: 5 * HOUR, reason });
    expect(why(copy('same lead 1.00'))).toBe('repeats item 1: the same opening, 5 h after Outlet 1 (item 1)');
    expect(why(copy('title 0.71 + lead 0.68'))).toContain('nearly the same headline and opening');
    expect(why(copy('title 0.90'))).toContain('nearly the same headline,');
  });

  it('is there for the country and the matter that it tells in other words', () => {
    const quake = article(1, 'Quake kills two in southern Peru', 'Walls fell in Caraveli.');
    const lorries = article(2, 'Lorries stranded after temblor near Lima', '', {
      at: 2 * HOUR,
      reason: 'story 0.2',
    });
    expect(explainer.explain([quake, lorries]).get(2)).toBe(
      'same country (Peru), same matter (earthquake), 2 h after Outlet 1 (item 1)',
    );
  });

  it('is named a copy even where its original is no longer stored', () => {
    expect(explainer.explain([article(9, 'A', '', { copyOf: 2, reason: 'title 0.9' })]).get(9)).toBe(
      'repeats item 2: nearly the same headline',
    );
  });

  it('began a story of its own that was joined', () => {
    expect(why(article(5, 'Shoigu lands in Wonsan', '', { at: 30_000 }))).toBe(
      'began a story of its own, joined to this one: same person (Shoigu), same place (Wonsan), at the same time as Outlet 1 (item 1)',
    );
  });

  it('falls back on the topic, and on like wording', () => {
    const vague = article(6, 'Delegations exchange views', '', { reason: 'story 0.12' });
    expect(why(vague)).toBe('same topic (visits), at the same time as Outlet 1 (item 1)');
    expect(why({ ...vague, topics: [] })).toBe('similar wording, at the same time as Outlet 1 (item 1)');
  });

  it('never shows a number of the engine', () => {
    const said = why(article(7, 'Shoigu in Wonsan', '', { reason: 'story 0.33, joins 2 stories' }));
    expect(said).not.toMatch(/0\.\d|joins/);
  });
});

describe('labels of names', () => {
  it('belong to names there are', () => {
    expect([...words.labels.keys()].filter((id) => !words.names.has(id))).toEqual([]);
    expect(words.labels.size).toBeGreaterThan(70);
  });
});
