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

/** A mail without its sender, which the channel's settings add when it leaves. */
export interface EmailBody {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Without angle brackets; the same on every attempt. */
  readonly messageId: string;
  /** The constant root of all digests of a subscription; null: not threaded. */
  readonly threadId: string | null;
  readonly dateAt: number;
  readonly list: { readonly id: string; readonly name: string };
  /** https links get RFC 8058 one-click headers; null: only a mailto to the sender. */
  readonly unsubscribeUrl: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** The files of one digest; `name` has no extension and is the same for ever. */
export interface FolderBody {
  readonly name: string;
  readonly html: string;
  readonly text: string;
  readonly json: string;
  readonly email: EmailBody;
}

/** What a generic webhook is sent, and what chat channels post: JSON as it goes over the wire. */
export type JsonBody = Readonly<Record<string, unknown>>;

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
  /** `pauseMs`: the receiver wants no further message sooner. */
  | { readonly kind: 'sent'; readonly receipt: string; readonly pauseMs?: number }
  | {
      readonly kind: 'retry';
      readonly code: DeliveryFailureCode;
      readonly detail: string;
      readonly retryAfterMs?: number;
      /** The receiver may have taken the message all the same. */
      readonly uncertain?: boolean;
    }
  | { readonly kind: 'dead'; readonly code: DeliveryFailureCode; readonly detail: string }
  /** The channel cannot work until someone mends it: its messages wait, none is burnt. */
  | { readonly kind: 'suspend'; readonly code: DeliveryFailureCode; readonly detail: string };
