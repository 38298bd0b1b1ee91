// Items per feed and day are counted on the day they came; what a feed's first document brought is left out.
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { FeedListView } from '../../../src/store/feed-list.ts';
import { migrate } from '../../../src/store/migrate.ts';

const DAY_MS = 86_400_000;
const SINCE = Date.UTC(2026, 10, 1);

it('counts items of a feed by whole days', () => {
  const db = new Sqlite(':memory:');
  migrate(db);
  db.pragma('foreign_keys = OFF');
  const columns = db.pragma('table_info(feed)') as { name: string; notnull: number; dflt_value: unknown }[];
  const needed = columns.filter(
    ({ notnull, dflt_value, name }) => notnull === 1 && dflt_value === null && name !== 'id',
  );
  db.prepare(
    `INSERT INTO feed (id${needed.map(({ name }) => `, ${name}`).join('')}) VALUES ('a'${', 0'.repeat(needed.length)})`,
  ).run();
  const itemColumns = db.pragma('table_info(item)') as {
    name: string;
    notnull: number;
    dflt_value: unknown;
    pk: number;
  }[];
  const rest = itemColumns.filter(
    ({ notnull, dflt_value, name, pk }) =>
      notnull === 1 && dflt_value === null && pk === 0 && name !== 'feed_id' && name !== 'first_seen_at',
  );
  const insert = db.prepare(
    `INSERT INTO item (feed_id, first_seen_at${rest.map(({ name }) => `, ${name}`).join('')})
     VALUES ('a', ?${', 0'.repeat(rest.length)})`,
  );
  for (const at of [0, 0.3, 2.1, 2.9, 4]) insert.run(SINCE + at * DAY_MS);
  expect(new FeedListView(db).days(SINCE, DAY_MS)).toEqual([
    { feedId: 'a', day: 0, items: 1 },
    { feedId: 'a', day: 2, items: 2 },
    { feedId: 'a', day: 4, items: 1 },
  ]);
});
