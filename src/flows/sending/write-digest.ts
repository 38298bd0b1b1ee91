// A digest that is due is chosen, composed, recorded and queued in one transaction: all of it is durable, or none.
import { isWanted } from '../../digest/choose.ts';
import { localKey } from '../../digest/wording.ts';
import { DAY_MS } from '../../lib/clock.ts';
import type { DigestDocument } from '../../model/digest.ts';
import type { ChannelSettings, DigestSettings, OutboxSettings } from '../../model/settings.ts';
import type { Events } from '../../observe/events.ts';
import { isQuietAt, quietUntil } from '../../outbox/quiet.ts';
import { nextOccurrence, occurrencesBetween } from '../../schedule/occurrence.ts';
import { CandidateView } from '../../store/candidates.ts';
import { type Database, inTransaction } from '../../store/database.ts';
import { DigestTable, type Subscription } from '../../store/digests.ts';
import { type ComposeDeps, type Composed, composeFor } from './compose-digest.ts';
import { queueDocument } from './queue-document.ts';
import { takeUp } from './take-up.ts';

/** Called at named steps, so that a test can end the process there. */
export interface FlowHooks {
  at(step: string): void;
}

export interface WriteDigestDeps extends ComposeDeps {
  readonly channels: Readonly<Record<string, ChannelSettings>>;
  /** When messages are given up; the defaults where not given. */
  readonly maxAgeMs?: OutboxSettings;
  readonly events: Events;
  readonly hooks?: FlowHooks;
}

export type WriteOutcome =
  | { readonly kind: 'not-due'; readonly nextDueAt: number }
  /** Quiet hours: the digest waits and will cover what comes until then. */
  | { readonly kind: 'held'; readonly untilAt: number }
  | { readonly kind: 'already'; readonly occurrence: string }
  | { readonly kind: 'empty'; readonly digestId: number; readonly document: DigestDocument }
  | {
      readonly kind: 'queued';
      readonly digestId: number;
      readonly document: DigestDocument;
      readonly messages: number;
    };

/**
 * Writes the digest of one subscription if it is due at `now`, or at once with `force`. Several due times that passed
 * give one digest that covers them all. The first start only takes the subscription up.
 */
export function writeDigest(
  deps: WriteDigestDeps,
  settings: DigestSettings,
  now: number,
  force = false,
): WriteOutcome {
  deps.hooks?.at('write-digest:begin');
  const written = inTransaction(deps.db, () => writeInTransaction(deps, settings, now, force));
  deps.hooks?.at('write-digest:committed');
  report(deps.events, settings, written);
  return written.outcome;
}

interface Written {
  readonly outcome: WriteOutcome;
  readonly missedSince: number | null;
  readonly missed: number;
}

interface Due {
  readonly dueAt: number;
  readonly missed: number;
  readonly firstDueAt: number;
}

function writeInTransaction(
  deps: WriteDigestDeps,
  settings: DigestSettings,
  now: number,
  force: boolean,
): Written {
  const digests = new DigestTable(deps.db);
  const subscription = takeUp(deps.db, settings, now);
  if (!force && subscription.nextDueAt > now)
    return plain({ kind: 'not-due', nextDueAt: subscription.nextDueAt });
  const untilAt = force ? null : quietUntil(settings.quietHours, now);
  if (untilAt !== null && !isUrgent(deps.db, settings, subscription)) return plain({ kind: 'held', untilAt });
  const due = force ? { dueAt: now, missed: 0, firstDueAt: now } : dueNow(settings, subscription, now);
  const composed = composeFor(deps, settings, {
    afterSeq: subscription.watermark,
    untilSeq: new CandidateView(deps.db).maxSeq(),
    dueAt: due.dueAt,
    createdAt: now,
    coversFrom: Math.min(now, subscription.coveredUntil),
    coversUntil: now,
    missed: due.missed,
  });
  deps.hooks?.at('write-digest:composed');
  const outcome = record(deps, settings, subscription, composed, due, now);
  const nextDueAt = force
    ? subscription.nextDueAt
    : nextOccurrence(settings.schedule, settings.timeZone, now);
  const stays = outcome.kind === 'already' || (outcome.kind === 'empty' && settings.whenEmpty === 'weekly');
  const taken = stays ? subscription : advance(deps, subscription, composed, now);
  digests.saveSubscription({ ...taken, nextDueAt });
  return { outcome, missed: due.missed, missedSince: due.missed > 0 ? due.firstDueAt : null };
}

function dueNow(settings: DigestSettings, subscription: Subscription, now: number): Due {
  const passed = occurrencesBetween(settings.schedule, settings.timeZone, subscription.nextDueAt - 1, now);
  // What quiet hours held was not missed: it comes when they end, as asked for.
  const late = passed.slice(0, -1).filter((at) => !isQuietAt(settings.quietHours, at));
  return {
    dueAt: passed.at(-1) ?? subscription.nextDueAt,
    missed: late.length,
    firstDueAt: late[0] ?? subscription.nextDueAt,
  };
}

function isUrgent(db: Database, settings: DigestSettings, subscription: Subscription): boolean {
  const except = settings.quietHours?.except ?? [];
  if (except.length === 0) return false;
  const view = new CandidateView(db);
  const urgent = { minStrength: settings.minStrength, topics: except, languages: settings.languages };
  return view
    .candidates({ afterSeq: subscription.watermark, untilSeq: view.maxSeq() })
    .some((candidate) => candidate.heldBy === null && isWanted(candidate, urgent));
}

function record(
  deps: WriteDigestDeps,
  settings: DigestSettings,
  subscription: Subscription,
  composed: Composed,
  due: Due,
  now: number,
): WriteOutcome {
  const digests = new DigestTable(deps.db);
  const { document, chosen } = composed;
  const occurrence = localKey(due.dueAt, settings.timeZone);
  const empty = chosen.stories.length === 0 && chosen.updates.length === 0;
  const skipped = empty && skipsEmpty(digests, settings, subscription, now);
  const digestId = digests.insert({
    subscriptionId: settings.id,
    occurrenceKey: occurrence,
    dueAt: due.dueAt,
    createdAt: now,
    fromSeq: subscription.watermark,
    toSeq: new CandidateView(deps.db).maxSeq(),
    coversFrom: document.coversFrom,
    coversUntil: document.coversUntil,
    status: skipped ? 'empty' : 'queued',
    stories: chosen.stories.length,
    document,
  });
  if (digestId === null) return { kind: 'already', occurrence };
  for (const candidate of [...chosen.stories.flatMap(({ candidates }) => candidates), ...chosen.updates])
    digests.addItem(digestId, candidate.storyId, candidate.source.itemId);
  deps.hooks?.at('write-digest:inserted');
  if (skipped) return { kind: 'empty', digestId, document };
  const about = { document, digestId, alertId: null };
  const messages = queueDocument(deps, settings.channels, about, now);
  deps.hooks?.at('write-digest:queued');
  return { kind: 'queued', digestId, document, messages };
}

function skipsEmpty(
  digests: DigestTable,
  settings: DigestSettings,
  subscription: Subscription,
  now: number,
): boolean {
  if (settings.whenEmpty === 'send') return false;
  if (settings.whenEmpty === 'skip') return true;
  // What was skipped stays uncovered, so that the weekly word tells of the whole week. An hour of tolerance: the weekly word must not slip by a day because last week's was written a second later.
  return now - (digests.lastSentAt(settings.id, now) ?? subscription.startedAt) < 7 * DAY_MS - 3_600_000;
}

function advance(
  deps: WriteDigestDeps,
  subscription: Subscription,
  composed: Composed,
  now: number,
): Subscription {
  return {
    ...subscription,
    watermark: new CandidateView(deps.db).maxSeq(),
    coveredUntil: Math.max(now, composed.document.coversUntil),
  };
}

function plain(outcome: WriteOutcome): Written {
  return { outcome, missed: 0, missedSince: null };
}

function report(events: Events, settings: DigestSettings, written: Written): void {
  const { outcome, missed, missedSince } = written;
  if (outcome.kind !== 'queued' && outcome.kind !== 'empty') return;
  const { digestId, document } = outcome;
  if (missedSince !== null)
    events.emit('digest.late', {
      subscription: settings.id,
      missed,
      since: new Date(missedSince).toISOString(),
    });
  const common = { digest: digestId, subscription: settings.id, occurrence: document.occurrence };
  if (outcome.kind === 'empty') events.emit('digest.empty', common);
  else
    events.emit('digest.written', {
      ...common,
      stories: document.receipt?.items.shown ?? 0,
      messages: outcome.messages,
      covers_from: new Date(document.coversFrom).toISOString(),
      covers_until: new Date(document.coversUntil).toISOString(),
    });
}
