// Sends one request and receives its answer: no redirect is followed here, every trouble is a failure.
import type { Agent, Dispatcher } from 'undici';
import { fail, ok, type Result } from '../lib/result.ts';
import type { FetchFailure } from '../model/failure.ts';
import { BadEncodingError, readBody, TooLargeError } from './body.ts';
import type { CookieJar } from './cookies.ts';
import { failureOf } from './failure.ts';
import type { NetRequest, NetResponse } from './request.ts';

const ACCEPT_ENCODING = 'gzip, deflate, br, zstd';

export interface HopContext {
  readonly signal: AbortSignal;
  readonly deadline: AbortSignal;
  readonly cookies: CookieJar;
  readonly crossed: boolean;
}

export type Hop = Pick<NetResponse, 'status' | 'headers' | 'body' | 'cut'>;

/** Sends `request` to `target`, which was checked. */
export async function send(
  agent: Agent,
  target: URL,
  request: NetRequest,
  context: HopContext,
): Promise<Result<Hop, FetchFailure>> {
  try {
    const response = await agent.request({
      origin: target.origin,
      path: `${target.pathname}${target.search}`,
      method: request.method ?? 'GET',
      headers: requestHeaders(request, target, context),
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: context.signal,
      headersTimeout: request.timeoutMs,
      bodyTimeout: request.timeoutMs,
    });
    const status = response.statusCode;
    const headers = flatten(response.headers);
    if (status >= 300 && status < 400) {
      // What stands beside a redirect does not matter, and cannot spoil it.
      const signal = AbortSignal.any([context.signal, AbortSignal.timeout(DUMP_MS)]);
      await response.body.dump({ limit: DUMPED_BYTES, signal }).catch(() => {});
      return ok({ status, headers, body: NO_BYTES, cut: null });
    }
    return await receive(response, { status, headers }, { target, request, context });
  } catch (error) {
    return fail(failureFor(error, target, request, context));
  }
}

const NO_BYTES = new Uint8Array();
const DUMPED_BYTES = 64 * 1024;
const DUMP_MS = 1_000;
// Enough of an error page to tell a wall by.
const ERROR_PAGE_BYTES = 256 * 1024;

async function receive(
  response: Dispatcher.ResponseData,
  { status, headers }: Pick<Hop, 'status' | 'headers'>,
  { target, request, context }: { target: URL; request: NetRequest; context: HopContext },
): Promise<Result<Hop, FetchFailure>> {
  // Whatever a refusal says beside its status, the status counts.
  const isRefusal = status >= 400;
  const truncate = isRefusal || (request.truncate ?? false);
  const maxBytes = isRefusal ? Math.min(ERROR_PAGE_BYTES, request.maxBytes) : request.maxBytes;
  try {
    const declared = Number(headers['content-length']);
    if (!truncate && declared > maxBytes) throw new TooLargeError(`${declared} bytes, more than ${maxBytes}`);
    const read = await readBody(response.body, headers['content-encoding'] ?? '', { maxBytes, truncate });
    const cut = read.broken === null ? null : failureFor(read.broken, target, request, context);
    const isKept = isRefusal || (request.keepCut === true && read.body.length > 0);
    if (cut !== null && (!isKept || request.signal?.aborted === true)) return fail(cut);
    return ok({ status, headers, body: read.body, cut });
  } finally {
    response.body.destroy();
  }
}

function failureFor(error: unknown, target: URL, request: NetRequest, context: HopContext): FetchFailure {
  if (error instanceof TooLargeError)
    return { code: 'too-large', detail: `${target.host} sent ${error.message}` };
  if (error instanceof BadEncodingError)
    return { code: 'bad-encoding', detail: `${target.host} sent a body that is ${error.message}` };
  if (request.signal?.aborted === true && !context.deadline.aborted)
    return { code: 'network', detail: 'stopped by Pactwatch itself' };
  return failureOf(error, target.host, context.deadline, request.timeoutMs);
}

/** Whether what was told to `first` may be told to `now`: the same origin, or the same host now by TLS (RFC 9110 section 15.4). */
export function mayKnow(first: string, now: string): boolean {
  const [from, to] = [new URL(first), new URL(now)];
  const isUpgrade =
    from.protocol === 'http:' && to.protocol === 'https:' && from.port === '' && to.port === '';
  return from.origin === to.origin || (isUpgrade && from.hostname === to.hostname);
}

/** Headers that say nothing of who asks; all others may hold a secret and stay with the origin they are meant for. */
const HARMLESS =
  /^(?:accept|accept-language|cache-control|content-type|from|if-modified-since|if-none-match|pragma|referer|user-agent|dnt|upgrade-insecure-requests|sec-[a-z-]+)$/;

/** Leaves out of a feed's own headers what only the feed's own origin may know. */
export function harmlessHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.test(name.toLowerCase())));
}

/** What belongs to the connection, not to the request (RFC 9110 section 7.6.1). */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

// Headers are bytes: what is beyond Latin-1 goes as UTF-8.
function encodeHeader(value: string): string {
  return /^[\0-\xff]*$/.test(value) ? value : Buffer.from(value).toString('latin1');
}

function requestHeaders(request: NetRequest, target: URL, context: HopContext): Record<string, string> {
  const headers: Record<string, string> = { 'accept-encoding': ACCEPT_ENCODING };
  const given = request.headers ?? {};
  const sent = context.crossed ? harmlessHeaders(given) : given;
  for (const [name, value] of Object.entries(sent)) {
    const lower = name.toLowerCase();
    if (!HOP_BY_HOP.has(lower)) headers[lower] = encodeHeader(value);
  }
  const cookies = context.cookies.header(target);
  if (cookies !== '')
    headers['cookie'] = headers['cookie'] === undefined ? cookies : `${headers['cookie']}; ${cookies}`;
  return headers;
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined)
      flat[name.toLowerCase()] = Array.isArray(value)
        ? value.join(name === 'set-cookie' ? '\n' : ', ')
        : value;
  }
  return flat;
}
