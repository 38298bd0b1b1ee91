// Marks which words of two versions of a text differ, so that a reader sees a correction at a glance.

export interface DiffRun {
  readonly text: string;
  readonly changed: boolean;
}

/** Beyond this many words on a side the whole text counts as changed. */
const MOST_WORDS = 160;

/**
 * Both texts as runs of words that are in the other one and words that are not, by longest common subsequence. The
 * runs of each side joined are that side. Texts with little in common are one changed run each.
 */
export function diffWords(
  former: string,
  current: string,
  lang: string,
): { readonly former: readonly DiffRun[]; readonly current: readonly DiffRun[] } {
  const [a, b] = [wordsOf(former, lang), wordsOf(current, lang)];
  const all = { former: [{ text: former, changed: true }], current: [{ text: current, changed: true }] };
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return all;
  const [keptA, keptB] = commonWords(a, b);
  const shared = a.filter((word, at) => keptA.has(at) && /[\p{L}\p{N}]/u.test(word)).length;
  const most = Math.max(...[a, b].map((words) => words.filter((word) => /[\p{L}\p{N}]/u.test(word)).length));
  if (shared * 3 < most) return all;
  return { former: runsOf(a, keptA), current: runsOf(b, keptB) };
}

function wordsOf(text: string, lang: string): string[] {
  const locale = /^[a-z]{2,3}$/.test(lang) ? lang : 'und';
  const segmenter = new Intl.Segmenter(locale, { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

// Positions of the words that both have, in the same order.
function commonWords(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = a.length - 1; row >= 0; row -= 1)
    for (let column = b.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        a[row] === b[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const [keptA, keptB] = [new Set<number>(), new Set<number>()];
  for (let row = 0, column = 0; row < a.length && column < b.length; ) {
    if (a[row] === b[column]) {
      keptA.add(row++);
      keptB.add(column++);
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return [keptA, keptB];
}

// A space between two changed words is part of the change.
function runsOf(words: readonly string[], kept: ReadonlySet<number>): DiffRun[] {
  const runs: { text: string; changed: boolean }[] = [];
  for (const [at, text] of words.entries()) {
    const between =
      /^\s+$/.test(text) && at > 0 && !kept.has(at - 1) && at + 1 < words.length && !kept.has(at + 1);
    const changed = between || !kept.has(at);
    const last = runs.at(-1);
    if (last !== undefined && last.changed === changed) last.text += text;
    else runs.push({ text, changed });
  }
  return runs;
}
