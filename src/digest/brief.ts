// Small documents beside digests: notices to the operator and test messages, shown by the same renderings.
import type { DigestDocument, DigestKind } from '../model/digest.ts';

/** A document of a few lines. `id` names it for ever, so that one occasion is told once. */
export function composeBrief(input: {
  readonly kind: Exclude<DigestKind, 'digest'>;
  readonly id: string;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly at: number;
}): DigestDocument {
  return {
    version: 1,
    kind: input.kind,
    id: input.id,
    subscriptionId: input.kind,
    name: 'Pactwatch',
    timeZone: 'UTC',
    occurrence: input.id,
    dueAt: input.at,
    createdAt: input.at,
    coversFrom: input.at,
    coversUntil: input.at,
    missed: 0,
    subject: `[Pactwatch] ${input.subject}`,
    highlights: input.lines,
    sections: [],
    topicNames: {},
    updates: [],
    receipt: null,
    archiveUrl: null,
  };
}
