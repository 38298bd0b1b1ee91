// A word-level diff: the longest common subsequence, as runs in reading order.

export interface WordRun {
  readonly op: 'same' | 'removed' | 'added';
  readonly words: readonly string[];
}

/**
 * The runs that turn `before` into `after`; removals come before additions at the same place. Joining the words that
 * are not `added` gives `before`, of those not `removed` gives `after`. At most a few hundred words: time is their product.
 */
export function diffWords(before: readonly string[], after: readonly string[]): WordRun[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < before.length - start &&
    tail < after.length - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const middle = diffMiddle(
    before.slice(start, before.length - tail),
    after.slice(start, after.length - tail),
  );
  return joinRuns([
    { op: 'same', words: before.slice(0, start) },
    ...middle,
    { op: 'same', words: before.slice(before.length - tail) },
  ]);
}

function diffMiddle(before: readonly string[], after: readonly string[]): WordRun[] {
  const width = after.length + 1;
  const lengths = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const down = lengths[(i + 1) * width + j] ?? 0;
      const right = lengths[i * width + j + 1] ?? 0;
      const diagonal = (lengths[(i + 1) * width + j + 1] ?? 0) + 1;
      lengths[i * width + j] = before[i] === after[j] ? diagonal : Math.max(down, right);
    }
  }
  const runs: WordRun[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const down = i < before.length ? (lengths[(i + 1) * width + j] ?? 0) : -1;
    const right = j < after.length ? (lengths[i * width + j + 1] ?? 0) : -1;
    if (i < before.length && j < after.length && before[i] === after[j]) {
      runs.push({ op: 'same', words: [before[i] ?? ''] });
      i++;
      j++;
    } else if (down >= right) runs.push({ op: 'removed', words: [before[i++] ?? ''] });
    else runs.push({ op: 'added', words: [after[j++] ?? ''] });
  }
  return runs;
}

function joinRuns(runs: readonly WordRun[]): WordRun[] {
  const joined: { op: WordRun['op']; words: string[] }[] = [];
  for (const { op, words } of runs) {
    if (words.length === 0) continue;
    const last = joined.at(-1);
    if (last?.op === op) last.words.push(...words);
    else joined.push({ op, words: [...words] });
  }
  return joined;
}
