// The coverage receipt: what was read, and where every item of the span went. Sums that do not agree are a bug.
import type { Candidate, DigestDocument, ItemAccounts, NearMiss } from '../model/digest.ts';
import type { Chosen } from './choose.ts';
import { clip, flatten, outletName, safeUrl } from './excerpt.ts';

const NEAR_MISSES_SHOWN = 3;
/** Less evidence than this is not near. */
const NEAR_SCORE = 1;

/** Items that are counted but not loaded: those without a word on the subject, and those the flood guard keeps. */
export interface UnloadedItems {
  readonly offSubject: number;
  readonly held: number;
}

/** Counts every item of the span once. */
export function accountItems(chosen: Chosen, unloaded: UnloadedItems): ItemAccounts {
  const cardItems = chosen.stories.reduce((sum, { candidates }) => sum + candidates.length, 0);
  const held = chosen.held.length + unloaded.held;
  const matched = cardItems + chosen.repeated.length + chosen.updates.length;
  return {
    seen: unloaded.offSubject + chosen.below.length + held + matched,
    offSubject: unloaded.offSubject,
    below: chosen.below.length,
    held,
    matched,
    merged: cardItems - chosen.stories.length,
    repeated: chosen.repeated.length,
    updated: chosen.updates.length,
    shown: chosen.stories.length,
  };
}

/** Items below the line with some evidence: all counted, the nearest three named. */
export function nearMisses(
  below: readonly Candidate[],
  explain: (candidate: Candidate) => string,
): { readonly count: number; readonly items: readonly NearMiss[] } {
  const nearest = below
    .filter(({ verdict }) => verdict.score >= NEAR_SCORE)
    .sort((a, b) => b.verdict.score - a.verdict.score || a.source.itemId - b.source.itemId);
  return {
    count: nearest.length,
    items: nearest.slice(0, NEAR_MISSES_SHOWN).map((candidate) => ({
      itemId: candidate.source.itemId,
      outlet: outletName(candidate.source.outlet),
      lang: candidate.source.lang,
      title: clip(flatten(candidate.source.title) || 'Without a title', 200),
      url: safeUrl(candidate.source.url),
      score: candidate.verdict.score,
      why: clip(flatten(explain(candidate).replace(/^why: /i, '')), 300),
    })),
  };
}

/** Throws where the document does not show exactly what was chosen, or where a sum does not agree. */
export function assertAccounts(document: DigestDocument, itemsInSpan: number): void {
  const items = document.receipt?.items;
  if (items === undefined) return;
  const cards = document.sections.flatMap(({ cards: inSection }) => inSection);
  const shownIds = [
    ...cards.flatMap(({ itemIds }) => itemIds),
    ...document.updates.map(({ itemId }) => itemId),
  ];
  const checks: [boolean, string][] = [
    [items.seen === itemsInSpan, `${items.seen} items accounted for, ${itemsInSpan} in the span`],
    [
      items.seen === items.offSubject + items.below + items.held + items.matched,
      'seen is not the sum of off-subject, below, held and matched',
    ],
    [
      items.matched === items.shown + items.merged + items.repeated + items.updated,
      'matched is not the sum of shown, merged, repeated and updated',
    ],
    [cards.length === items.shown, `${cards.length} cards, ${items.shown} chosen`],
    [new Set(shownIds).size === shownIds.length, 'an item is shown twice'],
    [
      shownIds.length + items.repeated === items.matched,
      `${shownIds.length} items in the document and ${items.repeated} repeated, ${items.matched} matched`,
    ],
  ];
  const broken = checks.find(([holds]) => !holds);
  if (broken !== undefined) throw new Error(`digest ${document.id}: ${broken[1]}`);
}
