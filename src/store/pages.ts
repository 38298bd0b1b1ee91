// The figures of the overview and the rules page: what came in, what is due, what is wrong, read-only.
import type { FeedHealth } from '../model/feed.ts';
import type { MessageState } from '../model/message.ts';
import type { Database } from './database.ts';

/** Sums over the poll log of a span. */
export interface Intake {
  readonly polls: number;
  readonly failed: number;
  readonly feedsRead: number;
  readonly itemsNew: number;
  readonly itemsChanged: number;
  readonly copies: number;
  readonly tagged: number;
  readonly lastPollAt: number | null;
}

/** When a topic was first reported in a story. Items without a story count as one of their own. */
export interface StoryTopicDay {
  readonly story: number;
  readonly topic: string;
  readonly at: number;
}

export interface DueDigest {
  readonly id: string;
  readonly nextDueAt: number;
  readonly schedule: string;
  readonly coveredUntil: number;
}

export interface ChannelQueue {
  readonly channel: string;
  readonly state: MessageState;
  readonly messages: number;
  readonly oldestAt: number;
}

export interface SuspendedChannel {
  readonly channel: string;
  readonly suspendedAt: number;
  readonly code: string | null;
  readonly detail: string | null;
}

export interface OpenBatch {
  readonly id: number;
  readonly feedId: string;
  readonly at: number;
  readonly items: number;
  readonly reason: string;
}

export interface RuleDay {
  readonly rule: string;
  readonly shadow: number;
  readonly day: string;
  readonly hits: number;
}

export class OverviewView {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  intake(sinceAt: number): Intake {
    const row = this.#db
      .prepare<[number], Intake>(
        `SELECT count(*) AS polls, coalesce(sum(result = 'failed'), 0) AS failed,
           count(DISTINCT CASE WHEN result <> 'failed' THEN feed_id END) AS feedsRead,
           coalesce(sum(items_new), 0) AS itemsNew, coalesce(sum(items_changed), 0) AS itemsChanged,
           coalesce(sum(copies), 0) AS copies, coalesce(sum(tagged), 0) AS tagged, max(started_at) AS lastPollAt
         FROM poll_log WHERE started_at >= ?`,
      )
      .get(sinceAt);
    if (row === undefined) throw new Error('an aggregate always gives one row');
    return row;
  }

  feedsByHealth(): { readonly health: FeedHealth; readonly feeds: number }[] {
    return this.#db
      .prepare<[], { readonly health: FeedHealth; readonly feeds: number }>(
        `SELECT coalesce(s.health, 'new') AS health, count(*) AS feeds FROM feed f
           LEFT JOIN feed_state s ON s.feed_id = f.id
         WHERE f.removed_at IS NULL GROUP BY 1 ORDER BY 2 DESC`,
      )
      .all();
  }

  /** Feeds whose poll is due by `now`, and when the next one after is. */
  duePolls(now: number): { readonly due: number; readonly nextAt: number | null } {
    const row = this.#db
      .prepare<[number, number], { readonly due: number; readonly nextAt: number | null }>(
        `SELECT count(CASE WHEN s.next_poll_at <= ? THEN 1 END) AS due,
           min(CASE WHEN s.next_poll_at > ? THEN s.next_poll_at END) AS nextAt
         FROM feed f JOIN feed_state s ON s.feed_id = f.id WHERE f.removed_at IS NULL`,
      )
      .get(now, now);
    return row ?? { due: 0, nextAt: null };
  }

  dueDigests(): DueDigest[] {
    return this.#db
      .prepare<[], DueDigest>(
        `SELECT id, next_due_at AS nextDueAt, schedule, covered_until AS coveredUntil FROM subscription
         ORDER BY next_due_at, id`,
      )
      .all();
  }

  /** Messages that wait or were given up, per channel. */
  queues(): ChannelQueue[] {
    return this.#db
      .prepare<[], ChannelQueue>(
        `SELECT channel, state, count(*) AS messages, min(created_at) AS oldestAt FROM message
         WHERE state IN ('pending', 'sending', 'dead') GROUP BY channel, state ORDER BY channel, state`,
      )
      .all();
  }

  suspendedChannels(): SuspendedChannel[] {
    return this.#db
      .prepare<[], SuspendedChannel>(
        `SELECT channel, suspended_at AS suspendedAt, code, detail FROM channel_state
         WHERE suspended_at IS NOT NULL ORDER BY suspended_at`,
      )
      .all();
  }

  heldBatches(): OpenBatch[] {
    return this.#db
      .prepare<[], OpenBatch>(
        `SELECT id, feed_id AS feedId, at, items, reason FROM held_batch WHERE settled_at IS NULL ORDER BY id`,
      )
      .all();
  }

  /** Stories on the subject with the instant each of their topics was first reported, from `sinceAt` on. */
  storyTopics(sinceAt: number): StoryTopicDay[] {
    return this.#db
      .prepare<{ readonly sinceAt: number }, StoryTopicDay>(
        `SELECT coalesce(m.story_id, -i.id) AS story, t.topic,
           min(min(coalesce(i.published_at, i.first_seen_at), i.first_seen_at)) AS at
         FROM verdict_topic t CROSS JOIN verdict v ON v.item_id = t.item_id CROSS JOIN item i ON i.id = t.item_id
           LEFT JOIN story_member m ON m.item_id = i.id
         WHERE v.strength <> 'none' AND v.strength = 'core' AND i.held_by IS NULL
           AND t.item_id >= (SELECT coalesce(min(+id), 0) FROM item WHERE first_seen_at >= @sinceAt)
         GROUP BY 1, 2 HAVING at >= @sinceAt`,
      )
      .all({ sinceAt });
  }

  /** Hits per rule and UTC day from the day `sinceDay` (`2026-11-25`) on; shadow rules are apart. */
  ruleDays(sinceDay: string): RuleDay[] {
    return this.#db
      .prepare<[string], RuleDay>(
        `SELECT rule, shadow, day, hits FROM rule_hit WHERE day >= ? ORDER BY rule, shadow, day`,
      )
      .all(sinceDay);
  }

  /** Rules that were in force for the newest verdict. */
  ruleVersion(): { readonly version: string; readonly taggedAt: number } | null {
    const row = this.#db
      .prepare<[], { readonly version: string; readonly taggedAt: number }>(
        'SELECT rule_version AS version, tagged_at AS taggedAt FROM verdict ORDER BY item_id DESC LIMIT 1',
      )
      .get();
    return row ?? null;
  }
}
