// What a reader is told of an item that changed: which words, which sentences, and what happened in words.
import { describe, expect, it } from 'vitest';
import { changedSentences } from '../../../src/digest/excerpt.ts';
import { updateLine } from '../../../src/digest/phrases.ts';
import { diffWords } from '../../../src/digest/word-diff.ts';
import { fullDocument } from './sample.ts';

describe('an update', () => {
  it('marks the words that differ, in any language, and nothing where all of it does', () => {
    const marked = (former: string, current: string, lang: string) =>
      diffWords(former, current, lang)
        .current.filter(({ changed }) => changed)
        .map(({ text }) => text);
    expect(marked('Twelve soldiers were killed', 'Forty soldiers were killed', 'en')).toEqual(['Forty']);
    expect(marked('兵士12人が死亡した', '兵士40人が死亡した', 'ja').join('')).toContain('40');
    expect(marked('북한군 12명 사망 확인됐다', '북한군 40명 사망 확인됐다', 'ko')).toEqual(['40']);
    expect(marked('One thing', 'Quite another matter', 'en')).toEqual(['Quite another matter']);
    const both = diffWords('a b  c d', 'a x  y d', 'en');
    expect(both.former.map(({ text }) => text).join('')).toBe('a b  c d');
    expect(both.current.map(({ text }) => text).join('')).toBe('a x  y d');
  });

  it('shows the sentences that changed where the first ones are the same', () => {
    const lead = 'The ministry spoke on Monday. It named no one. ';
    expect(changedSentences(`${lead}Twelve were killed.`, `${lead}Forty were killed.`, 2, 300, 'en')).toEqual(
      ['Twelve were killed.', 'Forty were killed.'],
    );
    expect(changedSentences('', 'Now a text.', 2, 300, 'en')).toEqual(['', 'Now a text.']);
  });

  it('says in words what happened to it', () => {
    const [update] = fullDocument().updates;
    if (update === undefined) throw new Error('an update');
    const said = (kinds: readonly string[]) => updateLine({ ...update, kinds }, 'Asia/Seoul');
    expect(said(['headline', 'numbers', 'correction'])).toBe(
      'NK News, 25 Nov 05:00: headline and numbers changed; the outlet corrects itself',
    );
    expect(said([])).toBe('NK News, 25 Nov 05:00: changed');
    expect(said(['no longer on the subject'])).toBe('NK News, 25 Nov 05:00: no longer on the subject');
  });
});
