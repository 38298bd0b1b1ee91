// Which charset the bytes are in, and why: byte order mark, zero bytes, HTTP header, XML declaration, meta
// element, content. What is declared is believed only as far as the bytes bear it out.
import { isAscii, isUtf8 } from 'node:buffer';
import type { Defect } from '../model/entry.ts';
import { isValidAs } from './codec.ts';
import { type Guess, guessCharset, scoreAs } from './guess.ts';
import { charsetOf, declaredLabels, headerLabel } from './labels.ts';
import { dropUtf8 } from './mixed.ts';
import { countUtf8, trimCutSequence } from './unicode.ts';

export interface CharsetDecision {
  readonly charset: string;
  readonly reason: string;
  /** Bytes of the byte order mark. */
  readonly skip: number;
  /** UTF-8 in the main, with some bytes that are not. */
  readonly hasStray: boolean;
  readonly defects: readonly Defect[];
}

interface Declared {
  readonly charset: string;
  readonly where: 'HTTP header' | 'XML declaration' | 'meta element';
}

const CENSUS_BYTES = 1024 * 1024;
const WIDE = new Set(['utf-16', 'utf-16le', 'utf-16be', 'utf-32', 'utf-32le', 'utf-32be']);
const DOUBLE_BYTE = new Set(['euc-kr', 'gbk', 'gb18030', 'big5', 'shift_jis', 'euc-jp']);
const SEVEN_BIT = new Set(['iso-2022-jp', 'iso-2022-kr', 'hz-gb-2312']);

function decision(charset: string, reason: string, more: Partial<CharsetDecision> = {}): CharsetDecision {
  return { charset, reason, skip: 0, hasStray: false, defects: [], ...more };
}

/** Byte order marks, and the shapes of wide and EBCDIC bytes that bear none. */
export function decideByShape(bytes: Uint8Array): CharsetDecision | null {
  const [a = 1, b = 1, c = 1, d = 1] = bytes;
  if (a === 0xff && b === 0xfe && c === 0 && d === 0)
    return decision('utf-32le', 'byte order mark', { skip: 4 });
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff)
    return decision('utf-32be', 'byte order mark', { skip: 4 });
  if (a === 0xff && b === 0xfe) return decision('utf-16le', 'byte order mark', { skip: 2 });
  if (a === 0xfe && b === 0xff) return decision('utf-16be', 'byte order mark', { skip: 2 });
  if (a === 0xef && b === 0xbb && c === 0xbf) return null;
  if (a === 0x4c && (b === 0x6f || b === 0x99 || b === 0x83 || b === 0x5a || b === 0x86)) {
    return decision('cp037', 'first bytes are those of `<` in EBCDIC');
  }
  const isSign = (byte: number): boolean => byte > 0x08 && byte < 0x80;
  if (isSign(a) && b === 0 && isSign(c) && d === 0) return decision('utf-16le', 'places of zero bytes');
  if (a === 0 && isSign(b) && c === 0 && isSign(d)) return decision('utf-16be', 'places of zero bytes');
  return decideByZeros(bytes);
}

/** Markup is ASCII, so wide bytes have zeros at fixed places. */
function decideByZeros(bytes: Uint8Array): CharsetDecision | null {
  const length = Math.min(bytes.length & ~3, 512);
  if (length < 4) return null;
  const zeros = [0, 0, 0, 0];
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at & 3] = (zeros[at & 3] ?? 0) + 1;
  const share = zeros.map((count) => count / (length / 4));
  const [w = 0, x = 0, y = 0, z = 0] = share;
  const reason = 'places of zero bytes';
  if (w > 0.9 && x > 0.9 && z < 0.3) return decision('utf-32be', reason);
  if (z > 0.9 && y > 0.9 && w < 0.3) return decision('utf-32le', reason);
  if (w > 0.35 && y > 0.35 && x < 0.1 && z < 0.1) return decision('utf-16be', reason);
  if (x > 0.35 && z > 0.35 && w < 0.1 && y < 0.1) return decision('utf-16le', reason);
  return null;
}

/** Decides for bytes in which ASCII is ASCII. */
export function decideByContent(bytes: Uint8Array, contentType: string | null): CharsetDecision {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1');
  const defects: Defect[] = [];
  const declared = listDeclared(head, contentType, defects);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const skip = hasMark ? 3 : 0;
  if (isAscii(bytes)) return { ...decideAscii(bytes, declared), defects };
  const whole = trimCutSequence(bytes);
  if (isUtf8(whole)) {
    const found = decideUtf8(whole, declared, hasMark, defects);
    return {
      ...found,
      skip: found.charset === 'utf-8' ? skip : 0,
      hasStray: whole.length < bytes.length,
      defects,
    };
  }
  const census = countUtf8(bytes, CENSUS_BYTES);
  const sequences = census.pairs + census.longer;
  if (census.invalid <= Math.max(hasMark ? 3 : 1, sequences * 0.5) && (census.longer > 2 || sequences > 8)) {
    defects.push({ code: 'invalid-bytes', detail: `${census.invalid} bytes are not UTF-8` });
    return decision('utf-8', `${sequences} sequences of UTF-8 against ${census.invalid} bytes that are not`, {
      skip,
      hasStray: true,
      defects,
    });
  }
  const rest = dropUtf8(bytes);
  const found = decideLegacy(rest ?? bytes, head, declared, defects);
  const reason = rest === null ? found.reason : `${found.reason}; parts are UTF-8`;
  return { ...found, reason, defects };
}

function listDeclared(head: string, contentType: string | null, defects: Defect[]): Declared[] {
  const labels = declaredLabels(head);
  const found: Declared[] = [];
  for (const [label, where] of [
    [headerLabel(contentType), 'HTTP header'],
    [labels.xml, 'XML declaration'],
    [labels.meta, 'meta element'],
  ] as const) {
    if (label === null) continue;
    const charset = charsetOf(label);
    if (charset === null)
      defects.push({ code: 'charset-unknown', detail: `${where} says ${label.slice(0, 40)}` });
    else if (WIDE.has(charset) || charset.startsWith('cp0') || charset === 'cp500') {
      defects.push({ code: 'charset-contradicted', detail: `${where} says ${charset}, the bytes are not` });
    } else found.push({ charset, where });
  }
  return found;
}

function decideAscii(bytes: Uint8Array, declared: readonly Declared[]): CharsetDecision {
  const seven = declared.find(({ charset }) => SEVEN_BIT.has(charset));
  if (seven !== undefined) return decision(seven.charset, seven.where);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (text.includes('\u001b$)C')) return decision('iso-2022-kr', 'its escape sequences');
  if (text.includes('\u001b$')) return decision('iso-2022-jp', 'its escape sequences');
  if (/~\{(?:[!-}][!-~])+~\}/.test(text.toString('latin1', 0, 65_536)))
    return decision('hz-gb-2312', 'its escape sequences');
  const first = declared[0];
  return first === undefined
    ? decision('utf-8', 'only ASCII')
    : decision(first.charset, `${first.where}; only ASCII`);
}

/** Valid UTF-8 is UTF-8, unless a double-byte charset is declared and the few sequences may be chance. */
function decideUtf8(
  bytes: Uint8Array,
  declared: readonly Declared[],
  hasMark: boolean,
  defects: Defect[],
): CharsetDecision {
  if (hasMark) return decision('utf-8', 'byte order mark');
  const other = declared.find(({ charset }) => charset !== 'utf-8');
  const agreeing = declared.find(({ charset }) => charset === 'utf-8');
  if (other === undefined) return decision('utf-8', agreeing === undefined ? 'valid UTF-8' : agreeing.where);
  const { pairs, longer } = countUtf8(bytes, CENSUS_BYTES);
  if (
    agreeing === undefined &&
    DOUBLE_BYTE.has(other.charset) &&
    longer === 0 &&
    pairs <= 3 &&
    isValidAs(bytes, other.charset)
  ) {
    return decision(other.charset, other.where);
  }
  defects.push({
    code: 'charset-contradicted',
    detail: `${other.where} says ${other.charset}, the bytes are UTF-8`,
  });
  return decision('utf-8', `valid UTF-8, though the ${other.where} says ${other.charset}`);
}

function decideLegacy(
  bytes: Uint8Array,
  head: string,
  declared: readonly Declared[],
  defects: Defect[],
): CharsetDecision {
  const usable = declared.filter(({ charset }) => charset !== 'utf-8' && isValidEnough(bytes, charset));
  for (const { charset, where } of declared) {
    if (charset === 'utf-8' || !usable.some((one) => one.charset === charset)) {
      defects.push({ code: 'charset-contradicted', detail: `${where} says ${charset}, the bytes are not` });
    }
  }
  const lang = /<(?:dc:)?language>\s*([A-Za-z-]{2,8})|\b(?:xml:)?lang=["']([A-Za-z-]{2,8})/.exec(head);
  const guess = guessCharset(bytes, (lang?.[1] ?? lang?.[2])?.toLowerCase() ?? null);
  const [first, second] = usable;
  if (first === undefined) return decision(guess.charset, 'guessed from the content');
  // Servers add a charset of their own to what they know nothing about; the document knows better.
  const chosen =
    second !== undefined &&
    second.charset !== first.charset &&
    reads(bytes, second) > reads(bytes, first) + 0.05
      ? second
      : first;
  if (guess.charset !== chosen.charset && outweighs(guess, reads(bytes, chosen), chosen, countHigh(bytes))) {
    defects.push({
      code: 'charset-contradicted',
      detail: `${chosen.where} says ${chosen.charset}, the text reads as ${guess.charset}`,
    });
    return decision(
      guess.charset,
      `reads as ${guess.charset}, not as the ${chosen.charset} of the ${chosen.where}`,
    );
  }
  return decision(chosen.charset, chosen.where);
}

/**
 * Whether the content speaks against what is declared. Latin-1 is what software declares without knowing: against
 * it a lesser difference counts, and fewer bytes.
 */
function outweighs(guess: Guess, declaredScore: number, chosen: Declared, high: number): boolean {
  const gain = guess.score - declaredScore;
  if (high >= 24 && guess.score > 0.6 && gain > 0.3) return true;
  if (chosen.charset !== 'windows-1252' || guess.score < 0.8) return false;
  return high >= 24 ? gain > 0.15 : high >= 8 && gain > 0.25;
}

/** Bytes outside ASCII among the first; a few prove nothing against a declaration. */
function countHigh(bytes: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < bytes.length && count < 24; at += 1) if ((bytes[at] ?? 0) >= 0x80) count += 1;
  return count;
}

function reads(bytes: Uint8Array, declared: Declared): number {
  const alike = declared.charset.startsWith('iso-8859-') || declared.charset === 'macintosh' ? 0.5 : 0.6;
  return scoreAs(bytes, declared.charset) ?? alike;
}

/** A double-byte text may have one damaged character in a hundred and still be what it says. */
function isValidEnough(bytes: Uint8Array, charset: string): boolean {
  if (isValidAs(bytes, charset)) return true;
  const score = scoreAs(bytes, charset);
  return score !== null && score > 0.6;
}
