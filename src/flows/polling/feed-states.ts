// Reads what polling knows of the feeds, beside a daemon that may be at work.
import type { FeedState } from '../../model/feed.ts';
import { openDatabase } from '../../store/database.ts';
import { FeedTable } from '../../store/feeds.ts';

/** The state of every configured feed in the database at `path`. */
export function readFeedStates(path: string): FeedState[] {
  using opened = openDatabase(path, { exclusive: false });
  return new FeedTable(opened.db).states();
}
