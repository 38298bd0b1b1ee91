// A message in the outbox: one row per channel, recipient and part, with the same id on every attempt.
import type { DeliveryFailureCode } from './failure.ts';

export type ChannelType =
  | 'folder'
  | 'email'
  | 'webhook'
  | 'slack'
  | 'discord'
  | 'teams'
  | 'mattermost'
  | 'telegram'
  | 'ntfy';

export type MessageKind = 'digest' | 'alert' | 'notice' | 'test';
export type MessageState = 'pending' | 'sending' | 'sent' | 'dead' | 'dropped';

/** What is rendered for a channel before it is split by recipient. `body` is JSON of the channel's own shape. */
export interface MessagePart {
  readonly part: number;
  readonly parts: number;
  readonly body: unknown;
}

export interface Message {
  /** Idempotency key: the same for every attempt, made from digest, channel, recipient and part. */
  readonly id: string;
  readonly kind: MessageKind;
  readonly channel: string;
  readonly recipient: string;
  readonly part: number;
  readonly parts: number;
  readonly body: unknown;
  readonly createdAt: number;
  readonly attempts: number;
  /** A former attempt may have been accepted without our knowing. */
  readonly possibleDuplicate: boolean;
}

/** How one attempt ended. Closed: every channel answers with one of these. */
export type DeliveryOutcome =
  | { readonly kind: 'sent'; readonly receipt: string }
  | {
      readonly kind: 'retry';
      readonly code: DeliveryFailureCode;
      readonly detail: string;
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'dead'; readonly code: DeliveryFailureCode; readonly detail: string }
  /** The channel cannot work until someone mends it: its messages wait, none is burnt. */
  | { readonly kind: 'suspend'; readonly code: DeliveryFailureCode; readonly detail: string };
