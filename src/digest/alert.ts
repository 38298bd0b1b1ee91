// When a story deserves to be told at once, how urgent it is, and the document that tells it.
import type { DigestDocument, StoryCard } from '../model/digest.ts';
import type { AlertSettings } from '../model/settings.ts';
import type { TopicMeta } from '../model/topic.ts';
import { sectionsOf, topicNamesOf } from './compose.ts';
import { clip } from './excerpt.ts';
import { count, localKey, shortTime } from './wording.ts';

export interface AlertLevel {
  /** 0: no alert. A story is told again only when its level rises. */
  readonly level: number;
  readonly reason: string;
}

/**
 * A story alerts when its evidence reaches `minScore` and it is told by `minOutlets` independent outlets or confirmed
 * officially. Each of these counts one level, and so does twice as many outlets (at least four).
 */
export function decideAlertLevel(
  card: StoryCard,
  settings: Pick<AlertSettings, 'minScore' | 'minOutlets'>,
): AlertLevel {
  if (card.tagScore < settings.minScore) return { level: 0, reason: '' };
  const outlets = count(card.families, 'outlet');
  const many = Math.max(4, 2 * settings.minOutlets);
  const reasons = [
    card.families >= settings.minOutlets ? `${outlets} (${settings.minOutlets} needed)` : null,
    card.official ? 'official confirmation' : null,
    card.families >= many ? 'told by many' : null,
  ].filter((reason) => reason !== null);
  if (reasons.length === 0) return { level: 0, reason: '' };
  return {
    level: reasons.length,
    reason: [`evidence ${card.tagScore} (${settings.minScore} needed)`, ...reasons].join(', '),
  };
}

/** The document of one alert, or of several in a summary. `cards` and `reasons` belong together. */
export function composeAlert(input: {
  readonly id: string;
  readonly ruleId: string;
  readonly cards: readonly StoryCard[];
  readonly reasons: readonly string[];
  readonly summary: boolean;
  readonly at: number;
  readonly timeZone: string;
  readonly topics: TopicMeta['topics'];
}): DigestDocument {
  const { cards, at, timeZone, summary } = input;
  const top = cards[0];
  const headline = clip(top?.headline ?? '', 110);
  const subject = summary
    ? `[Pactwatch alert] ${count(cards.length, 'story', 'stories')}: ${headline}`
    : `[Pactwatch alert] ${headline}`;
  const highlights = summary
    ? [`${count(cards.length, 'story', 'stories')} crossed the threshold of “${input.ruleId}”.`]
    : [
        `Crossed the threshold of “${input.ruleId}” at ${shortTime(at, timeZone)}: ${input.reasons.join('; ')}.`,
      ];
  return {
    version: 1,
    kind: 'alert',
    id: input.id,
    subscriptionId: `alert-${input.ruleId}`,
    name: 'Pactwatch alert',
    timeZone,
    occurrence: localKey(at, timeZone),
    dueAt: at,
    createdAt: at,
    coversFrom: Math.min(at, ...cards.map(({ firstSeenAt }) => firstSeenAt)),
    coversUntil: at,
    missed: 0,
    subject,
    highlights,
    sections: sectionsOf(cards, input.topics),
    topicNames: topicNamesOf(cards, input.topics),
    updates: [],
    receipt: null,
    archiveUrl: null,
  };
}
