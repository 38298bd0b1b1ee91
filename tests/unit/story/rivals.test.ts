// Two events of one day that the same words tell: who and where keeps them apart, in one language and across languages.
import { describe, expect, it } from 'vitest';
import { loadStoryWords } from '../../../src/config/story-words.ts';
import { anchorOf, Fingerprinter } from '../../../src/story/anchors.ts';
import { extractFeatures } from '../../../src/story/features.ts';
import { commonNames, nameRivals } from '../../../src/story/rivals.ts';
import { StoryWindow } from '../../../src/story/story-window.ts';
import { learnUsual } from '../../../src/story/usual.ts';

const words = loadStoryWords();
const usual = learnUsual(words);
const fingerprinter = new Fingerprinter(words);
const MINUTE = 60_000;

type Text = readonly [lang: string, title: string, summary: string];

/** Stories of the texts as they come, and which of them count as copies. */
function place(texts: readonly Text[]): { stories: number[]; copies: number } {
  const window = new StoryWindow(usual);
  const stories: number[] = [];
  let copies = 0;
  for (const [index, [lang, title, summary]] of texts.entries()) {
    const at = index * 11 * MINUTE;
    const features = extractFeatures({ title, summary, content: '', lang });
    const anchors = fingerprinter.extract({ title, summary, content: '', evidence: ['dprk', 'russia'] });
    const { storyId, copyOf, merged } = window.decide({ features, anchors, at, lang }, at);
    const story = storyId ?? index + 1;
    for (const from of merged) window.merge(from, story);
    if (copyOf !== null) copies++;
    const placed = { itemId: index + 1, storyId: story, rootId: copyOf ?? index + 1, at, joinedAt: at, lang };
    window.admit(placed, features, anchors, null);
    stories.push(story);
  }
  return { stories, copies };
}

const VISITS: readonly Text[] = [
  [
    'en',
    'Lavrov arrives in Pyongyang for talks on military pact',
    'Foreign Minister Sergei Lavrov arrived in Pyongyang on Tuesday for talks on the treaty with North Korea.',
  ],
  [
    'en',
    'Kozlov arrives in Pyongyang for talks on military pact',
    'Resources Minister Alexander Kozlov arrived in Pyongyang on Tuesday for talks on the treaty with North Korea.',
  ],
  [
    'de',
    'Lawrow zu Gesprächen über Militärpakt in Pjöngjang',
    'Außenminister Sergej Lawrow traf am Dienstag in Pjöngjang zu Gesprächen über den Vertrag mit Nordkorea ein.',
  ],
  [
    'de',
    'Koslow zu Gesprächen über Militärpakt in Pjöngjang',
    'Minister Alexander Koslow traf am Dienstag in Pjöngjang zu Gesprächen über den Vertrag mit Nordkorea ein.',
  ],
];

const SHELLINGS: readonly Text[] = [
  [
    'en',
    'North Korean Koksan guns shell Kupiansk',
    'Russian forces fired North Korean 170mm Koksan guns at Kupiansk in Kharkiv region on Tuesday, wounding three, officials said.',
  ],
  [
    'en',
    'North Korean Koksan guns shell Okhtyrka',
    'Russian forces fired North Korean 170mm Koksan guns at Okhtyrka in Sumy region on Tuesday, wounding three, officials said.',
  ],
  [
    'ja',
    'ロシア軍、北朝鮮製コクサン砲でクピャンスク砲撃 3人負傷',
    'ロシア軍は24日、北朝鮮製の170ミリ自走砲「コクサン」でハルキウ州クピャンスクを砲撃し、3人が負傷した。',
  ],
  [
    'ja',
    'ロシア軍、北朝鮮製コクサン砲でオフティルカ砲撃 3人負傷',
    'ロシア軍は24日、北朝鮮製の170ミリ自走砲「コクサン」でスーミ州オフティルカを砲撃し、3人が負傷した。',
  ],
];

const SANCTIONS: readonly Text[] = [
  [
    'en',
    'Japan sanctions North Korean firms over arms for Russia',
    'Tokyo on Tuesday froze the assets of five North Korean companies over arms transfers to Russia.',
  ],
  [
    'en',
    'Canada sanctions North Korean firms over arms for Russia',
    'Ottawa on Tuesday froze the assets of five North Korean companies over arms transfers to Russia.',
  ],
  [
    'ko',
    '일본, 대러 무기 지원 북한 기업 5곳 제재',
    '일본 정부가 24일 러시아에 무기를 넘긴 북한 기업 5곳의 자산을 동결했다.',
  ],
  [
    'ko',
    '캐나다, 대러 무기 지원 북한 기업 5곳 제재',
    '캐나다 정부가 24일 러시아에 무기를 넘긴 북한 기업 5곳의 자산을 동결했다.',
  ],
];

// Nobody listed these names.
const TOURS: readonly Text[] = [
  [
    'en',
    "Russia's deputy minister Dvornikov visits Pyongyang arms plant",
    'Deputy Defence Minister Mikhail Dvornikov toured an ammunition plant near Pyongyang on Friday, North Korean state media said.',
  ],
  [
    'en',
    "Russia's deputy minister Aksakov visits Pyongyang arms plant",
    'Deputy Industry Minister Pavel Aksakov toured an ammunition plant near Pyongyang on Friday, North Korean state media said.',
  ],
  [
    'en',
    'North Korea shows shell lines to Russian deputy defence minister',
    'Mikhail Dvornikov was shown new shell lines for the Russian army, state media said on Friday.',
  ],
  [
    'en',
    'Pyongyang hosts Aksakov, seeks Russian machine tools for shells',
    'North Korean officials asked visiting deputy industry minister Pavel Aksakov for machine tools, state media said on Friday.',
  ],
];

describe('two events of one day told alike', () => {
  it.each([
    ['two ministers', VISITS],
    ['two shelled towns', SHELLINGS],
    ['two governments', SANCTIONS],
    ['two ministers nobody listed', TOURS],
  ])('stay two: %s', (_, texts) => {
    const { stories, copies } = place(texts);
    expect(copies).toBe(0);
    expect(stories[1]).not.toBe(stories[0]);
    expect(stories.slice(2)).toEqual(stories.slice(0, 2));
  });
});

describe('the same wording about another place', () => {
  it('is another story, whether or not anybody listed the place', () => {
    const window = new StoryWindow(usual);
    const stories = ['Trostovka', 'Belinovo'].map((town, index) => {
      const title = `Tram derails in ${town}, four hurt`;
      const summary = `A tram left the rails in the centre of ${town} on Monday morning and hit a parked lorry, injuring four passengers, the city council said.`;
      const features = extractFeatures({ title, summary, content: '', lang: 'en' });
      const query = { features, anchors: new Int32Array(0), at: index * 60 * MINUTE, lang: 'en' };
      const { storyId, copyOf } = window.decide(query, query.at);
      const story = storyId ?? index + 1;
      const placed = { itemId: index + 1, storyId: story, rootId: copyOf ?? index + 1, lang: 'en' };
      window.admit({ ...placed, at: query.at, joinedAt: query.at }, features, query.anchors, null);
      return story;
    });
    expect(stories).toEqual([1, 2]);
  });
});

describe('nameRivals', () => {
  const anchors = (...names: string[]): number[] => names.map((name) => anchorOf(`n:${name}`));
  const rival = (one: string[], ...others: string[][]): boolean =>
    nameRivals(
      anchors(...one),
      others.map((other) => anchors(...other)),
      usual.telling,
    );
  it('asks for another name of the same kind on both sides', () => {
    expect(rival(['shoigu'], ['belousov'])).toBe(true);
    expect(rival(['shoigu'], ['sumy'])).toBe(false);
    expect(rival(['shoigu', 'belousov'], ['belousov'])).toBe(false);
    expect(rival([], ['belousov'])).toBe(false);
  });
  it('leaves out who and what every other text names', () => {
    expect(rival(['kursk'], ['sumy'])).toBe(false);
    expect(rival(['kim-jong-un'], ['shoigu'])).toBe(false);
    expect(rival(['koksan'], ['kn-23'])).toBe(false);
  });
  it('believes what half of the others name', () => {
    expect(rival(['shoigu'], ['belousov'], ['belousov'], [])).toBe(true);
    expect(rival(['shoigu'], ['belousov'], [], [])).toBe(false);
    expect(commonNames([anchors('sumy'), anchors('sumy', 'shostka'), []], usual.telling)).toEqual(
      anchors('sumy'),
    );
  });
});
