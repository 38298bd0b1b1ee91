// Events of polling.
import type { EventSpec } from './event-spec.ts';

export const FEEDS = {
  'poll.round': {
    level: 'info',
    meaning: 'A round of polls is over: one line per round.',
    fields: {
      feeds: 'feeds polled',
      fetched: 'answered with a body',
      not_modified: 'answered that nothing changed',
      failed: 'not read',
      items_seen: 'items in the documents',
      items_new: 'stored for the first time',
      items_changed: 'stored as a revision',
      copies: 'near-duplicates of stored items',
      tagged: 'new items on the subject',
      held: 'held by the flood guard',
      elapsed_ms: 'length of the round',
    },
  },
  'feed.polled': {
    level: 'debug',
    meaning: 'One feed was polled.',
    fields: {
      feed: 'feed id',
      result: 'new, unchanged, not-modified, empty or failed',
      status: 'HTTP status',
      bytes: 'bytes of the body',
      items_seen: 'items in the document',
      items_new: 'new items',
      elapsed_ms: 'length of the poll',
      next_poll_at: 'when it is due again',
      reason: 'why then',
      code: 'failure code, null where it was read',
      detail: 'what happened',
      defects: 'defect codes with counts',
    },
  },
  'feed.failed': {
    level: 'warn',
    meaning:
      'A feed that was read cannot be read, fails in a way it did not since, or is dead or gone now. Every failure is in the poll log and in `feed.polled`.',
    fields: {
      feed: 'feed id',
      url: 'address without secrets',
      code: 'failure code',
      detail: 'what happened',
      advice: 'what to do',
      state: 'failing, dead (for days) or gone',
      failures: 'failures in a row',
      next_poll_at: 'when it is tried again',
    },
  },
  'feed.recovered': {
    level: 'info',
    meaning: 'A feed that failed is read again.',
    fields: { feed: 'feed id', failures: 'failures before', failing_ms: 'how long it failed' },
  },
  'feed.health': {
    level: 'info',
    meaning:
      'What the documents of a feed show changed: items, none (empty), or nothing new for long (silent). One line per change.',
    fields: { feed: 'feed id', from: 'former state', to: 'state now', detail: 'why' },
  },
  'feed.gap': {
    level: 'warn',
    meaning:
      'Items may have fallen out between two polls: the oldest item of a full window is newer than everything known.',
    fields: {
      feed: 'feed id',
      from: 'when it was last read before',
      until: 'when it was read now',
      next_poll_at: 'when it is polled again',
    },
  },
  'feed.overlap': {
    level: 'info',
    meaning:
      'The window of a feed overlaps again with what is known: nothing falls out between polls any more.',
    fields: { feed: 'feed id', since: 'since when items may have fallen out' },
  },
  'feed.moved': {
    level: 'info',
    meaning:
      'A permanent redirect has lasted seven days and is adopted; or an adopted address died and the configured one is asked again.',
    fields: { feed: 'feed id', from: 'former address', to: 'address now' },
  },
  'feed.moving': {
    level: 'info',
    meaning: 'A feed answers with a permanent redirect; it is followed, and adopted after seven days.',
    fields: { feed: 'feed id', from: 'address', to: 'target' },
  },
  'feed.stays': {
    level: 'info',
    meaning: 'A feed answers with the permanent redirect no more, before it was adopted.',
    fields: { feed: 'feed id', url: 'address it stays at' },
  },
  'feed.repaired': {
    level: 'info',
    meaning: 'A document had defects and was read all the same. Logged when the set of defects changes.',
    fields: {
      feed: 'feed id',
      defects: 'defect codes with counts',
      charset: 'charset used',
      reason: 'why that charset',
    },
  },
  'feed.baseline': {
    level: 'info',
    meaning: 'A new feed was read for the first time.',
    fields: { feed: 'feed id', items: 'items stored', shown: 'of them recent enough for a digest' },
  },
  'item.tagged': {
    level: 'info',
    meaning: 'A new item is on the subject.',
    fields: {
      feed: 'feed id',
      item: 'item id',
      title: 'its title',
      topics: 'topics',
      score: 'score',
      why: 'short reason',
    },
  },
  'items.held': {
    level: 'warn',
    meaning: 'The flood guard holds a batch: release or drop it with `pactwatch held`.',
    fields: { feed: 'feed id', batch: 'batch id', items: 'items held', reason: 'why' },
  },
  'pages.round': {
    level: 'info',
    meaning: 'Article pages of `full_text` feeds were fetched: one line per round.',
    fields: {
      pages: 'pages asked for',
      read: 'of them with an article',
      failed: 'of them without',
      codes: 'failure codes with counts',
      found: 'items on the subject only by their page',
      elapsed_ms: 'length of the round',
    },
  },
  'page.failed': {
    level: 'debug',
    meaning: 'An article page gave no text. It is kept in the table `page` and tried once more after a day.',
    fields: {
      feed: 'feed id',
      url: 'address without secrets',
      code: 'failure code',
      detail: 'what happened',
    },
  },
  'network.unreachable': {
    level: 'warn',
    meaning:
      'No feed of a round could be reached. Said once; until one is reached again, failures of this kind have no line each (they are in the poll log).',
    fields: { feeds: 'feeds tried', codes: 'failure codes with counts', detail: 'one sentence' },
  },
  'network.reachable': {
    level: 'info',
    meaning: 'A feed can be reached again.',
    fields: { feed: 'which one first', unreachable_ms: 'how long none could be' },
  },
} as const satisfies Record<string, EventSpec>;
