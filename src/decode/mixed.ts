// Documents whose parts are in two encodings, as sites make them that copy items from elsewhere: UTF-8 and another.
import { isUtf8 } from 'node:buffer';
import { decodeAs } from './codec.ts';
import { guessCharset } from './guess.ts';
import { countUtf8, decodeStrayUtf8 } from './unicode.ts';

const LT = 0x3c;
const GT = 0x3e;
/** Fewer bytes than these prove no charset: they are pasted quotes and accents. */
const EVIDENT_BYTES = 4;
/** A document that changes more often is noise, and is read in one piece. */
const MAX_SPANS = 20_000;
const SAMPLE_BYTES = 12 * 1024;

/** Bytes in a row whose runs between tags are all in the encoding that is not the document's, or all in that one. */
interface Span {
  start: number;
  end: number;
  readonly isOther: boolean;
}

/**
 * Parts a document where the encoding changes. Runs end at `<` and `>`, which are themselves in UTF-8 and in
 * charsets of one or two bytes; ASCII belongs to whichever is around it. Null where it changes too often.
 */
function partSpans(
  bytes: Uint8Array,
  leastBytes: number,
  isOther: (run: Uint8Array) => boolean,
): Span[] | null {
  const spans: Span[] = [];
  let start = 0;
  let hasHigh = false;
  for (let at = 0; at <= bytes.length; at += 1) {
    const byte = bytes[at] ?? LT;
    if (byte >= 0x80) hasHigh = true;
    if (byte !== LT && byte !== GT) continue;
    const last = spans.at(-1);
    const kind = hasHigh
      ? at - start >= leastBytes && isOther(bytes.subarray(start, at))
      : (last?.isOther ?? false);
    if (last?.isOther === kind) last.end = at;
    else spans.push({ start, end: at, isOther: kind });
    if (spans.length > MAX_SPANS) return null;
    start = at;
    hasHigh = false;
  }
  return spans;
}

function isForeign(run: Uint8Array): boolean {
  if (isUtf8(run)) return false;
  const { pairs, longer, invalid } = countUtf8(run, run.length);
  // Double bytes are valid sequences now and then: of Chinese up to one in two.
  return invalid > pairs + longer && (pairs + longer < 2 || invalid >= 6);
}

function isSurelyUtf8(run: Uint8Array): boolean {
  if (!isUtf8(run)) return false;
  const { pairs, longer } = countUtf8(run, run.length);
  return longer > 0 || pairs > 1;
}

/** More than chance makes of double bytes: three characters of three bytes in a row, or eight of two. */
function isCertainlyUtf8(run: Uint8Array): boolean {
  if (!isUtf8(run)) return false;
  const { pairs, longer } = countUtf8(run, run.length);
  return longer >= 3 || pairs >= 8;
}

/** The bytes without the parts that can only be UTF-8; null where there is no such part, or nothing else. */
export function dropUtf8(bytes: Uint8Array): Uint8Array | null {
  const spans = partSpans(bytes, 9, isCertainlyUtf8);
  const rest = spans?.filter((span) => !span.isOther) ?? [];
  if (spans === null || rest.length === spans.length || rest.length === 0) return null;
  return Buffer.concat(rest.map(({ start, end }) => bytes.subarray(start, end)));
}

/** Decodes a document that is UTF-8 in the main; runs that are not are read together as what they look like. */
export function decodeMainlyUtf8(bytes: Uint8Array): string {
  const spans = partSpans(bytes, 1, isForeign);
  const foreign = spans?.filter((span) => span.isOther) ?? [];
  if (spans === null || foreign.length === 0) return decodeStrayUtf8(bytes);
  const sample = Buffer.concat(foreign.map(({ start, end }) => bytes.subarray(start, end))).subarray(
    0,
    SAMPLE_BYTES,
  );
  const charset = foreignCharset(sample);
  if (charset === null) return decodeStrayUtf8(bytes);
  return joinSpans(spans, bytes, (part, isOther) =>
    isOther ? decodeAs(part, charset) : decodeStrayUtf8(part),
  );
}

function foreignCharset(sample: Uint8Array): string | null {
  let high = 0;
  for (const byte of sample) if (byte >= 0x80) high += 1;
  if (high < EVIDENT_BYTES) return 'windows-1252';
  const { charset, score } = guessCharset(sample, null);
  return score < 0.6 ? null : charset;
}

const SINGLE_BYTE = /^(?:windows-125\d|iso-8859-\d+|koi8-[ru]|macintosh|x-mac-\w+|ibm866)$/;
const DOUBLE_BYTE = /^(?:euc-kr|gbk|gb18030|big5|shift_jis|euc-jp)$/;

/** Decodes a document in a charset of one or two bytes; runs that can only be UTF-8 are read as such. */
export function decodeMainlyLegacy(bytes: Uint8Array, charset: string): string {
  const spans = SINGLE_BYTE.test(charset)
    ? partSpans(bytes, 4, isSurelyUtf8)
    : DOUBLE_BYTE.test(charset)
      ? partSpans(bytes, 9, isCertainlyUtf8)
      : null;
  if (spans === null || !spans.some((span) => span.isOther)) return decodeAs(bytes, charset);
  return joinSpans(spans, bytes, (part, isOther) => decodeAs(part, isOther ? 'utf-8' : charset));
}

function joinSpans(
  spans: readonly Span[],
  bytes: Uint8Array,
  decode: (part: Uint8Array, isOther: boolean) => string,
): string {
  return spans.map(({ start, end, isOther }) => decode(bytes.subarray(start, end), isOther)).join('');
}
