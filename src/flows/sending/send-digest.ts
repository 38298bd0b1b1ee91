// Writes a digest by hand and delivers it: alone where no daemon runs, through the daemon's next round where one does.
import type { Channel } from '../../deliver/channel.ts';
import { openChannel } from '../../deliver/open.ts';
import { systemClock } from '../../lib/clock.ts';
import type { DigestSettings, Settings } from '../../model/settings.ts';
import type { Events } from '../../observe/events.ts';
import { type Database, DatabaseError, openDatabase, type OpenedDatabase } from '../../store/database.ts';
import { DigestTable } from '../../store/digests.ts';
import { DigestMessageTable } from '../../store/digest-messages.ts';
import { openDigestDeps } from './digest-deps.ts';
import { type DrainSummary, drainOutbox, recoverOutbox } from './drain-outbox.ts';
import { writeDigest } from './write-digest.ts';

export interface SentNow {
  readonly ok: boolean;
  readonly detail: string;
  readonly digest: string | null;
  readonly messages: number;
  /** Null where a running daemon delivers. */
  readonly delivered: DrainSummary | null;
}

/** Writes one digest whether due or not, and sends what is due. */
export async function sendDigestNow(
  settings: Settings,
  path: string,
  digest: DigestSettings,
  events: Events,
): Promise<SentNow> {
  const { opened, alone } = openBeside(path);
  try {
    const deps = {
      ...openDigestDeps(settings, opened.db),
      channels: settings.channels,
      maxAgeMs: settings.outbox,
      events,
    };
    const outcome = writeDigest(deps, digest, systemClock.now(), true);
    if (outcome.kind === 'empty' || outcome.kind === 'not-due' || outcome.kind === 'held')
      return nothing('Nothing to show, and the policy of this digest is to skip it.');
    // Sent twice within a minute: the second finds what the first wrote.
    const id = outcome.kind === 'queued' ? outcome.document.id : `${digest.id}/${outcome.occurrence}`;
    const row = new DigestTable(opened.db).find(id)?.row;
    if (row === undefined || row.status === 'empty')
      return nothing('The digest of this minute exists already, and there was nothing to show.');
    const wrote = outcome.kind === 'queued' ? `Wrote ${id}` : `${id} was written already`;
    const delivered = alone ? await drainNow(settings, opened.db, events) : null;
    const { sent, all } = new DigestMessageTable(opened.db).countOf(row.id);
    const tail =
      delivered === null
        ? `the running daemon delivers its ${count(all)}, ${sent} of them so far.`
        : `delivered ${sent} of ${count(all)}.`;
    return {
      ok: delivered === null || sent >= all,
      detail: `${wrote}; ${tail}`,
      digest: id,
      messages: all,
      delivered,
    };
  } finally {
    opened.close();
  }
}

function nothing(detail: string): SentNow {
  return { ok: true, detail, digest: null, messages: 0, delivered: null };
}

function count(messages: number): string {
  return messages === 1 ? '1 message' : `${messages} messages`;
}

/** Sends what is due now, where no daemon does. Null where one runs and will. */
export async function sendOutboxNow(
  settings: Settings,
  path: string,
  events: Events,
): Promise<DrainSummary | null> {
  const { opened, alone } = openBeside(path);
  try {
    return alone ? await drainNow(settings, opened.db, events) : null;
  } finally {
    opened.close();
  }
}

function openBeside(path: string): { readonly opened: OpenedDatabase; readonly alone: boolean } {
  try {
    return { opened: openDatabase(path, { exclusive: true }), alone: true };
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== 'locked') throw error;
    return { opened: openDatabase(path, { exclusive: false }), alone: false };
  }
}

async function drainNow(settings: Settings, db: Database, events: Events): Promise<DrainSummary> {
  const channels = new Map<string, Channel>(
    Object.entries(settings.channels).map(([name, entry]) => [name, openChannel(name, entry)]),
  );
  const deps = {
    db,
    channels,
    settings: settings.channels,
    maxAgeMs: settings.outbox,
    clock: systemClock,
    random: Math.random,
    events,
  };
  try {
    recoverOutbox(deps);
    return await drainOutbox(deps, new AbortController().signal);
  } finally {
    for (const channel of channels.values()) await channel.close();
  }
}
