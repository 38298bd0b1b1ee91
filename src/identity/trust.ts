// Which keys of a document's items can be believed: a value that several of its items bear names none of them.
import type { ItemDraft } from '../model/item.ts';
import type { DraftKeys } from './keys.ts';

/** A draft with the keys that count in its document. */
export interface TrustedDraft {
  readonly draft: ItemDraft;
  /** null where the document shows the value at another item too. */
  readonly guidKey: string | null;
  readonly urlKey: string | null;
  /** Finds an item that an older version of the rules for addresses named; null where no address can be trusted. */
  readonly verbatimKey: string | null;
  /** Tells whether the item is known where both others are null; else it only finds old items under new keys. */
  readonly titleKey: string;
  /** Whether another entry of the document bears the same title. */
  readonly isSeries: boolean;
  /** Whether its text stands under several titles of the document: it says nothing of this item. */
  readonly isBoilerplate: boolean;
  /** Index in the document of the entry that this one repeats word for word; -1: none. */
  readonly repeats: number;
}

export interface TrustedDocument {
  readonly drafts: readonly TrustedDraft[];
  /** Keys borne by several different items: never to be believed again. */
  readonly tainted: readonly string[];
}

/**
 * Decides which keys count for the items of one fetched document. A feed with one constant guid keeps its links, one
 * with a constant link its guids, one with neither its titles.
 */
export function trustDocument(entries: readonly Entry[]): TrustedDocument {
  const repeats = findRepeats(entries);
  const distinct = entries.filter((_, index) => repeats[index] === -1);
  const guids = countValues(distinct.map((entry) => entry.keys.guid));
  const urls = countValues(distinct.map((entry) => entry.keys.url));
  const titles = countValues(distinct.map((entry) => entry.keys.title));
  const texts = countTexts(distinct.map(({ draft }) => draft));
  const verbatims = countValues(distinct.map((entry) => entry.keys.verbatim));
  const drafts = entries.map(({ draft, keys }, index): TrustedDraft => {
    const guidKey = keys.guid !== null && guids.get(keys.guid) === 1 ? keys.guid : null;
    const urlKey = keys.url !== null && urls.get(keys.url) === 1 ? keys.url : null;
    const isTrusted = guidKey !== null || urlKey !== null;
    const isOwn = keys.verbatim !== null && verbatims.get(keys.verbatim) === 1;
    const verbatimKey = isTrusted && isOwn ? keys.verbatim : null;
    const titleKey = keys.title;
    const isSeries = (titles.get(titleKey) ?? 0) > 1;
    const isBoilerplate =
      !isSeries && texts.size > 0 && (texts.get(textOf(draft)) ?? 0) >= BOILERPLATE_ENTRIES;
    return {
      draft,
      guidKey,
      urlKey,
      verbatimKey,
      titleKey,
      isSeries,
      isBoilerplate,
      repeats: repeats[index] ?? -1,
    };
  });
  const tainted = [...guids, ...urls].filter(([, count]) => count > 1).map(([key]) => key);
  return { drafts, tainted };
}

interface Entry {
  readonly draft: ItemDraft;
  readonly keys: DraftKeys;
}

const HOUR_MS = 3_600_000;
const BOILERPLATE_ENTRIES = 3;

function textOf({ summary, content }: ItemDraft): string {
  return `${summary}\n${content}`;
}

// How often each text stands in the document, where enough of them have its length; an empty one is none.
function countTexts(drafts: readonly ItemDraft[]): Map<string, number> {
  const byLength = Map.groupBy(drafts, ({ summary, content }) => summary.length + content.length);
  byLength.delete(0);
  const alike = [...byLength.values()].filter(({ length }) => length >= BOILERPLATE_ENTRIES).flat();
  return countValues(alike.map(textOf));
}

// The same title (the start of the text where there is none) with the same guid and address; or with one of them, where
// either entry lacks the other, or both bear one instant or say the same.
function findRepeats(entries: readonly Entry[]): number[] {
  const first = new Map<string, number>();
  return entries.map(({ keys }, index) => {
    const names = [keys.guid, keys.url].flatMap((key) => (key === null ? [] : [`${key}|${keys.title}`]));
    const whole = `${keys.guid}|${keys.url}|${keys.title}`;
    const seen =
      first.get(whole) ??
      names.map((name) => first.get(name)).find((at) => at !== undefined && isRepeat(entries, at, index));
    if (seen === undefined)
      for (const name of [whole, ...names]) if (!first.has(name)) first.set(name, index);
    return seen ?? -1;
  });
}

function isRepeat(entries: readonly Entry[], earlier: number, later: number): boolean {
  const one = entries[earlier];
  const other = entries[later];
  if (one === undefined || other === undefined) return false;
  if (lacksOne(one.keys, other.keys)) return true;
  const { summary, content, publishedAt } = one.draft;
  const { draft } = other;
  if (publishedAt !== null && publishedAt === draft.publishedAt && publishedAt % HOUR_MS !== 0) return true;
  if (summary + content === '' || publishedAt !== draft.publishedAt) return false;
  return draft.summary === summary && draft.content === content;
}

function lacksOne(one: DraftKeys, other: DraftKeys): boolean {
  return one.guid === null || other.guid === null || one.url === null || other.url === null;
}

function countValues(keys: readonly (string | null)[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
