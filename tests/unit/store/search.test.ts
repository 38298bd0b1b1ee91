// Search finds words of every script, inflected or inside longer runs, and takes nothing for an operator.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenedDatabase } from '../../../src/store/database.ts';
import { renderQuery, SearchTable, segment } from '../../../src/store/search.ts';

let opened: OpenedDatabase;
let table: SearchTable;
const TITLES = [
  '북한군 2명 추가 생포',
  '露朝の武器取引で追加制裁',
  '北韓援俄長射程火砲達200門',
  'В Курске появится памятник',
  'Pyongyang’s Storm Corps in Kursk, officials say',
  'Élysée: la Corée du Nord',
];
beforeAll(() => {
  opened = openDatabase(':memory:', { exclusive: false });
  table = new SearchTable(opened.db);
  for (const [at, title] of TITLES.entries()) table.add(at + 1, title, '');
});
afterAll(() => opened.close());
const find = (query: string): number[] => table.find(query, 10).map(({ itemId }) => itemId);

describe('SearchTable', () => {
  it.each([
    ['북한', [1]],
    ['露朝', [2]],
    ['北韓', [3]],
    ['北', [3]],
    ['制裁', [2]],
    ['Курск', [4]],
    ['курск', [4]],
    ['"Storm Corps"', [5]],
    ['"Corps Storm"', []],
    ['kurs', [5]],
    ['elysee', [6]],
    ['AND OR NOT (', []],
    ['"', []],
    ['', []],
  ])('finds %j', (query, ids) => expect(find(query)).toEqual(ids));

  it('forgets what is removed', () => {
    table.add(99, '평양 도착', '');
    expect(find('평양')).toEqual([99]);
    table.replace(99, '모스크바 도착', '');
    expect(find('평양')).toEqual([]);
    table.remove(99);
    expect(find('도착')).toEqual([]);
  });
});

describe('segment and renderQuery', () => {
  it('cut runs into pairs that a phrase finds again', () => {
    expect(segment('김정은 x').trim().split(/\s+/)).toEqual(['김정', '정은', '은', 'x']);
    expect(renderQuery('김정은')).toBe('"김정 정은"');
    expect(renderQuery('Storm kn')).toBe('"Storm"* "kn"');
  });
});
