// Tags stored items anew after the rules changed, some at a time, newest first: in the background of the daemon, or all at
// once for `rules replay --apply`. Nobody is notified.
import type { Verdict } from '../../model/verdict.ts';
import type { Events } from '../../observe/events.ts';
import { type Database, inTransaction } from '../../store/database.ts';
import { MetaTable } from '../../store/meta.ts';
import { type TaggedItem, VerdictTable } from '../../store/verdicts.ts';
import type { Tagging } from '../storing/tag-item.ts';

const ITEMS_AT_ONCE = 200;

export interface RetagCounts {
  readonly items: number;
  /** Items of other strength or topics than before. */
  readonly changed: number;
}

interface Progress extends RetagCounts {
  readonly version: string;
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
  const more = inTransaction(db, () => {
    const batch = retagBatch(db, tagging, now - bodiesMs, now);
    if (batch.items === 0) return false;
    const former = readProgress(db, tagging.version);
    const progress: Progress = {
      version: tagging.version,
      items: former.items + batch.items,
      changed: former.changed + batch.changed,
    };
    new MetaTable(db).set('retag', JSON.stringify(progress));
    return true;
  });
  if (!more) announceEnd(db, tagging.version, events);
  return more;
}

/** Tags all items first seen since an instant whose verdict is of other rules, at once; notifies nobody. */
export function applyRules(db: Database, tagging: Tagging, since: number, now: number): RetagCounts {
  let total: RetagCounts = { items: 0, changed: 0 };
  for (;;) {
    const batch = inTransaction(db, () => retagBatch(db, tagging, since, now));
    if (batch.items === 0) return total;
    total = { items: total.items + batch.items, changed: total.changed + batch.changed };
  }
}

function retagBatch(db: Database, tagging: Tagging, since: number, now: number): RetagCounts {
  const verdicts = new VerdictTable(db);
  const stale = verdicts.taggedOtherwise(tagging.version, since, ITEMS_AT_ONCE);
  let changed = 0;
  for (const item of stale) {
    const verdict = tagging.tag(item);
    verdicts.put(item.id, verdict, now);
    if (isChanged(item, verdict)) changed++;
  }
  return { items: stale.length, changed };
}

/** Whether a reader would see another verdict than the item bears. */
export function isChanged(item: TaggedItem, verdict: Verdict): boolean {
  return verdict.strength !== item.strength || verdict.topics.join() !== item.topics.join();
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
