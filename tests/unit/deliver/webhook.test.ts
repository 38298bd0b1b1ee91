// Promises of the generic webhook: signed after Standard Webhooks, checked with the reference library as oracle.
import { afterEach, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { openChannel } from '../../../src/deliver/open.ts';
import { signWebhook } from '../../../src/deliver/signature.ts';
import { Secret } from '../../../src/lib/secret.ts';
import { message, openReceiver, SECRET } from './receiver.ts';

const OLD = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function send(secrets: readonly string[], overrides = {}) {
  const receiver = await openReceiver((_, response) => void response.writeHead(204).end());
  const channel = openChannel('hook', {
    type: 'webhook',
    url: new Secret(receiver.url),
    secrets: secrets.map((secret) => new Secret(secret)),
    headers: { Authorization: new Secret('Bearer t') },
    allowPrivate: ['127.0.0.1'],
  });
  open.push(receiver, channel);
  const now = Date.now();
  await channel.deliver(message({ body: { type: 'digest.created', text: '포탄 «»' }, ...overrides }), {
    now,
    signal: new AbortController().signal,
  });
  const [request] = receiver.received;
  if (request === undefined) throw new Error('nothing received');
  return request;
}

describe('webhook', () => {
  it('computes the signature of the specification’s test vector', () => {
    const headers = signWebhook(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}', atSeconds: 1614265330 },
      [SECRET],
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is accepted by the reference library, and not when a byte is changed', async () => {
    const { body, headers } = await send([SECRET]);
    const oracle = new Webhook(SECRET);
    expect(oracle.verify(body, headers as Record<string, string>)).toMatchObject({ type: 'digest.created' });
    expect(() => oracle.verify(`${body} `, headers as Record<string, string>)).toThrow();
  });

  it('signs with both secrets while one is rotated', async () => {
    const { body, headers } = await send([SECRET, OLD]);
    for (const secret of [SECRET, OLD])
      expect(() => new Webhook(secret).verify(body, headers as Record<string, string>)).not.toThrow();
  });

  it('refuses to send unsigned', () => {
    expect(() => signWebhook({ id: 'm', body: '', atSeconds: 0 }, [])).toThrow();
    expect(() => signWebhook({ id: 'm', body: '', atSeconds: 0 }, ['whsec_'])).toThrow();
  });

  it('bears the same id on every attempt, says which attempt it is and whether it may be a duplicate', async () => {
    const first = await send([SECRET]);
    const again = await send([SECRET], { attempts: 3, possibleDuplicate: true });
    expect(again.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(again.headers['pactwatch-attempt']).toBe('3');
    expect(again.headers['pactwatch-possible-duplicate']).toBe('true');
    expect(first.headers['pactwatch-possible-duplicate']).toBeUndefined();
    expect(first.headers['authorization']).toBe('Bearer t');
  });
});
