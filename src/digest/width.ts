// How many terminal columns text takes (UAX #11: wide and fullwidth characters take two) and how to wrap it.

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

// Wide and fullwidth ranges of EastAsianWidth.txt, joined where only unassigned code points lie between.
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x17000, 0x18cff],
  [0x1b000, 0x1b2ff],
  [0x1f1e6, 0x1f1ff],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1faff],
  [0x20000, 0x3fffd],
];

/** Columns a text takes in a terminal. */
export function displayWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  return graphemesOf(text).reduce((width, grapheme) => width + graphemeWidth(grapheme), 0);
}

/** Lines of at most `columns`, broken at spaces and between CJK characters; an over-long word is cut. Loses only spaces. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const unit of breakUnits(text, columns)) {
    const unitWidth = displayWidth(unit);
    if (width > 0 && width + displayWidth(unit.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
      width = 0;
    }
    if (line === '' && unit.trim() === '') continue;
    line += unit;
    width += unitWidth;
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** Pads with spaces to `columns`. */
export function padTo(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - displayWidth(text)));
}

// Characters that must not begin a line: closing marks of CJK typography, which hang on what they close.
const CLINGS = /^[、。，．」』】〉》）］｝？！：；・…‥ー’”)\].,!?:;]/u;

function* breakUnits(text: string, columns: number): Generator<string> {
  let word = '';
  let width = 0;
  let afterIdeograph = false;
  for (const segment of graphemesOf(text)) {
    const cellWidth = graphemeWidth(segment);
    const ideograph = isIdeograph(segment.codePointAt(0) ?? 0);
    const breaks = !CLINGS.test(segment) && segment !== ' ' && (ideograph || afterIdeograph);
    const newWord = /\s$/.test(word) && segment !== ' ';
    if (word !== '' && (breaks || newWord || width + cellWidth > columns)) {
      yield word;
      word = '';
      width = 0;
    }
    word += segment;
    width += cellWidth;
    afterIdeograph = isIdeograph(segment.codePointAt(0) ?? 0);
  }
  if (word !== '') yield word;
}

// Hangul is written with spaces: a syllable does not end a word as an ideograph does.
function isIdeograph(code: number): boolean {
  return isWide(code) && !(code >= 0xac00 && code <= 0xd7a3);
}

// Most text has one code point for each grapheme; segmenting is ten times as slow as taking it apart.
function graphemesOf(text: string): string[] {
  if (!/[\p{M}\p{Cf}\u{1f000}-\u{1ffff}\u1100-\u11ff]/u.test(text)) return Array.from(text);
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

function graphemeWidth(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f && grapheme.length === 1) return 1;
  if (code < 0x20 || /^[\p{Mn}\p{Me}\p{Cf}]/u.test(grapheme)) return 0;
  // What is shown as an emoji by itself is wide (UAX #11, ED4), also among the symbols of one column.
  return isWide(code) || /^\p{Emoji_Presentation}|\ufe0f/u.test(grapheme) ? 2 : 1;
}

function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  return WIDE.some(([from, to]) => code >= from && code <= to);
}
