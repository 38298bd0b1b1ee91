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
