// Words with one meaning meet, in every language; countries tell events apart.
import { describe, expect, it } from 'vitest';
import { loadStoryWords } from '../../../src/config/story-words.ts';
import { extractFeatures } from '../../../src/story/features.ts';
import { isElsewhere, landsOf, type NamedLands } from '../../../src/story/lands.ts';
import { NO_SENSES, Senses } from '../../../src/story/senses.ts';
import { StoryWindow } from '../../../src/story/story-window.ts';
import { tokenise } from '../../../src/story/tokens.ts';
import { learnUsual } from '../../../src/story/usual.ts';

const words = loadStoryWords();
const usual = learnUsual(words);
const { senses } = usual;
const NO_ANCHORS = new Int32Array(0);
const HOUR_MS = 3_600_000;

function tokensOf(text: string): number[] {
  const tokens: number[] = [];
  tokenise(text.normalize('NFKC').toLowerCase(), true, 9, tokens);
  return tokens;
}

function meaningOf(word: string, lang: string): number {
  return senses.of(lang).of(tokensOf(word)[0] ?? 0);
}

function features(title: string, summary: string, lang = 'en'): ReturnType<typeof extractFeatures> {
  return extractFeatures({ title, summary, content: '', lang });
}

/** Stories of English texts that come an hour apart. */
function place(texts: readonly (readonly [title: string, summary: string])[]): number[] {
  const window = new StoryWindow(usual);
  let next = 1;
  return texts.map(([title, summary], index) => {
    const at = index * HOUR_MS;
    const text = features(title, summary);
    const placement = window.decide({ features: text, anchors: NO_ANCHORS, at, lang: 'en' }, at);
    const storyId = placement.storyId ?? next++;
    const rootId = placement.copyOf ?? index;
    window.admit({ itemId: index, storyId, rootId, at, joinedAt: at, lang: 'en' }, text, NO_ANCHORS, null);
    return storyId;
  });
}

describe('the lists of senses and lands', () => {
  it('hold single words only, each in one sense of its language', () => {
    const seen = new Map<string, string>();
    const bad = words.senses.filter(({ word, lang, sense, kind }) => {
      if (tokensOf(word).length !== 1) return true;
      if (kind === 'town') return false;
      const former = seen.get(`${lang} ${word}`) ?? sense;
      seen.set(`${lang} ${word}`, sense);
      return former !== sense;
    });
    expect(bad.map(({ lang, word, sense }) => `${lang} ${word} (${sense})`)).toEqual([]);
  });
});

describe('a meaning', () => {
  it('is the same for all its words, also in other languages', () => {
    expect(meaningOf('temblor', 'en')).toBe(meaningOf('earthquake', 'en'));
    expect(meaningOf('Lima', 'en')).toBe(meaningOf('Peruvian', 'en'));
    expect(meaningOf('Erdbeben', 'de')).toBe(meaningOf('quake', 'en'));
    expect(meaningOf('地震', 'ja')).toBe(meaningOf('quake', 'en'));
  });

  it('is the word itself where nothing is known of it, and in a language without senses', () => {
    expect(meaningOf('Trostovka', 'en')).toBe(tokensOf('Trostovka')[0]);
    expect(meaningOf('quake', 'vi')).toBe(tokensOf('quake')[0]);
    expect(NO_SENSES.of('en').of(7)).toBe(7);
  });

  it('keeps every word of a large list apart', () => {
    const list = Array.from({ length: 500 }, (_, index) => ({
      word: `w${String.fromCharCode(97 + (index % 26))}${String.fromCharCode(97 + Math.floor(index / 26))}q`,
      lang: 'en',
      sense: `s${index}`,
      kind: 'matter' as const,
    }));
    const meanings = new Senses(list).of('en');
    const found = new Set(list.map(({ word }) => meanings.of(tokensOf(word)[0] ?? 0)));
    expect(found.size).toBe(list.length);
    for (const { word } of list) expect(meanings.of(tokensOf(word)[0] ?? 0)).not.toBe(tokensOf(word)[0]);
  });
});

describe('the country of a text', () => {
  const lands = (title: string, summary = ''): NamedLands => landsOf(features(title, summary), 'en', senses);

  it('is told by its name, who lives there, its capital and its towns', () => {
    expect(lands('Peruvian truckers stranded')).toEqual(lands('Cars buried in Arequipa'));
    expect(lands('Mines near Lima shut')).toEqual(lands('Peru'));
    expect(lands('Truckers stranded').all.size).toBe(0);
  });

  it('is another one only where most others name one, and none of them this one', () => {
    const karachi = lands('Fire in Karachi');
    expect(isElsewhere(karachi, [lands('Dhaka fire'), lands('Fire kills 14')])).toBe('headline');
    expect(isElsewhere(karachi, [lands('Fire kills 14', 'It broke out near Dhaka.')])).toBe('text');
    expect(isElsewhere(karachi, [lands('Dhaka fire'), lands('Pakistan fire')])).toBeNull();
    expect(isElsewhere(lands('Fire kills 14'), [lands('Dhaka fire')])).toBeNull();
    expect(isElsewhere(karachi, [lands('Fire kills 14')])).toBeNull();
  });
});

describe('a story', () => {
  const quake = [
    'Quake of magnitude 6.1 shakes southern Peru',
    'The institute put the epicentre near Camana. Two people died when walls fell in Caraveli.',
  ] as const;

  it('is found in other words, by a place and the matter', () => {
    const truckers = [
      'Truckers wait for bulldozers after temblor cuts coastal highway',
      'Peruvian drivers slept in their cabs outside Camana.',
    ] as const;
    expect(place([quake, truckers])).toEqual([1, 1]);
  });

  it('is another one in another country', () => {
    const other = [
      'Quake of magnitude 5.9 shakes eastern Turkey',
      'People ran into the streets of Malatya when walls fell. The epicentre was near Puturge.',
    ] as const;
    expect(place([quake, other])).toEqual([1, 2]);
  });
});
