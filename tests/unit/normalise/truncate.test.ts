// Promises of truncation: within the bound, at a sign people see, between words where there are any.
import { describe, expect, it } from 'vitest';
import { truncateText } from '../../../src/normalise/truncate.ts';

describe('truncateText', () => {
  it.each([
    ['short', 10, 'short'],
    ['North Korean troops in the Kursk region', 20, 'North Korean troops…'],
    ['북한군이 쿠르스크에서 훈련', 10, '북한군이 쿠르스크…'],
    ['北朝鮮の兵士がロシアに到着した', 8, '北朝鮮の兵士が…'],
    ['👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 13, '👨‍👩‍👧‍👦…'],
    ['e\u0301e\u0301e\u0301e\u0301', 4, 'e\u0301…'],
    ['Seoul, Pyongyang and Moscow', 8, 'Seoul…'],
    ['x'.repeat(30), 10, `${'x'.repeat(9)}…`],
    ['abc', 1, '…'],
    ['abc', 0, ''],
  ])('cuts %s to %i', (text, maxChars, expected) => {
    expect(truncateText(text, maxChars)).toBe(expected);
  });
});
