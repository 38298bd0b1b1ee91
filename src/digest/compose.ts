// Composes a digest document from what was chosen: sections by topic, most important first, with receipt and highlights.
import type {
  Candidate,
  CoverageReceipt,
  DayCount,
  DigestDocument,
  DigestSection,
  HeldNote,
  StoryCard,
  UpdateCard,
} from '../model/digest.ts';
import type { TopicMeta } from '../model/topic.ts';
import { composeCard, type StoryContext } from './card.ts';
import type { Chosen } from './choose.ts';
import { accountItems, assertAccounts, nearMisses, type UnloadedItems } from './coverage.ts';
import { changedSentences, clip, flatten, outletName, safeUrl } from './excerpt.ts';
import { composeHighlights, type HistoryDay } from './highlights.ts';
import { count, shortDate, span } from './wording.ts';

/** Everything the document says about itself. */
export interface DigestFrame {
  readonly subscriptionId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly occurrence: string;
  readonly dueAt: number;
  readonly createdAt: number;
  readonly coversFrom: number;
  readonly coversUntil: number;
  readonly missed: number;
  readonly archiveUrl: string | null;
}

export interface ComposeInput {
  readonly frame: DigestFrame;
  readonly chosen: Chosen;
  readonly context: StoryContext;
  readonly feeds: CoverageReceipt['feeds'];
  readonly longestBlind: CoverageReceipt['longestBlind'];
  /** Distinct items of the span, counted independently of the candidates. */
  readonly itemsInSpan: number;
  readonly unloaded: UnloadedItems;
  readonly heldBatches: readonly HeldNote[];
  readonly history: readonly DayCount[];
  readonly historyDays: readonly HistoryDay[];
  readonly coveredDays: readonly Pick<HistoryDay, 'weekend'>[];
  readonly topics: TopicMeta['topics'];
}

/** Composes the document and asserts that what went in came out. */
export function composeDigest(input: ComposeInput): DigestDocument {
  const { frame, chosen, context } = input;
  const cards = chosen.stories.map((story) => composeCard(story, context)).sort(byImportance);
  const receipt: CoverageReceipt = {
    feeds: input.feeds,
    items: accountItems(chosen, input.unloaded),
    longestBlind: input.longestBlind,
    nearMisses: nearMisses(chosen.below, context.explain),
    ...(input.heldBatches.length > 0 && { heldBatches: input.heldBatches }),
  };
  const updates = chosen.updates.map(composeUpdate).sort((a, b) => b.changedAt - a.changedAt);
  const document: DigestDocument = {
    version: 1,
    kind: 'digest',
    id: `${frame.subscriptionId}/${frame.occurrence}`,
    ...frame,
    subject: subjectOf(frame, cards, updates.length, receipt),
    highlights: composeHighlights({
      cards,
      updates: updates.length,
      receipt,
      missed: frame.missed,
      coversMs: frame.coversUntil - frame.coversFrom,
      today: countTopics(chosen),
      history: input.history,
      historyDays: input.historyDays,
      coveredDays: input.coveredDays,
      topicName: (topic) => topicName(topic, input.topics),
    }),
    sections: sectionsOf(cards, input.topics),
    topicNames: topicNamesOf(cards, input.topics),
    updates,
    receipt,
  };
  assertAccounts(document, input.itemsInSpan);
  return document;
}

/** Cards in sections by their main topic; the section with the most important card first. */
export function sectionsOf(cards: readonly StoryCard[], topics: TopicMeta['topics']): DigestSection[] {
  const sections = new Map<string, StoryCard[]>();
  for (const card of [...cards].sort(byImportance)) {
    const topic = card.topics[0] ?? 'other';
    const section = sections.get(topic);
    if (section === undefined) sections.set(topic, [card]);
    else section.push(card);
  }
  return [...sections.entries()].map(([topic, inSection]) => ({
    topic,
    name: topicName(topic, topics),
    cards: inSection,
  }));
}

/** Most important first; equals in order of time, so that the order is the same on every run. */
export function byImportance(a: StoryCard, b: StoryCard): number {
  return (
    b.importance.score - a.importance.score ||
    (b.publishedAt ?? b.firstSeenAt) - (a.publishedAt ?? a.firstSeenAt) ||
    (a.itemIds[0] ?? 0) - (b.itemIds[0] ?? 0)
  );
}

/** Names of all topics of these cards. */
export function topicNamesOf(
  cards: readonly StoryCard[],
  topics: TopicMeta['topics'],
): Record<string, string> {
  const ids = new Set(cards.flatMap((card) => card.topics));
  return Object.fromEntries([...ids].sort().map((id) => [id, topicName(id, topics)]));
}

function topicName(topic: string, topics: TopicMeta['topics']): string {
  const named = topics.find(({ id }) => id === topic)?.name;
  if (named !== undefined) return named;
  const words = topic.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function subjectOf(
  frame: DigestFrame,
  cards: readonly StoryCard[],
  updates: number,
  receipt: CoverageReceipt,
): string {
  const date = shortDate(frame.dueAt, frame.timeZone);
  const late = frame.missed > 0 ? ` (covers ${span(frame.coversUntil - frame.coversFrom)})` : '';
  const top = cards[0];
  if (top === undefined) {
    const what = updates > 0 ? count(updates, 'update') : 'nothing new';
    return `[${frame.name}] ${what}, ${receipt.feeds.read} of ${receipt.feeds.configured} sources read — ${date}${late}`;
  }
  return `[${frame.name}] ${cards.length} new: ${clip(top.headline, 90)} — ${date}${late}`;
}

const NOW_ABOUT = 'now known to be about the subject';

function composeUpdate(candidate: Candidate): UpdateCard {
  const { source, former } = candidate;
  const [was, is] = changedSentences(former?.summary ?? '', candidate.summary, 2, 300, source.lang);
  // An item that was revised tells what changed; any other was found to be more than it seemed, as by its full text.
  const found = former === null && candidate.verdict.strength === 'core' ? [NOW_ABOUT] : [];
  return {
    itemId: source.itemId,
    storyId: candidate.storyId,
    outlet: outletName(source.outlet),
    lang: source.lang,
    url: safeUrl(source.url),
    changedAt: candidate.changedAt,
    formerTitle: clip(flatten(former?.title ?? source.title), 300),
    title: clip(flatten(source.title) || 'Without a title', 300),
    formerSummary: was,
    summary: is,
    kinds: [
      ...(former?.kinds ?? found),
      ...(candidate.verdict.strength === 'none' ? ['no longer on the subject'] : []),
    ],
  };
}

function countTopics(chosen: Chosen): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { candidates } of chosen.stories) {
    for (const topic of candidates.flatMap(({ verdict }) => verdict.topics))
      counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return counts;
}
