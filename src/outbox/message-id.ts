// Names a message so that every attempt, and every rebuild after a crash, bears the same name.
import { shortHash } from '../lib/hash.ts';
import { normaliseRecipient } from './unsubscribe.ts';

export interface MessageName {
  /** Such as `daily/2026-11-25T07:00` or `alert-urgent/20261125T070103Z-17.2`. */
  readonly documentId: string;
  readonly channel: string;
  readonly recipient: string;
  readonly part: number;
}

/**
 * Idempotency key of a message: `msg_` and 24 hexadecimal digits, no dot in it (Standard Webhooks signs
 * `id.timestamp.body`).
 */
export function messageId(name: MessageName): string {
  const { documentId, channel, recipient, part } = name;
  return `msg_${shortHash(JSON.stringify([documentId, channel, recipient, part]), 24)}`;
}

/** Message-ID of a mail without angle brackets: the same on every attempt and resend, and it hides the address. */
export function mailMessageId(name: MessageName, subscriptionId: string, domain: string): string {
  const recipient = shortHash(normaliseRecipient(name.recipient), 12);
  const occurrence = shortHash(name.documentId, 12);
  return `digest.${atom(subscriptionId)}.${occurrence}.${recipient}@${domain}`;
}

/** The constant root that threads all digests of a subscription together (References, In-Reply-To). */
export function threadId(subscriptionId: string, domain: string): string {
  return `digest.${atom(subscriptionId)}@${domain}`;
}

function atom(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]+/g, '-');
}
