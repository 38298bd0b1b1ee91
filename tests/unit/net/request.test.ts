import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Net, openNet } from '../../../src/net/request.ts';

let server: Server;
let port: number;
let net: Net;
let hits: string[] = [];

const ENCODED: Record<string, [string, Buffer]> = {
  gzip: ['gzip', gzipSync('hello')],
  'x-gzip': ['x-gzip', gzipSync('hello')],
  deflate: ['deflate', deflateSync('hello')],
  'raw-deflate': ['deflate', deflateRawSync('hello')],
  br: ['br', brotliCompressSync('hello')],
  zstd: ['zstd', zstdCompressSync('hello')],
  twice: ['gzip, br', brotliCompressSync(gzipSync('hello'))],
  'plain-under-gzip': ['gzip', Buffer.from('hello')],
  'double-gzip': ['gzip, gzip', gzipSync(gzipSync('hello'))],
  'charset-for-encoding': ['UTF-8', Buffer.from('hello')],
  members: ['gzip', Buffer.concat([gzipSync('hel'), gzipSync('lo')])],
  'gzip-with-trailer': ['gzip', Buffer.concat([gzipSync('hello'), Buffer.from('\0\0\0\0')])],
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    hits.push(path);
    const encoded = ENCODED[path.slice(1)];
    if (encoded) return response.writeHead(200, { 'content-encoding': encoded[0] }).end(encoded[1]);
    if (path === '/broken-redirect')
      return response
        .writeHead(301, { location: '/headers', 'content-encoding': 'gzip' })
        .end('\x1f\x8b broken');
    if (path === '/broken-refusal')
      return response.writeHead(403, { 'content-encoding': 'br' }).end(Buffer.alloc(2_000_000));
    if (path === '/bomb')
      return response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(30_000_000)));
    if (path === '/liar')
      return response.writeHead(200, { 'content-encoding': 'br' }).end('not brotli at all');
    if (path === '/large') return response.end(Buffer.alloc(3_000_000));
    if (path === '/drip') {
      response.writeHead(200);
      const timer = setInterval(() => response.write('x'), 20);
      return response.on('close', () => clearInterval(timer));
    }
    if (path === '/hang') return undefined;
    if (path === '/cut')
      return response.writeHead(200, { 'content-length': '100' }).write('x', () => response.destroy());
    if (path === '/loop') return response.writeHead(302, { location: '/loop' }).end();
    if (path.startsWith('/hop/')) {
      const left = Number(path.slice(5));
      return left === 0
        ? response.end('there')
        : response.writeHead(301, { location: `/hop/${left - 1}` }).end();
    }
    if (path === '/cookie') {
      if (request.headers.cookie === 'pass=1; other=2') return response.end('in');
      return response
        .writeHead(307, { location: '/cookie', 'set-cookie': ['pass=1; Path=/', 'other=2'] })
        .end();
    }
    if (path.startsWith('/to/')) {
      const location = decodeURIComponent(path.slice(4)).replace('HOST', `127.0.0.1:${port}`);
      return response.writeHead(300, { location: Buffer.from(location).toString('latin1') }).end();
    }
    if (path === '/to-private')
      return response.writeHead(302, { location: `http://127.0.0.2:${port}/secret` }).end();
    if (path === '/to-file') return response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    if (path === '/to-nowhere') return response.writeHead(302, { location: 'http://[broken' }).end();
    if (path === '/to-other')
      return response.writeHead(302, { location: `http://localhost:${port}/headers` }).end();
    if (path === '/headers') return response.end(JSON.stringify(request.headers));
    return response.end('plain');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  net = openNet({ allowPrivate: [`127.0.0.1:${port}`, `localhost:${port}`] });
});

afterAll(async () => {
  await net.close();
  server.closeAllConnections();
  server.close();
});

function get(
  path: string,
  more: {
    maxBytes?: number;
    timeoutMs?: number;
    truncate?: boolean;
    keepCut?: boolean;
    redirect?: 'follow' | 'never';
    headers?: Record<string, string>;
  } = {},
) {
  return net.request({
    url: `http://127.0.0.1:${port}${path}`,
    timeoutMs: 3_000,
    maxBytes: 1_000_000,
    ...more,
  });
}

async function failureOf(path: string, more = {}): Promise<string> {
  const answer = await get(path, more);
  return answer.ok ? `answered ${answer.value.status}` : answer.failure.code;
}

describe('a request', () => {
  it.each(Object.keys(ENCODED))('undoes the content encoding %s', async (name) => {
    const answer = await get(`/${name}`);
    expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe('hello');
  });

  it('counts decompressed bytes against its cap', async () => {
    expect(await failureOf('/bomb')).toBe('too-large');
    expect(await failureOf('/large')).toBe('too-large');
  });

  it('keeps the beginning of a larger body when told to', async () => {
    const answer = await get('/large', { truncate: true, maxBytes: 1000 });
    expect(answer.ok && answer.value.body.byteLength).toBe(1000);
  });

  it('calls a body that is not what its header says by that name', async () => {
    expect(await failureOf('/liar')).toBe('bad-encoding');
  });

  it('ends a drip and a hang at its deadline', async () => {
    const startedAt = Date.now();
    expect(await failureOf('/drip', { timeoutMs: 300 })).toBe('timeout');
    expect(await failureOf('/hang', { timeoutMs: 300 })).toBe('timeout');
    expect(Date.now() - startedAt).toBeLessThan(3_000);
  });

  it('says when the answer was cut off', async () => {
    expect(await failureOf('/cut')).toBe('reset');
  });

  it('keeps what came before the connection or the time ended', async () => {
    for (const [path, code] of [
      ['/cut', 'reset'],
      ['/drip', 'timeout'],
    ] as const) {
      const answer = await get(path, { keepCut: true, timeoutMs: 300 });
      if (!answer.ok) throw new Error(answer.failure.detail);
      expect(answer.value.cut?.code).toBe(code);
      expect(Buffer.from(answer.value.body).toString()).toMatch(/^x+$/);
    }
  });

  it('lets a status count though the body beside it is broken or huge', async () => {
    const followed = await get('/broken-redirect');
    expect(followed.ok && followed.value.finalUrl).toContain('/headers');
    const refused = await get('/broken-refusal');
    expect(refused.ok && refused.value.status).toBe(403);
  });

  it('follows five redirects and not six', async () => {
    expect(await failureOf('/hop/5')).toBe('answered 200');
    expect(await failureOf('/hop/6')).toBe('redirect-loop');
    expect(await failureOf('/loop')).toBe('redirect-loop');
  });

  it('records every hop', async () => {
    const answer = await get('/hop/2');
    expect(answer.ok && answer.value.redirects.map((hop) => hop.status)).toEqual([301, 301]);
    expect(answer.ok && answer.value.finalUrl).toBe(`http://127.0.0.1:${port}/hop/0`);
  });

  it('never follows when told not to', async () => {
    const answer = await get('/hop/2', { redirect: 'never' });
    expect(answer.ok && answer.value.status).toBe(301);
  });

  it('brings a cookie back to the site that redirects until it comes', async () => {
    const answer = await get('/cookie');
    expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe('in');
  });

  it.each([
    ['a relative address', '../headers?a=1', '/headers?a=1'],
    ['a fragment', '/headers#top', '/headers'],
    ['spaces around and within', '  /hea ders ', '/hea%20ders'],
    ['raw bytes of UTF-8', '/뉴스?q=é', '/%EB%89%B4%EC%8A%A4?q=%C3%A9'],
    ['credentials', 'http://user:secret@HOST/headers', '/headers'],
    ['another scheme relative to it', '//HOST/headers', '/headers'],
  ])('follows a Location with %s', async (_name, location, path) => {
    const answer = await get(`/to/${encodeURIComponent(location)}`);
    expect(answer.ok && answer.value.redirects[0]?.to).toBe(`http://127.0.0.1:${port}${path}`);
  });

  it('checks every hop of a redirect', async () => {
    hits = [];
    expect(await failureOf('/to-private')).toBe('address-blocked');
    expect(await failureOf('/to-file')).toBe('redirect-invalid');
    expect(await failureOf('/to-nowhere')).toBe('redirect-invalid');
    expect(hits).not.toContain('/secret');
  });

  it('keeps credentials from another origin', async () => {
    const answer = await get('/to-other', {
      headers: { Authorization: 'Bearer abc', 'X-Plain': 'maybe a secret', 'Accept-Language': 'ko' },
    });
    const seen = JSON.parse(answer.ok ? Buffer.from(answer.value.body).toString() : '{}') as Record<
      string,
      string
    >;
    expect(seen['authorization']).toBeUndefined();
    expect(seen['x-plain']).toBeUndefined();
    expect(seen['accept-language']).toBe('ko');
  });

  it('sends names and words of any script, and leaves the connection to itself', async () => {
    const headers = {
      'user-agent': 'Читатель/1',
      connection: 'upgrade',
      'transfer-encoding': 'chunked',
      expect: 'x',
    };
    const answer = await get('/headers', { headers });
    const seen = JSON.parse(answer.ok ? Buffer.from(answer.value.body).toString() : '{}') as Record<
      string,
      string
    >;
    expect(Buffer.from(seen['user-agent'] ?? '', 'latin1').toString()).toBe('Читатель/1');
    expect(seen['connection']).toBe('keep-alive');
    expect(seen).not.toHaveProperty('expect');
  });

  it('reaches no private address that is not allowed, named or literal', async () => {
    const closed = openNet({ allowPrivate: [] });
    hits = [];
    for (const host of ['127.0.0.1', 'localhost', '2130706433', '[::ffff:127.0.0.1]', '0.0.0.0']) {
      const answer = await closed.request({
        url: `http://${host}:${port}/`,
        timeoutMs: 2_000,
        maxBytes: 100,
      });
      expect(answer.ok ? 'reached' : answer.failure.code, host).toBe('address-blocked');
    }
    await closed.close();
    expect(hits).toEqual([]);
  });

  it.each([
    ['http://nowhere.invalid/', 'dns'],
    ['http://127.0.0.1:1/', 'refused'],
    ['ftp://example.org/', 'redirect-invalid'],
    ['nonsense', 'redirect-invalid'],
  ])('names the trouble with %s', async (url, code) => {
    const open = openNet({ allowPrivate: ['127.0.0.0/8'] });
    const answer = await open.request({ url, timeoutMs: 5_000, maxBytes: 100 });
    await open.close();
    expect(answer.ok ? 'reached' : answer.failure.code).toBe(code);
  });
});
