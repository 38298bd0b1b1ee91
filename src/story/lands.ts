// In which countries a text plays, and whether it plays elsewhere than others do.
import type { Features } from './features.ts';
import type { Senses } from './senses.ts';

/** The countries that a text names, by their names, inhabitants, capitals and towns. */
export function landsOf({ title, lead }: Features, lang: string, senses: Senses): Set<number> {
  const found = new Set<number>();
  const meanings = senses.of(lang);
  for (const tokens of [title, lead]) {
    for (const token of tokens) {
      const land = senses.landOf(token, meanings);
      if (land !== undefined) found.add(land);
    }
  }
  return found;
}

/** Whether a text names countries and none of those that `others` name, at least half of which name one. */
export function isElsewhere(lands: ReadonlySet<number>, others: readonly ReadonlySet<number>[]): boolean {
  return (
    lands.size > 0 &&
    others.filter(({ size }) => size > 0).length * 2 >= others.length &&
    others.every((theirs) => lands.values().every((land) => !theirs.has(land)))
  );
}
