// What is usual is known before anything was read, and learned from nothing that is kept aside.
import { describe, expect, it } from 'vitest';
import { loadStoryWords } from '../../../src/config/story-words.ts';
import { extractFeatures } from '../../../src/story/features.ts';
import { StoryWindow } from '../../../src/story/story-window.ts';
import { learnUsual } from '../../../src/story/usual.ts';
import { isKeptAside, learnFrequencies, readTexts } from '../../corpus/learn-frequencies.ts';

const usual = learnUsual(loadStoryWords());
const features = (title: string, lang: string): ReturnType<typeof extractFeatures> =>
  extractFeatures({ title, summary: '', content: '', lang });

describe('usual words', () => {
  it('are known in every language of the subject', () => {
    for (const [word, lang] of [
      ['Russia', 'en'],
      ['북한', 'ko'],
      ['Россия', 'ru'],
      ['Росія', 'uk'],
      ['北朝', 'ja'],
      ['俄罗', 'zh'],
      ['Nordkorea', 'de'],
      ['Russie', 'fr'],
      ['Corea', 'es'],
      ['Rosja', 'pl'],
    ] as const) {
      const [token = 0] = features(word, lang).title;
      expect(usual.terms.get(token) ?? 0, word).toBeGreaterThan(0.02);
    }
  });

  it('join no two stories in an empty window', () => {
    const window = new StoryWindow(usual);
    const first = features('Library van returns to the lake villages of the north', 'en');
    const query = { anchors: new Int32Array(0), at: 0, lang: 'en' };
    window.admit(
      { itemId: 1, storyId: 1, rootId: 1, joinedAt: 0, at: 0, lang: 'en' },
      first,
      query.anchors,
      null,
    );
    const other = features('Lake at its lowest level since 1964', 'en');
    expect(window.decide({ ...query, features: other }, 0).storyId).toBeNull();
  });

  it('are counted by language, per mille, from three texts on', () => {
    const texts = ['Snow falls', 'Snow melts', 'Snow again'].map((title) => ({
      lang: 'en',
      title,
      summary: '',
    }));
    expect(learnFrequencies(texts).get('en')).toEqual(new Map([[1_000, ['snow']]]));
  });

  it('come from nothing that is kept aside for reporting', () => {
    expect([isKeptAside('d20'), isKeptAside('d21'), isKeptAside('s021')]).toEqual([false, true, false]);
    expect(readTexts().some(({ title }) => title.startsWith('North Korean TV airs documentary'))).toBe(false);
  });
});
