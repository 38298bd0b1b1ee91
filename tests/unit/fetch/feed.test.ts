import { execFileSync } from 'node:child_process';
import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FULL_FETCH_EVERY_MS, fetchFeed } from '../../../src/fetch/feed.ts';
import type { Feed, FeedState } from '../../../src/model/feed.ts';
import { type Net, openNet } from '../../../src/net/request.ts';
import { feedOf, stateOf } from '../../fixtures/feed-state.ts';

const NOW = Date.UTC(2026, 10, 25, 7);
const RSS = '<rss version="2.0"><channel><title>t</title></channel></rss>';
let server: Server;
let base: string;
let net: Net;
let seen: IncomingHttpHeaders = {};
let respond: (response: ServerResponse, path: string) => void = () => {};

beforeAll(async () => {
  server = createServer((request, response) => {
    seen = request.headers;
    respond(response, request.url ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  net = openNet({ allowPrivate: ['127.0.0.0/8'] });
});

afterAll(async () => {
  await net.close();
  server.close();
});

function fetchAt(state: Partial<FeedState> = {}, feed: Partial<Feed> = {}, path = '/rss') {
  return fetchFeed(
    feedOf({ url: base + path, ...feed }),
    stateOf({ currentUrl: base + path, lastFullFetchAt: NOW - 1000, ...state }),
    {
      net,
      clock: { now: () => NOW },
      timeoutMs: 3_000,
      maxBytes: 100_000,
      userAgent: 'Pactwatch test',
    },
  );
}

describe('fetching a feed', () => {
  it('asks conditionally with what it was given', async () => {
    respond = (response) => response.writeHead(304).end();
    const answer = await fetchAt({ etag: '"v1"', lastModified: 'Tue, 24 Nov 2026 07:00:00 GMT' });
    expect(seen).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Tue, 24 Nov 2026 07:00:00 GMT',
      'user-agent': 'Pactwatch test',
    });
    expect(answer.ok && answer.value).toMatchObject({
      kind: 'not-modified',
      etag: '"v1"',
      full: false,
      response: null,
    });
  });

  it('asks for the whole document at least every twelve hours', async () => {
    respond = (response) => response.writeHead(200, { etag: '"v2"' }).end(RSS);
    const answer = await fetchAt({ etag: '"v1"', lastFullFetchAt: NOW - FULL_FETCH_EVERY_MS });
    expect(seen['if-none-match']).toBeUndefined();
    expect(answer.ok && answer.value).toMatchObject({
      kind: 'fetched',
      full: true,
      etag: '"v2"',
      lastModified: null,
    });
  });

  it('sends the feed’s own user agent and headers', async () => {
    respond = (response) => response.end(RSS);
    await fetchAt({}, { userAgent: 'Browser', headers: { 'X-Key': 'abc' } });
    expect(seen).toMatchObject({ 'user-agent': 'Browser', 'x-key': 'abc' });
  });

  it.each([
    [401, 'unauthorised'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [410, 'gone'],
    [418, 'client-error'],
    [429, 'rate-limited'],
    [500, 'server-error'],
    [503, 'server-error'],
  ])('calls status %i %s', async (status, code) => {
    respond = (response) => response.writeHead(status).end('no');
    const answer = await fetchAt();
    expect(answer.ok ? 'ok' : answer.failure).toMatchObject({ code, status });
  });

  it('hands on what Retry-After asks for', async () => {
    respond = (response) => response.writeHead(429, { 'retry-after': '90' }).end();
    const answer = await fetchAt();
    expect(answer.ok ? null : answer.failure.retryAfterMs).toBe(90_000);
  });

  it('tells a challenge page from a forbidden feed', async () => {
    respond = (response) =>
      response
        .writeHead(403, { 'cf-mitigated': 'challenge', 'content-type': 'text/html' })
        .end('<!doctype html><title>Just a moment...</title>');
    const answer = await fetchAt();
    expect(answer.ok ? 'ok' : answer.failure.code).toBe('bot-challenge');
  });

  it('names the target of an unbroken chain of permanent redirects only', async () => {
    respond = (response, path) => {
      if (path === '/rss') response.writeHead(301, { location: '/new' }).end();
      else if (path === '/mixed') response.writeHead(301, { location: '/temporary' }).end();
      else if (path === '/temporary') response.writeHead(302, { location: '/new' }).end();
      else response.end(RSS);
    };
    const permanent = await fetchAt();
    const mixed = await fetchAt({}, {}, '/mixed');
    expect(permanent.ok && permanent.value.movedTo).toBe(`${base}/new`);
    expect(mixed.ok && mixed.value.movedTo).toBe(`${base}/temporary`);
  });
});

describe('a feed in a file', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'pactwatch-')), 'feed.xml');
  const read = (state: Partial<FeedState> = {}) =>
    fetchAt({ currentUrl: pathToFileURL(file).href, ...state });

  it('is read, and not read again until it changes', async () => {
    writeFileSync(file, RSS);
    const first = await read();
    expect(first.ok && Buffer.from(first.value.response?.body ?? []).toString()).toBe(RSS);
    const etag = first.ok ? first.value.etag : null;
    const second = await read({ etag });
    expect(second.ok && second.value.kind).toBe('not-modified');
    utimesSync(file, 1, 1);
    const third = await read({ etag });
    expect(third.ok && third.value.kind).toBe('fetched');
  });

  it('says when it is not there', async () => {
    const answer = await read({ currentUrl: pathToFileURL(`${file}.none`).href });
    expect(answer.ok ? 'ok' : answer.failure.code).toBe('file-missing');
  });

  it('says when it is a pipe, without waiting for a writer', async () => {
    execFileSync('sh', ['-c', 'mkfifo "$0"', `${file}.pipe`]);
    const answer = await read({ currentUrl: pathToFileURL(`${file}.pipe`).href });
    expect(answer.ok ? 'ok' : answer.failure.code).toBe('file-unreadable');
  });

  it('says when it is a folder', async () => {
    const answer = await read({ currentUrl: pathToFileURL(tmpdir()).href });
    expect(answer.ok ? 'ok' : answer.failure.code).toBe('file-unreadable');
  });
});
