// What is wrong with a file a person wrote: where it stands and what to do. All complaints are gathered before any is shown.

export interface Complaint {
  readonly file: string;
  /** One-based; null where no line can be named. */
  readonly line: number | null;
  /** Dotted path of the key, such as `channels.mail.smtp`. */
  readonly path: string;
  readonly message: string;
}

/** Thrown once with everything that is wrong; the command line exits with 2. */
export class ConfigError extends Error {
  readonly complaints: readonly Complaint[];

  constructor(complaints: readonly Complaint[]) {
    super(complaints.map(renderComplaint).join('\n'));
    this.name = 'ConfigError';
    this.complaints = complaints;
  }
}

/** `config/pactwatch.yaml:12: channels.mail.smtp: what is wrong and what to do`. */
export function renderComplaint(complaint: Complaint): string {
  const place = complaint.line === null ? complaint.file : `${complaint.file}:${complaint.line}`;
  return complaint.path === ''
    ? `${place}: ${complaint.message}`
    : `${place}: ${complaint.path}: ${complaint.message}`;
}

/** The known word nearest to `word`, or null where none is near enough to be a slip of the pen. */
export function nearestWord(word: string, known: Iterable<string>): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.ceil(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

// Levenshtein distance with neighbouring letters swapped counting once (optimal string alignment).
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((row[j - 1] ?? 0) + 1, (previous[j] ?? 0) + 1, (previous[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [before, previous] = [previous, row];
  }
  return previous[b.length] ?? limit;
}
