// Records how an attempt ended, in one transaction: the message, the attempt, the channel, and a notice where one is due.
import { composeBrief } from '../../digest/brief.ts';
import type { DeliveryFailureCode } from '../../model/failure.ts';
import type { ChannelType, DeliveryOutcome } from '../../model/message.ts';
import { planRetry } from '../../outbox/retry.ts';
import { ChannelTable } from '../../store/channels.ts';
import { inTransaction } from '../../store/database.ts';
import { type ClaimedMessage, OutboxTable } from '../../store/outbox.ts';
import type { DrainDeps } from './drain-outbox.ts';
import { planMessages } from './plan-messages.ts';

const NOTICE_ORDER: readonly ChannelType[] = [
  'email',
  'slack',
  'discord',
  'teams',
  'mattermost',
  'telegram',
  'ntfy',
  'webhook',
  'folder',
];

export interface Ended {
  readonly message: ClaimedMessage;
  readonly outcome: DeliveryOutcome;
  readonly startedAt: number;
  /** The daemon is stopping: the attempt was cut short and is not counted. */
  readonly stopping: boolean;
}

/** Settles one attempt and says what was made of it: a retry beyond the message's age is a death. */
export function settleMessage(deps: DrainDeps, ended: Ended): DeliveryOutcome['kind'] {
  const now = deps.clock.now();
  const emits: (() => void)[] = [];
  const kind = inTransaction(deps.db, () => settle(deps, ended, now, emits));
  for (const emit of emits) emit();
  return kind;
}

function settle(deps: DrainDeps, ended: Ended, now: number, emits: (() => void)[]): DeliveryOutcome['kind'] {
  const { message, outcome, startedAt } = ended;
  const outbox = new OutboxTable(deps.db);
  const channels = new ChannelTable(deps.db);
  const elapsedMs = now - startedAt;
  const about = { message: message.id, channel: message.channel };
  outbox.addAttempt({
    messageId: message.id,
    startedAt,
    elapsedMs,
    outcome: outcome.kind,
    code: outcome.kind === 'sent' ? null : outcome.code,
    detail: outcome.kind === 'sent' ? outcome.receipt : outcome.detail,
  });
  switch (outcome.kind) {
    case 'sent': {
      outbox.settleSent(message.id, now, outcome.receipt);
      channels.pause(message.channel, outcome.pauseMs === undefined ? 0 : now + outcome.pauseMs);
      emits.push(() =>
        deps.events.emit('delivery.sent', {
          ...about,
          kind: message.kind,
          part: `${message.part}/${message.parts}`,
          attempt: message.attempts,
          receipt: outcome.receipt,
          elapsed_ms: elapsedMs,
        }),
      );
      return 'sent';
    }
    case 'retry':
      return settleRetry(deps, ended, outcome, now, emits);
    case 'dead':
      return settleDead(deps, ended, outcome, now, emits);
    case 'suspend': {
      outbox.settleWaiting(message.id, now, outcome.code, outcome.detail, { burnt: false, uncertain: false });
      if (channels.suspend(message.channel, now, outcome.code, outcome.detail)) {
        const waiting = outbox.countWaiting(message.channel);
        const { code, detail } = outcome;
        emits.push(() =>
          deps.events.emit('delivery.suspended', { channel: message.channel, code, detail, waiting }),
        );
        notify(deps, message, now, `${now}`, `channel ${message.channel} is suspended`, [
          `The channel "${message.channel}" cannot deliver (${code}): ${detail}.`,
          `Messages wait: ${waiting}. Nothing is lost.`,
          `Mend it, then run: pactwatch outbox retry --channel ${message.channel}. A change of its settings resumes it too.`,
        ]);
      }
      return 'suspend';
    }
  }
}

function settleRetry(
  deps: DrainDeps,
  ended: Ended,
  outcome: DeliveryOutcome & { readonly kind: 'retry' },
  now: number,
  emits: (() => void)[],
): DeliveryOutcome['kind'] {
  const { message, stopping } = ended;
  const outbox = new OutboxTable(deps.db);
  const uncertain = outcome.uncertain === true || stopping;
  if (stopping) {
    outbox.settleWaiting(message.id, now, outcome.code, outcome.detail, { burnt: false, uncertain });
    return 'retry';
  }
  const plan = planRetry({
    now,
    attempts: message.attempts,
    retryAfterMs: outcome.retryAfterMs ?? null,
    expiresAt: message.expiresAt,
    random: deps.random(),
  });
  if (plan.kind === 'dead') return settleDead(deps, ended, outcome, now, emits);
  outbox.settleWaiting(message.id, plan.at, outcome.code, outcome.detail, { burnt: true, uncertain });
  // What concerns the receiver as a whole holds the whole channel, so that a hundred recipients do not each wait for it.
  if (concernsChannel(outcome.code, message)) new ChannelTable(deps.db).pause(message.channel, plan.at);
  emits.push(() =>
    deps.events.emit('delivery.retry', {
      message: message.id,
      channel: message.channel,
      code: outcome.code,
      detail: outcome.detail,
      attempt: message.attempts,
      next_attempt_at: new Date(plan.at).toISOString(),
    }),
  );
  return 'retry';
}

// A mail server that puts one recipient off (greylisting) says nothing about the others.
function concernsChannel(code: DeliveryFailureCode, message: ClaimedMessage): boolean {
  if (code === 'network' || code === 'timeout' || code === 'tls' || code === 'disk') return true;
  return code === 'rate-limited' && message.recipient === '';
}

function settleDead(
  deps: DrainDeps,
  ended: Ended,
  outcome: DeliveryOutcome & { readonly kind: 'dead' | 'retry' },
  now: number,
  emits: (() => void)[],
): 'dead' {
  const { message } = ended;
  const { code, detail } = outcome;
  new OutboxTable(deps.db).settleDead(message.id, code, detail);
  emits.push(() =>
    deps.events.emit('delivery.dead', {
      message: message.id,
      channel: message.channel,
      code,
      detail,
      attempts: message.attempts,
    }),
  );
  // That a notice was given up is in the log; a notice about it would go round in circles.
  if (message.kind === 'notice') return 'dead';
  const hour = new Date(now).toISOString().slice(0, 13);
  notify(deps, message, now, hour, `a message on channel ${message.channel} was given up`, [
    `A ${message.kind} for the channel "${message.channel}" could not be delivered (${code}): ${detail}.`,
    `Attempts: ${message.attempts}. It is kept: pactwatch outbox list --state dead.`,
    `Send it again with: pactwatch outbox retry ${message.id}`,
  ]);
  return 'dead';
}

// Trouble with one channel is told through another: one that works before one in trouble, mail before chat before files.
function notify(
  deps: DrainDeps,
  message: ClaimedMessage,
  now: number,
  occasion: string,
  subject: string,
  lines: readonly string[],
): void {
  const channels = new ChannelTable(deps.db);
  const outbox = new OutboxTable(deps.db);
  const troubled = outbox.troubled();
  const rank = (other: string): number =>
    (troubled.has(other) ? NOTICE_ORDER.length : 0) +
    NOTICE_ORDER.indexOf(deps.settings[other]?.type ?? 'folder');
  const [name] = Object.keys(deps.settings)
    .filter((other) => other !== message.channel && channels.state(other).suspendedAt === null)
    .sort((a, b) => rank(a) - rank(b));
  const settings = name === undefined ? undefined : deps.settings[name];
  if (name === undefined || settings === undefined) return;
  const id = `notice/${message.channel}/${occasion}`;
  const messages = planMessages({
    document: composeBrief({ kind: 'notice', id, subject, lines, at: now }),
    digestId: null,
    alertId: null,
    channels: [{ name, settings }],
    unsubscribed: new Set(),
    now,
    maxAgeMs: deps.maxAgeMs,
    web: null,
  });
  for (const notice of messages) outbox.add(notice);
}
