// How far guids and addresses can be relied on in this document, judged by all its items together.
import type { KeyMatch, Lookup } from './decide.ts';
import { hasTitleOf, isCloserTo } from './likeness.ts';

/**
 * `firm`: several items were found by keys of this kind and nothing speaks against it. `loose`: they change while their
 * items stay, so a fresh one tells nothing. `false`: they name items other than those that the rest of the entry names, as
 * where a guid is the place in the list.
 */
export type KindReliance = 'firm' | 'open' | 'loose' | 'false';

export interface Reliance {
  readonly guid: KindReliance;
  readonly url: KindReliance;
}

interface Tally {
  agreed: number;
  contradicted: number;
  changed: number;
}

const ENOUGH = 2;

/** Judges both kinds of key by what the store says of all entries of a document. */
export function decideReliance(lookups: readonly Lookup[]): Reliance {
  const guid: Tally = { agreed: 0, contradicted: 0, changed: 0 };
  const url: Tally = { agreed: 0, contradicted: 0, changed: 0 };
  for (const lookup of lookups) {
    count(guid, lookup, lookup.guid, lookup.url);
    count(url, lookup, lookup.url, lookup.guid);
    if (lookup.draft.guidKey !== null && isChanged(lookup, lookup.guid, lookup.url, 'hasGuidKey'))
      guid.changed++;
    if (lookup.draft.urlKey !== null && isChanged(lookup, lookup.url, lookup.guid, 'hasUrlKey'))
      url.changed++;
  }
  return { guid: judge(guid), url: judge(url) };
}

function count(tally: Tally, { draft, title }: Lookup, match: KeyMatch, rival: KeyMatch): void {
  if (match.kind !== 'item') return;
  const { item } = match;
  const isRivalled =
    rival.kind === 'item' && rival.item.id !== item.id && isCloserTo(rival.item, item, draft);
  const isNamed = hasTitleOf(item, draft);
  const isMisnamed =
    !isNamed && item.isOwn && !draft.isSeries && title.kind === 'item' && title.item.id !== item.id;
  if (isRivalled || isMisnamed) tally.contradicted++;
  else if (isNamed) tally.agreed++;
}

// The key is fresh, but the item is known by its other key, by its headline, and bore a key of this kind before.
function isChanged(
  { draft }: Lookup,
  match: KeyMatch,
  other: KeyMatch,
  bore: 'hasGuidKey' | 'hasUrlKey',
): boolean {
  return (
    match.kind === 'unknown' && other.kind === 'item' && other.item[bore] && hasTitleOf(other.item, draft)
  );
}

function judge({ agreed, contradicted, changed }: Tally): KindReliance {
  if (contradicted >= ENOUGH && contradicted > agreed) return 'false';
  if (changed >= ENOUGH && changed > agreed) return 'loose';
  return agreed >= ENOUGH && contradicted === 0 && changed === 0 ? 'firm' : 'open';
}
