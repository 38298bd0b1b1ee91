// Real receivers on loopback: an HTTP server that records and answers as told, and raw sockets that misbehave.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net';
import { Secret } from '../../../src/lib/secret.ts';
import type { ChannelType, Message } from '../../../src/model/message.ts';
import type { ChannelSettings } from '../../../src/model/settings.ts';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  close(): Promise<void>;
}

export type Answering = (request: Received, response: ServerResponse) => void;

export async function openReceiver(answer: Answering): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      };
      received.push(one);
      answer(one, response);
    });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** A server of raw sockets; `talk` does what a broken peer does. */
export async function openSocketServer(
  talk: (socket: Socket) => void,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    talk(socket);
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

export const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** Settings of each HTTP channel towards one address. */
export function httpSettings(type: Exclude<ChannelType, 'folder' | 'email'>, url: string): ChannelSettings {
  const allowPrivate = ['127.0.0.0/8'];
  switch (type) {
    case 'webhook':
      return { type, url: new Secret(url), secrets: [new Secret(SECRET)], headers: {}, allowPrivate };
    case 'telegram':
      return { type, token: new Secret('42:token'), chat: '-100', api: url, allowPrivate };
    case 'ntfy':
      return { type, url: new Secret(url), topic: 'watch', token: null, priority: 3, allowPrivate };
    case 'slack':
    case 'discord':
    case 'teams':
    case 'mattermost':
      return { type, url: new Secret(`${url}/hook/secret`), allowPrivate };
  }
}

export const GOOD_ANSWER: Readonly<
  Record<Exclude<ChannelType, 'folder' | 'email'>, readonly [number, string]>
> = {
  webhook: [204, ''],
  slack: [200, 'ok'],
  mattermost: [200, 'ok'],
  teams: [202, ''],
  discord: [200, '{"id":"998"}'],
  telegram: [200, '{"ok":true,"result":{"message_id":7}}'],
  ntfy: [200, '{"id":"abc"}'],
};

export function message(overrides: Partial<Message> = {}): Message {
  return {
    id: 'msg_0123456789abcdef01234567',
    kind: 'digest',
    channel: 'c',
    recipient: '',
    part: 1,
    parts: 1,
    body: { text: 'hello' },
    createdAt: 0,
    attempts: 1,
    possibleDuplicate: false,
    ...overrides,
  };
}
