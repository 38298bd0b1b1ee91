// Copies, stories and fingerprints: what belongs together, and what only looks as if it did.
import { describe, expect, it } from 'vitest';
import { loadStoryWords } from '../../../src/config/story-words.ts';
import { Fingerprinter } from '../../../src/story/anchors.ts';
import { CopyText, decideCopy, measureCopy } from '../../../src/story/copy.ts';
import { extractFeatures, packFeatures, stripTitle, unpackFeatures } from '../../../src/story/features.ts';
import { NoveltyJudge } from '../../../src/story/novelty.ts';
import { extractQuantities } from '../../../src/story/quantities.ts';
import { skeletonOf } from '../../../src/story/skeleton.ts';
import { prepareTitle } from '../../../src/story/title-marks.ts';
import { scanNumber, tokenise } from '../../../src/story/tokens.ts';

const features = (title: string, summary = '', lang = 'en'): ReturnType<typeof extractFeatures> =>
  extractFeatures({ title, summary, content: '', lang });
const isCopy = (one: [string, string], other: [string, string], rarity = 3): boolean =>
  decideCopy(
    measureCopy(new CopyText().fill(features(...one)), new CopyText().fill(features(...other)), () => rarity),
  ).copy;

const LEAD =
  'A freighter under sanctions left the port of Rajin on Saturday with about 250 containers on board, an imagery group said.';

describe('tokens', () => {
  const tokens = (text: string): number[] => {
    const out: number[] = [];
    tokenise(text.toLowerCase(), true, 100, out);
    return out;
  };
  it('join inflected forms and leave grouping out of numbers', () => {
    expect(tokens('soldiers')).toEqual(tokens('soldier'));
    expect(tokens('солдатами')).toEqual(tokens('солдатам'));
    expect(tokens('1,200')).toEqual(tokens('1 200'));
    expect(scanNumber('3,4 milliards', 0)).toEqual({ digits: '3.4', end: 3 });
  });
  it('cut scripts without spaces into pairs', () => {
    expect(tokens('北朝鮮')).toHaveLength(2);
    expect(tokens('북한군')).toHaveLength(2);
    expect(tokens('9日')).toHaveLength(1);
  });
});

describe('a copy', () => {
  it('is a wire text under an edited headline', () => {
    expect(
      isCopy(
        ['Ship leaves Rajin with 250 containers', LEAD],
        ['Sanctioned freighter sails from Rajin', LEAD],
      ),
    ).toBe(true);
    expect(
      isCopy(
        ['Ship leaves Rajin with 250 containers - Atlas Courier', `SEOUL, March 7 (Atlas) - ${LEAD}`],
        ['UPDATE 1-Ship leaves Rajin with 250 containers', LEAD],
      ),
    ).toBe(true);
  });
  it.each([
    ['another number', LEAD.replace('250', '230')],
    ['another weekday', LEAD.replace('Saturday', 'Tuesday')],
  ])('never differs in %s', (_, other) => {
    expect(isCopy(['Ship leaves Rajin', LEAD], ['Ship leaves Rajin', other])).toBe(false);
  });
  it.each([
    ['Wildfire near Valencia', 'near Valencia on', 'Wildfire near Zamora', 'near Zamora on'],
    ['Pożar hali w Gdyni', 'w Gdyni w środę', 'Pożar hali w Gdyni', 'w Gdyni w sobotę'],
    ['横浜港で火災', '横浜港に停泊中の貨物船', '神戸港で火災', '神戸港に停泊中の貨物船'],
  ])('is about the same: %s, %s; %s, %s', (title, place, otherTitle, otherPlace) => {
    const lead = (where: string): string =>
      `${where} morning drove three thousand people from their homes as strong winds turned the flames towards two villages`;
    expect(isCopy([title, lead(place)], [title, lead(place)])).toBe(true);
    expect(isCopy([title, lead(place)], [otherTitle, lead(otherPlace)])).toBe(false);
  });
  it.each([
    ['Final XXI: how to watch and when it starts', 'Final XXIV: how to watch and when it starts'],
    ['Festival diary: the fifth day in pictures', 'Festival diary: the sixth day in pictures'],
    ['Weather in Lviv: rain until the evening', 'Weather in Rivne: rain until the evening'],
    ['India beat Australia in second Test', 'Australia beat India in second Test'],
    ['Today in history: March 3 and what it brought', 'Today in history: April 3 and what it brought'],
    ['蘇州市氣象台發布暴雨預警', '揚州市氣象台發布暴雨預警'],
    ['[날씨] 화요일 전국 대체로 맑음', '[날씨] 수요일 전국 대체로 맑음'],
  ])('has no other word in the place of one where only headlines speak: %s; %s', (one, other) => {
    expect(isCopy([one, ''], [one, ''])).toBe(true);
    expect(isCopy([one, ''], [other, ''])).toBe(false);
  });
  it.each([
    ['Sanctioned freighter leaves Rajin', 'VIDEO Sanctioned freighter leaves Rajin Tideline'],
    ['Sanctioned freighter leaves Rajin', 'leaves Rajin – Sanctioned freighter'],
    ['Seven swimmers rescued off Skye on Sunday', '7 swimmers rescued off Skye on Sunday'],
    ['Swimmers rescued off Skye, two of them unhurt', 'Swimmers rescued off Skye, two of…'],
  ])(
    'is a headline with more around it, parts moved, a number written otherwise or an end lost',
    (one, other) => {
      expect(isCopy([one, ''], [other, ''])).toBe(true);
    },
  );
  it('is no form filled in with another name', () => {
    const stars =
      'The stars advise you to take your time today and to leave the evening to friends and family.';
    const told = (sign: string): [string, string] => [`Horoscope for the day: ${sign}`, stars];
    expect(isCopy(told('Leo'), told('Leo'), 6)).toBe(true);
    expect(isCopy(told('Leo'), told('Virgo'), 6)).toBe(false);
    const tram = (place: string): [string, string] => [
      'Tram hits car, three hurt',
      `Three people were injured when a tram hit a car at a crossing in ${place} in the evening, the service said.`,
    ];
    expect(isCopy(tram('Sheffield'), tram('Sheffield'), 6)).toBe(true);
    expect(isCopy(tram('Sheffield'), tram('Croydon'), 6)).toBe(false);
  });
  it('keeps the date of its dateline and the number it was cut in to itself', () => {
    const whole = `${LEAD} It had taken on 1,400 tonnes of coal there on 9 April.`;
    const dated = `MOSCOW, 7 March. /ATLAS/. ${LEAD} It had taken on 1,400 tonnes of coal`;
    const cut = `${LEAD} It had taken on 1`;
    expect(isCopy(['Ship leaves Rajin', whole], ['Ship leaves Rajin', dated])).toBe(true);
    expect(isCopy(['Ship leaves Rajin', whole], ['Ship leaves Rajin', cut])).toBe(true);
  });
  it('is not made by boilerplate', () => {
    const boilerplate =
      'Read the whole article and much more on our pages, where you find news from all over the world.';
    expect(isCopy(['Harbour crane topples', boilerplate], ['Poet laureate resigns', boilerplate])).toBe(
      false,
    );
  });
  it('needs the same numbers where there is only a headline', () => {
    expect(
      isCopy(
        ['Weekly claims report shows rise in layoffs', ''],
        ['Weekly claims report shows rise in layoffs', ''],
      ),
    ).toBe(true);
    expect(
      isCopy(
        ['Second shipment of shells leaves port 2', ''],
        ['Second shipment of shells leaves port 3', ''],
      ),
    ).toBe(false);
  });
  it('has a title without marks of wire and outlet', () => {
    expect(stripTitle('UPDATE 2-Ship leaves Rajin for Vladivostok | Atlas')).toBe(
      'Ship leaves Rajin for Vladivostok',
    );
    expect(stripTitle('[속보] 북한군 2명 추가 생포')).toBe('북한군 2명 추가 생포');
  });
});

describe('prepareTitle', () => {
  const prepare = (title: string, url: string | null = null): string =>
    prepareTitle({ title, url, outlet: null });
  it('cuts off labels of the desk and names of outlets', () => {
    expect(prepare('突发！北方多地迎来大风降温_海港晚报')).toBe('北方多地迎来大风降温');
    expect(prepare('VIDEO. Ship leaves Rajin | World News | Atlas Courier')).toBe('Ship leaves Rajin');
    expect(prepare('Ship leaves Rajin - Tideline', 'https://www.tideline.example/1')).toBe(
      'Ship leaves Rajin',
    );
  });
  it('leaves names after a dash, and makes words of letters that number a part', () => {
    expect(prepare('Your horoscope for the week ahead - Leo')).toBe('Your horoscope for the week ahead, Leo');
    expect(prepare('World Cup Group B preview')).toBe('World Cup Group BBB preview');
    expect(prepare('NOWY MOST W PŁOCKU')).toBe('NOWY MOST W PŁOCKU');
  });
});

describe('features', () => {
  it('come back from the database as they were', () => {
    const kept = {
      features: features('Ship leaves Rajin', LEAD),
      anchors: Int32Array.of(-8, 5),
      norm: Math.fround(3.7),
    };
    expect(unpackFeatures(packFeatures(kept))).toEqual(kept);
  });
});

describe('fingerprints', () => {
  const fingerprinter = new Fingerprinter(loadStoryWords());
  const anchors = (title: string): Set<number> =>
    new Set(fingerprinter.extract({ title, summary: '', content: '', evidence: [] }));
  it('are shared by one event in six languages', () => {
    const tellings = [
      'Shoigu lands in Pyongyang with a letter from Putin',
      'Шойгу прибыл в Пхеньян с посланием Путина',
      'Шойгу прибув до Пхеньяна з посланням Путіна',
      '쇼이구 평양 도착…푸틴 친서 전달',
      'ショイグ氏が平壌到着、プーチン氏の親書手渡す',
      '绍伊古抵达平壤 转交普京亲笔信函',
    ].map(anchors);
    const [first] = tellings;
    for (const telling of tellings)
      expect([...telling].filter((one) => first?.has(one)).length).toBeGreaterThanOrEqual(3);
  });
  it('hold numbers as values', () => {
    for (const text of [
      '20 billion dollars',
      '20 Milliarden Dollar',
      '약 200억 달러',
      '約200億ドル',
      '20 млрд долларов',
    ]) {
      expect([...extractQuantities(text)]).toContain(2e10);
    }
    expect([
      ...extractQuantities('twelve'),
      ...extractQuantities('zwölf'),
      ...extractQuantities('12명'),
    ]).toEqual([12, 12, 12]);
    expect([...extractQuantities('on 9 March 2026, 3월 4일')]).toEqual([]);
  });
  it('read numbers in East Asian writing', () => {
    const read = (text: string): number[] => [...extractQuantities(text)];
    expect(['1천200명 추가', '1,200 more', '一千二百名'].map(read)).toEqual([[1200], [1200], [1200]]);
    expect(['1万2千人', '12 тысяч', '12,000'].map(read)).toEqual([[12_000], [12_000], [12_000]]);
    expect(['千葉県', '万里の長城', '十月', '一名'].map(read)).toEqual([[], [], [], []]);
  });
  it('see no country in a word that begins like one', () => {
    for (const title of [
      'Это осложнило переговоры',
      'Кримінальна справа проти постачальника',
      'Sprawa kryminalna w porcie',
      '포로 두 명을 인도했다, 전쟁이란 무엇인가',
      '印度尼西亚总统访问',
    ]) {
      const names = fingerprinter.name({ title, summary: '', content: '', evidence: [] });
      expect([...names].filter((name) => name.startsWith('n:'))).toEqual([]);
    }
  });
  it('know a name by its sound', () => {
    expect(skeletonOf('Falkenburg')).toBe(skeletonOf('Фалькенбург'));
    expect(skeletonOf('Falkenburg')).toBe(skeletonOf('ファルケンブルク'));
  });
});

describe('NoveltyJudge', () => {
  const judge = new NoveltyJudge(loadStoryWords());
  const shown = [
    { title: 'Missile kills five in Kharkiv', summary: 'A KN-23 missile hit a housing block, killing five.' },
  ];
  it('asks for numbers, names or matters that were not shown', () => {
    expect(
      judge.find(shown, { title: 'Five killed by KN-23 missile in Kharkiv', summary: '' }),
    ).toMatchObject({
      material: false,
    });
    expect(judge.find(shown, { title: 'Toll of Kharkiv missile rises to 7', summary: '' }).numbers).toEqual([
      7,
    ]);
    expect(judge.find(shown, { title: 'Putin silent on Kharkiv missile', summary: '' }).names).toEqual([
      'putin',
    ]);
  });
});
