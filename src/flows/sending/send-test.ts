// Sends one marked test message through a channel, past the outbox, and says what the receiver answered.
import { openChannel } from '../../deliver/open.ts';
import { composeBrief } from '../../digest/brief.ts';
import type { DeliveryOutcome } from '../../model/message.ts';
import type { Settings } from '../../model/settings.ts';
import { planMessages } from './plan-messages.ts';

export interface TestResult {
  readonly ok: boolean;
  readonly detail: string;
}

/** Every recipient of the channel gets one message that says it is a test. Never throws for what a receiver does. */
export async function sendTest(settings: Settings, name: string, now = Date.now()): Promise<TestResult> {
  const channelSettings = settings.channels[name];
  if (channelSettings === undefined) return { ok: false, detail: 'there is no such channel' };
  const messages = planMessages({
    document: composeBrief({
      kind: 'test',
      id: `test/${name}/${new Date(now).toISOString()}`,
      subject: `Test message for channel ${name}`,
      lines: [
        'This is a test of Pactwatch. It holds no news.',
        `It was sent through the channel \`${name}\` by hand.`,
      ],
      at: now,
    }),
    digestId: null,
    alertId: null,
    channels: [{ name, settings: channelSettings }],
    unsubscribed: new Set(),
    now,
    web: null,
  });
  const channel = openChannel(name, channelSettings);
  try {
    const said: string[] = [];
    let ok = true;
    for (const message of messages) {
      const signal = AbortSignal.timeout(90_000);
      const attempt = { ...message, attempts: 1, possibleDuplicate: false };
      const outcome = await channel.deliver(attempt, { now, signal });
      const to = message.recipient === '' ? '' : `${message.recipient}: `;
      ok &&= outcome.kind === 'sent';
      said.push(`${to}${outcome.kind === 'sent' ? `accepted, ${outcome.receipt}` : describe(outcome)}`);
      if (outcome.kind === 'suspend') break;
    }
    return { ok, detail: said.join('; ') };
  } finally {
    await channel.close();
  }
}

function describe(outcome: Exclude<DeliveryOutcome, { kind: 'sent' }>): string {
  return `${outcome.code}: ${outcome.detail}`;
}
