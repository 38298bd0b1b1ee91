// Tags stored items anew after the rules changed: some at a time, newest first, and nobody is notified.
import type { Events } from '../observe/events.ts';
import { type Database, inTransaction } from '../store/database.ts';
import { MetaTable } from '../store/meta.ts';
import { VerdictTable } from '../store/verdicts.ts';
import type { Tagging } from './tag-item.ts';

const ITEMS_AT_ONCE = 200;

interface StoredText {
  readonly id: number;
  readonly title: string;
  readonly summary: string;
  readonly content: string;
  readonly lang: string;
  readonly relevant: number;
  readonly topics: string;
}

interface Progress {
  readonly version: string;
  readonly items: number;
  readonly changed: number;
}

export interface RetagDeps {
  readonly db: Database;
  readonly tagging: Tagging;
  readonly events: Events;
  /** How long bodies are kept: an older item keeps the verdict that its whole text was given. */
  readonly bodiesMs: number;
}

/**
 * Tags up to 200 items whose verdict is of other rules; counts no hits of rules and notifies nobody. False when none is
 * left; then says once what changed.
 */
export function retagItems({ db, tagging, events, bodiesMs }: RetagDeps, now: number): boolean {
  const verdicts = new VerdictTable(db);
  const more = inTransaction(db, () => {
    const stale = db
      .prepare<[string, number, number], StoredText>(
        `SELECT i.id, i.title, i.summary, i.content, i.lang, v.relevant, v.topics FROM verdict v JOIN item i ON i.id = v.item_id
         WHERE v.rule_version <> ? AND i.first_seen_at >= ? ORDER BY i.id DESC LIMIT ?`,
      )
      .all(tagging.version, now - bodiesMs, ITEMS_AT_ONCE);
    if (stale.length === 0) return false;
    let changed = 0;
    for (const { id, title, summary, content, lang, relevant, topics } of stale) {
      const verdict = tagging.tag({ title, summary, content, lang });
      verdicts.put(id, verdict, now);
      if (verdict.relevant !== (relevant === 1) || JSON.stringify(verdict.topics) !== topics) changed++;
    }
    const former = readProgress(db, tagging.version);
    const progress: Progress = {
      version: tagging.version,
      items: former.items + stale.length,
      changed: former.changed + changed,
    };
    new MetaTable(db).set('retag', JSON.stringify(progress));
    return true;
  });
  if (!more) announceEnd(db, tagging.version, events);
  return more;
}

function readProgress(db: Database, version: string): Progress {
  const stored = JSON.parse(new MetaTable(db).get('retag') ?? 'null') as Progress | null;
  return stored?.version === version ? stored : { version, items: 0, changed: 0 };
}

function announceEnd(db: Database, version: string, events: Events): void {
  const { items, changed } = readProgress(db, version);
  if (items === 0) return;
  new MetaTable(db).set('retag', 'null');
  events.emit('topic.retagged', { items, changed, rules: version });
}
