// The digest as JSON after the published schema docs/digest.schema.json: snake_case names, instants in ISO 8601 UTC.
import type {
  CoverageReceipt,
  DigestDocument,
  DigestSource,
  FeedTrouble,
  StoryCard,
  UpdateCard,
} from '../model/digest.ts';

/** The JSON value; key order is fixed, so that the same document gives the same bytes. */
export function digestJson(document: DigestDocument): Record<string, unknown> {
  return {
    schema_version: document.version,
    kind: document.kind,
    id: document.id,
    subscription: document.subscriptionId,
    name: document.name,
    subject: document.subject,
    time_zone: document.timeZone,
    occurrence: document.occurrence,
    due_at: iso(document.dueAt),
    created_at: iso(document.createdAt),
    covers_from: iso(document.coversFrom),
    covers_until: iso(document.coversUntil),
    missed: document.missed,
    archive_url: document.archiveUrl,
    highlights: document.highlights,
    sections: document.sections.map(({ topic, name, cards }) => ({
      topic,
      name,
      stories: cards.map(storyJson),
    })),
    topic_names: document.topicNames,
    updates: document.updates.map(updateJson),
    coverage: document.receipt === null ? null : receiptJson(document.receipt),
  };
}

/** Indented text, for files and terminals. */
export function renderJson(document: DigestDocument): string {
  return `${JSON.stringify(digestJson(document), null, 2)}\n`;
}

function storyJson(card: StoryCard): Record<string, unknown> {
  return {
    stories: card.storyIds,
    items: card.itemIds,
    headline: card.headline,
    lang: card.lang,
    url: card.url,
    outlet: card.outlet,
    published_at: isoOrNull(card.publishedAt),
    first_seen_at: iso(card.firstSeenAt),
    summary: card.summary,
    topics: card.topics,
    strength: card.strength,
    score: card.tagScore,
    importance: { score: card.importance.score, reasons: card.importance.reasons },
    independent_outlets: card.families,
    languages: card.languages,
    state_media: card.stateMedia,
    official: card.official,
    why: card.why,
    follow_up_since: isoOrNull(card.followUpSince),
    news: card.news,
    alerted_at: isoOrNull(card.alertedAt),
    sources: card.sources.map(sourceJson),
  };
}

function sourceJson(source: DigestSource): Record<string, unknown> {
  return {
    item: source.itemId,
    feed: source.feedId,
    outlet: source.outlet,
    family: source.family,
    kind: source.kind,
    control: source.control,
    lang: source.lang,
    title: source.title,
    url: source.url,
    published_at: isoOrNull(source.publishedAt),
    first_seen_at: iso(source.firstSeenAt),
    copy: source.copy,
    relevant: source.relevant,
    topic: source.topic,
  };
}

function updateJson(update: UpdateCard): Record<string, unknown> {
  return {
    item: update.itemId,
    story: update.storyId,
    outlet: update.outlet,
    lang: update.lang,
    url: update.url,
    changed_at: iso(update.changedAt),
    kinds: update.kinds,
    title: { old: update.formerTitle, new: update.title },
    summary: { old: update.formerSummary, new: update.summary },
  };
}

function receiptJson(receipt: CoverageReceipt): Record<string, unknown> {
  const { feeds, items, longestBlind, nearMisses, heldBatches = [] } = receipt;
  return {
    feeds: {
      configured: feeds.configured,
      read: feeds.read,
      failing: feeds.failing.map(troubleJson),
      silent: feeds.silent.map(troubleJson),
      gaps: feeds.gaps.map(troubleJson),
    },
    items: {
      seen: items.seen,
      off_subject: items.offSubject,
      below: items.below,
      held: items.held,
      matched: items.matched,
      merged: items.merged,
      repeated: items.repeated,
      updated: items.updated,
      shown: items.shown,
    },
    ...(heldBatches.length > 0 && { held_batches: heldBatches }),
    longest_blind:
      longestBlind === null ? null : { from: iso(longestBlind.fromAt), until: iso(longestBlind.untilAt) },
    near_misses: {
      count: nearMisses.count,
      items: nearMisses.items.map((miss) => ({
        item: miss.itemId,
        outlet: miss.outlet,
        lang: miss.lang,
        title: miss.title,
        url: miss.url,
        score: miss.score,
        why: miss.why,
      })),
    },
  };
}

function troubleJson(trouble: FeedTrouble): Record<string, unknown> {
  return {
    feed: trouble.feedId,
    name: trouble.name,
    since: isoOrNull(trouble.sinceAt),
    detail: trouble.detail,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: number | null): string | null {
  return at === null ? null : iso(at);
}
