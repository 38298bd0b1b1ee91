// What an edit means: numbers, names, negations, headlines and corrections are told, spelling is not.
import { describe, expect, it } from 'vitest';
import { decideRevision } from '../../../src/identity/revision.ts';

const text = (title: string, summary: string): { title: string; summary: string; content: string } => ({
  title,
  summary,
  content: '',
});
const kinds = (before: string, after: string): readonly string[] =>
  decideRevision(text('A title that stays', before), text('A title that stays', after)).kinds;

describe('decideRevision', () => {
  it.each([
    ['At least 12 people died in the blast.', 'At least 14 people died in the blast.', 'numbers'],
    ['Officials said the pact was signed.', 'Officials said the pact was not signed.', 'negation'],
    [
      'The visit was led by minister Petrov on Monday.',
      'The visit was led by minister Sidorov on Monday.',
      'names',
    ],
    ['Погибли 12 человек, сообщили власти.', 'Погибли 15 человек, сообщили власти.', 'numbers'],
    ['북한군 12명이 숨졌다.', '북한군 15명이 숨졌다.', 'numbers'],
    ['金氏は会談した。参加者は5人。', '金氏は会談した。参加者は7人。', 'numbers'],
    [
      'The ship left on Friday.',
      'The ship left on Friday. Correction: an earlier version named the wrong port.',
      'correction',
    ],
  ])('finds %j to %j material: %s', (before, after, kind) => {
    expect(kinds(before, after)).toContain(kind);
    expect(decideRevision(text('T', before), text('T', after)).material).toBe(true);
  });

  it.each([
    ['The goverment agreed to talks.', 'The government agreed to talks.'],
    ['The government agreed - to talks.', 'The government agreed — to talks.'],
    ['The Government agreed to talks.', 'The government agreed to talks.'],
    ['The ship left.', 'The ship left. It carried 250 containers to Vladivostok.'],
    ['The ship left. It carried 250 containers.', 'The ship left.'],
    ['', 'A summary that was not there before, with 12 numbers.'],
  ])('finds %j to %j cosmetic', (before, after) => {
    expect(kinds(before, after)).toEqual(['wording']);
  });

  it('tells a number that a headline gains or loses at its end', () => {
    const edit = (before: string, after: string) => decideRevision(text(before, ''), text(after, '')).kinds;
    expect(edit('Blast kills 12 in Sumy', 'Blast kills 12 in Sumy, 40 missing')).toEqual([
      'headline',
      'numbers',
    ]);
    expect(edit('Blast kills 12 in Sumy, 40 missing', 'Blast kills 12 in Sumy')).toEqual([
      'headline',
      'numbers',
    ]);
    expect(edit('Blast kills 12 in Sumy', 'Blast kills 12 in Sumy - Atlas Courier')).toEqual(['wording']);
  });

  it('tells a changed headline', () => {
    const { kinds: found, diff } = decideRevision(
      text('Seoul says troops left Kursk', 's'),
      text('Seoul says troops stayed in Kursk', 's'),
    );
    expect(found).toEqual(['headline']);
    expect(diff).toEqual([
      {
        field: 'title',
        runs: [
          { op: 'same', text: 'Seoul says troops' },
          { op: 'removed', text: 'left' },
          { op: 'added', text: 'stayed in' },
          { op: 'same', text: 'Kursk' },
        ],
      },
    ]);
  });
});

describe('what is wording', () => {
  it.each([
    ['North Korea sends shells', 'UPDATE 2-North Korea sends shells'],
    ['North Korea sends shells', 'North Korea sends shells (updated)'],
    ['북한군 쿠르스크 도착', '[속보] 북한군 쿠르스크 도착(종합2보)'],
    ['北朝鮮兵が到着', '【速報】北朝鮮兵が到着'],
    ['朝军抵达库尔斯克', '快讯：朝军抵达库尔斯克'],
    ['Ещё шестьсот бойцов', 'СРОЧНО: Еще шестьсот бойцов'],
    ['Війна в Курську', 'ОНОВЛЕНО. Війна в Курську'],
    ['Truppen in Kursk', 'EILMELDUNG: Truppen in Kursk'],
    ['Tropas en Kursk', 'ÚLTIMA HORA: Tropas en Kursk'],
    ['Wojska w Kursku', 'PILNE: Wojska w Kursku'],
    ['Kim: "We win"', 'Kim: “We win”'],
    ['The minister visits Moscow', 'Minister visits Moscow'],
    ['Kim Jong-un arrives', 'Kim Jong Un arrives'],
    ['Ministry gets $5m for drones', 'Ministry gets $5 million for drones'],
    ['Deal worth 2.5bn euros', 'Deal worth 2,5 billion euros'],
    ['50 % der Granaten', '50 Prozent der Granaten'],
    ['5 млн снарядов', '5 миллионов снарядов'],
    ['Officials say troops left Kursk', 'Officials said troops left Kursk'],
    ['Army reports losses', 'Army reported losses'],
    ['Teh ship left Kusrk', 'The ship left Kursk'],
    ['1,200 troops', '1200 troops'],
  ])('%s → %s', (before, after) => {
    expect(decideRevision(text(before, ''), text(after, ''))).toMatchObject({
      material: false,
      kinds: ['wording'],
    });
    expect(decideRevision(text(after, ''), text(before, ''))).toMatchObject({
      material: false,
      kinds: ['wording'],
    });
  });
});

describe('what is material', () => {
  it.each([
    ['Inflation at 5.5 percent', 'Inflation at 55 percent'],
    ['Loss of -5 points', 'Loss of 5 points'],
    ['Ship carries 3m shells', 'Ship carries 3bn shells'],
    ['Shells worth $5 million', 'Shells worth $5 billion'],
    ['Millions of shells', 'Billions of shells'],
    ['The strike killed three there', 'The strike killed four there'],
    ['Погибли девять человек', 'Погибли десять человек'],
    ['Thirteen hurt in the blast', 'Thirty hurt in the blast'],
  ])('a number: %s → %s', (before, after) => {
    const said = (words: string) => text('Same', `${words}. More follows.`);
    expect(decideRevision(said(before), said(after)).material).toBe(true);
    expect(decideRevision(said(after), said(before)).material).toBe(true);
  });
  it.each([
    ['Troops entered Kursk', 'Troops did not enter Kursk'],
    ['Войска вошли в Курск', 'Войска не вошли в Курск'],
    ['Війська зайшли', 'Війська не зайшли'],
    ['북한군이 참전했다', '북한군이 참전하지 않았다'],
    ['北朝鮮兵が参戦した', '北朝鮮兵は参戦しなかった'],
    ['朝鲜军队参战', '朝鲜军队未参战'],
    ['Truppen sind in Kursk', 'Truppen sind nicht in Kursk'],
    ['Les troupes sont là', 'Les troupes ne sont pas là'],
    ['Las tropas están', 'Las tropas no están'],
    ['Wojska są w Kursku', 'Wojska nie są w Kursku'],
  ])('a negation: %s → %s', (before, after) => {
    const said = (words: string) => text('Same', `${words}. More follows.`);
    expect(decideRevision(said(before), said(after)).kinds).toContain('negation');
    expect(decideRevision(said(after), said(before)).kinds).toContain('negation');
  });
  it.each([
    'Correction: An earlier version misstated the number.',
    "Editor's note: updated to correct the date.",
    '정정: 앞선 기사에서 숫자를 바로잡습니다.',
    'Исправление: в предыдущей версии была ошибка.',
    'Виправлення: у попередній версії була помилка.',
    '訂正：前の記事に誤りがありました。',
    '更正：此前报道有误。',
    'In einer früheren Fassung hieß es anders.',
    'Une première version donnait un chiffre erroné.',
    'Fe de erratas: el artículo decía otra cosa.',
    'Sprostowanie: podano błędną liczbę.',
  ])('a notice: %s', (notice) => {
    expect(
      decideRevision(text('Same', 'Troops came.'), text('Same', `Troops came. ${notice}`)).kinds,
    ).toContain('correction');
  });
});
