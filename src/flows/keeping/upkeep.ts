// What the daemon does for itself once in a while: backups when they are due, then retention once a day.
import { DAY_MS } from '../../lib/clock.ts';
import type { Settings } from '../../model/settings.ts';
import { MetaTable } from '../../store/meta.ts';
import { backUp, nextBackupAt } from './back-up.ts';
import { type SweepDeps, sweep } from './sweep.ts';

const RETRY_MS = DAY_MS / 24;

export class Upkeep {
  readonly #deps: SweepDeps;
  #backupFailedAt = -Infinity;

  constructor(deps: SweepDeps) {
    this.#deps = deps;
  }

  /** Does what is due; cheap when nothing is. A backup that failed is tried again after an hour. */
  async tick(settings: Settings, signal: AbortSignal): Promise<void> {
    const { db, clock } = this.#deps;
    const { backup, retention, digests } = settings;
    const now = clock.now();
    if (
      backup !== null &&
      now >= Math.max(nextBackupAt(db, backup.everyMs), this.#backupFailedAt + RETRY_MS)
    ) {
      const target = { folder: backup.path, keep: backup.keep };
      const outcome = await backUp(this.#deps, { target, atOnce: false, signal });
      this.#backupFailedAt = outcome.ok ? -Infinity : now;
    }
    const meta = new MetaTable(db);
    if (signal.aborted || now < Number(meta.get('last_sweep') ?? 0) + DAY_MS) return;
    await sweep(this.#deps, { retention, subscriptions: digests.map(({ id }) => id), signal });
    if (!signal.aborted) meta.set('last_sweep', String(now));
  }
}
