// How a document becomes the messages of a channel: units that are packed into parts, and a body for each part.
import type { DigestDocument } from '../model/digest.ts';
import type { JsonBody } from '../model/message.ts';

/** Something that stays in one piece: a story, an update, a line of the receipt. */
export interface RenderedUnit {
  /** In the channel's own shape. */
  readonly content: unknown;
  /** In the unit the channel's limits count: UTF-16 units or bytes. */
  readonly size: number;
  /** Blocks, embeds or cards it takes. */
  readonly slots: number;
}

export interface ChannelRendering {
  /** Largest sum of sizes in one message. */
  readonly maxSize: number;
  /** Most slots in one message. */
  readonly maxSlots: number;
  units(document: DigestDocument): readonly RenderedUnit[];
  /** The body of one part, of the units packed into it. */
  assemble(units: readonly RenderedUnit[], part: number, parts: number, document: DigestDocument): JsonBody;
}

/** ` (2/3)` where a document takes several messages. */
export function partLabel(part: number, parts: number): string {
  return parts > 1 ? ` (${part}/${parts})` : '';
}
