// Looks items up by words in any language, and tells how they stand in their stories.
import type { Database } from '../../store/database.ts';
import { ItemListView, type ListedItem } from '../../store/item-list.ts';
import { SearchTable } from '../../store/search.ts';

/** An item that was found. */
export type FoundItem = ListedItem;

/** The best matches, best first. Every word must occur; quotation marks keep words together. */
export function searchItems(db: Database, query: string, limit: number): FoundItem[] {
  const hits = new SearchTable(db).find(query, limit);
  return new ItemListView(db).byId(hits.map(({ itemId }) => itemId));
}
