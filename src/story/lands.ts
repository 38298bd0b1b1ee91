// In which countries a text plays, and whether it plays elsewhere than others do.
import type { Features } from './features.ts';
import type { Senses } from './senses.ts';

/** The countries that a text names, by their names, inhabitants, capitals and towns. */
export interface NamedLands {
  readonly all: ReadonlySet<number>;
  readonly inTitle: boolean;
}

/** Finds them. */
export function landsOf({ title, lead }: Features, lang: string, senses: Senses): NamedLands {
  const lands = senses.landsOf(lang);
  const all = new Set<number>();
  const note = (token: number): void => {
    const land = lands.of(token);
    if (land !== token) all.add(land);
  };
  title.forEach(note);
  const inTitle = all.size > 0;
  lead.forEach(note);
  return { all, inTitle };
}

/**
 * Whether a text names countries and none of those that `others` name, at least half of which name one; and whether the
 * headlines do.
 */
export function isElsewhere(lands: NamedLands, others: readonly NamedLands[]): 'headline' | 'text' | null {
  if (lands.all.size === 0 || others.some(({ all }) => lands.all.values().some((land) => all.has(land))))
    return null;
  const named = others.filter(({ all }) => all.size > 0).length;
  const told = others.filter(({ inTitle }) => inTitle).length;
  if (lands.inTitle && told * 2 >= others.length) return 'headline';
  return named * 2 >= others.length ? 'text' : null;
}
