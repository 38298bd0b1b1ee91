// A set of words is found in any text exactly where the words stand.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WordTrie } from '../../src/lib/word-trie.ts';

const letters = fc.constantFrom('a', 'b', 'c', 'я', '김', '北', '\u{1f680}'[0] ?? '', ' ');
const word = fc.array(letters, { maxLength: 6 }).map((signs) => signs.join(''));

function findAll(words: readonly string[], text: string): string[] {
  const trie = new WordTrie(words);
  const units = Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const first = trie.first(units[at] ?? 0);
    if (first !== 0)
      trie.follow(first, units, at + 1, text.length, (name, end) => found.push(`${at}-${end} ${name}`));
  }
  return found.sort();
}

function findEach(words: readonly string[], text: string): string[] {
  const found: string[] = [];
  words.forEach((one, name) => {
    if (one === '') return;
    for (let at = text.indexOf(one); at !== -1; at = text.indexOf(one, at + 1))
      found.push(`${at}-${at + one.length} ${name}`);
  });
  return found.sort();
}

describe('a trie of words', () => {
  it('finds every word where it stands, equal ones each, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), fc.array(word, { maxLength: 8 }), (words, parts) => {
        const text = parts.join('');
        expect(findAll(words, text)).toEqual(findEach(words, text));
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('holds thousands of words that part at every letter', () => {
    const words = Array.from({ length: 5_000 }, (_, at) => at.toString(3));
    expect(findAll(words, '2101')).toEqual(findEach(words, '2101'));
  });
});
