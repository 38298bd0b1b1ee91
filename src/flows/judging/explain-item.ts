// Explains the verdict on a stored item or on any text, by the rules in force.
import type { HeldBatch, Revision } from '../../model/item.ts';
import type { TagInput } from '../../model/verdict.ts';
import { ChangeTable } from '../../store/changes.ts';
import type { Database } from '../../store/database.ts';
import { ItemTable } from '../../store/items.ts';
import { VerdictTable } from '../../store/verdicts.ts';
import { explainItem, renderExplanation, type Explanation } from '../../tag/explain.ts';
import { explainStoredJoin } from './explain-joins.ts';
import type { Tagging } from '../storing/tag-item.ts';

export interface ItemExplanation extends Explanation {
  /** null for a text that is not stored. */
  readonly item: { readonly id: number; readonly title: string; readonly url: string | null } | null;
  /** Its story and why it is in it; null for a text that is not stored. */
  readonly story: ReturnType<typeof explainStoredJoin>;
  /** What became of its text, oldest first. */
  readonly changes: readonly Pick<Revision, 'at' | 'material' | 'kinds' | 'diff'>[];
  /** The batch that the flood guard holds it back with; null: it does not. */
  readonly held: Pick<HeldBatch, 'id' | 'feedId' | 'reason'> | null;
  /** The stored verdict was made by other rules than those in force. */
  readonly outdated: boolean;
}

/** Explains a text given by the caller. */
export function explainText(tagging: Tagging, input: TagInput): ItemExplanation {
  return {
    ...explainItem(tagging.tagger, input),
    item: null,
    story: null,
    changes: [],
    held: null,
    outdated: false,
  };
}

/** Explains a stored item, named by its number or its address; null where there is none. */
export function explainStored(db: Database, tagging: Tagging, idOrUrl: string): ItemExplanation | null {
  const table = new VerdictTable(db);
  const item = table.findItem(idOrUrl);
  if (item === null) return null;
  const stored = table.find(item.id);
  return {
    ...explainItem(tagging.tagger, item),
    item: { id: item.id, title: item.title, url: item.url },
    story: explainStoredJoin(db, item.id, tagging.topics),
    ...explainFate(db, item.id),
    outdated: stored !== null && stored.ruleVersion !== tagging.version,
  };
}

function explainFate(db: Database, itemId: number): Pick<ItemExplanation, 'changes' | 'held'> {
  const table = new ChangeTable(db);
  const heldBy = new ItemTable(db).find(itemId)?.heldBy ?? null;
  const batch = heldBy === null ? null : table.heldBatch(heldBy);
  return {
    changes: table.revisions(itemId).map(({ at, material, kinds, diff }) => ({ at, material, kinds, diff })),
    held: batch === null ? null : { id: batch.id, feedId: batch.feedId, reason: batch.reason },
  };
}

/** The explanation for people. */
export function renderItemExplanation(explanation: ItemExplanation): string {
  const { item, story, held } = explanation;
  const head = item === null ? '' : `${item.id}  ${item.title}\n${item.url ?? ''}\n\n`;
  const note = explanation.outdated
    ? '\nThe stored verdict was made by other rules; see rules replay.\n'
    : '';
  const place =
    story === null
      ? ''
      : `\nstory ${story.storyId}${story.why === '' ? '' : `: ${story.why}`}\n  measured: ${story.measured}\n`;
  const changes = explanation.changes.map(
    ({ at, material, kinds }) =>
      `changed ${renderMinute(at)} UTC: ${kinds.join(', ')}${material ? '' : ' (not told)'}\n`,
  );
  const hold = held === null ? '' : `\nheld back in batch ${held.id} of ${held.feedId}: ${held.reason}\n`;
  const fate = (changes.length === 0 ? '' : `\n${changes.join('')}`) + hold;
  return head + renderExplanation(explanation) + place + fate + note;
}

function renderMinute(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
