// Events of digests, alerts and delivery.
import type { EventSpec } from './event-spec.ts';

export const DELIVERY = {
  'digest.written': {
    level: 'info',
    meaning: 'A digest was composed and queued in one transaction.',
    fields: {
      digest: 'digest id',
      subscription: 'id in the configuration',
      occurrence: 'the due time it stands for',
      stories: 'stories shown',
      messages: 'messages queued',
      covers_from: 'start of the span',
      covers_until: 'end of the span',
    },
  },
  'digest.empty': {
    level: 'info',
    meaning: 'A digest was due, there was nothing to show, and the policy says to skip it.',
    fields: {
      digest: 'digest id',
      subscription: 'id in the configuration',
      occurrence: 'the due time it stands for',
    },
  },
  'digest.late': {
    level: 'warn',
    meaning: 'Due times passed while the daemon was down: one digest covers them all.',
    fields: {
      subscription: 'id in the configuration',
      missed: 'due times passed',
      since: 'the first of them',
    },
  },
  'alert.raised': {
    level: 'info',
    meaning: 'A story crossed the threshold of an alert.',
    fields: { alert: 'alert id', story: 'story id', reason: 'what was crossed', messages: 'messages queued' },
  },
  'alert.summarised': {
    level: 'warn',
    meaning: 'The cap per hour is reached: further alerts wait for a summary.',
    fields: { alert: 'alert id', waiting: 'stories waiting' },
  },
  'delivery.sent': {
    level: 'info',
    meaning: 'A receiver accepted a message.',
    fields: {
      message: 'idempotency key',
      kind: 'digest, alert, notice or test',
      channel: 'channel',
      part: 'part and parts',
      attempt: 'which attempt',
      receipt: 'what the receiver said',
      elapsed_ms: 'length of the attempt',
    },
  },
  'delivery.retry': {
    level: 'warn',
    meaning: 'An attempt failed and will be repeated.',
    fields: {
      message: 'idempotency key',
      channel: 'channel',
      code: 'failure code',
      detail: 'what happened',
      attempt: 'which attempt',
      next_attempt_at: 'when again',
    },
  },
  'delivery.dead': {
    level: 'error',
    meaning: 'A message is given up; list, retry or drop it with `pactwatch outbox`.',
    fields: {
      message: 'idempotency key',
      channel: 'channel',
      code: 'failure code',
      detail: 'what happened',
      attempts: 'attempts made',
    },
  },
  'delivery.suspended': {
    level: 'error',
    meaning:
      'A channel cannot work until someone mends it; its messages wait. Resume with `pactwatch outbox retry`.',
    fields: {
      channel: 'channel',
      code: 'failure code',
      detail: 'what happened',
      waiting: 'messages waiting',
    },
  },
  'delivery.resumed': {
    level: 'info',
    meaning: 'A suspended channel is tried again.',
    fields: { channel: 'channel', waiting: 'messages waiting' },
  },
  'delivery.uncertain': {
    level: 'warn',
    meaning: 'The process ended between a send and its record; the message is sent again under the same id.',
    fields: { message: 'idempotency key', channel: 'channel' },
  },
  'recipient.unsubscribed': {
    level: 'info',
    meaning: 'A recipient asked not to get a digest any more.',
    fields: { subscription: 'id in the configuration', recipient: 'hash of the address' },
  },
  'recipient.readmitted': {
    level: 'info',
    meaning: 'An operator put a recipient back who had left a digest.',
    fields: { subscription: 'id in the configuration', recipient: 'hash of the address' },
  },
} as const satisfies Record<string, EventSpec>;
