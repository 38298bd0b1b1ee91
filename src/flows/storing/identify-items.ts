// Finds which items of a document are known: by keys that can be trusted, or under other keys; and whether they are a flood.
import {
  BY_GUID,
  decideClaims,
  decideIdentity,
  decideVerbatim,
  type Identified,
  type KeyMatch,
  type KnownItem,
  type Lookup,
} from '../../identity/decide.ts';
import { decideHold, decideRekey, type Unmatched } from '../../identity/flood.ts';
import { keysOfDraft } from '../../identity/keys.ts';
import { hasTitleOf, openingOf } from '../../identity/likeness.ts';
import { decideReliance, type Reliance } from '../../identity/reliance.ts';
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
    const lookups: Lookup[] = [];
    for (const draft of trusted.drafts) {
      yield;
      lookups.push(draft.repeats >= 0 ? blindLookup(draft) : this.#lookUp(feedId, draft));
    }
    const reliance = decideReliance(lookups);
    const found: Found[] = [];
    for (const lookup of lookups) {
      yield;
      found.push(this.#find(feedId, this.#relyOn(lookup, reliance, now), reliance, now));
    }
    yield;
    return yield* this.#rekey(feedId, this.#settleClaims(feedId, found, now), now);
  }

  #lookUp(feedId: string, draft: TrustedDraft): Lookup {
    const guid = this.#match(draft.guidKey, feedId);
    const url = this.#match(draft.urlKey, feedId);
    const isNamed = [guid, url].some((match) => match.kind === 'item' && hasTitleOf(match.item, draft));
    const areFresh =
      guid.kind === 'unknown' && url.kind === 'unknown' && (draft.guidKey ?? draft.urlKey) !== null;
    const title = this.#match(isNamed || areFresh ? null : draft.titleKey, feedId);
    return { draft, guid, url, title };
  }

  // Keys of a kind that names the wrong items in this document are never believed again, here or later.
  #relyOn(lookup: Lookup, reliance: Reliance, now: number): Lookup {
    let { draft, guid, url } = lookup;
    if (reliance.guid === 'false' && draft.guidKey !== null) {
      this.#items.taintKey(draft.guidKey, now);
      guid = { kind: 'tainted' };
      draft = { ...draft, guidKey: null };
    }
    if (reliance.url === 'false' && draft.urlKey !== null && (url.kind !== 'item' || url.item.isOwn)) {
      this.#items.taintKey(draft.urlKey, now);
      url = { kind: 'tainted' };
      draft = { ...draft, urlKey: null, verbatimKey: null };
    }
    return { ...lookup, draft, guid, url };
  }

  #find(feedId: string, lookup: Lookup, reliance: Reliance, now: number): Found {
    const { draft } = lookup;
    if (draft.repeats >= 0) return { draft, item: null, purgedId: null, reason: 'repeated in the document' };
    const identified = this.#decide(feedId, lookup, reliance);
    if (identified.kind === 'known') {
      const item = this.#items.findFacts(identified.item.id);
      return { draft, item, purgedId: null, reason: identified.by };
    }
    if (identified.kind === 'purged')
      return { draft, item: null, purgedId: identified.itemId, reason: 'known, purged' };
    for (const key of identified.taint) this.#items.taintKey(key, now);
    return { draft, item: null, purgedId: null, reason: 'unknown' };
  }

  #decide(feedId: string, lookup: Lookup, reliance: Reliance): Identified {
    const { draft, guid, url } = lookup;
    const identified = decideIdentity(lookup, reliance);
    const isKnown = identified.kind !== 'unknown' || guid.kind !== 'unknown' || url.kind !== 'unknown';
    if (isKnown || draft.verbatimKey === null) return identified;
    return decideVerbatim(draft, this.#match(draft.verbatimKey, feedId)) ?? identified;
  }

  // An item that two entries claim is the one's whose headline it bears; the other's key was recycled.
  #settleClaims(feedId: string, found: readonly Found[], now: number): Found[] {
    const ids = found.flatMap(({ item }) => (item === null ? [] : [item.id]));
    if (new Set(ids).size === ids.length) return [...found];
    const claims = found.map(({ draft, item, reason }) => ({
      draft,
      item: item === null ? null : this.#knownOf(item, feedId),
      by: reason,
    }));
    const refused = decideClaims(claims);
    return found.map((entry) => {
      if (!refused.has(entry.draft)) return entry;
      const key = entry.reason === BY_GUID ? entry.draft.guidKey : entry.draft.urlKey;
      if (key !== null) this.#items.taintKey(key, now);
      return { ...entry, item: null, reason: 'unknown' };
    });
  }

  #match(key: string | null, feedId: string): KeyMatch {
    const found = key === null ? null : this.#items.findKey(key);
    if (found === null) return { kind: 'unknown' };
    if (found === 'tainted') return { kind: 'tainted' };
    const facts = this.#items.findFacts(found);
    return facts === null
      ? { kind: 'purged', itemId: found }
      : { kind: 'item', item: this.#knownOf(facts, feedId) };
  }

  #knownOf(facts: ItemFacts, feedId: string): KnownItem {
    const { id, title, publishedAt, contentHash: hash } = facts;
    const isOwn = facts.feedId === feedId;
    const items = this.#items;
    let opening: string | null = null;
    return {
      id,
      feedId: facts.feedId,
      title,
      publishedAt,
      contentHash: hash,
      isOwn,
      hasGuidKey: isOwn && facts.guid !== null,
      hasUrlKey: facts.canonicalUrl !== null,
      opening: () => (opening ??= openingOf(items.find(id) ?? { summary: '', content: '' })),
    };
  }

  *#rekey(feedId: string, found: readonly Found[], now: number): Steps<Found[]> {
    const present = new Set(found.map(({ item }) => item?.id));
    const unknown = found.filter(isFresh);
    const unmatched: Unmatched[] = [];
    const purged = new Map<Found, number>();
    for (const entry of unknown) {
      const { draft } = entry;
      yield;
      const match = this.#match(draft.titleKey, feedId);
      if (match.kind === 'purged' && isOld(draft.draft, now)) purged.set(entry, match.itemId);
      const namesake = match.kind === 'item' && match.item.feedId === feedId ? match.item : null;
      const isAbsent = namesake !== null && !present.has(namesake.id);
      unmatched.push({ draft, namesake: isAbsent ? namesake : null });
    }
    const same = new Map(decideRekey(unmatched).map((item, at) => [unknown[at], item]));
    return found.map((entry) => {
      const item = same.get(entry) ?? null;
      const purgedId = purged.get(entry) ?? null;
      if (purgedId !== null) return { ...entry, purgedId, reason: 'known under other keys, purged' };
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

// What is purged was stored long ago: a recent item of its title is the next one of a series.
function isOld({ publishedAt }: ItemDraft, now: number): boolean {
  return publishedAt !== null && now - publishedAt > OLD_MS;
}

const OLD_MS = 30 * 86_400_000;

/** Whether the draft is an item never seen before. */
export function isFresh({ draft, item, purgedId }: Found): boolean {
  return item === null && purgedId === null && draft.repeats < 0;
}

// Nothing to look up: the draft is another one again.
function blindLookup(draft: TrustedDraft): Lookup {
  const unknown: KeyMatch = { kind: 'unknown' };
  return { draft, guid: unknown, url: unknown, title: unknown };
}

function guidAddress(draft: ItemDraft): string | null {
  const guid = draft.guid?.trim() ?? '';
  return /^https?:\/\//i.test(guid) ? canonicalUrl(guid) : null;
}
