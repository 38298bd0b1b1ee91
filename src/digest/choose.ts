// Decides for every changed item whether a digest shows it, gathers what belongs to one story onto one card, and keeps back
// what only repeats a story shown before.
import type { Candidate } from '../model/digest.ts';
import type { LangCode } from '../model/lang.ts';
import type { Strength } from '../model/verdict.ts';

/** What a subscription wants to see. */
export interface Choice {
  readonly minStrength: Exclude<Strength, 'none'>;
  readonly topics: readonly string[];
  readonly languages: readonly LangCode[];
}

/** Stories that were joined because they tell one event in different languages. */
export interface StoryLink {
  readonly storyId: number;
  readonly otherId: number;
  readonly score: number;
}

/** One future card: its candidates, and the stories they come from. */
export interface ChosenStory {
  readonly storyIds: readonly number[];
  readonly candidates: readonly Candidate[];
  /** What is new against what a former digest showed of it; empty where all is new. */
  readonly news: readonly string[];
}

/** What candidates tell beyond what was shown of these stories, in words; null: none of it was shown, all is new. */
export type FindNews = (storyIds: readonly number[], candidates: readonly Candidate[]) => string[] | null;

export interface Chosen {
  readonly stories: readonly ChosenStory[];
  /** Tells nothing new of a story shown before. */
  readonly repeated: readonly Candidate[];
  readonly updates: readonly Candidate[];
  readonly held: readonly Candidate[];
  readonly below: readonly Candidate[];
}

/**
 * Sorts candidates into cards, repetitions, updates, held and below the line: each item lands in exactly one of them.
 * `shownItems` are items that a former digest of the same subscription showed: what became of them is told even where
 * a correction takes them off the subject. A story shown before comes again only where `findNews` finds any.
 */
export function chooseStories(
  candidates: readonly Candidate[],
  choice: Choice,
  shownItems: ReadonlySet<number>,
  links: readonly StoryLink[],
  findNews: FindNews,
): Chosen {
  const held: Candidate[] = [];
  const below: Candidate[] = [];
  const updates: Candidate[] = [];
  const fresh: Candidate[] = [];
  for (const candidate of latestPerItem(candidates)) {
    if (candidate.heldBy !== null) held.push(candidate);
    else if (shownItems.has(candidate.source.itemId)) updates.push(candidate);
    else if (!isWanted(candidate, choice)) below.push(candidate);
    else fresh.push(candidate);
  }
  const stories: ChosenStory[] = [];
  const repeated: Candidate[] = [];
  for (const group of joinLanguages(groupByStory(fresh), links)) {
    const known = group.storyIds.flatMap((id) => [id, ...linkedTo(id, links)]);
    const news = group.storyIds.length === 0 ? null : findNews([...new Set(known)], group.candidates);
    if (news?.length === 0) repeated.push(...group.candidates);
    else stories.push({ ...group, news: news ?? [] });
  }
  return { stories, repeated, updates, held, below };
}

/** Whether an item is on the subject strongly enough, and within the topics and languages asked for. */
export function isWanted(candidate: Candidate, choice: Choice): boolean {
  const { strength, topics } = candidate.verdict;
  if (strength === 'none') return false;
  if (choice.minStrength === 'core' && strength !== 'core') return false;
  if (choice.languages.length > 0 && !choice.languages.includes(candidate.source.lang)) return false;
  return choice.topics.length === 0 || topics.some((topic) => choice.topics.includes(topic));
}

// An item that is new and was revised in one span is shown once, as it reads now; the first change names its place, and
// of several revisions the first says what it was and all say what changed.
function latestPerItem(candidates: readonly Candidate[]): Candidate[] {
  const byItem = new Map<number, Candidate>();
  for (const candidate of candidates) {
    const known = byItem.get(candidate.source.itemId);
    if (known === undefined) byItem.set(candidate.source.itemId, candidate);
    else if (known.former === null) continue;
    else {
      const kinds = [...new Set([...known.former.kinds, ...(candidate.former?.kinds ?? [])])];
      byItem.set(candidate.source.itemId, { ...candidate, former: { ...known.former, kinds } });
    }
  }
  return [...byItem.values()];
}

type Group = Omit<ChosenStory, 'news'>;

function groupByStory(candidates: readonly Candidate[]): Group[] {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const key = candidate.storyId === null ? `item ${candidate.source.itemId}` : `story ${candidate.storyId}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [candidate]);
    else group.push(candidate);
  }
  return [...groups.values()].map((group) => ({
    storyIds: group[0]?.storyId == null ? [] : [group[0].storyId],
    candidates: group,
  }));
}

// The larger story takes the stories linked to it directly, and no others: links of links would chain events together.
function joinLanguages(stories: readonly Group[], links: readonly StoryLink[]): Group[] {
  const order = [...stories].sort(
    (a, b) => b.candidates.length - a.candidates.length || firstSeq(a) - firstSeq(b),
  );
  const byId = new Map(stories.flatMap((story) => story.storyIds.map((id) => [id, story] as const)));
  const taken = new Set<Group>();
  const joined: Group[] = [];
  for (const story of order) {
    if (taken.has(story)) continue;
    taken.add(story);
    const others: Group[] = [];
    for (const id of story.storyIds.flatMap((own) => linkedTo(own, links))) {
      const other = byId.get(id);
      if (other === undefined || taken.has(other)) continue;
      taken.add(other);
      others.push(other);
    }
    const all = [story, ...others];
    joined.push({
      storyIds: all.flatMap((part) => part.storyIds),
      candidates: all.flatMap((part) => part.candidates),
    });
  }
  return joined;
}

/** The stories linked to one, the likest first. */
export function linkedTo(storyId: number, links: readonly StoryLink[]): number[] {
  return links
    .filter((link) => link.storyId === storyId || link.otherId === storyId)
    .sort((a, b) => b.score - a.score)
    .map((link) => (link.storyId === storyId ? link.otherId : link.storyId));
}

function firstSeq(story: Group): number {
  return Math.min(...story.candidates.map(({ seq }) => seq));
}
