// A webhook receiver of the demo: checks every call with the shared secret, as a receiver of yours would.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from './loopback.ts';

export interface ReceivedCall {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
  readonly verified: boolean;
}

export interface WebhookReceiver {
  readonly port: number;
  readonly calls: readonly ReceivedCall[];
  close(): Promise<void>;
}

/** Opens the receiver on a free port of 127.0.0.1; it answers 204 to what verifies and 401 to the rest. */
export async function openWebhookReceiver(secret: string): Promise<WebhookReceiver> {
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    const take = async (): Promise<void> => {
      const body = await readBody(request);
      const call = {
        id: headerOf(request, 'webhook-id'),
        timestamp: headerOf(request, 'webhook-timestamp'),
        signature: headerOf(request, 'webhook-signature'),
        body,
      };
      const verified = verifyCall(call, secret);
      calls.push({ ...call, verified });
      response.writeHead(verified ? 204 : 401).end();
    };
    take().catch(() => response.destroy());
  });
  return { ...(await listenOnLoopback(server)), calls };
}

/**
 * Checks a call after Standard Webhooks: one of the signatures must be the HMAC-SHA256 of `id.timestamp.body` under
 * the secret (`whsec_` and base64).
 */
export function verifyCall(call: Omit<ReceivedCall, 'verified'>, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${call.id}.${call.timestamp}.${call.body}`).digest();
  return call.signature.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}
