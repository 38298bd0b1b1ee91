// Judges the work, not only the process: are feeds read, digests queued, messages delivered? Decisions are pure.
import { MINUTE_MS, SECOND_MS } from '../../lib/clock.ts';
import type { HealthSettings } from '../../model/settings.ts';
import { type Heartbeat, readHeartbeat } from '../../observe/heartbeat.ts';
import type { WorkFacts } from '../../store/work.ts';

/** A digest is queued within a minute of its time; later than this, something is wrong. */
const DIGEST_GRACE_MS = 10 * MINUTE_MS;
/** The daemon writes its heartbeat every 10 s; an older one than this is no sign of life. */
export const HEARTBEAT_STALE_MS = 60 * SECOND_MS;

export interface Verdict {
  readonly healthy: boolean;
  /** One sentence for each thing that is wrong. */
  readonly problems: readonly string[];
}

/** Whether the work goes on as it should. A daemon that has just started is given the time its limits allow. */
export function decideHealth(
  facts: WorkFacts,
  limits: Pick<HealthSettings, 'noSuccessMs' | 'outboxAgeMs'>,
  times: { readonly now: number; readonly startedAt: number },
): Verdict {
  const { now, startedAt } = times;
  const problems = [...judgePolls(facts, limits.noSuccessMs, now, startedAt)];
  for (const { id, nextDueAt } of facts.digests) {
    if (now - Math.max(nextDueAt, startedAt) <= DIGEST_GRACE_MS) continue;
    problems.push(`digest ${id} was due at ${iso(nextDueAt)} and is not queued`);
  }
  for (const { channel, waiting, oldestAt, suspended } of facts.outbox) {
    if (now - Math.max(oldestAt, startedAt) <= limits.outboxAgeMs) continue;
    const why = suspended ? ' (suspended: mend it, then `pactwatch outbox retry`)' : '';
    const wait = waiting === 1 ? '1 message waits' : `${waiting} messages wait, the oldest`;
    problems.push(`channel ${channel}: ${wait} since ${iso(oldestAt)}${why}`);
  }
  return { healthy: problems.length === 0, problems };
}

/** Whether the loop turns: the latest tick is not older than two minutes. */
export function decideLive(sinceTickMs: number): Verdict {
  return sinceTickMs <= 2 * MINUTE_MS
    ? { healthy: true, problems: [] }
    : { healthy: false, problems: [`the last tick was ${Math.round(sinceTickMs / SECOND_MS)} s ago`] };
}

/** Whether requests can be served: the database is open and its schema that of this version. */
export function decideReady(facts: {
  readonly databaseOpen: boolean;
  readonly schema: number;
  readonly expectedSchema: number;
}): Verdict {
  const problems: string[] = [];
  if (!facts.databaseOpen) problems.push('the database is not open');
  else if (facts.schema !== facts.expectedSchema)
    problems.push(`the database has schema ${facts.schema}, this version needs ${facts.expectedSchema}`);
  return { healthy: problems.length === 0, problems };
}

/** What the health command says of a heartbeat; null: there is none. */
export function judgeHeartbeat(beat: Heartbeat | null, now: number): Verdict {
  if (beat === null) return { healthy: false, problems: ['no daemon runs on this data folder'] };
  const ageMs = now - beat.at;
  if (ageMs > HEARTBEAT_STALE_MS)
    return { healthy: false, problems: [`the daemon gave its last sign of life at ${iso(beat.at)}`] };
  if (!beat.ready) return { healthy: false, problems: ['the daemon is starting'] };
  return { healthy: beat.problems.length === 0, problems: beat.problems };
}

/** Asks the daemon of this data folder how the work goes. */
export function askHealth(folder: string, now: number): Verdict {
  return judgeHeartbeat(readHeartbeat(folder), now);
}

function* judgePolls(
  facts: WorkFacts,
  noSuccessMs: number,
  now: number,
  startedAt: number,
): Generator<string> {
  if (facts.feeds === 0) return;
  const since = Math.max(facts.lastSuccessAt ?? 0, startedAt);
  if (now - since <= noSuccessMs) return;
  const last =
    facts.lastSuccessAt === null
      ? 'no feed was ever read'
      : `no feed was read since ${iso(facts.lastSuccessAt)}`;
  if ((facts.lastFailureAt ?? 0) > (facts.lastSuccessAt ?? 0)) {
    yield `${last}, though it was tried: is the network there?`;
  } else if (facts.oldestDueAt !== null && now - facts.oldestDueAt > noSuccessMs) {
    yield `${last}, though feeds are due since ${iso(facts.oldestDueAt)}`;
  }
}

function iso(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}
