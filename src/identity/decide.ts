// Is this item known? Decides by trusted keys, and refuses a key that would swallow a different item.
import { foldTitle } from './keys.ts';
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
}

/** What the store says of one key. */
export type KeyMatch =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'tainted' }
  /** The key outlived its item, which was purged. */
  | { readonly kind: 'purged'; readonly itemId: number }
  | { readonly kind: 'item'; readonly item: KnownItem };

export type Identified =
  | { readonly kind: 'unknown'; readonly taint: string | null }
  | { readonly kind: 'purged'; readonly itemId: number }
  | { readonly kind: 'known'; readonly item: KnownItem; readonly by: string };

const SAME_DATE_MS = 3_600_000;

/**
 * Decides which stored item a draft is. A key counts as found unless the other key of the draft is fresh, the stored
 * item has another one of that kind, and title and date differ too: then a feed recycles the key, which is to be
 * tainted, and the draft is a different item.
 */
export function decideIdentity(
  draft: TrustedDraft,
  guid: KeyMatch,
  url: KeyMatch,
  title: KeyMatch,
): Identified {
  if (guid.kind === 'item' && url.kind === 'item') {
    const urlWins =
      guid.item.id !== url.item.id && sameTitle(url.item, draft) && !sameTitle(guid.item, draft);
    return {
      kind: 'known',
      item: urlWins ? url.item : guid.item,
      by: urlWins ? 'same address' : 'same guid',
    };
  }
  if (guid.kind === 'item') {
    const recycled = draft.urlKey !== null && url.kind === 'unknown' && guid.item.hasUrlKey;
    if (recycled && isOther(guid.item, draft)) return { kind: 'unknown', taint: draft.guidKey };
    return { kind: 'known', item: guid.item, by: 'same guid' };
  }
  if (url.kind === 'item') {
    const recycled = draft.guidKey !== null && guid.kind === 'unknown' && url.item.hasGuidKey;
    if (recycled && isOther(url.item, draft)) return { kind: 'unknown', taint: draft.urlKey };
    return { kind: 'known', item: url.item, by: 'same address' };
  }
  if (title.kind === 'item') return { kind: 'known', item: title.item, by: 'same title' };
  for (const match of [guid, url, title]) {
    if (match.kind === 'purged') return { kind: 'purged', itemId: match.itemId };
  }
  return { kind: 'unknown', taint: null };
}

/**
 * Decides whether an unknown draft is the item that its address, letter by letter, named under older rules. A feed that gives
 * the address to another article does not count.
 */
export function decideVerbatim(draft: TrustedDraft, match: KeyMatch): Identified | null {
  if (match.kind === 'purged') return { kind: 'purged', itemId: match.itemId };
  if (match.kind !== 'item' || isOther(match.item, draft)) return null;
  return { kind: 'known', item: match.item, by: 'same address, by older rules' };
}

function sameTitle(item: KnownItem, { draft }: TrustedDraft): boolean {
  return foldTitle(item.title) === foldTitle(draft.title);
}

function isOther(item: KnownItem, draft: TrustedDraft): boolean {
  if (sharedWords(item.title, draft.draft.title) >= 0.2) return false;
  const before = item.publishedAt;
  const now = draft.draft.publishedAt;
  return before === null || now === null || Math.abs(now - before) > SAME_DATE_MS;
}

/** Overlap of two titles' words, 0 to 1 (Jaccard); of character pairs where a script has no spaces. */
export function sharedWords(one: string, other: string): number {
  const left = pieces(one);
  const right = pieces(other);
  let shared = 0;
  for (const piece of left) if (right.has(piece)) shared++;
  const union = left.size + right.size - shared;
  return union === 0 ? 1 : shared / union;
}

function pieces(title: string): Set<string> {
  const folded = foldTitle(title);
  const words = folded.split(' ');
  if (words.length > 2 || folded.length < 6) return new Set(words);
  return new Set(Array.from(folded, (_, at) => folded.slice(at, at + 2)));
}
