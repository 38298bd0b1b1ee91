// The doctor on the database: is it whole, how large, does the daemon run, how does its work go. Changes nothing.
import { existsSync, statSync } from 'node:fs';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../lib/clock.ts';
import type { Finding } from '../../model/finding.ts';
import type { Settings } from '../../model/settings.ts';
import { readHeartbeat } from '../../observe/heartbeat.ts';
import type { Database } from '../../store/database.ts';
import { FeedTable } from '../../store/feeds.ts';
import { checkIntegrity, countRows, newestAt, openToRead } from '../../store/inspect.ts';
import { MetaTable } from '../../store/meta.ts';
import { migrationNames } from '../../store/migrate.ts';
import { readWorkFacts } from '../../store/work.ts';
import { describeCounts } from './describe-counts.ts';
import { decideHealth, HEARTBEAT_STALE_MS } from './health.ts';

type Part = Omit<Finding, 'area'>;

/** Judges the database at `path`; `deep` reads every page, else only their structure is checked. */
export function examineDatabase(path: string, settings: Settings, now: number, deep: boolean): Finding[] {
  const inArea = (part: Part): Finding => ({ area: 'database', ...part });
  if (!existsSync(path)) {
    return [
      inArea({
        subject: 'file',
        state: 'ok',
        found: `${path} is not there yet; the first start makes it`,
        advice: null,
      }),
    ];
  }
  const db = openToRead(path);
  if (db === null) return [inArea(unreadable(path))];
  try {
    return [...judgeFile(db, path, now, deep), ...judgeWork(db, settings, now)].map(inArea);
  } catch (error) {
    return [
      inArea({
        ...unreadable(path),
        found: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      }),
    ];
  } finally {
    db.close();
  }
}

/** The state of every channel as the database remembers it, by name. */
export function examineDeliveries(path: string, now: number): ReadonlyMap<string, Part> {
  const db = existsSync(path) ? openToRead(path) : null;
  if (db === null) return new Map();
  try {
    const rows = db
      .prepare<
        [],
        {
          channel: string;
          waiting: number;
          dead: number;
          oldestAt: number | null;
          detail: string | null;
          suspendedAt: number | null;
        }
      >(
        `SELECT c.channel, c.suspended_at AS suspendedAt, c.detail,
           (SELECT count(*) FROM message m WHERE m.channel = c.channel AND m.state IN ('pending', 'sending')) AS waiting,
           (SELECT count(*) FROM message m WHERE m.channel = c.channel AND m.state = 'dead') AS dead,
           (SELECT min(created_at) FROM message m WHERE m.channel = c.channel AND m.state IN ('pending', 'sending')) AS oldestAt
         FROM channel_state c`,
      )
      .all();
    return new Map(rows.map((row) => [row.channel, judgeChannel(row, now)]));
  } catch {
    return new Map();
  } finally {
    db.close();
  }
}

function judgeFile(db: Database, path: string, now: number, deep: boolean): Part[] {
  const problems = checkIntegrity(db, !deep);
  const counts = countRows(db);
  const size = statSync(path).size + (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0);
  const schema = Number(db.pragma('user_version', { simple: true }));
  const known = migrationNames().length;
  const newest = newestAt(db);
  const parts: Part[] = [
    {
      subject: 'integrity',
      state: problems.length === 0 ? 'ok' : 'wrong',
      found:
        problems.length === 0 ? `whole (${deep ? 'every page' : 'structure'} checked)` : problems.join('; '),
      advice:
        problems.length === 0
          ? null
          : 'Stop the daemon and bring back the newest backup: pactwatch restore BACKUP',
    },
    {
      subject: 'schema',
      state: schema > known ? 'wrong' : 'ok',
      found: schema === known ? `${schema}, that of this version` : `${schema}; this version has ${known}`,
      advice:
        schema > known
          ? 'A newer Pactwatch wrote it: use that one.'
          : schema < known
            ? 'The next start migrates it.'
            : null,
    },
    {
      subject: 'size',
      state: 'ok',
      found: `${(size / 1e6).toFixed(1)} MB: ${describeCounts(counts)}`,
      advice: null,
    },
  ];
  if (newest !== null && newest > now + 5 * MINUTE_MS) {
    const found = `its newest entry is of ${new Date(newest).toISOString()}, after the clock of this machine`;
    parts.push({ subject: 'time', state: 'wrong', found, advice: 'Set the clock: due times lie beyond it.' });
  }
  return parts;
}

function judgeWork(db: Database, settings: Settings, now: number): Part[] {
  const beat = readHeartbeat(settings.data);
  const isRunning = beat !== null && now - beat.at < HEARTBEAT_STALE_MS;
  const parts: Part[] = [
    {
      subject: 'daemon',
      state: isRunning ? 'ok' : 'warning',
      found: isRunning
        ? `runs since ${new Date(beat.startedAt).toISOString()}, version ${beat.version}`
        : 'does not run on this data folder',
      advice: isRunning ? null : 'Start it: pactwatch run (or npm start, or docker compose up -d)',
    },
  ];
  if (isRunning) {
    const facts = readWorkFacts(
      db,
      settings.digests.map(({ id }) => id),
      now,
    );
    const { problems } = decideHealth(facts, settings.health, { now, startedAt: beat.startedAt });
    for (const problem of problems)
      parts.push({
        subject: 'work',
        state: 'wrong',
        found: problem,
        advice: 'The log says more; docs/operating.md says what to look for.',
      });
  }
  return [...parts, ...judgeFeeds(db), judgeBackup(db, settings, now)];
}

function judgeFeeds(db: Database): Part[] {
  const counts = new FeedTable(db).healthCounts();
  if (counts.size === 0) return [];
  const found = [...counts].map(([health, count]) => `${count} ${health}`).join(', ');
  const bad = (counts.get('failing') ?? 0) + (counts.get('dead') ?? 0) + (counts.get('gone') ?? 0);
  const advice = bad === 0 ? null : 'See which and why: pactwatch feeds list';
  return [{ subject: 'feeds', state: bad === 0 ? 'ok' : 'warning', found, advice }];
}

function judgeBackup(db: Database, settings: Settings, now: number): Part {
  const text = new MetaTable(db).get('last_backup');
  const last = text === null ? null : (JSON.parse(text) as { readonly at: number; readonly path: string });
  if (settings.backup === null) {
    const found = 'no scheduled backup is configured';
    return {
      subject: 'backup',
      state: 'warning',
      found,
      advice: 'Set `backup: { path: ... }`, or copy with pactwatch backup.',
    };
  }
  if (last === null)
    return {
      subject: 'backup',
      state: 'warning',
      found: 'none was made yet',
      advice: 'The daemon makes one when it runs.',
    };
  const isOld = now - last.at > settings.backup.everyMs + 6 * HOUR_MS;
  const found = `the last one is of ${new Date(last.at).toISOString()}: ${last.path}`;
  const advice = isOld
    ? `It should be younger than ${(settings.backup.everyMs / DAY_MS).toFixed(1)} days: look for backup.failed in the log.`
    : null;
  return { subject: 'backup', state: isOld ? 'wrong' : 'ok', found, advice };
}

function judgeChannel(
  row: {
    readonly channel: string;
    readonly waiting: number;
    readonly dead: number;
    readonly oldestAt: number | null;
    readonly detail: string | null;
    readonly suspendedAt: number | null;
  },
  now: number,
): Part {
  const subject = row.channel;
  if (row.suspendedAt !== null) {
    const found = `suspended since ${new Date(row.suspendedAt).toISOString()}, ${waits(row.waiting)}: ${row.detail ?? ''}`;
    return {
      subject,
      state: 'wrong',
      found,
      advice: `Mend it, then: pactwatch outbox retry --channel ${row.channel}`,
    };
  }
  if (row.oldestAt !== null && now - row.oldestAt > HOUR_MS) {
    const found = `${waits(row.waiting)}, the oldest since ${new Date(row.oldestAt).toISOString()}`;
    return { subject, state: 'warning', found, advice: `See why: pactwatch outbox list` };
  }
  if (row.dead > 0) {
    return {
      subject,
      state: 'warning',
      found: row.dead === 1 ? '1 message was given up' : `${row.dead} messages were given up`,
      advice: 'Send or drop them: pactwatch outbox list',
    };
  }
  return {
    subject,
    state: 'ok',
    found: row.waiting === 0 ? 'nothing waits' : waits(row.waiting),
    advice: null,
  };
}

function waits(messages: number): string {
  return messages === 1 ? '1 message waits' : `${messages} messages wait`;
}

function unreadable(path: string): Part {
  return {
    subject: 'file',
    state: 'wrong',
    found: `${path} cannot be read as a database`,
    advice: 'It is left untouched. Bring back the newest backup: pactwatch restore BACKUP',
  };
}
