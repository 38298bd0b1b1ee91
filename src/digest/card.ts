// Makes the card of one story: lead, sources in order of use, who tells it, and why it is here.
import type { Candidate, DigestSource, StoryCard } from '../model/digest.ts';
import type { ChosenStory } from './choose.ts';
import { clip, firstSentences, flatten, outletName, safeUrl } from './excerpt.ts';
import { decideImportance } from './importance.ts';
import { isOfficial, isStateMedia } from './standing.ts';

/** What is known of stories beyond the candidates of this span. */
export interface StoryContext {
  /** All members of a story, older ones and copies too. */
  readonly members: ReadonlyMap<number, readonly DigestSource[]>;
  /** When a former digest of this subscription last showed the story. */
  readonly shownAt: ReadonlyMap<number, number>;
  readonly alertedAt: ReadonlyMap<number, number>;
  /** Reasons of a verdict in one short line. */
  readonly explain: (candidate: Candidate) => string;
}

const HEADLINE_LIMIT = 300;
const SUMMARY_LIMIT = 420;
const WHY_LIMIT = 300;

/** Composes one card. The candidates must not be empty. */
export function composeCard(story: ChosenStory, context: StoryContext): StoryCard {
  const ordered = [...story.candidates].sort(byUse);
  const lead = ordered[0];
  if (lead === undefined) throw new Error('a story without candidates');
  const sources = gatherSources(story, ordered, context);
  const reports = sources.some(({ copy }) => !copy) ? sources.filter(({ copy }) => !copy) : sources;
  const families = new Set(reports.map(({ family }) => family));
  const stateFamilies = new Set(reports.filter(isStateMedia).map(({ family }) => family));
  const languages = [...new Set(sources.map(({ lang }) => lang))];
  const shown = story.storyIds.map((id) => context.shownAt.get(id)).filter((at) => at !== undefined);
  const alerted = story.storyIds.map((id) => context.alertedAt.get(id)).filter((at) => at !== undefined);
  const official = sources.some(({ kind, relevant }) => relevant && isOfficial(kind));
  const tagScore = Math.max(...ordered.map(({ verdict }) => verdict.score));
  const stateMedia =
    stateFamilies.size === 0 ? 'none' : stateFamilies.size >= families.size ? 'only' : 'some';
  const strength = ordered.some(({ verdict }) => verdict.strength === 'core') ? 'core' : 'passing';
  const topics = topicsOf(ordered);
  return {
    storyIds: story.storyIds,
    itemIds: ordered.map(({ source }) => source.itemId),
    headline: clip(flatten(lead.source.title) || 'Without a title', HEADLINE_LIMIT),
    lang: lead.source.lang,
    url: safeUrl(lead.source.url),
    outlet: outletName(lead.source.outlet),
    publishedAt: lead.source.publishedAt,
    firstSeenAt: lead.source.firstSeenAt,
    summary: summaryOf(ordered),
    topics,
    strength,
    tagScore,
    families: families.size,
    languages,
    stateMedia,
    official,
    sources,
    why: reasonsOf(lead, context),
    followUpSince: shown.length > 0 ? Math.max(...shown) : null,
    news: story.news,
    alertedAt: alerted.length > 0 ? Math.min(...alerted) : null,
    importance: decideImportance({
      strength,
      tagScore,
      families: families.size,
      languages: languages.length,
      official,
      stateOnly: stateMedia === 'only',
      followUp: shown.length > 0,
      topics: topics.length,
    }),
  };
}

// Original reporting first: no copies, no aggregators, independent before state, strong before weak, early before late.
function byUse(a: Candidate, b: Candidate): number {
  return (
    rank(a.source) - rank(b.source) ||
    strengthRank(a) - strengthRank(b) ||
    (a.source.publishedAt ?? a.source.firstSeenAt) - (b.source.publishedAt ?? b.source.firstSeenAt) ||
    a.source.itemId - b.source.itemId
  );
}

function rank(source: DigestSource): number {
  return (
    (source.copy ? 8 : 0) +
    (source.kind === 'aggregator' ? 4 : 0) +
    (isStateMedia(source) ? 2 : 0) +
    (source.relevant ? 0 : 1)
  );
}

function strengthRank(candidate: Candidate): number {
  return candidate.verdict.strength === 'core' ? 0 : 1;
}

function gatherSources(
  story: ChosenStory,
  ordered: readonly Candidate[],
  context: StoryContext,
): DigestSource[] {
  const own = ordered.map(({ source }) => source);
  const seen = new Set(own.map(({ itemId, feedId }) => `${itemId} ${feedId}`));
  const others = story.storyIds
    .flatMap((id) => context.members.get(id) ?? [])
    .filter(({ itemId, feedId }) => !seen.has(`${itemId} ${feedId}`) && seen.add(`${itemId} ${feedId}`))
    .sort((a, b) => rank(a) - rank(b) || (a.publishedAt ?? a.firstSeenAt) - (b.publishedAt ?? b.firstSeenAt));
  return [...own, ...others].map((source) => ({
    ...source,
    title: clip(flatten(source.title), HEADLINE_LIMIT),
    outlet: outletName(source.outlet),
    url: safeUrl(source.url),
  }));
}

function topicsOf(ordered: readonly Candidate[]): string[] {
  const votes = new Map<string, number>();
  for (const { verdict } of ordered) {
    for (const [position, topic] of verdict.topics.entries())
      votes.set(topic, (votes.get(topic) ?? 0) + (position === 0 ? 2 : 1));
  }
  const main = ordered[0]?.verdict.topics[0];
  return [...votes.entries()]
    .sort(([a, x], [b, y]) => Number(b === main) - Number(a === main) || y - x || a.localeCompare(b, 'en'))
    .map(([topic]) => topic);
}

// The words of the reasons without their heading, which every rendering gives in its own way.
function reasonsOf(candidate: Candidate, context: StoryContext): string {
  return clip(flatten(context.explain(candidate).replace(/^why: /i, '')), WHY_LIMIT);
}

// A feed that gives only titles repeats the title as its summary: the next source that says more is taken instead.
function summaryOf(ordered: readonly Candidate[]): string {
  const lead = ordered[0];
  if (lead === undefined) return '';
  const sameLanguage = ordered.filter(({ source }) => source.lang === lead.source.lang);
  for (const { summary, source } of sameLanguage) {
    const text = firstSentences(summary, 2, SUMMARY_LIMIT, source.lang);
    const title = flatten(source.title).toLowerCase();
    if (text.length > 20 && !title.startsWith(text.toLowerCase().replace(/…$/, ''))) return text;
  }
  return '';
}
