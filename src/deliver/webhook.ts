// Generic webhook after Standard Webhooks: signed, same id on every attempt, 410 disables, redirects are refused.
import type { WebhookChannel } from '../model/settings.ts';
import type { DeliveryOutcome, Message } from '../model/message.ts';
import type { Channel, DeliveryContext } from './channel.ts';
import { outcomeOfStatus, postJson, type Requester } from './post.ts';
import { signWebhook } from './signature.ts';

/** Opens a webhook channel on its own client. */
export function openWebhook(name: string, settings: WebhookChannel, net: Requester): Channel {
  return {
    name,
    type: 'webhook',
    deliver: async (message, context) => deliver(settings, net, message, context),
    close: async () => net.close(),
  };
}

async function deliver(
  settings: WebhookChannel,
  net: Requester,
  message: Message,
  context: DeliveryContext,
): Promise<DeliveryOutcome> {
  const body = JSON.stringify(message.body);
  const own = Object.fromEntries(
    Object.entries(settings.headers).map(([header, value]) => [header.toLowerCase(), value.reveal()]),
  );
  const posted = await postJson(net, {
    url: settings.url.reveal(),
    body,
    headers: {
      ...own,
      ...signWebhook(
        { id: message.id, body, atSeconds: Math.floor(context.now / 1000) },
        settings.secrets.map((secret) => secret.reveal()),
      ),
      'pactwatch-attempt': String(message.attempts),
      ...(message.possibleDuplicate ? { 'pactwatch-possible-duplicate': 'true' } : {}),
    },
    signal: context.signal,
  });
  return posted.ok ? outcomeOfStatus(posted.answer, context.now) : posted.outcome;
}
