// Says why articles are in their story, for pages and commands alike: the words of the story room, the names of readers.
import { loadStoryWords } from '../../config/story-words.ts';
import { languageName, span } from '../../digest/wording.ts';
import type { JoinedArticle } from '../../model/story.ts';
import type { Database } from '../../store/database.ts';
import { ItemListView, type ListedItem } from '../../store/item-list.ts';
import { JoinExplainer } from '../../story/explain-join.ts';

/** Prepares the renderer. `topics`: names of topics for readers. */
export function openJoinExplainer(
  topics: readonly { readonly id: string; readonly name: string }[],
): JoinExplainer {
  const names = new Map(topics.map(({ id, name }) => [id, name]));
  const topicName = (topic: string): string => names.get(topic) ?? topic.replaceAll('-', ' ');
  return new JoinExplainer(loadStoryWords(), { span, languageName, topicName });
}

/** The story of a stored item and why the item is in it; null where it has none. */
export function explainStoredJoin(
  db: Database,
  itemId: number,
  topics: Parameters<typeof openJoinExplainer>[0],
): { readonly storyId: number; readonly why: string; readonly measured: string } | null {
  const items = new ItemListView(db);
  const [item] = items.byId([itemId]);
  if (item === undefined || item.storyId === null) return null;
  const members = items.membersOf([item.storyId]).map(joinedArticle);
  const why = openJoinExplainer(topics).explain(members, itemId).get(itemId) ?? '';
  return { storyId: item.storyId, why, measured: item.joinReason ?? '' };
}

function joinedArticle(item: ListedItem): JoinedArticle {
  const { id, outlet, lang, title, summary, topics, copyOf, publishedAt, firstSeenAt } = item;
  const at = Math.min(publishedAt ?? firstSeenAt, firstSeenAt);
  return { id, outlet, lang, title, summary, topics, copyOf, at, reason: item.joinReason ?? '' };
}
