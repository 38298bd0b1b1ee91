// The list of items, narrowed and searched.
import { html } from '../../lib/html.ts';
import type { ItemFilter } from '../../store/item-filter.ts';
import { itemCard } from '../cards.ts';
import type { WebContext } from '../context.ts';
import { filterForm, pager } from '../filter-form.ts';
import { parseListRequest } from '../filter.ts';
import { pageResponse } from '../layout.ts';
import { sliceItems } from '../lists.ts';
import type { WebRequest } from '../request.ts';
import type { WebResponse } from '../response.ts';
import { complaintResponse } from './complaint.ts';

/** `/items`. */
export function itemsPage(request: WebRequest, context: WebContext): WebResponse {
  const asked = parseListRequest(request.query, { strength: 'core', timeZone: context.deps.timeZone });
  if (!asked.ok) return complaintResponse(asked.failure);
  const { entries, next } = sliceItems(asked.value, context);
  const empty = html`<p class="empty">No item fits. ${hint(asked.value.filter)}</p>`;
  return pageResponse({
    title: asked.value.filter.query === null ? 'Items' : `Search: ${asked.value.filter.query}`,
    place: 'items',
    timeZone: context.deps.timeZone,
    query: asked.value.filter.query ?? '',
    main: html`<h1>Items</h1>
${filterForm('/items', asked.value, context)}
${entries.length === 0 ? empty : html`<ol class="cards">${entries.map((item) => itemCard(item, context))}</ol>`}
${pager('/items', asked.value, next)}`,
  });
}

function hint({ rule, strength }: ItemFilter): string | null {
  if (rule !== null) return 'A rule that speaks and weighs nothing is no reason for any item.';
  return strength === 'any' ? null : 'Set the strength to “Everything” to see items that were not tagged.';
}
