// Looks whether a database is sound without changing it, beside a daemon that may be at work.
import { openDatabase } from '../../store/database.ts';
import { countRows } from '../../store/inspect.ts';
import { describeCounts } from './describe-counts.ts';

/** SQLite's own quick check and the counts a person expects to see. Damage is told, not thrown. */
export function inspectDatabase(path: string): { readonly ok: boolean; readonly detail: string } {
  try {
    using opened = openDatabase(path, { exclusive: false });
    const verdict = String(opened.db.pragma('quick_check(1)', { simple: true }));
    const counts = describeCounts(countRows(opened.db));
    return { ok: verdict === 'ok', detail: verdict === 'ok' ? `sound, ${counts}` : `damaged: ${verdict}` };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
