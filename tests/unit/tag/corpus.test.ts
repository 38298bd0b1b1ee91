// Floors under the quality of the shipped rules: on the labelled corpus, on ordinary news, and on ordinary news made of
// the subject's own words.
import { describe, expect, it } from 'vitest';
import { testRules } from '../../../src/flows/judging/rules.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';

const topicFile = 'config/topics/dprk-russia.yaml';
const ordinary = 'tests/corpus/ordinary';

describe('the part of the corpus kept for reporting', () => {
  const report = testRules({ topicFile, corpus: 'tests/corpus/tag', ordinary, split: 'report' });

  it('is judged well in every language', () => {
    expect(report.byLanguage['en']?.f1).toBeGreaterThanOrEqual(0.9);
    expect(report.meanF1).toBeGreaterThanOrEqual(0.94);
    for (const [lang, tally] of Object.entries(report.byLanguage))
      expect(tally.f1, lang).toBeGreaterThanOrEqual(0.88);
  });

  it('keeps passing mentions apart and finds implicit items', () => {
    expect(report.passingTagged[0] / report.passingTagged[1]).toBeLessThanOrEqual(0.2);
    expect(report.implicitFound[0] / report.implicitFound[1]).toBeGreaterThanOrEqual(0.7);
  });

  it('bears topics of use', () => {
    expect(report.topics.f1).toBeGreaterThanOrEqual(0.7);
    expect(report.mainTopicRight).toBeGreaterThanOrEqual(0.75);
  });

  it('leaves ordinary headlines alone', () => {
    expect(report.ordinary.tagged).toEqual([]);
  });
});

// Peaceful or unrelated sentences with the names and nouns that the rules look for.
const WHO = [
  'Moscow',
  'Seoul',
  'Kyiv',
  'Beijing',
  'Tehran',
  'Warsaw',
  'Tokyo',
  'The Kremlin',
  'NATO',
  'Zelensky',
  'Putin',
  'Lavrov',
  'Shoigu',
  'The Pentagon',
  'South Korea',
  'Belarus',
  'Iran',
  'China',
  'Mykolaiv governor Kim',
  'Kim Kardashian',
];
const WHAT = [
  'sends troops to',
  'signs treaty with',
  'delivers shells to',
  'buries soldiers killed in',
  'trains sappers for',
  'blacklists firms over',
  'praises heroes of',
  'opens museum in',
  'ships ammunition to',
  'rejects report on prisoners in',
  'shows drone factory in',
  'pays for missiles in',
];
const WHERE = [
  'Kursk',
  'Donetsk',
  'the Sahel',
  'Kharkiv',
  'Tatarstan',
  'Kaliningrad',
  'the Baltic',
  'Syria',
  'Poland',
  'Taiwan',
  'Belgorod',
  'the North Caucasus',
  'North Macedonia',
  'Northern Ireland',
];
const NORTH = ['North Korea', 'Pyongyang', 'Kim Jong Un', 'DPRK'];
const PEACE = [
  'opens ski resort',
  'reports record potato harvest',
  'hosts women’s football cup',
  'bans jeans, defectors say',
  'test-fires missile into sea',
  'marks founding day with dance',
  'builds greenhouse farm',
  'sends balloons south',
  'warns of flood',
  'hackers steal crypto',
  'holds table tennis open',
  'frees detained tourist',
  'launches hospital ship',
  'holds party plenum',
  'shows new pop group',
];

describe('headlines made of the subject’s own words', () => {
  const tagging = openTagging(topicFile);
  const tagged = (titles: readonly string[]): string[] =>
    titles.filter((title) => tagging.tag({ title, summary: '', content: '', lang: 'en' }).relevant);

  it('stay untagged where North Korea has no part', () => {
    const titles = WHO.flatMap((who) =>
      WHAT.flatMap((what) => WHERE.map((where) => `${who} ${what} ${where}`)),
    );
    expect(titles.length).toBeGreaterThan(3000);
    expect(tagged(titles)).toEqual([]);
  });

  it('stay untagged where North Korea is at peace or by itself', () => {
    const ends = [
      '',
      ', state media say',
      ' as Moscow looks on',
      ' before Putin visit',
      ', Seoul says',
      ' with Russian guests',
    ];
    const titles = NORTH.flatMap((who) => PEACE.flatMap((what) => ends.map((end) => `${who} ${what}${end}`)));
    expect(tagged(titles).length).toBeLessThanOrEqual(titles.length * 0.01);
  });
});
