// What the articles of a story say together: who told it first, how many independently, in which languages. Pure.
import type { LangCode } from '../model/lang.ts';
import type { JoinedArticle } from '../model/story.ts';
import type { Strength } from '../model/verdict.ts';
import type { ListedItem } from '../store/item-list.ts';
import { isStateMedia } from './marks.ts';

export interface FamilyTold {
  readonly family: string;
  readonly outlet: string;
  readonly state: boolean;
  readonly languages: readonly LangCode[];
  readonly articles: number;
  readonly firstAt: number;
  readonly firstItem: ListedItem;
  /** Every article of it repeats another's text. */
  readonly onlyCopies: boolean;
}

export interface StorySummary {
  readonly storyId: number;
  readonly lead: ListedItem;
  /** Every article, in the order they were told. */
  readonly members: readonly ListedItem[];
  readonly articles: number;
  /** In the order of their first article. */
  readonly families: readonly FamilyTold[];
  /** Families with a text of their own. */
  readonly independent: number;
  readonly languages: readonly LangCode[];
  readonly topics: readonly string[];
  readonly strength: Strength;
  readonly stateMedia: 'none' | 'some' | 'only';
  readonly firstAt: number;
  readonly latestAt: number;
}

/** When an article was told: as published, but never later than it was seen. */
export function toldAt(item: ListedItem): number {
  return Math.min(item.publishedAt ?? item.firstSeenAt, item.firstSeenAt);
}

/** The article as the explanation of a story takes it. */
export function joinedArticle(item: ListedItem): JoinedArticle {
  const { id, outlet, lang, title, summary, topics, copyOf } = item;
  return {
    id,
    outlet,
    lang,
    title,
    summary,
    topics,
    copyOf,
    at: toldAt(item),
    reason: item.joinReason ?? '',
  };
}

/** Null for a story without members. `leadId` is kept where that article is on the subject. */
export function summariseStory(
  storyId: number,
  leadId: number | null,
  members: readonly ListedItem[],
): StorySummary | null {
  const ordered = [...members].sort((a, b) => toldAt(a) - toldAt(b) || a.id - b.id);
  const lead = chooseLead(ordered, leadId);
  const [first] = ordered;
  if (lead === undefined || first === undefined) return null;
  const families = tellFamilies(ordered);
  const states = families.filter(({ state }) => state).length;
  return {
    storyId,
    lead,
    members: ordered,
    articles: ordered.length,
    families,
    independent: families.filter(({ onlyCopies }) => !onlyCopies).length,
    languages: [...new Set([lead.lang, ...ordered.map(({ lang }) => lang)])],
    topics: rankTopics(lead, ordered),
    strength: ordered.some(({ strength }) => strength === 'core')
      ? 'core'
      : ordered.some(({ strength }) => strength === 'passing')
        ? 'passing'
        : 'none',
    stateMedia: states === 0 ? 'none' : states === families.length ? 'only' : 'some',
    firstAt: toldAt(first),
    latestAt: Math.max(...ordered.map(toldAt)),
  };
}

function chooseLead(ordered: readonly ListedItem[], leadId: number | null): ListedItem | undefined {
  const core = ordered.filter(({ strength, copyOf }) => strength === 'core' && copyOf === null);
  const kept = ordered.find(({ id }) => id === leadId);
  if (kept !== undefined && (kept.strength === 'core' || core.length === 0)) return kept;
  return core[0] ?? ordered[0];
}

function tellFamilies(ordered: readonly ListedItem[]): FamilyTold[] {
  const groups = Map.groupBy(ordered, ({ family }) => family);
  return [...groups].flatMap(([family, items]) => {
    const [firstItem] = items;
    if (firstItem === undefined) return [];
    return {
      family,
      outlet: firstItem.outlet,
      state: isStateMedia(firstItem),
      languages: [...new Set(items.map(({ lang }) => lang))],
      articles: items.length,
      firstAt: toldAt(firstItem),
      firstItem,
      onlyCopies: items.every(({ copyOf }) => copyOf !== null),
    };
  });
}

function rankTopics(lead: ListedItem, items: readonly ListedItem[]): string[] {
  const counts = new Map<string, number>();
  for (const topic of items.flatMap(({ topics }) => topics)) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  const others = [...counts].sort((a, b) => b[1] - a[1]).map(([topic]) => topic);
  return [...new Set([...lead.topics, ...others])];
}
