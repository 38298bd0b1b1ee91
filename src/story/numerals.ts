// Numbers in East Asian writing as values: `1천200`, `12万8千`, `六百`, `二十`; nothing else.

const DIGITS = new Map(Array.from('〇一二三四五六七八九', (sign, value): [string, number] => [sign, value]));
const SMALL: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000, 십: 10, 백: 100, 천: 1_000 };
const LARGE: Readonly<Record<string, number>> = {
  万: 1e4,
  萬: 1e4,
  만: 1e4,
  億: 1e8,
  亿: 1e8,
  억: 1e8,
};
const PLAIN = /^\d+(?:\.\d+)?/;
/** Signs that may follow a number written in digits and scale it. */
export const SCALE_SIGNS = '십백천만억十百千万萬億亿';

/** Whether a number in this writing may begin at `start`: cheap, for a look at every sign of a text. */
export function startsNumeral(text: string, start: number): boolean {
  const unit = text.charCodeAt(start);
  if (unit >= 0x30 && unit <= 0x39) return true;
  return unit >= 0x3007 && (DIGITS.has(text[start] ?? '') || SCALE_SIGNS.includes(text[start] ?? ''));
}

/**
 * The number whose writing begins at `start`, with where it ends; null where none does. Digits may be mixed with signs for
 * powers of ten; digits alone are left to others, and so is a lone sign, which is more often a part of a word.
 */
export function scanNumeral(text: string, start: number): { value: number; end: number } | null {
  let total = 0;
  let section = 0;
  let pending: number | null = null;
  let scales = 0;
  let at = start;
  while (at < text.length) {
    const sign = text[at] ?? '';
    const plain: string | undefined = pending === null ? PLAIN.exec(text.slice(at, at + 12))?.[0] : undefined;
    const digit = DIGITS.get(sign);
    const small = SMALL[sign];
    const large = LARGE[sign];
    if (plain !== undefined) pending = Number(plain);
    else if (digit !== undefined && pending === null) pending = digit;
    else if (small !== undefined && (pending !== null || at === start)) {
      section += (pending ?? 1) * small;
      pending = null;
      scales++;
    } else if (large !== undefined && (pending !== null || section > 0)) {
      total += (section + (pending ?? 0)) * large;
      section = 0;
      pending = null;
      scales++;
    } else break;
    at += plain?.length ?? 1;
  }
  if (scales === 0 || at - start < 2) return null;
  return { value: Number((total + section + (pending ?? 0)).toPrecision(9)), end: at };
}
