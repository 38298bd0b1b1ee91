// Names that tell two events apart: two people, two places, two countries or two ships, each in one of them only.

/** Names by their anchors, with their kind; only those that are not usual on the subject. */
export type TellingNames = ReadonlyMap<number, string>;

/**
 * Whether a text, by its anchors, names somebody or somewhere of a kind, and none of those of that kind that `others` name,
 * while at least half of them name another one. Works across languages.
 */
export function nameRivals(
  anchors: Iterable<number>,
  others: readonly (readonly number[])[],
  telling: TellingNames,
): boolean {
  const told = countNames(others, telling);
  if (told.size === 0) return false;
  const shares = new Map<string, boolean>();
  for (const anchor of anchors) {
    const kind = telling.get(anchor);
    if (kind !== undefined) shares.set(kind, told.has(anchor) || shares.get(kind) === true);
  }
  for (const [anchor, count] of told) {
    if (count * 2 >= others.length && shares.get(telling.get(anchor) ?? '') === false) return true;
  }
  return false;
}

/** The names that at least half of the texts bear. */
export function commonNames(texts: readonly (readonly number[])[], telling: TellingNames): number[] {
  return [...countNames(texts, telling)].flatMap(([anchor, count]) =>
    count * 2 >= texts.length ? [anchor] : [],
  );
}

function countNames(texts: readonly (readonly number[])[], telling: TellingNames): Map<number, number> {
  const counts = new Map<number, number>();
  for (const text of texts) {
    for (const anchor of text) if (telling.has(anchor)) counts.set(anchor, (counts.get(anchor) ?? 0) + 1);
  }
  return counts;
}
