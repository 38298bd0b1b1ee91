// Character references that name the two halves of one character, as software that counts in UTF-16 writes them.

const HALVES = /&#(?:x(d[89ab][0-9a-f]{2})|(5[56]\d{3}));&#(?:x(d[c-f][0-9a-f]{2})|(5[67]\d{3}));/gi;

/** Writes references to halves of a character as the character; other text stays as it is. */
export function joinHalves(text: string): string {
  if (!/&#(?:x[dD]|5[56])/.test(text)) return text;
  return text.replace(HALVES, (whole, hexHigh?: string, high?: string, hexLow?: string, low?: string) => {
    const first = hexHigh === undefined ? Number(high) : Number.parseInt(hexHigh, 16);
    const second = hexLow === undefined ? Number(low) : Number.parseInt(hexLow, 16);
    if (first < 0xd800 || first > 0xdbff || second < 0xdc00 || second > 0xdfff) return whole;
    return String.fromCharCode(first, second);
  });
}
