// Concepts that two others make where they stand near each other in one sentence.
import { type CompiledTopic, meets, type TermTest } from './compile.ts';
import { type Folded, kindOf } from './fold.ts';
import type { Hit } from './hit.ts';

/** The hits of a field with those that two near ones make together, in order of their places. */
export function joinPairs(topic: CompiledTopic, hits: Hit[], folded: Folded): Hit[] {
  let all = hits;
  for (const pair of topic.pairs) {
    const added: Hit[] = [];
    for (let index = 0; index < all.length; index++) {
      const left = all[index];
      if (left === undefined) continue;
      const mask = topic.concepts[left.concept]?.mask;
      if (mask === undefined) continue;
      const leads = meets(mask, pair.first);
      const trails = pair.either && meets(mask, pair.second);
      if (!leads && !trails) continue;
      const dense = kindOf(folded.units[left.foldedEnd - 1] ?? 0) >= 2;
      const reach = left.foldedEnd + (dense ? Math.ceil(pair.gap / 3) : pair.gap);
      const partner = findPartner(
        topic,
        all,
        index,
        reach,
        leads ? pair.second : null,
        trails ? pair.first : null,
      );
      if (partner !== null)
        added.push({
          ...left,
          concept: pair.concept,
          end: Math.max(left.end, partner.end),
          foldedEnd: Math.max(left.foldedEnd, partner.foldedEnd),
        });
    }
    if (added.length > 0)
      all = [...all, ...added].sort((a, b) => a.foldedStart - b.foldedStart || a.concept - b.concept);
  }
  return all;
}

const PARTNER_LIMIT = 12;

function findPartner(
  topic: CompiledTopic,
  hits: readonly Hit[],
  from: number,
  reach: number,
  then: TermTest | null,
  first: TermTest | null,
): Hit | null {
  const left = hits[from];
  for (let index = from + 1; index < hits.length && index <= from + PARTNER_LIMIT; index++) {
    const right = hits[index];
    if (left === undefined || right === undefined || right.foldedStart > reach) return null;
    if (right.sentence !== left.sentence) return null;
    const mask = topic.concepts[right.concept]?.mask;
    if (mask === undefined || right.foldedStart < left.foldedEnd) continue;
    if ((then !== null && meets(mask, then)) || (first !== null && meets(mask, first))) return right;
  }
  return null;
}
