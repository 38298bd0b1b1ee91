// Explains the verdict on a stored item or on any text, by the rules in force.
import type { TagInput } from '../../model/verdict.ts';
import type { Database } from '../../store/database.ts';
import { VerdictTable } from '../../store/verdicts.ts';
import { explainItem, renderExplanation, type Explanation } from '../../tag/explain.ts';
import { explainStoredJoin } from './explain-joins.ts';
import type { Tagging } from '../storing/tag-item.ts';

export interface ItemExplanation extends Explanation {
  /** null for a text that is not stored. */
  readonly item: { readonly id: number; readonly title: string; readonly url: string | null } | null;
  /** Its story and why it is in it; null for a text that is not stored. */
  readonly story: ReturnType<typeof explainStoredJoin>;
  /** The stored verdict was made by other rules than those in force. */
  readonly outdated: boolean;
}

/** Explains a text given by the caller. */
export function explainText(tagging: Tagging, input: TagInput): ItemExplanation {
  return { ...explainItem(tagging.tagger, input), item: null, story: null, outdated: false };
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
    outdated: stored !== null && stored.ruleVersion !== tagging.version,
  };
}

/** The explanation for people. */
export function renderItemExplanation(explanation: ItemExplanation): string {
  const { item, story } = explanation;
  const head = item === null ? '' : `${item.id}  ${item.title}\n${item.url ?? ''}\n\n`;
  const note = explanation.outdated
    ? '\nThe stored verdict was made by other rules; see rules replay.\n'
    : '';
  const place =
    story === null ? '' : `\nstory ${story.storyId}: ${story.why}\n  measured: ${story.measured}\n`;
  return head + renderExplanation(explanation) + place + note;
}
