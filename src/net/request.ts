// The only way to the internet: every hop checked, every byte counted, one deadline for the whole exchange.
import { isUtf8 } from 'node:buffer';
import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { fail, ok, type Result } from '../lib/result.ts';
import type { FetchFailure } from '../model/failure.ts';
import type { RedirectHop } from '../model/response.ts';
import { type AddressPolicy, isMetadata, literalAddress, openAddressPolicy, portOf } from './address.ts';
import { CookieJar } from './cookies.ts';
import { AddressBlockedError } from './failure.ts';
import { mayKnow, send } from './send.ts';

export interface NetRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For the whole exchange: connecting, all redirects, the last byte. */
  readonly timeoutMs: number;
  /** Cap on the decompressed body. */
  readonly maxBytes: number;
  /** Keep the first `maxBytes` of a larger body instead of failing. */
  readonly truncate?: boolean;
  /** Keep what came of a body that breaks off instead of failing. */
  readonly keepCut?: boolean;
  readonly redirect?: 'follow' | 'never';
  readonly signal?: AbortSignal;
}

export interface NetResponse {
  readonly status: number;
  /** Lower-case names; several values joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  readonly finalUrl: string;
  readonly redirects: readonly RedirectHop[];
  /** What broke the body off, where it was asked to keep what came; null: it is whole. */
  readonly cut: FetchFailure | null;
}

export interface Net {
  request(request: NetRequest): Promise<Result<NetResponse, FetchFailure>>;
  close(): Promise<void>;
}

export interface NetOptions {
  readonly allowPrivate: readonly string[];
  /** Connections kept per origin. */
  readonly connections?: number;
}

const MAX_REDIRECTS = 5;

/** Opens a client with its own connection pool (HTTP/1.1 keep-alive) and address policy. */
export function openNet(options: NetOptions): Net {
  const policy = openAddressPolicy(options.allowPrivate);
  const agent = new Agent({
    allowH2: false,
    connections: options.connections ?? 8,
    keepAliveTimeout: 10_000,
    pipelining: 1,
    connect: guardedConnector(policy),
  });
  return {
    request: async (request) => exchange(agent, policy, request),
    close: async () => agent.destroy(),
  };
}

// One connector per port, since a name's addresses are judged together with the port they are reached at.
function guardedConnector(policy: AddressPolicy): buildConnector.connector {
  const byPort = new Map<number, buildConnector.connector>();
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80);
    const known = byPort.get(port);
    const connector =
      known ??
      buildConnector({
        lookup: guardedLookup(policy, port),
        timeout: 15_000,
        autoSelectFamily: true,
        allowH2: false,
      });
    byPort.set(port, connector);
    connector(options, callback);
  };
}

// Resolves a name and lets only permitted addresses through, so that what was checked is what is connected to.
function guardedLookup(policy: AddressPolicy, port: number): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, []);
      const permitted = addresses.filter((entry) => policy.permits(entry.address, hostname, port));
      if (permitted.length === 0) return callback(blocked(addresses[0]?.address ?? '?'), []);
      if (options.all === true) return callback(null, permitted);
      return callback(null, permitted[0]?.address ?? '', permitted[0]?.family);
    });
  };
}

function blocked(address: string): AddressBlockedError {
  if (isMetadata(address))
    return new AddressBlockedError(
      `its address ${address} serves credentials of machines and is never fetched`,
    );
  return new AddressBlockedError(
    `its address ${address} is private or special; list its network under allow_private to reach it`,
  );
}

async function exchange(
  agent: Agent,
  policy: AddressPolicy,
  request: NetRequest,
): Promise<Result<NetResponse, FetchFailure>> {
  const redirects: RedirectHop[] = [];
  const outcome = await follow(agent, policy, request, redirects);
  const last = redirects.at(-1);
  if (outcome.ok || last === undefined) return outcome;
  return fail({ ...outcome.failure, answer: { finalUrl: last.to, redirects, headers: null, bytes: 0 } });
}

async function follow(
  agent: Agent,
  policy: AddressPolicy,
  request: NetRequest,
  redirects: RedirectHop[],
): Promise<Result<NetResponse, FetchFailure>> {
  const deadline = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([deadline, request.signal]) : deadline;
  const cookies = new CookieJar();
  const visited = new Set<string>();
  let url = request.url;
  for (;;) {
    const target = checkTarget(url, policy);
    if (!target.ok) return target;
    const visit = `${url} ${cookies.header(target.value)}`;
    if (visited.has(visit))
      return fail({ code: 'redirect-loop', detail: `${target.value.host} redirects to itself` });
    visited.add(visit);
    const hop = await send(agent, target.value, request, {
      signal,
      deadline,
      cookies,
      crossed: !mayKnow(request.url, url),
    });
    if (!hop.ok) return hop;
    const { status, headers } = hop.value;
    const location = headers['location'];
    if (
      request.redirect === 'never' ||
      ![300, 301, 302, 303, 307, 308].includes(status) ||
      location === undefined
    ) {
      return ok({ ...hop.value, finalUrl: url, redirects });
    }
    const next = resolveLocation(location, url);
    if (next === null)
      return fail({
        code: 'redirect-invalid',
        detail: `${target.value.host} redirects to an address that cannot be read`,
        status,
      });
    if (redirects.length === MAX_REDIRECTS)
      return fail({
        code: 'redirect-loop',
        detail: `more than ${MAX_REDIRECTS} redirects from ${target.value.host}`,
        status,
      });
    redirects.push({ status, from: url, to: next.href });
    cookies.take(target.value, headers['set-cookie'] ?? '');
    url = next.href;
  }
}

// Where a Location leads, without fragment and credentials. Raw UTF-8 in it arrives as Latin-1 (RFC 9110 section 5.5).
function resolveLocation(location: string, base: string): URL | null {
  const bytes = Buffer.from(location, 'latin1');
  const next = URL.parse(isUtf8(bytes) ? bytes.toString() : location, base);
  if (next === null) return null;
  next.hash = '';
  next.username = '';
  next.password = '';
  return next;
}

function checkTarget(url: string, policy: AddressPolicy): Result<URL, FetchFailure> {
  if (!URL.canParse(url)) return fail({ code: 'redirect-invalid', detail: 'the address cannot be read' });
  const target = new URL(url);
  if (target.protocol !== 'http:' && target.protocol !== 'https:') {
    return fail({
      code: 'redirect-invalid',
      detail: `only http and https are fetched, not ${target.protocol}`,
    });
  }
  const literal = literalAddress(target);
  if (literal !== null && !policy.permits(literal, target.hostname, portOf(target))) {
    return fail({ code: 'address-blocked', detail: `${target.hostname}: ${blocked(literal).message}` });
  }
  return ok(target);
}
