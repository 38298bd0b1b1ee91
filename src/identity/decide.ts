// Is this item known? Decides by trusted keys, and refuses a key that would swallow a different item.
import {
  compareOpenings,
  hasTitleOf,
  isCloserTo,
  isNearDate,
  isNextNumber,
  isOther,
  isOtherIssue,
  sharedWords,
} from './likeness.ts';
import type { KindReliance, Reliance } from './reliance.ts';
import type { TrustedDraft } from './trust.ts';

/** What identity needs to know of a stored item. */
export interface KnownItem {
  readonly id: number;
  readonly feedId: string;
  readonly title: string;
  readonly publishedAt: number | null;
  readonly contentHash: string;
  /** Whether the item itself bears a trusted key of that kind. */
  readonly hasGuidKey: boolean;
  readonly hasUrlKey: boolean;
  /** Whether the feed that is read brought it first. */
  readonly isOwn: boolean;
  /** Its summary, or the start of its text: read only where titles leave a doubt. */
  readonly opening: () => string;
}

/** What the store says of one key. */
export type KeyMatch =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'tainted' }
  /** The key outlived its item, which was purged. */
  | { readonly kind: 'purged'; readonly itemId: number }
  | { readonly kind: 'item'; readonly item: KnownItem };

/** What the store says of the keys of one draft. */
export interface Lookup {
  readonly draft: TrustedDraft;
  readonly guid: KeyMatch;
  readonly url: KeyMatch;
  /** Asked only where neither guid nor address name an item of the draft's title; else `unknown`. */
  readonly title: KeyMatch;
}

export type Identified =
  /** Taint: the keys that turned out to be recycled. */
  | { readonly kind: 'unknown'; readonly taint: readonly string[] }
  | { readonly kind: 'purged'; readonly itemId: number }
  | { readonly kind: 'known'; readonly item: KnownItem; readonly by: string };

export const BY_GUID = 'same guid';
export const BY_ADDRESS = 'same address';

/** How much of two headlines may differ before a key is taken for a recycled one. */
const LITTLE = 0.2;
/** The same where the other key is firm in this document, and fresh: another post under the address of a live page. */
const HALF = 0.5;
/** Bulletins come out every half hour. */
const MINUTES_MS = 600_000;

/**
 * Decides which stored item a draft is. A key counts as found unless the draft looks like another item and nothing else
 * vouches for the key: then a feed recycles it, which is to be tainted, and the draft is a different item.
 */
export function decideIdentity(lookup: Lookup, reliance: Reliance): Identified {
  const { draft, guid, url, title } = lookup;
  if (guid.kind === 'item' && url.kind === 'item') {
    if (isRecycledPage(lookup, guid.item, reliance)) return unknown(draft.guidKey, draft.urlKey);
    const urlWins = guid.item.id !== url.item.id && isCloserTo(url.item, guid.item, draft);
    return {
      kind: 'known',
      item: urlWins ? url.item : guid.item,
      by: urlWins ? BY_ADDRESS : BY_GUID,
    };
  }
  if (title.kind === 'item' && isSurelyTitled(lookup, title.item))
    return { kind: 'known', item: title.item, by: 'same title' };
  if (guid.kind === 'item') {
    return isRecycledGuid(lookup, guid.item, reliance)
      ? unknown(draft.guidKey)
      : { kind: 'known', item: guid.item, by: BY_GUID };
  }
  if (url.kind === 'item') {
    return isRecycledAddress(lookup, url.item, reliance)
      ? unknown(draft.urlKey)
      : { kind: 'known', item: url.item, by: BY_ADDRESS };
  }
  for (const match of [guid, url]) {
    if (match.kind === 'purged') return { kind: 'purged', itemId: match.itemId };
  }
  if (!isBlind(draft.guidKey, guid) || !isBlind(draft.urlKey, url)) return unknown();
  if (title.kind === 'purged') return { kind: 'purged', itemId: title.itemId };
  if (title.kind === 'item' && !isOtherInSeries(title.item, draft))
    return { kind: 'known', item: title.item, by: 'same title' };
  return unknown();
}

function unknown(...taint: readonly (string | null)[]): Identified {
  return { kind: 'unknown', taint: taint.filter((key) => key !== null) };
}

// Both keys name the item, but nothing else does, and no other entry shows that keys of the feed can be relied on.
function isRecycledPage({ draft, url }: Lookup, item: KnownItem, reliance: Reliance): boolean {
  if (url.kind !== 'item' || url.item.id !== item.id || !item.isOwn) return false;
  return reliance.guid !== 'firm' && reliance.url !== 'firm' && isOther(item, draft, LITTLE, MINUTES_MS);
}

// No key of that kind, or one that names nothing.
function isBlind(key: string | null, match: KeyMatch): boolean {
  return key === null || match.kind === 'tainted';
}

function isRecycledGuid({ draft, url }: Lookup, item: KnownItem, reliance: Reliance): boolean {
  if (isBlind(draft.urlKey, url)) return isOtherAlone(item, draft, reliance.guid);
  if (!item.hasUrlKey || reliance.url === 'loose') return false;
  return isOther(item, draft, LITTLE) || (reliance.guid !== 'firm' && isOtherIssue(item, draft));
}

// An address is the same for all feeds, whatever headline and date each of them gives the article.
function isRecycledAddress({ draft, guid }: Lookup, item: KnownItem, reliance: Reliance): boolean {
  if (!item.isOwn) return false;
  if (isBlind(draft.guidKey, guid)) return isOtherAlone(item, draft, reliance.url);
  if (!item.hasGuidKey || reliance.guid === 'loose') return false;
  if (isOtherIssue(item, draft)) return true;
  if (reliance.guid !== 'firm') return isOther(item, draft, LITTLE);
  return isNextNumber(item, draft) || isOther(item, draft, HALF, 0);
}

// The only key of a draft: where it is firm, another headline and date are not enough, the text has to be another one, too.
function isOtherAlone(item: KnownItem, draft: TrustedDraft, reliance: KindReliance): boolean {
  return isOther(item, draft, LITTLE) && (reliance !== 'firm' || compareOpenings(item, draft) === 'other');
}

// One key names an item of another headline, the headline one of this date or text.
function isSurelyTitled({ draft, guid, url }: Lookup, item: KnownItem): boolean {
  const keyed = guid.kind === 'item' ? guid.item : url.kind === 'item' ? url.item : null;
  if (keyed === null || !keyed.isOwn || draft.isSeries) return false;
  return isNearDate(item, draft) || compareOpenings(item, draft) === 'same';
}

// A series under one headline, in a feed that has nothing else to tell its items apart.
function isOtherInSeries(item: KnownItem, draft: TrustedDraft): boolean {
  const isDated = item.publishedAt !== null && draft.draft.publishedAt !== null;
  return isDated && !isNearDate(item, draft) && compareOpenings(item, draft) === 'other';
}

/**
 * Decides whether an unknown draft is the item that its address, letter by letter, named under older rules. A feed that gives
 * the address to another article does not count.
 */
export function decideVerbatim(draft: TrustedDraft, match: KeyMatch): Identified | null {
  if (match.kind === 'purged') return { kind: 'purged', itemId: match.itemId };
  if (match.kind !== 'item' || isOther(match.item, draft, LITTLE)) return null;
  return { kind: 'known', item: match.item, by: 'same address, by older rules' };
}

export interface Claim {
  readonly draft: TrustedDraft;
  readonly item: KnownItem | null;
  readonly by: string;
}

/**
 * Decides which drafts are not the item that their key names, because another draft of the document is: the one with its
 * headline, else the one with its guid, else the first. A draft with nearly the same headline or text stays.
 */
export function decideClaims(claims: readonly Claim[]): ReadonlySet<TrustedDraft> {
  const refused = new Set<TrustedDraft>();
  for (const rivals of Map.groupBy(claims, ({ item }) => item?.id ?? null).values()) {
    const item = rivals[0]?.item ?? null;
    if (item === null || rivals.length < 2) continue;
    const best =
      rivals.find(({ draft }) => hasTitleOf(item, draft)) ??
      rivals.find(({ by }) => by === BY_GUID) ??
      rivals[0];
    for (const { draft } of rivals) {
      if (draft === best?.draft || best === undefined) continue;
      const isLike = sharedWords(best.draft.draft.title, draft.draft.title) >= HALF;
      if (!isLike && compareOpenings(item, draft) !== 'same') refused.add(draft);
    }
  }
  return refused;
}
