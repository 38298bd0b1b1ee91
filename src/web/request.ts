// What a visitor asks: method, path and query after checking, and the form of a POST, read within bounds.
import type { IncomingMessage } from 'node:http';

export interface WebRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** Lower-case header names; the first value of each. */
  readonly header: (name: string) => string | null;
  /** Scheme, host and port under which the visitor reached us, for absolute addresses. */
  readonly origin: string;
}

const HOST = /^(?:[a-z0-9](?:[a-z0-9.-]{0,252}[a-z0-9])?\.?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** The request; null where its target or Host header is malformed. `baseUrl` overrules what the Host header says. */
export function parseRequest(message: IncomingMessage, baseUrl: string | null): WebRequest | null {
  const host = message.headers.host ?? '';
  const target = message.url ?? '';
  if (!HOST.test(host) || !target.startsWith('/')) return null;
  const [path = '/', ...rest] = target.split('?');
  return {
    method: message.method ?? 'GET',
    path,
    query: new URLSearchParams(rest.join('?')),
    header: (name) => {
      const value = message.headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
    origin: baseUrl ?? `http://${host}`,
  };
}

/** The Host header's name without its port, lower case, an IPv6 address without brackets. */
export function hostName(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** The fields of a small form body, urlencoded or multipart; null where it is larger than `maxBytes`. */
export async function readForm(message: IncomingMessage, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
