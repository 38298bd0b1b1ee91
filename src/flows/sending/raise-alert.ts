// Stories that cross a threshold are told at once: found by sequence, gathered for a while, capped, in one transaction.
import { composeAlert, decideAlertLevel } from '../../digest/alert.ts';
import { composeCard } from '../../digest/card.ts';
import { isWanted } from '../../digest/choose.ts';
import type { StoryCard } from '../../model/digest.ts';
import type { AlertSettings } from '../../model/settings.ts';
import { planAlerts } from '../../outbox/alert-cap.ts';
import { quietUntil } from '../../outbox/quiet.ts';
import { type AlertRow, AlertTable } from '../../store/alerts.ts';
import { CandidateView } from '../../store/candidates.ts';
import { inTransaction } from '../../store/database.ts';
import { DigestTable } from '../../store/digests.ts';
import { queueDocument } from './queue-document.ts';
import type { WriteDigestDeps } from './write-digest.ts';

export interface AlertSummary {
  /** Stories that crossed a level. */
  readonly crossed: number;
  readonly messages: number;
  readonly held: number;
}

type Emit = () => void;

interface Told {
  readonly alert: AlertRow;
  readonly card: StoryCard;
}

/** Finds and sends the alerts of one rule that are due at `now`. The first start takes no notice of what is there. */
export function raiseAlerts(deps: WriteDigestDeps, settings: AlertSettings, now: number): AlertSummary {
  const emits: Emit[] = [];
  deps.hooks?.at('raise-alert:begin');
  const summary = inTransaction(deps.db, () => {
    const crossed = findCrossings(deps, settings, now);
    deps.hooks?.at('raise-alert:found');
    return { crossed, ...sendDue(deps, settings, now, emits) };
  });
  deps.hooks?.at('raise-alert:committed');
  for (const emit of emits) emit();
  return summary;
}

// The subscription table keeps the watermark of alerts too; `alert:` cannot begin the id of a digest.
function findCrossings(deps: WriteDigestDeps, settings: AlertSettings, now: number): number {
  const view = new CandidateView(deps.db);
  const subscriptions = new DigestTable(deps.db);
  const id = `alert:${settings.id}`;
  const known = subscriptions.subscription(id);
  const untilSeq = view.maxSeq();
  if (known?.watermark === untilSeq) return 0;
  subscriptions.saveSubscription({
    id,
    watermark: untilSeq,
    coveredUntil: now,
    nextDueAt: now,
    schedule: 'alert',
    startedAt: known?.startedAt ?? now,
  });
  if (known === null) return 0;
  const choice = { minStrength: 'core', topics: settings.topics, languages: settings.languages } as const;
  const changed = view
    .candidates({ afterSeq: known.watermark, untilSeq })
    .filter((one) => one.heldBy === null && !one.baseline && isWanted(one, choice));
  const stories = new Set(changed.flatMap(({ storyId }) => storyId ?? []));
  return [...stories].filter((storyId) => crosses(deps, settings, storyId, now)).length;
}

function crosses(deps: WriteDigestDeps, settings: AlertSettings, storyId: number, now: number): boolean {
  const alerts = new AlertTable(deps.db);
  const card = cardOf(deps, storyId);
  if (card === null) return false;
  const { level, reason } = decideAlertLevel(card, settings);
  const highest = Math.max(0, ...card.storyIds.map((id) => alerts.highestLevel(settings.id, id)));
  if (level <= highest) return false;
  const waiting = card.storyIds.map((id) => alerts.pending(settings.id, id)).find((alert) => alert !== null);
  if (waiting !== undefined) {
    alerts.raiseLevel(waiting.id, level, reason);
    return false;
  }
  alerts.add({
    ruleId: settings.id,
    storyId,
    level,
    dueAt: now + (highest === 0 ? settings.waitMs : 0),
    createdAt: now,
    reason,
  });
  return true;
}

// The whole story as it stands now, with what other languages tell of it. Null where it was purged.
function cardOf(deps: WriteDigestDeps, storyId: number): StoryCard | null {
  const view = new CandidateView(deps.db);
  const alerts = new AlertTable(deps.db);
  const storyIds = [storyId, ...view.linkedStories(storyId)];
  const candidates = storyIds.flatMap((id) => view.storyCandidates(id));
  if (candidates.length === 0) return null;
  return composeCard(
    { storyIds, candidates, news: [] },
    {
      members: new Map(storyIds.map((id) => [id, view.members(id)])),
      shownAt: new Map(),
      alertedAt: new Map(
        storyIds.flatMap((id) => {
          const at = alerts.alertedAt(id);
          return at === null ? [] : [[id, at] as const];
        }),
      ),
      explain: deps.explain,
    },
  );
}

function sendDue(
  deps: WriteDigestDeps,
  settings: AlertSettings,
  now: number,
  emits: Emit[],
): { readonly messages: number; readonly held: number } {
  const alerts = new AlertTable(deps.db);
  const quiet = quietUntil(settings.quietHours, now);
  const except = settings.quietHours?.except ?? [];
  const told: Told[] = [];
  let held = 0;
  for (const alert of alerts.due(settings.id, now)) {
    const card = cardOf(deps, alert.storyId);
    const again = told.some((one) => one.card.storyIds.includes(alert.storyId));
    const isTold = again || alerts.toldLevel(settings.id, alert.storyId) >= alert.level;
    if (card === null || isTold) alerts.settle(alert.id, 'summarised', now, null);
    else if (quiet !== null && !card.topics.some((topic) => except.includes(topic))) {
      alerts.hold(alert.id, quiet);
      held += 1;
    } else told.push({ alert, card });
  }
  const wrapped = told.map((one) => ({ ...one, state: one.alert.state }));
  const plan = planAlerts(
    wrapped,
    alerts.sentBetween(settings.id, now - 3_600_000, now),
    settings.maxPerHour,
    now,
  );
  for (const { alert } of plan.held) alerts.hold(alert.id, plan.holdUntil ?? now);
  if (plan.held.length > 0)
    emits.push(() => deps.events.emit('alert.summarised', { alert: settings.id, waiting: plan.held.length }));
  let messages = plan.single.reduce((sum, one) => sum + queue(deps, settings, [one], now, emits), 0);
  if (plan.summary.length > 0) messages += queue(deps, settings, plan.summary, now, emits);
  return { messages, held: held + plan.held.length };
}

function queue(
  deps: WriteDigestDeps,
  settings: AlertSettings,
  told: readonly Told[],
  now: number,
  emits: Emit[],
): number {
  const alerts = new AlertTable(deps.db);
  const summary = told.length > 1;
  const first = told[0];
  if (first === undefined) return 0;
  const document = composeAlert({
    id: `alert-${settings.id}/${nameOf(first.alert)}${summary ? '.summary' : ''}`,
    ruleId: settings.id,
    cards: told.map(({ card }) => card),
    reasons: told.map(({ alert }) => alert.reason),
    summary,
    at: now,
    timeZone: settings.timeZone,
    topics: deps.topics,
  });
  const queued = { document, digestId: null, alertId: first.alert.id };
  const messages = queueDocument(deps, settings.channels, queued, now);
  for (const { alert } of told) {
    alerts.settle(alert.id, summary ? 'summarised' : 'queued', now, document);
    emits.push(() =>
      deps.events.emit('alert.raised', {
        alert: settings.id,
        story: alert.storyId,
        reason: alert.reason,
        messages,
      }),
    );
  }
  return messages;
}

// With the instant: in a database that begins anew the numbers do too, and receivers would drop a known id.
function nameOf(alert: AlertRow): string {
  const at = new Date(alert.createdAt).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `${at}-${alert.id}.${alert.level}`;
}
