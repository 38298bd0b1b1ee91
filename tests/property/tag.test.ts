// Whatever the text: a verdict, spans that hold, and folding that never loses its place.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTagging } from '../../src/flows/storing/tag-item.ts';
import { foldInto, openFolded } from '../../src/tag/fold.ts';

const tagging = openTagging('config/topics/dprk-russia.yaml');
const WORDS = [
  'North Korean',
  'troops',
  'Kursk',
  'КНДР',
  'солдаты',
  '북한군',
  '러',
  '朝露',
  '北韓',
  'Koreę',
  'é',
  '\ud800',
  '\u0301',
  '\u200b',
  '·',
  '. ',
  '\n',
  'ﬁ',
  '㎜',
  'Kim',
];
const piece = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 8 }));
const text = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));
const lang = fc.constantFrom(null, 'en', 'ko', 'ru', 'ja', 'zh', 'pl', 'und', '');
const RUNS = { numRuns: 200, seed: 20261125 };

describe('tagging', () => {
  it('gives a verdict with true spans on any text, twice the same', () => {
    fc.assert(
      fc.property(text, text, text, lang, (title, summary, content, code) => {
        const input = { title, summary, content, lang: code };
        const verdict = tagging.tag(input);
        for (const { field, span, text: shown } of verdict.reasons) {
          expect(span[0]).toBeLessThan(span[1]);
          expect(input[field].slice(span[0], span[1])).toBe(shown);
        }
        expect(verdict.topics.length > 0).toBe(verdict.relevant);
        expect(verdict.relevant).toBe(verdict.strength === 'core');
        expect(tagging.tag(input)).toEqual(verdict);
      }),
      RUNS,
    );
  });
});

describe('folding', () => {
  it('maps every unit to a place in the text, in order', () => {
    fc.assert(
      fc.property(text, (original) => {
        const folded = openFolded(16);
        foldInto(folded, original);
        for (let index = 0; index < folded.length; index++) {
          const start = folded.origin[index] ?? -1;
          expect(start).toBeGreaterThanOrEqual(index === 0 ? 0 : (folded.origin[index - 1] ?? 0));
          expect(folded.stop[index]).toBeGreaterThan(start);
          expect(folded.stop[index]).toBeLessThanOrEqual(original.length);
        }
      }),
      RUNS,
    );
  });
});
