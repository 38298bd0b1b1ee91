// Reads one written form of a concept: `северн* коре{я,и,ю}`, `=Kim`, `*корейц*`, `북한군`, `러|`. Grammar: docs/rules.md.
import { fail, ok, type Result } from '../lib/result.ts';
import { foldText, kindOf, SPACE } from './fold.ts';

/** One compiled spelling: the first piece is sought by the form search, the rest is checked where it was found. */
export interface Pattern {
  /** Folded pieces; between two pieces stands the rest of a word and one space. */
  readonly pieces: readonly string[];
  /** The form may begin inside a word. */
  readonly openStart: boolean;
  /** The form may go on inside a word. */
  readonly openEnd: boolean;
  /** The original must have its capitals exactly where the form has them; null where case does not matter. */
  readonly capitals: readonly boolean[] | null;
}

const MAX_SPELLINGS = 200;

/** Expands and folds a form; the failure says what is wrong with it. */
export function parseForm(form: string): Result<Pattern[], string> {
  const trimmed = form.trim();
  if (trimmed === '') return fail('an empty form; remove it');
  const expanded = expandBraces(trimmed);
  if (!expanded.ok) return expanded;
  const patterns: Pattern[] = [];
  for (const spelling of expanded.value) {
    const pattern = compileSpelling(spelling);
    if (!pattern.ok) return pattern;
    patterns.push(pattern.value);
  }
  return ok(patterns);
}

function expandBraces(form: string): Result<string[], string> {
  let spellings = [''];
  let rest = form;
  for (;;) {
    const open = rest.indexOf('{');
    const close = rest.indexOf('}');
    if (open === -1 && close === -1) return ok(spellings.map((spelling) => spelling + rest));
    if (open === -1 || close < open || rest.slice(open + 1, close).includes('{'))
      return fail(`braces do not pair in "${form}"; write endings as {a,b,c}`);
    const endings = rest.slice(open + 1, close).split(',');
    const head = rest.slice(0, open);
    spellings = spellings.flatMap((spelling) =>
      endings.map((ending) => spelling + head + (ending === ' ' ? ending : ending.trim())),
    );
    if (spellings.length > MAX_SPELLINGS)
      return fail(`"${form}" has more than ${MAX_SPELLINGS} spellings; use * for endings`);
    rest = rest.slice(close + 1);
  }
}

function compileSpelling(spelling: string): Result<Pattern, string> {
  let text = spelling.trim();
  const exact = text.startsWith('=');
  if (exact) text = text.slice(1);
  const starStart = text.startsWith('*');
  const starEnd = text.endsWith('*');
  const borderStart = text.startsWith('|');
  const borderEnd = text.endsWith('|');
  text = text.replace(/^[*|]|[*|]$/gu, '');
  if (/[|=]/u.test(text)) return fail(`"${spelling}": | and = may stand only at an edge`);
  const parts = text.split(/\*\s+/u);
  if (parts.some((part) => part.includes('*')))
    return fail(`"${spelling}": * may stand only at the end of a word or at the start of the form`);
  const pieces = parts.map((part) => foldText(part).trim());
  if (pieces.some((piece) => piece === '')) return fail(`"${spelling}" is empty once it is folded`);
  if (exact && pieces.length > 1) return fail(`"${spelling}": = and an inner * do not go together`);
  const head = pieces[0] ?? '';
  const first = kindOf(head.charCodeAt(0));
  const tail = pieces.at(-1) ?? '';
  const last = kindOf(tail.charCodeAt(tail.length - 1));
  if (first === 1 && !starStart && head.length === 1 && starEnd && pieces.length === 1)
    return fail(`"${spelling}" would match every word that begins with one letter`);
  return ok({
    pieces,
    openStart: starStart || (!borderStart && first === 3),
    openEnd: starEnd || (!borderEnd && last >= 2),
    capitals: exact ? capitalsOf(text) : null,
  });
}

function capitalsOf(text: string): boolean[] {
  const flags: boolean[] = [];
  for (const character of text.trim().replace(/[\s\u2010-\u2015-]+/gu, ' ')) {
    const lower = character.toLowerCase();
    for (const _ of foldText(character) || ' ') flags.push(character !== lower && character !== ' ');
  }
  return flags;
}

/**
 * Checks a pattern whose first piece was found at [start, end) of `units`; returns where the whole form ends, or -1.
 * Looks at no more than 24 letters past each inner `*`, so that a hit costs a bounded time.
 */
export function completeMatch(
  pattern: Pattern,
  units: Uint16Array,
  length: number,
  start: number,
  end: number,
): number {
  if (!pattern.openStart && start > 0 && joined(units[start - 1] ?? 0, units[start] ?? 0)) return -1;
  let at = end;
  for (let index = 1; index < pattern.pieces.length; index++) {
    let letters = 0;
    while (at < length && kindOf(units[at] ?? 0) === 1 && letters < 24) [at, letters] = [at + 1, letters + 1];
    if (at >= length || units[at] !== SPACE) return -1;
    at++;
    const piece = pattern.pieces[index] ?? '';
    for (let offset = 0; offset < piece.length; offset++, at++)
      if (at >= length || units[at] !== piece.charCodeAt(offset)) return -1;
  }
  if (!pattern.openEnd) return at < length && joined(units[at - 1] ?? 0, units[at] ?? 0) ? -1 : at;
  if (kindOf(units[at - 1] ?? 0) !== 1) return at;
  for (let letters = 0; at < length && letters < 24 && kindOf(units[at] ?? 0) === 1; letters++) at++;
  return at;
}

/** Whether two neighbouring units belong to one word. A Latin abbreviation beside Han or Hangul does not run on. */
export function joined(before: number, after: number): boolean {
  const kind = kindOf(after);
  return kind !== 0 && kind === kindOf(before);
}
