// The shapes of the JSON interface, as docs/openapi.json describes them: snake_case names, instants in ISO 8601 UTC.
import type { Revision } from '../../model/item.ts';
import type { ChannelDeliveries, ListedDigest } from '../../store/digest-archive.ts';
import type { ListedFeed } from '../../store/feed-list.ts';
import type { ListedItem, Sighting, WholeItem } from '../../store/item-list.ts';
import type { WebDeps } from '../context.ts';
import { isStateMedia } from '../marks.ts';
import type { FamilyTold, StorySummary } from '../story-facts.ts';

type Json = Record<string, unknown>;

export function itemJson(item: ListedItem): Json {
  return {
    id: item.id,
    title: item.title,
    url: item.url,
    summary: item.summary,
    author: item.author,
    lang: item.lang,
    outlet: item.outlet,
    family: item.family,
    feed: item.feedId,
    kind: item.kind,
    control: item.control,
    state_media: isStateMedia(item),
    published_at: iso(item.publishedAt),
    first_seen_at: iso(item.firstSeenAt),
    revised_at: iso(item.revisedAt),
    story: item.storyId,
    story_reason: item.joinReason,
    copy_of: item.copyOf,
    held: item.held,
    strength: item.strength,
    score: item.score,
    topics: item.topics,
    reasons: item.reasons.map(({ rule, field, span, text, weight }) => ({ rule, field, span, text, weight })),
  };
}

/** An item with all its text, its revisions and where else it was seen. */
export function wholeItemJson(
  item: WholeItem,
  revisions: readonly Revision[],
  sightings: readonly Sighting[],
): Json {
  return {
    ...itemJson(item),
    summary: item.fullSummary,
    content: item.content,
    rule_version: item.ruleVersion,
    revisions: revisions.map(({ at, title, summary, material, kinds, diff }) => ({
      at: iso(at),
      former_title: title,
      former_summary: summary,
      material,
      kinds,
      diff,
    })),
    sightings: sightings.map(({ feedId, url, title, seenAt }) => ({
      feed: feedId,
      url,
      title,
      seen_at: iso(seenAt),
    })),
  };
}

export function storyJson(story: StorySummary): Json {
  const { lead } = story;
  return {
    id: story.storyId,
    headline: lead.title,
    url: lead.url,
    summary: lead.summary,
    lang: lead.lang,
    outlet: lead.outlet,
    lead_item: lead.id,
    topics: story.topics,
    strength: story.strength,
    state_media: story.stateMedia,
    independent_outlets: story.independent,
    articles: story.articles,
    languages: story.languages,
    first_told_at: iso(story.firstAt),
    last_told_at: iso(story.latestAt),
  };
}

/** Who told a story, in the order of their first article. */
export function familyJson({
  family,
  outlet,
  state,
  languages,
  articles,
  firstAt,
  onlyCopies,
}: FamilyTold): Json {
  return {
    family,
    outlet,
    state_media: state,
    languages,
    articles,
    first_told_at: iso(firstAt),
    only_copies: onlyCopies,
  };
}

export function feedJson(feed: ListedFeed, { redact, describeFeedFailure }: WebDeps): Json {
  const failure =
    feed.failureCode === null
      ? null
      : {
          code: feed.failureCode,
          detail: redact(feed.failureDetail ?? ''),
          advice: describeFeedFailure(feed.failureCode),
          in_a_row: feed.failures,
          since: iso(feed.failingSince),
        };
  return {
    id: feed.id,
    name: feed.name,
    url: redact(feed.url),
    lang: feed.lang,
    country: feed.country,
    kind: feed.kind,
    family: feed.family,
    control: feed.control,
    health: feed.health,
    next_poll_at: iso(feed.nextPollAt),
    plan_reason: feed.planReason,
    interval_ms: feed.intervalMs,
    last_poll_at: iso(feed.lastPollAt),
    last_success_at: iso(feed.lastSuccessAt),
    last_new_item_at: iso(feed.lastNewItemAt),
    gap_since: iso(feed.gapSince),
    failure,
  };
}

export function digestRowJson(digest: ListedDigest, deliveries: readonly ChannelDeliveries[]): Json {
  return {
    id: `${digest.subscriptionId}/${digest.occurrenceKey}`,
    subscription: digest.subscriptionId,
    occurrence: digest.occurrenceKey,
    name: digest.name,
    subject: digest.subject,
    time_zone: digest.timeZone,
    due_at: iso(digest.dueAt),
    created_at: iso(digest.createdAt),
    covers_from: iso(digest.coversFrom),
    covers_until: iso(digest.coversUntil),
    status: digest.status,
    stories: digest.stories,
    deliveries: deliveries.map(({ channel, state, messages, lastSentAt }) => ({
      channel,
      state,
      messages,
      last_sent_at: iso(lastSentAt),
    })),
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
