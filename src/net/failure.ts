// Names what went wrong on the wire, from the codes of Node, OpenSSL and undici.
import type { FetchFailure, FetchFailureCode } from '../model/failure.ts';

/** Raised inside a connection attempt when every address of a host is refused by the policy. */
export class AddressBlockedError extends Error {
  readonly code = 'ADDRESS_BLOCKED';
}

const CODES: Readonly<Record<string, FetchFailureCode>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_FAIL: 'dns',
  ENODATA: 'dns',
  ESERVFAIL: 'dns',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ADDRESS_BLOCKED: 'address-blocked',
};

/** Turns a thrown error into a failure; `host` is named in the detail, never the whole address. */
export function failureOf(
  error: unknown,
  host: string,
  deadline: AbortSignal,
  timeoutMs: number,
): FetchFailure {
  if (deadline.aborted)
    return { code: 'timeout', detail: `${host} did not finish its answer within ${timeoutMs} ms` };
  for (const cause of causes(error)) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    const known = CODES[code] ?? (isTls(code, cause.message) ? 'tls' : undefined);
    if (known)
      return {
        code: known,
        detail: `${host}: ${code === 'ADDRESS_BLOCKED' ? cause.message : `${DESCRIPTIONS[known] ?? known} (${code})`}`,
      };
  }
  return { code: 'network', detail: `${host}: ${error instanceof Error ? error.message : String(error)}` };
}

const DESCRIPTIONS: Partial<Readonly<Record<FetchFailureCode, string>>> = {
  dns: 'the name cannot be resolved',
  refused: 'the connection was refused',
  reset: 'the connection was cut off',
  unreachable: 'the host cannot be reached from here',
  tls: 'the certificate or the TLS handshake is not valid',
  timeout: 'no answer in time',
};

function isTls(code: string, message: string): boolean {
  return (
    /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|EPROTO|HOSTNAME_MISMATCH)/.test(code) ||
    /\bSSL\b|\bTLS\b/.test(message)
  );
}

// The chain of causes, and the parts of an AggregateError (one per address tried).
function causes(error: unknown): Error[] {
  const found: Error[] = [];
  const queue: unknown[] = [error];
  while (queue.length > 0 && found.length < 20) {
    const next = queue.shift();
    if (!(next instanceof Error)) continue;
    found.push(next);
    if (next instanceof AggregateError) queue.push(...next.errors);
    queue.push(next.cause);
  }
  return found;
}
