// What is stored is found by its words, in every script, and nothing typed is an operator.
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrate } from '../../../src/store/migrate.ts';
import { SearchTable } from '../../../src/store/search.ts';

function stored(...titles: readonly string[]): SearchTable {
  const db = new Sqlite(':memory:');
  migrate(db);
  const table = new SearchTable(db);
  for (const [index, title] of titles.entries()) table.add(index + 1, title, '');
  return table;
}

const TITLES = [
  '군 "러, 북한에 핵잠 원자로 모듈 2~3기 제공한 듯"',
  '北朝鮮、弾道ミサイル60発をロシアに追加供与',
  '朝鲜再向俄罗斯提供60枚弹道导弹',
  'Северокорейские сапёры прибыли в Курскую область',
  'Північнокорейські військові під Курськом',
  'North Korean sappers arrive in Kursk',
  'Południowokoreański wywiad: żołnierze KRLD pod Kurskiem',
  'La Corée du Nord envoie des soldats à Koursk',
  'Corea del Norte envía zapadores a Kursk',
  'Nordkoreanische Pioniere räumen Minen bei Kursk',
];

describe('find', () => {
  it('finds a title by itself, also as a phrase', () => {
    const table = stored(...TITLES);
    for (const [index, title] of TITLES.entries()) {
      expect(table.find(title, 10)[0]?.itemId, title).toBe(index + 1);
      const plain = title.replaceAll('"', '');
      expect(
        table.find(`"${plain}"`, 10).map(({ itemId }) => itemId),
        plain,
      ).toEqual([index + 1]);
    }
  });

  it.each([
    ['북한', 1],
    ['원자로', 1],
    ['핵', 1],
    ['"북한에 핵잠"', 1],
    ['ミサイル', 2],
    ['"北朝鮮、弾道"', 2],
    ['导弹', 3],
    ['朝鲜', 3],
    ['северокорейск', 4],
    ['ВІЙСЬКОВІ', 5],
    ['sapper', 6],
    ['żołnierze', 7],
    ['coree', 8],
  ])('finds %s', (query, item) => {
    expect(
      stored(...TITLES)
        .find(query, 10)
        .map(({ itemId }) => itemId),
    ).toContain(item);
  });

  it.each(['핵북한', '"핵잠 북한에"', '鮮弾', '弾朝', 'Kursk zzz'])('does not find %s', (query) => {
    expect(stored(...TITLES).find(query, 10)).toEqual([]);
  });

  it.each([
    '',
    '   ',
    '"',
    '""',
    '*',
    'AND',
    'NOT OR',
    'title:x',
    'a*b',
    '(',
    '"a',
    'NEAR(a b)',
    '-x',
    '^',
    "'; DROP TABLE item",
    '\u0000',
    '、。',
  ])('takes %j for words and nothing else', (query) => {
    expect(() => stored(...TITLES).find(query, 10)).not.toThrow();
  });
});
