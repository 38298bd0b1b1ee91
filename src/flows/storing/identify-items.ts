// Finds which items of a document are known: by keys that can be trusted, or under other keys; and whether they are a flood.
import {
  decideIdentity,
  decideVerbatim,
  type Identified,
  type KeyMatch,
  type KnownItem,
} from '../../identity/decide.ts';
import { decideHold, decideRekey, type Unmatched } from '../../identity/flood.ts';
import { keysOfDraft } from '../../identity/keys.ts';
import { type TrustedDraft, trustDocument } from '../../identity/trust.ts';
import type { ItemDraft } from '../../model/item.ts';
import { canonicalUrl } from '../../normalise/url.ts';
import type { ChangeTable } from '../../store/changes.ts';
import type { ItemFacts, ItemTable } from '../../store/items.ts';
import type { Steps } from './steps.ts';

/** What became of one draft of a document when it was looked up. */
export interface Found {
  readonly draft: TrustedDraft;
  /** The stored item it is; null: none, or one that was purged. */
  readonly item: ItemFacts | null;
  readonly purgedId: number | null;
  readonly reason: string;
}

export const REKEYED = 'known under other keys';

export class Identifier {
  readonly #items: ItemTable;
  readonly #changes: ChangeTable;

  constructor(items: ItemTable, changes: ChangeTable) {
    this.#items = items;
    this.#changes = changes;
  }

  /**
   * Looks every draft up, in order, a step each. Remembers values that name several items, so that they are never
   * believed again.
   */
  *identify(feedId: string, drafts: readonly ItemDraft[], now: number): Steps<Found[]> {
    const keyed = [];
    for (const draft of drafts) {
      keyed.push({ draft, keys: keysOfDraft(feedId, draft, guidAddress(draft)) });
      yield;
    }
    const trusted = trustDocument(keyed);
    yield;
    for (const key of trusted.tainted) this.#items.taintKey(key, now);
    const found: Found[] = [];
    for (const draft of trusted.drafts) {
      yield;
      found.push(this.#find(feedId, draft, now));
    }
    yield;
    return yield* this.#rekey(feedId, found);
  }

  #find(feedId: string, draft: TrustedDraft, now: number): Found {
    if (draft.repeats >= 0) return { draft, item: null, purgedId: null, reason: 'repeated in the document' };
    const identified = this.#decide(feedId, draft);
    if (identified.kind === 'known') {
      const item = this.#items.findFacts(identified.item.id);
      return { draft, item, purgedId: null, reason: identified.by };
    }
    if (identified.kind === 'purged')
      return { draft, item: null, purgedId: identified.itemId, reason: 'known, purged' };
    if (identified.taint !== null) this.#items.taintKey(identified.taint, now);
    return { draft, item: null, purgedId: null, reason: 'unknown' };
  }

  #decide(feedId: string, draft: TrustedDraft): Identified {
    const trusted = draft.guidKey !== null || draft.urlKey !== null;
    const guid = this.#match(draft.guidKey, feedId);
    const url = this.#match(draft.urlKey, feedId);
    const title = this.#match(trusted ? null : draft.titleKey, feedId);
    const identified = decideIdentity(draft, guid, url, title);
    const isKnown = identified.kind !== 'unknown' || guid.kind !== 'unknown' || url.kind !== 'unknown';
    if (isKnown || draft.verbatimKey === null) return identified;
    return decideVerbatim(draft, this.#match(draft.verbatimKey, feedId)) ?? identified;
  }

  #match(key: string | null, feedId: string): KeyMatch {
    const found = key === null ? null : this.#items.findKey(key);
    if (found === null) return { kind: 'unknown' };
    if (found === 'tainted') return { kind: 'tainted' };
    const facts = this.#items.findFacts(found);
    return facts === null
      ? { kind: 'purged', itemId: found }
      : { kind: 'item', item: knownOf(facts, feedId) };
  }

  *#rekey(feedId: string, found: readonly Found[]): Steps<Found[]> {
    const present = new Set(found.map(({ item }) => item?.id));
    const unknown = found.filter(isFresh);
    const unmatched: Unmatched[] = [];
    for (const { draft } of unknown) {
      yield;
      const match = this.#match(draft.titleKey, feedId);
      const namesake = match.kind === 'item' && match.item.feedId === feedId ? match.item : null;
      unmatched.push({ draft, namesake: namesake !== null && !present.has(namesake.id) ? namesake : null });
    }
    const same = new Map(decideRekey(unmatched).map((item, at) => [unknown[at], item]));
    return found.map((entry) => {
      const item = same.get(entry) ?? null;
      return item === null ? entry : { ...entry, item: this.#items.findFacts(item.id), reason: REKEYED };
    });
  }

  /** Why the new items of a document are held back by the flood guard; null: they are not. */
  decideHold(
    {
      feedId,
      now,
      previousAt,
    }: { readonly feedId: string; readonly now: number; readonly previousAt: number | null },
    found: readonly Found[],
  ): string | null {
    const fresh = found.filter(isFresh);
    if (previousAt === null || fresh.length < 10) return null;
    const { stored, firstAt } = this.#changes.feedFacts(feedId);
    return decideHold(
      fresh.map(({ draft }) => draft),
      {
        now,
        previousAt,
        stored,
        known: found.filter(({ item, purgedId }) => item !== null || purgedId !== null).length,
        formerBatches: this.#changes.formerBatches(feedId, firstAt ?? now),
      },
    );
  }
}

/** Whether the draft is an item never seen before. */
export function isFresh({ draft, item, purgedId }: Found): boolean {
  return item === null && purgedId === null && draft.repeats < 0;
}

function knownOf(facts: ItemFacts, feedId: string): KnownItem {
  const { id, title, publishedAt, contentHash: hash } = facts;
  return {
    id,
    feedId: facts.feedId,
    title,
    publishedAt,
    contentHash: hash,
    hasGuidKey: facts.feedId === feedId && facts.guid !== null,
    hasUrlKey: facts.canonicalUrl !== null,
  };
}

function guidAddress(draft: ItemDraft): string | null {
  const guid = draft.guid?.trim() ?? '';
  return /^https?:\/\//i.test(guid) ? canonicalUrl(guid) : null;
}
