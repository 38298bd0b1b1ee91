// Whether a host can be named and reached at all: for a doctor, not for traffic. Nothing is sent.
import { lookup } from 'node:dns';
import { connect } from 'node:net';
import { fail, ok, type Result } from '../lib/result.ts';

/** Addresses of a host, or what the resolver said. */
export async function resolveHost(host: string, timeoutMs: number): Promise<Result<string[], string>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(fail(`no answer in ${timeoutMs / 1000} s`)), timeoutMs);
    lookup(host, { all: true }, (error, addresses) => {
      clearTimeout(timer);
      resolve(error ? fail(error.code ?? error.message) : ok(addresses.map(({ address }) => address)));
    });
  });
}

/** Opens a TCP connection and closes it; how long it took in ms, or why it could not. */
export async function reachPort(
  host: string,
  port: number,
  timeoutMs: number,
): Promise<Result<number, string>> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: timeoutMs, autoSelectFamily: true });
    const end = (result: Result<number, string>): void => {
      socket.destroy();
      resolve(result);
    };
    socket.once('connect', () => end(ok(Math.round(performance.now() - startedAt))));
    socket.once('timeout', () => end(fail(`no answer in ${timeoutMs / 1000} s`)));
    socket.once('error', (error: NodeJS.ErrnoException) => end(fail(error.code ?? error.message)));
  });
}
