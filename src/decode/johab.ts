// Johab (KS X 1001 annex 3): a Korean syllable is five bits each for its first, middle and last letter.
import { TextDecoder } from '@exodus/bytes/encoding.js';

/** Places of the letters in Unicode's order, by their five bits; -1: none. */
const FIRST = [-1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
const MIDDLE = [
  -1, -1, -1, 0, 1, 2, 3, 4, -1, -1, 5, 6, 7, 8, 9, 10, -1, -1, 11, 12, 13, 14, 15, 16, -1, -1, 17, 18, 19,
  20,
];
const LAST = [
  -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, -1, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26,
  27,
];
const CHUNK = 8192;

/** Decodes Johab; what is no character in it becomes U+FFFD. */
export function decodeJohab(bytes: Uint8Array): string {
  let text = '';
  let codes: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) codes.push(lead);
    else {
      const trail = bytes[at + 1] ?? 0;
      const code = lead < 0xd4 ? syllable((lead << 8) | trail) : symbol(lead, trail);
      codes.push(code);
      // A byte of ASCII after a broken lead is itself.
      if (code !== 0xfffd || trail >= 0x80) at += 1;
    }
    if (codes.length >= CHUNK) {
      text += String.fromCharCode(...codes);
      codes = [];
    }
  }
  return text + String.fromCharCode(...codes);
}

function syllable(pair: number): number {
  const first = FIRST[(pair >> 10) & 31] ?? -1;
  const middle = MIDDLE[(pair >> 5) & 31] ?? -1;
  const last = LAST[pair & 31] ?? -1;
  if (first < 0 || middle < 0 || last < 0) return 0xfffd;
  return 0xac00 + (first * 21 + middle) * 28 + last;
}

/** Symbols and Hanja stand in the rows of KS X 1001, two rows to a lead byte. */
function symbol(lead: number, trail: number): number {
  const isHanja = lead >= 0xe0 && lead <= 0xf9;
  if (!isHanja && (lead < 0xd9 || lead > 0xde)) return 0xfffd;
  const isLow = trail >= 0x31 && trail <= 0x7e;
  if (!isLow && (trail < 0x91 || trail > 0xfe)) return 0xfffd;
  const place = trail - (isLow ? 0x31 : 0x43);
  const isSecond = place >= 0x5e;
  const row = isHanja ? 2 * (lead - 0xe0) + 0x4a : 2 * (lead - 0xd9) + 0x21;
  const pair = Uint8Array.of(
    (row + (isSecond ? 1 : 0)) | 0x80,
    (place - (isSecond ? 0x5e : 0) + 0x21) | 0x80,
  );
  return new TextDecoder('euc-kr').decode(pair).charCodeAt(0);
}
