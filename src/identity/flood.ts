// The flood guard: old items that come back under new keys are re-keyed, a flood that nothing explains is held back.
import type { KnownItem } from './decide.ts';
import { titleText } from './keys.ts';
import { compareOpenings } from './likeness.ts';
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

const HOUR_MS = 3_600_000;
/** Two dates of one item where no text confirms it: bulletins under one headline come out every half hour. */
const SAME_BULLETIN_MS = 600_000;
const MINUTE_MS = 60_000;
const MIN_BATCH = 3;
const MIN_MOVE = 5;
const MIN_FLOOD = 10;
const FLOOD_FACTOR = 5;
/** So many documents with news tell what a feed usually brings. */
const MIN_HISTORY = 3;
const DAY_MS = 86_400_000;

/** Which unknown drafts are old items under new keys: by title and date or text alone, or by title when many are. */
export function decideRekey(unmatched: readonly Unmatched[]): (KnownItem | null)[] {
  const many = isMove(unmatched);
  const taken = new Set<number>();
  return unmatched.map((candidate) => {
    const item = candidate.namesake;
    if (item === null || taken.has(item.id) || !isSame(candidate, item, many)) return null;
    taken.add(item.id);
    return item;
  });
}

// Many of the document: half of it by telling headlines, or nearly all of it by whatever headlines there are.
function isMove(unmatched: readonly Unmatched[]): 'by telling titles' | 'by all titles' | null {
  const known = unmatched.filter(({ namesake, draft }) => namesake !== null && !draft.isSeries);
  if (known.length >= MIN_MOVE && known.length * 5 >= unmatched.length * 4) return 'by all titles';
  const telling = known.filter(isNamesake).length;
  return telling >= MIN_BATCH && telling * 2 >= unmatched.length ? 'by telling titles' : null;
}

function isSame(candidate: Unmatched, item: KnownItem, move: ReturnType<typeof isMove>): boolean {
  const { draft } = candidate;
  const before = item.publishedAt;
  const now = draft.draft.publishedAt;
  const apartMs = before === null || now === null ? null : Math.abs(now - before);
  const isPrecise = before !== null && before % DAY_MS !== 0;
  if (apartMs === 0 && isPrecise) return true;
  const openings = compareOpenings(item, draft);
  if (draft.isSeries || openings === 'other') return false;
  if (apartMs !== null && apartMs <= HOUR_MS && openings === 'same') return true;
  if (apartMs !== null && apartMs <= SAME_BULLETIN_MS && isPrecise) return true;
  if (move === 'by all titles') return true;
  if (!isNamesake(candidate)) return false;
  if (before === null && now === null && openings === 'same') return true;
  return move !== null;
}

/**
 * Decides whether `fresh` new items of one document are a flood to be held: many more than the feed ever brought at
 * once or could have written since it was last read, and either hardly one item among them that was known, or most of
 * them old. Items dated one by one since the feed was last read are news, however many, and do not count.
 */
export function decideHold(fresh: readonly TrustedDraft[], facts: FloodFacts): string | null {
  if (facts.previousAt === null || fresh.length < MIN_FLOOD || facts.stored < MIN_FLOOD) return null;
  const dates = fresh.map(({ draft }) => draft.publishedAt);
  const doubtful = fresh.length - countWritten(dates, facts);
  const usual = Math.max(1, ...facts.formerBatches.map((batch) => batch.items));
  const expected = Math.max(usual, expectedItems(facts, facts.previousAt));
  if (doubtful < MIN_FLOOD || doubtful < expected * FLOOD_FACTOR) return null;
  const overlap = facts.known / (facts.known + fresh.length);
  const isPartial = overlap >= 0.5;
  const isUsed = facts.formerBatches.length >= MIN_HISTORY;
  const since = facts.previousAt - DAY_MS;
  const old = dates.filter((at) =>
    at === null ? isUsed && !isPartial : at < since && (isUsed || !isPartial),
  ).length;
  if (overlap > 0.1 && old * 2 < fresh.length) return null;
  return `${fresh.length} new items at once, at most ${usual} before, ${facts.known} known among them`;
}

// Items dated between the former reading and now, unless they were all stamped at once.
function countWritten(dates: readonly (number | null)[], { now, previousAt }: FloodFacts): number {
  const since = (previousAt ?? now) - HOUR_MS;
  const recent = dates.filter((at) => at !== null).filter((at) => at >= since && at <= now + HOUR_MS);
  const minutes = new Set(recent.map((at) => Math.floor(at / MINUTE_MS)));
  return minutes.size * 2 >= recent.length ? recent.length : 0;
}

// What the feed's own pace lets expect after the pause, which matters after a long downtime.
function expectedItems({ now, formerBatches }: FloodFacts, previousAt: number): number {
  const oldest = formerBatches.at(-1);
  if (oldest === undefined || now <= oldest.at) return 0;
  const items = formerBatches.reduce((sum, batch) => sum + batch.items, 0);
  const pacePerMs = items / Math.max(DAY_MS, previousAt - oldest.at);
  return pacePerMs * (now - previousAt);
}

// Signs that stand for two letters or more.
const SYLLABIC = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]/gu;

function isNamesake({ draft, namesake }: Unmatched): boolean {
  if (namesake === null) return false;
  const title = titleText(draft.draft);
  return title.split(' ').length >= 4 || title.replaceAll(SYLLABIC, 'xx').length >= 14;
}
