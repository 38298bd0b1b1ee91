// The door of the room: bytes to text in the charset they are in, never throwing, saying what was chosen and why.
import type { CharsetChoice, Defect } from '../model/entry.ts';
import { type CharsetDecision, decideByContent, decideByShape } from './charset.ts';
import { decodeAs } from './codec.ts';
import { unfoldBody } from './decompress.ts';
import { charsetOf, declaredLabels } from './labels.ts';
import { decodeMainlyLegacy, decodeMainlyUtf8 } from './mixed.ts';
import { undoDoubleUtf8 } from './unicode.ts';

export interface DecodeInput {
  readonly body: Uint8Array;
  /** The Content-Type header, whole. */
  readonly contentType: string | null;
  /** A charset set by hand: nothing else is asked. */
  readonly override: string | null;
}

export interface DecodedText {
  readonly text: string;
  readonly choice: CharsetChoice;
  readonly defects: Defect[];
}

/** Codes of the defects that decoding tells; documented in docs/reading-feeds.md. */
export const DECODE_DEFECT_CODES = [
  'charset-contradicted',
  'charset-unknown',
  'compressed-body',
  'double-encoded',
  'invalid-bytes',
] as const;

/**
 * Decodes a body. The charset is the override, or by byte order mark, shape of the bytes, HTTP header, XML
 * declaration, meta element and content, each believed as far as the bytes bear it out. Never throws.
 */
export function decodeBytes(input: DecodeInput): DecodedText {
  const { body: unfolded, from } = unfoldBody(input.body);
  const body = dropFalseMark(unfolded);
  const defects: Defect[] = [];
  if (from !== null) defects.push({ code: 'compressed-body', detail: `the body was still ${from}` });
  const override = input.override === null ? null : charsetOf(input.override);
  if (input.override !== null && override === null) {
    defects.push({
      code: 'charset-unknown',
      detail: `the configuration says ${input.override.slice(0, 40)}`,
    });
  }
  if (override !== null) {
    return {
      text: stripMark(decodeAs(body, override)),
      choice: { charset: override, reason: 'set by configuration' },
      defects,
    };
  }
  const decision = refineEbcdic(body, decideByShape(body)) ?? decideByContent(body, input.contentType);
  defects.push(...decision.defects);
  const text = decodeDecided(body, decision);
  const undone = decision.charset === 'utf-8' ? undoDoubleUtf8(text) : null;
  if (undone !== null) {
    defects.push({ code: 'double-encoded', detail: `UTF-8 read as ${undone.through} and encoded again` });
    return {
      text: undone.text,
      choice: { charset: 'utf-8', reason: `${decision.reason}; encoded twice` },
      defects,
    };
  }
  if (!decision.hasStray && text.includes('\ufffd')) {
    defects.push({ code: 'invalid-bytes', detail: `some bytes are not ${decision.charset}` });
  }
  return { text, choice: { charset: decision.charset, reason: decision.reason }, defects };
}

function decodeDecided(body: Uint8Array, decision: CharsetDecision): string {
  const bytes = decision.skip > 0 ? body.subarray(decision.skip) : body;
  const text = stripMark(
    decision.hasStray ? decodeMainlyUtf8(bytes) : decodeMainlyLegacy(bytes, decision.charset),
  );
  // A character that the end of the document cuts through is nothing to show.
  return text.endsWith('\ufffd') ? text.replace(/\ufffd{1,3}$/, '') : text;
}

/** A mark of UTF-16 over bytes that are plain markup says nothing. */
function dropFalseMark(body: Uint8Array): Uint8Array {
  const [a, b, c = 0, d = 0] = body;
  const isMarked = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  return isMarked && c === 0x3c && d >= 0x21 && d <= 0x7e ? body.subarray(2) : body;
}

function stripMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The pages of EBCDIC share the characters of an XML declaration, which then names the right one. */
function refineEbcdic(body: Uint8Array, decision: CharsetDecision | null): CharsetDecision | null {
  if (decision?.charset !== 'cp037') return decision;
  const head = decodeAs(body.subarray(0, 400), 'cp037');
  if (!/^<[?!A-Za-z]/.test(head)) return null;
  const declared = charsetOf(declaredLabels(head).xml ?? '');
  const page =
    declared !== null && /^cp(?:037|273|424|500|875|1026|1140)$/.test(declared) ? declared : 'cp037';
  return { ...decision, charset: page };
}
