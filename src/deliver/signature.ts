// Signs a webhook after Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`, base64, prefixed `v1,`.
import { createHmac } from 'node:crypto';

/** The headers of one attempt. Every secret signs, so that a receiver may hold the old or the new one. */
export function signWebhook(
  message: { readonly id: string; readonly body: string; readonly atSeconds: number },
  secrets: readonly string[],
): Record<string, string> {
  if (secrets.length === 0) throw new Error('a webhook without a secret cannot be signed');
  const content = `${message.id}.${message.atSeconds}.${message.body}`;
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', keyOf(secret)).update(content).digest('base64')}`,
  );
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(message.atSeconds),
    'webhook-signature': signatures.join(' '),
  };
}

// `whsec_` marks base64 of random bytes; anything else is taken as the bytes themselves.
function keyOf(secret: string): Buffer {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : Buffer.from(secret);
  if (key.length === 0) throw new Error('a webhook secret is empty');
  return key;
}
