// When a subscription begins, and when it is next due: stored once, mended where the clock or the schedule changed.
import { DAY_MS } from '../../lib/clock.ts';
import type { DigestSettings } from '../../model/settings.ts';
import { nextOccurrence } from '../../schedule/occurrence.ts';
import { CandidateView } from '../../store/candidates.ts';
import { CoverageView } from '../../store/coverage.ts';
import type { Database } from '../../store/database.ts';
import { DigestTable, type Subscription } from '../../store/digests.ts';

/** A new subscription also shows what came in the day before it, and nothing older. */
const LOOK_BACK_MS = DAY_MS;

/**
 * The subscription as stored; taken up at its first start. Planned anew when its schedule changed, or when it waits
 * for an instant beyond its next occurrence: then it was planned by a clock that ran ahead.
 */
export function takeUp(db: Database, settings: DigestSettings, now: number): Subscription {
  const digests = new DigestTable(db);
  const schedule = `${settings.schedule} ${settings.timeZone}`;
  const known = digests.subscription(settings.id);
  const nextDueAt = nextOccurrence(settings.schedule, settings.timeZone, now);
  if (known !== null && known.schedule === schedule && known.nextDueAt <= nextDueAt) return known;
  const begun = known ?? { id: settings.id, startedAt: now, ...beginning(db, now) };
  const planned = { ...begun, nextDueAt, schedule };
  digests.saveSubscription(planned);
  return planned;
}

/** Where a subscription that begins at `now` starts: after which change, and from when it tells of coverage. */
export function beginning(
  db: Database,
  now: number,
): { readonly watermark: number; readonly coveredUntil: number } {
  const sinceAt = now - LOOK_BACK_MS;
  const firstReadAt = new CoverageView(db).firstReadAt() ?? now;
  return {
    watermark: new CandidateView(db).maxSeq(sinceAt),
    coveredUntil: Math.min(now, Math.max(sinceAt, firstReadAt)),
  };
}
