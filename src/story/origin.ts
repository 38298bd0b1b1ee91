// Who told a story: publisher families in order, who was first, how long the others took, who is under state control.
import type { StoryArticle, StoryFamily, StoryOrigin } from '../model/story.ts';

/** Derives a story's origin from its articles. Families are counted, never feeds; a copy is no report of its own. */
export function explainStory(articles: readonly StoryArticle[]): StoryOrigin {
  const byFamily = new Map<string, StoryArticle[]>();
  const ordered = [...articles].sort((a, b) => a.at - b.at || a.itemId - b.itemId);
  for (const article of ordered) {
    byFamily.set(article.family, [...(byFamily.get(article.family) ?? []), article]);
  }
  const startAt = ordered[0]?.at ?? 0;
  const families = [...byFamily].map(([family, own]) => familyOf(family, own, startAt));
  const independent = families.filter(({ state, onlyCopies }) => !state && !onlyCopies);
  return {
    families,
    independentFamilies: independent.length,
    onlyStateMedia: families.length > 0 && families.every(({ state }) => state),
    languages: [...new Set(ordered.map(({ lang }) => lang))],
  };
}

function familyOf(family: string, own: readonly StoryArticle[], startAt: number): StoryFamily {
  const firstAt = own[0]?.at ?? startAt;
  return {
    family,
    outlets: [...new Set(own.map(({ outlet }) => outlet))],
    state: own.some(({ control }) => control === 'state'),
    languages: [...new Set(own.map(({ lang }) => lang))],
    firstAt,
    delayMs: firstAt - startAt,
    onlyCopies: own.every(({ copyOf }) => copyOf !== null),
  };
}
