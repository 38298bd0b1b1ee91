// What outlets changed after publishing, word by word.
import { html, type Markup } from '../lib/html.ts';
import type { Revision, TextDiff } from '../model/item.ts';
import type { ListedItem } from '../store/item-list.ts';
import type { WebContext } from './context.ts';
import { badge } from './marks.ts';
import { when } from './when.ts';

const RUN_LIMIT = 160;

/** Revisions with their word diff; `items` names the article of each. */
export function revisionList(
  revisions: readonly Revision[],
  items: ReadonlyMap<number, ListedItem>,
  { deps }: WebContext,
): Markup {
  if (revisions.length === 0)
    return html`<p class="quiet">No article was changed since it was first seen.</p>`;
  const entries = revisions.map((revision) => {
    const item = items.get(revision.itemId);
    const lang = item?.lang ?? 'und';
    return html`<li><p class="meta">${when(revision.at, deps.timeZone)} · <a href="/items/${revision.itemId}">${item?.outlet ?? `item ${revision.itemId}`}</a> ${revision.material ? badge('material', 'warn') : badge('wording')} ${revision.kinds.join(', ')}</p>${revision.diff.map((diff) => diffLine(diff, lang))}</li>`;
  });
  return html`<ol class="revisions">${entries}</ol>`;
}

function diffLine({ field, runs }: TextDiff, lang: string): Markup {
  const parts = runs.map(({ op, text }) => {
    if (op === 'removed') return html`<del>${text}</del> `;
    if (op === 'added') return html`<ins>${text}</ins> `;
    return html`${shorten(text)} `;
  });
  return html`<p class="diff"><span class="quiet" lang="en">${field}</span> <span lang="${lang}" dir="auto">${parts}</span></p>`;
}

// A long run that stayed is context only: its ends are enough.
function shorten(text: string): string {
  if (text.length <= RUN_LIMIT) return text;
  return `${text.slice(0, RUN_LIMIT / 2)} … ${text.slice(-RUN_LIMIT / 2)}`.toWellFormed();
}
