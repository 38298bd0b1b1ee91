// Items, their keys, sightings and revisions. Callers hold the transaction.
import type { Statement } from 'better-sqlite3';
import type { Item, ItemDraft } from '../model/item.ts';
import type { Database } from './database.ts';

/** A key whose item id is this is known to be borne by several items and names none. */
const TAINTED = 0;

/** The few facts of a stored item that identity decides by. */
export interface ItemFacts {
  readonly id: number;
  readonly feedId: string;
  readonly guid: string | null;
  readonly url: string | null;
  readonly canonicalUrl: string | null;
  readonly title: string;
  readonly publishedAt: number | null;
  readonly contentHash: string;
  readonly lastSeenAt: number;
  readonly copyOf: number | null;
  readonly storyId: number | null;
}

export interface NewItem {
  readonly feedId: string;
  readonly draft: ItemDraft;
  readonly contentHash: string;
  readonly at: number;
  readonly baseline: boolean;
  readonly heldBy: number | null;
}

type Row = Record<string, unknown>;

const FACTS = `SELECT i.id, i.feed_id AS feedId, i.guid, i.url, i.canonical_url AS canonicalUrl, i.title,
  i.published_at AS publishedAt, i.content_hash AS contentHash, i.last_seen_at AS lastSeenAt, i.copy_of AS copyOf,
  m.story_id AS storyId
  FROM item i LEFT JOIN story_member m ON m.item_id = i.id`;

export class ItemTable {
  readonly #key: Statement<[string], { item_id: number }>;
  readonly #putKey: Statement;
  readonly #renewKey: Statement;
  readonly #facts: Statement<[number], ItemFacts>;
  readonly #whole: Statement<[number], Row>;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #touch: Statement;
  readonly #copy: Statement;
  readonly #sight: Statement;
  readonly #sighted: Statement<[number, string]>;
  readonly #feed: Statement;
  readonly #lastRead: Statement<[string], { at: number | null }>;

  constructor(db: Database) {
    this.#key = db.prepare('SELECT item_id FROM item_key WHERE key = ?');
    this.#putKey = db.prepare('INSERT OR IGNORE INTO item_key (key, item_id, created_at) VALUES (?, ?, ?)');
    this.#renewKey = db.prepare(
      `INSERT INTO item_key (key, item_id, created_at) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET item_id = excluded.item_id WHERE item_id <> excluded.item_id`,
    );
    this.#facts = db.prepare(`${FACTS} WHERE i.id = ?`);
    this.#whole = db.prepare(
      'SELECT i.*, m.story_id FROM item i LEFT JOIN story_member m ON m.item_id = i.id WHERE i.id = ?',
    );
    this.#insert = db.prepare(
      `INSERT INTO item (feed_id, guid, url, canonical_url, title, author, summary, content, categories, enclosures,
         lang, outlet_name, outlet_url, published_at, updated_at, first_seen_at, last_seen_at, content_hash, baseline,
         held_by)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#update = db.prepare(
      `UPDATE item SET title = ?, summary = ?, content = ?, author = ?, categories = ?, enclosures = ?,
         updated_at = ?, last_seen_at = ?, content_hash = ? WHERE id = ?`,
    );
    this.#touch = db.prepare('UPDATE item SET last_seen_at = ? WHERE id = ? AND last_seen_at < ?');
    this.#copy = db.prepare('UPDATE item SET copy_of = ? WHERE id = ?');
    this.#sight = db.prepare(
      'INSERT OR IGNORE INTO sighting (item_id, feed_id, url, title, seen_at) VALUES (?, ?, ?, ?, ?)',
    );
    this.#sighted = db.prepare('SELECT 1 FROM sighting WHERE item_id = ? AND feed_id = ? LIMIT 1');
    this.#feed = db.prepare(
      `INSERT OR IGNORE INTO feed (id, url, name, kind, family, control, added_at, removed_at)
       VALUES (?, ?, ?, 'other', ?, 'private', ?, ?)`,
    );
    this.#lastRead = db.prepare('SELECT MAX(last_seen_at) AS at FROM item WHERE feed_id = ?');
  }

  /** What a key names: an item id, `tainted`, or null where it is unknown. The item may have been purged since. */
  findKey(key: string): number | 'tainted' | null {
    const row = this.#key.get(key);
    if (row === undefined) return null;
    return row.item_id === TAINTED ? 'tainted' : row.item_id;
  }

  /** Lets `key` name the item, unless it names something already. */
  addKey(key: string, itemId: number, at: number): void {
    this.#putKey.run(key, itemId, at);
  }

  /** Lets an item's guid and address name it unless they name something already, and its title whatever it named before. */
  addKeys(guid: string | null, url: string | null, title: string, itemId: number, at: number): void {
    // A row a statement: several in one would make SQLite write out what FTS5 holds back, item by item.
    if (guid !== null) this.addKey(guid, itemId, at);
    if (url !== null) this.addKey(url, itemId, at);
    this.moveKey(title, itemId, at);
  }

  /** Lets `key` name the item, whatever it named before. */
  moveKey(key: string, itemId: number, at: number): void {
    this.#renewKey.run(key, itemId, at);
  }

  /** From now on `key` names nothing. */
  taintKey(key: string, at: number): void {
    this.#renewKey.run(key, TAINTED, at);
  }

  findFacts(id: number): ItemFacts | null {
    return this.#facts.get(id) ?? null;
  }

  find(id: number): Item | null {
    const row = this.#whole.get(id);
    return row === undefined ? null : itemOfRow(row);
  }

  /** Stores an item and returns its id, which never changes. */
  insert({ feedId, draft, contentHash, at, baseline, heldBy }: NewItem): number {
    const result = this.#insert.run(
      feedId,
      draft.guid,
      draft.url,
      draft.canonicalUrl,
      draft.title,
      draft.author,
      draft.summary,
      draft.content,
      listText(draft.categories),
      listText(draft.enclosures),
      draft.lang,
      draft.outlet?.name ?? null,
      draft.outlet?.url ?? null,
      draft.publishedAt,
      draft.updatedAt,
      at,
      at,
      contentHash,
      baseline ? 1 : 0,
      heldBy,
    );
    return Number(result.lastInsertRowid);
  }

  /** Overwrites the texts of a changed item; its id, keys, dates of birth and place stay. */
  update(id: number, draft: ItemDraft, contentHash: string, at: number): void {
    this.#update.run(
      draft.title,
      draft.summary,
      draft.content,
      draft.author,
      listText(draft.categories),
      listText(draft.enclosures),
      draft.updatedAt,
      at,
      contentHash,
      id,
    );
  }

  touch(id: number, at: number): void {
    this.#touch.run(at, id, at);
  }

  markCopy(id: number, rootId: number): void {
    this.#copy.run(rootId, id);
  }

  /** Makes a feed known that no configuration names: its items came by hand, and it is not polled. */
  noteFeed(feedId: string, at: number): void {
    this.#feed.run(feedId, `ingest:${feedId}`, feedId, feedId, at, at);
  }

  /** When an item of the feed was last seen in it; null: never. */
  lastReadAt(feedId: string): number | null {
    return this.#lastRead.get(feedId)?.at ?? null;
  }

  /** Notes that an item was seen at a further place, once per place. Returns whether the feed shows it for the first time. */
  addSighting(itemId: number, feedId: string, draft: ItemDraft, at: number): boolean {
    const isFirst = this.#sighted.get(itemId, feedId) === undefined;
    this.#sight.run(itemId, feedId, draft.url ?? '', draft.title, at);
    return isFirst;
  }
}

function listText(values: readonly unknown[]): string {
  return values.length === 0 ? '[]' : JSON.stringify(values);
}

/** An item from a row of `item` joined with `story_member.story_id`. */
export function itemOfRow(row: Row): Item {
  const outletName = row.outlet_name as string | null;
  return {
    id: row.id as number,
    feedId: row.feed_id as string,
    guid: row.guid as string | null,
    url: row.url as string | null,
    canonicalUrl: row.canonical_url as string | null,
    title: row.title as string,
    author: row.author as string | null,
    publishedAt: row.published_at as number | null,
    updatedAt: row.updated_at as number | null,
    summary: row.summary as string,
    content: row.content as string,
    categories: JSON.parse(row.categories as string) as string[],
    enclosures: JSON.parse(row.enclosures as string) as Item['enclosures'],
    lang: row.lang as string,
    outlet: outletName === null ? null : { name: outletName, url: row.outlet_url as string | null },
    firstSeenAt: row.first_seen_at as number,
    lastSeenAt: row.last_seen_at as number,
    contentHash: row.content_hash as string,
    copyOf: row.copy_of as number | null,
    storyId: row.story_id as number | null,
    baseline: row.baseline === 1,
    heldBy: row.held_by as number | null,
  };
}
