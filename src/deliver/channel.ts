// The one interface of all channels: a message goes in, one of a closed set of outcomes comes out; it never throws.
import type { ChannelType, DeliveryOutcome, Message } from '../model/message.ts';

export interface DeliveryContext {
  readonly now: number;
  /** Ends the attempt when the daemon stops. */
  readonly signal: AbortSignal;
}

export interface Channel {
  readonly name: string;
  readonly type: ChannelType;
  /** Hands a message over once. Safe to repeat: receivers that honour ids see the same id. */
  deliver(message: Message, context: DeliveryContext): Promise<DeliveryOutcome>;
  close(): Promise<void>;
}
