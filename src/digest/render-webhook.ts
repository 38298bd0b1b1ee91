// The digest for a generic webhook: a Standard Webhooks envelope around the published JSON, in parts where it is large.
import type { DigestDocument, StoryCard, UpdateCard } from '../model/digest.ts';
import type { JsonBody } from '../model/message.ts';
import { digestJson } from './render-json.ts';
import type { ChannelRendering, RenderedUnit } from './rendering.ts';

/** Standard Webhooks recommends less than 20 KB; common servers take 100 kB, and fewer parts are easier to join. */
const MAX_BYTES = 90_000;

interface Unit {
  readonly topic: string;
  readonly name: string;
  readonly card: StoryCard | null;
  readonly update: UpdateCard | null;
}

export const webhookRendering: ChannelRendering = {
  maxSize: MAX_BYTES,
  maxSlots: Number.MAX_SAFE_INTEGER,
  units: (document) => [
    frameUnit(document),
    ...document.sections.flatMap(({ topic, name, cards }) =>
      cards.map((card) => unitOf({ topic, name, card, update: null })),
    ),
    ...document.updates.map((update) => unitOf({ topic: '', name: '', card: null, update })),
  ],
  assemble: (units, part, parts, document): JsonBody => ({
    type: `${document.kind}.created`,
    timestamp: new Date(document.createdAt).toISOString(),
    data: { ...digestJson(partOf(document, units, part)), part, parts },
  }),
};

// What every part bears, and the receipt, which comes with the first: never shown as a unit, but it takes room.
function frameUnit(document: DigestDocument): RenderedUnit {
  const frame = digestJson({ ...document, sections: [], updates: [] });
  const content: Unit = { topic: '', name: '', card: null, update: null };
  return { content, size: Buffer.byteLength(JSON.stringify(frame)), slots: 1 };
}

function unitOf(content: Unit): RenderedUnit {
  return { content, size: Buffer.byteLength(JSON.stringify(content)) * 1.2, slots: 1 };
}

// Every part bears the frame; the receipt and the highlights come with the first.
function partOf(document: DigestDocument, units: readonly RenderedUnit[], part: number): DigestDocument {
  const contents = units.map(({ content }) => content as Unit);
  const sections = document.sections.map(({ topic, name }) => ({
    topic,
    name,
    cards: contents.filter((unit) => unit.topic === topic).flatMap(({ card }) => card ?? []),
  }));
  return {
    ...document,
    sections: sections.filter(({ cards }) => cards.length > 0),
    updates: contents.flatMap(({ update }) => update ?? []),
    highlights: part === 1 ? document.highlights : [],
    receipt: part === 1 ? document.receipt : null,
  };
}
