// One contract for every HTTP channel, against a real server on loopback: what each answer of a receiver means.
import type { Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../../src/deliver/channel.ts';
import { openChannel } from '../../../src/deliver/open.ts';
import type { DeliveryOutcome } from '../../../src/model/message.ts';
import { GOOD_ANSWER, httpSettings, message, openReceiver, openSocketServer } from './receiver.ts';

const TYPES = ['webhook', 'slack', 'discord', 'teams', 'mattermost', 'telegram', 'ntfy'] as const;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

async function deliverTo(channel: Channel, abortAfterMs?: number): Promise<DeliveryOutcome> {
  open.push(channel);
  const signal =
    abortAfterMs === undefined ? new AbortController().signal : AbortSignal.timeout(abortAfterMs);
  return channel.deliver(message(), { now: Date.UTC(2026, 10, 24), signal });
}

async function answering(
  type: (typeof TYPES)[number],
  status: number,
  body: string,
  headers: Record<string, string> = {},
) {
  const receiver = await openReceiver((_, response) => {
    response.writeHead(status, headers).end(body);
  });
  open.push(receiver);
  const outcome = await deliverTo(openChannel('c', httpSettings(type, receiver.url)));
  return { outcome, receiver };
}

async function brokenPeer(
  type: (typeof TYPES)[number],
  talk: (socket: Socket) => void,
  abortAfterMs?: number,
) {
  const server = await openSocketServer(talk);
  open.push(server);
  return deliverTo(openChannel('c', httpSettings(type, `http://127.0.0.1:${server.port}`)), abortAfterMs);
}

describe.each(TYPES)('%s', (type) => {
  it('posts JSON once and reports what the receiver said', async () => {
    const { outcome, receiver } = await answering(type, ...GOOD_ANSWER[type]);
    expect(outcome.kind).toBe('sent');
    expect(receiver.received).toHaveLength(1);
    const [request] = receiver.received;
    expect(request?.method).toBe('POST');
    expect(request?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(request?.body ?? '')).toMatchObject({ text: 'hello' });
  });

  it('comes back after 429 when the receiver says so, in seconds or as a date', async () => {
    const seconds = await answering(type, 429, '', { 'retry-after': '2.5' });
    expect(seconds.outcome).toMatchObject({ kind: 'retry', code: 'rate-limited', retryAfterMs: 2500 });
    const date = await answering(type, 429, '', { 'retry-after': 'Tue, 24 Nov 2026 00:01:00 GMT' });
    expect(date.outcome).toMatchObject({ kind: 'retry', code: 'rate-limited', retryAfterMs: 60_000 });
  });

  it('comes back after 500, 502, 503 and 504', async () => {
    for (const status of [500, 502, 503, 504])
      expect((await answering(type, status, 'oops')).outcome).toMatchObject({
        kind: 'retry',
        code: 'server-error',
      });
  });

  it('gives a message up that the receiver calls malformed or too large', async () => {
    expect((await answering(type, 400, 'invalid_payload')).outcome).toMatchObject({
      kind: 'dead',
      code: 'rejected',
    });
    expect((await answering(type, 413, '')).outcome).toMatchObject({ kind: 'dead', code: 'too-large' });
  });

  it('suspends the channel when its credential is refused or the endpoint is gone', async () => {
    expect((await answering(type, 401, '')).outcome).toMatchObject({ kind: 'suspend', code: 'auth' });
    expect((await answering(type, 403, '')).outcome).toMatchObject({ kind: 'suspend' });
    expect((await answering(type, 410, '')).outcome).toMatchObject({ kind: 'suspend', code: 'gone' });
  });

  it('never follows a redirect', async () => {
    const elsewhere = await openReceiver((_, response) => void response.end('ok'));
    open.push(elsewhere);
    const moved = await answering(type, 301, '', { location: elsewhere.url });
    expect(moved.outcome).toMatchObject({ kind: 'suspend', code: 'moved' });
    const portal = await answering(type, 302, '', { location: elsewhere.url });
    expect(portal.outcome).toMatchObject({ kind: 'retry', code: 'rejected' });
    expect(elsewhere.received).toEqual([]);
  });

  it('comes back when nobody listens, and is sure that nothing was taken', async () => {
    const outcome = await deliverTo(openChannel('c', httpSettings(type, 'http://127.0.0.1:9')));
    expect(outcome).toMatchObject({ kind: 'retry', code: 'network' });
    expect(outcome).not.toHaveProperty('uncertain');
  });

  it('comes back after a reset, and knows that the message may have been taken', async () => {
    const outcome = await brokenPeer(type, (socket) => socket.on('data', () => socket.resetAndDestroy()));
    expect(outcome).toMatchObject({ kind: 'retry', code: 'network', uncertain: true });
  });

  it('ends with the daemon when a receiver hangs or drips', async () => {
    const hang = await brokenPeer(type, () => {}, 150);
    expect(hang.kind).toBe('retry');
    const drip = await brokenPeer(
      type,
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n');
        const timer = setInterval(() => socket.write('o'), 20);
        socket.on('close', () => clearInterval(timer));
      },
      200,
    );
    expect(drip.kind).toBe('retry');
  });

  it('reaches no private address that is not allowed', async () => {
    const receiver = await openReceiver((_, response) => void response.end('ok'));
    open.push(receiver);
    const settings = { ...httpSettings(type, receiver.url), allowPrivate: [] };
    const outcome = await deliverTo(openChannel('c', settings));
    expect(outcome).toMatchObject({ kind: 'suspend', code: 'address-blocked' });
    expect(receiver.received).toEqual([]);
  });

  it('tells no secret in what it reports', async () => {
    for (const [status, body] of [
      [403, 'no'],
      [500, 'no'],
      [400, 'no'],
    ] as const) {
      const { outcome } = await answering(type, status, body);
      expect(JSON.stringify(outcome)).not.toMatch(/secret|42:token|whsec/);
    }
  });
});

describe('a generic webhook', () => {
  it('takes any 2xx, whatever the body says', async () => {
    expect((await answering('webhook', 200, '<html>garbage \u0000')).outcome).toMatchObject({ kind: 'sent' });
  });

  it('takes a status that came though its body breaks off: sent again it would be doubled', async () => {
    const outcome = await brokenPeer('webhook', (socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 1000\r\n\r\nthanks');
        setTimeout(() => socket.resetAndDestroy(), 50);
      });
    });
    expect(outcome).toEqual({ kind: 'sent', receipt: '202 "thanks"' });
  });
});

describe('chat channels', () => {
  it.each(['slack', 'mattermost', 'discord', 'telegram', 'ntfy'] as const)(
    '%s takes a 200 with garbage for what it is: not an answer of the receiver',
    async (type) => {
      expect((await answering(type, 200, '<html>Sign in to the hotel</html>')).outcome).toMatchObject({
        kind: 'retry',
        code: 'server-error',
      });
    },
  );

  it('Slack: an archived channel suspends, a payload fault kills only the message', async () => {
    expect((await answering('slack', 410, 'channel_is_archived')).outcome).toMatchObject({ kind: 'suspend' });
    expect((await answering('slack', 404, 'no_service')).outcome).toMatchObject({
      kind: 'suspend',
      code: 'gone',
    });
    expect((await answering('slack', 403, 'invalid_token')).outcome).toMatchObject({
      kind: 'suspend',
      code: 'auth',
    });
    expect((await answering('slack', 400, 'invalid_blocks')).outcome).toMatchObject({ kind: 'dead' });
  });

  it('Discord: asks for an answer, obeys a fractional retry_after and an empty bucket, stops at 404', async () => {
    const limited = await answering('discord', 429, '{"retry_after":0.65,"global":false}', {
      'retry-after': '1',
    });
    expect(limited.outcome).toMatchObject({ kind: 'retry', retryAfterMs: 650 });
    expect(limited.receiver.received[0]?.url).toContain('wait=true');
    const empty = await answering('discord', 200, '{"id":"1"}', {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset-after': '2.25',
    });
    expect(empty.outcome).toMatchObject({ kind: 'sent', pauseMs: 2250 });
    expect((await answering('discord', 404, '')).outcome).toMatchObject({ kind: 'suspend', code: 'gone' });
  });

  it('Telegram: retry_after of the body, a chat that moved, a bot that was removed', async () => {
    const say = async (status: number, more: object) =>
      (
        await answering(
          'telegram',
          status,
          JSON.stringify({ ok: false, error_code: status, description: 'd', ...more }),
        )
      ).outcome;
    expect(await say(429, { parameters: { retry_after: 31 } })).toMatchObject({ retryAfterMs: 31_000 });
    expect(await say(400, { parameters: { migrate_to_chat_id: -1009 } })).toMatchObject({
      kind: 'suspend',
      code: 'moved',
      detail: 'the chat has moved: set `chat: -1009`',
    });
    expect(await say(400, { description: 'Bad Request: chat not found' })).toMatchObject({ kind: 'suspend' });
    expect(await say(400, { description: "Bad Request: can't parse entities" })).toMatchObject({
      kind: 'dead',
    });
    expect(await say(403, { description: 'Forbidden: bot was kicked' })).toMatchObject({
      kind: 'suspend',
      code: 'gone',
    });
  });

  it('Teams: 202 is taken, the 429 hidden in a 200 of the former connectors is not', async () => {
    expect((await answering('teams', 202, '')).outcome).toMatchObject({ kind: 'sent' });
    expect(
      (await answering('teams', 200, 'Microsoft Teams endpoint returned HTTP error 429')).outcome,
    ).toMatchObject({ kind: 'retry', code: 'rate-limited' });
  });

  it('ntfy: a daily limit is waited out for an hour', async () => {
    expect((await answering('ntfy', 429, '{"code":42908}')).outcome).toMatchObject({
      kind: 'retry',
      retryAfterMs: 3_600_000,
    });
  });
});
