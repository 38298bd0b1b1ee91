// Joins two branches of one database: what the newer one knows is laid over the older one, table by table, as far as it
// can be read. Only for `restore`; the older one is `main`, the newer one is attached as `newer`.
import type { Database } from './database.ts';
import { SearchTable } from './search.ts';

/** Parents before children. Rows of the newer branch replace those of the same key. */
const NEWS = [
  'feed',
  'feed_state',
  'item',
  'item_key',
  'sighting',
  'revision',
  'held_batch',
  'change',
  'story',
  'story_member',
  'story_link',
  'verdict',
  'verdict_topic',
  'rule_hit',
  'page',
  'poll_log',
] as const;
/** What was sent, to whom, and how far each subscription has read. */
const LEDGER = [
  'subscription',
  'digest',
  'digest_item',
  'alert',
  'message',
  'attempt',
  'channel_state',
  'unsubscription',
] as const;
const SEQUENCES = ['item', 'change', 'story', 'digest', 'alert'] as const;

export interface Carried {
  /** Rows that the backup did not have, by table. */
  readonly added: Readonly<Record<string, number>>;
  /** Tables that could not be read, with the reason. */
  readonly unread: readonly { readonly table: string; readonly detail: string }[];
}

/**
 * Lays the newer branch over `db`. `scope` `ledger` takes only what was sent and the identity of what was shown, so
 * that the news itself is the backup's. Call with foreign keys off, outside a transaction.
 */
export function carryOver(db: Database, newerPath: string, scope: 'all' | 'ledger'): Carried {
  const added: Record<string, number> = {};
  const unread: { table: string; detail: string }[] = [];
  db.prepare('ATTACH DATABASE ? AS newer').run(newerPath);
  try {
    const known = count(db, 'SELECT coalesce(max(id), 0) AS n FROM main.item');
    const take = (table: string, work: () => void): void => {
      const before = count(db, `SELECT count(*) AS n FROM main.${table}`);
      try {
        db.transaction(work).immediate();
        added[table] = count(db, `SELECT count(*) AS n FROM main.${table}`) - before;
      } catch (error) {
        unread.push({ table, detail: error instanceof Error ? error.message : String(error) });
      }
    };
    for (const table of LEDGER) take(table, () => copyTable(db, table));
    if (scope === 'all') for (const table of NEWS) take(table, () => copyTable(db, table));
    else take('item_key', () => copyShownKeys(db));
    take('meta', () => copyMeta(db));
    raiseSequences(db, unread);
    if (scope === 'all') indexNew(db, known);
  } finally {
    db.exec('DETACH DATABASE newer');
  }
  return { added, unread };
}

/**
 * From a database that is no branch of this one, takes only that a message of the same id was sent, dropped or given up: ids
 * are made from digest, channel and recipient. Returns how many states changed.
 */
export function carryStates(db: Database, otherPath: string): number {
  db.prepare('ATTACH DATABASE ? AS newer').run(otherPath);
  try {
    return db
      .prepare(
        `UPDATE main.message AS m SET state = n.state, sent_at = n.sent_at, receipt = n.receipt, lease_until = NULL
         FROM newer.message AS n WHERE n.id = m.id AND m.state IN ('pending', 'sending') AND n.state IN ('sent', 'dropped')`,
      )
      .run().changes;
  } finally {
    db.exec('DETACH DATABASE newer');
  }
}

function copyTable(db: Database, table: string, which = ''): void {
  const columns = sharedColumns(db, table);
  db.exec(
    `INSERT OR REPLACE INTO main.${table} (${columns}) SELECT ${columns} FROM newer.${table} AS n ${which}`,
  );
}

// By name: the two files may have been made by versions that order or know the columns differently.
function sharedColumns(db: Database, table: string): string {
  return db
    .prepare<[string, string], { readonly name: string }>(
      `SELECT name FROM pragma_table_info(?, 'newer')
       WHERE name IN (SELECT name FROM pragma_table_info(?, 'main')) ORDER BY cid`,
    )
    .all(table, table)
    .map(({ name }) => `"${name}"`)
    .join(', ');
}

// Keys whose item a digest showed, and keys that name nothing: none of it may be announced again.
function copyShownKeys(db: Database): void {
  copyTable(
    db,
    'item_key',
    `WHERE n.item_id = 0 OR EXISTS (SELECT 1 FROM main.item i WHERE i.id = n.item_id)
       OR n.item_id IN (SELECT item_id FROM newer.digest_item)
       OR n.item_id IN (SELECT m.item_id FROM newer.story_member m JOIN newer.alert a ON a.story_id = m.story_id)`,
  );
}

// What belongs to the backup alone stays: when it was made.
function copyMeta(db: Database): void {
  copyTable(db, 'meta', `WHERE n.name <> 'backup_at'`);
}

// Numbers that were once given are never given again: a digest names items by them, a watermark counts by them.
function raiseSequences(db: Database, unread: { table: string; detail: string }[]): void {
  try {
    for (const table of SEQUENCES) {
      const newer = count(
        db,
        `SELECT coalesce(max(seq), 0) AS n FROM newer.sqlite_sequence WHERE name = '${table}'`,
      );
      const { changes } = db
        .prepare('UPDATE main.sqlite_sequence SET seq = max(seq, ?) WHERE name = ?')
        .run(newer, table);
      if (changes === 0)
        db.prepare('INSERT INTO main.sqlite_sequence (name, seq) VALUES (?, ?)').run(table, newer);
    }
  } catch (error) {
    unread.push({ table: 'sqlite_sequence', detail: error instanceof Error ? error.message : String(error) });
  }
}

function indexNew(db: Database, after: number): void {
  const search = new SearchTable(db);
  const rows = db
    .prepare<[number], { readonly id: number; readonly title: string; readonly body: string }>(
      `SELECT id, title, CASE content WHEN '' THEN summary ELSE summary || char(10) || content END AS body
       FROM main.item WHERE id > ? ORDER BY id`,
    )
    .all(after);
  db.transaction(() => {
    for (const { id, title, body } of rows) search.replace(id, title, body);
  }).immediate();
}

function count(db: Database, sql: string): number {
  return db.prepare<[], { readonly n: number }>(sql).get()?.n ?? 0;
}
