// The flood guard: old items that come back under new keys are re-keyed, a flood that nothing explains is held back.
import type { KnownItem } from './decide.ts';
import { foldTitle } from './keys.ts';
import type { TrustedDraft } from './trust.ts';

/** An unknown draft and the item of the same feed that bore its title, if that item is not in the document itself. */
export interface Unmatched {
  readonly draft: TrustedDraft;
  readonly namesake: KnownItem | null;
}

export interface FloodFacts {
  readonly now: number;
  /** Items of the document that were known by their keys. */
  readonly known: number;
  /** Items of the feed stored before this document. */
  readonly stored: number;
  /** How many new items each former document of the feed brought, newest first; its first document is not counted. */
  readonly formerBatches: readonly { readonly at: number; readonly items: number }[];
  /** When the feed was last read with success; null: never, then nothing is held. */
  readonly previousAt: number | null;
}

const SAME_DATE_MS = 3_600_000;
const MIN_BATCH = 3;
const MIN_FLOOD = 10;
const FLOOD_FACTOR = 5;
const DAY_MS = 86_400_000;

/** Which unknown drafts are old items under new keys: by title and date alone, or by title when many are. */
export function decideRekey(unmatched: readonly Unmatched[]): (KnownItem | null)[] {
  const namesakes = unmatched.filter(isNamesake).length;
  const many = namesakes >= MIN_BATCH && namesakes * 2 >= unmatched.length;
  const taken = new Set<number>();
  return unmatched.map((candidate) => {
    const item = candidate.namesake;
    if (item === null || taken.has(item.id)) return null;
    if (!hasSameDate(candidate) && !(many && isNamesake(candidate))) return null;
    taken.add(item.id);
    return item;
  });
}

/**
 * Decides whether `fresh` new items of one document are a flood to be held: many more than the feed ever brought at
 * once or could have written since it was last read, and not one item among them that was known.
 */
export function decideHold(fresh: readonly TrustedDraft[], facts: FloodFacts): string | null {
  if (facts.previousAt === null || fresh.length < MIN_FLOOD || facts.stored < MIN_FLOOD) return null;
  const usual = Math.max(1, ...facts.formerBatches.map((batch) => batch.items));
  const expected = Math.max(usual, expectedItems(facts, facts.previousAt));
  if (fresh.length < expected * FLOOD_FACTOR) return null;
  const overlap = facts.known / (facts.known + fresh.length);
  const since = facts.previousAt - DAY_MS;
  const old = fresh.filter(({ draft }) => draft.publishedAt === null || draft.publishedAt < since).length;
  if (overlap > 0.1 && old * 2 < fresh.length) return null;
  return `${fresh.length} new items at once, at most ${usual} before, ${facts.known} known among them`;
}

// What the feed's own pace lets expect after the pause, which matters after a long downtime.
function expectedItems({ now, formerBatches }: FloodFacts, previousAt: number): number {
  const oldest = formerBatches.at(-1);
  if (oldest === undefined || now <= oldest.at) return 0;
  const items = formerBatches.reduce((sum, batch) => sum + batch.items, 0);
  const pacePerMs = items / Math.max(DAY_MS, previousAt - oldest.at);
  return pacePerMs * (now - previousAt);
}

function isNamesake({ draft, namesake }: Unmatched): boolean {
  if (namesake === null) return false;
  const title = foldTitle(draft.draft.title);
  return title.split(' ').length >= 4 || title.length >= 14;
}

function hasSameDate({ draft, namesake }: Unmatched): boolean {
  const before = namesake?.publishedAt ?? null;
  const now = draft.draft.publishedAt;
  return before !== null && now !== null && Math.abs(now - before) <= SAME_DATE_MS;
}
