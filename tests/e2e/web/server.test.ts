// The server lets in whom it should, changes nothing, sends strict headers and saves work for those who ask again.
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/secret.ts';
import { openWeb } from '../../../src/web/server.ts';
import { LOOPBACK, type OpenedPages, openPages } from './open.ts';

let pages: OpenedPages;
beforeAll(async () => {
  pages = await openPages();
});
afterAll(async () => {
  await pages[Symbol.asyncDispose]();
});

function ask(address: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(address, { method, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

const PATHS = [
  '/',
  '/stories',
  '/stories/169',
  '/items',
  '/items/640',
  '/feeds',
  '/feeds/harbour-post-world',
  '/digests',
  '/digests/daily/2026-11-25T07:00',
  '/digests/daily/2026-11-25T07:00/html',
  '/digests/daily/2026-11-25T07:00/text',
  '/digests/daily/2026-11-25T07:00/json',
  '/rules',
  '/subscribe',
  '/metrics',
  '/feeds/all.atom',
  '/api/v1/items',
  '/livez',
  '/readyz',
  '/healthz',
];

describe('every answer', () => {
  it.each([...PATHS, '/none', '/items?limit=0'])('bears strict headers: %s', async (path) => {
    const { headers } = await fetch(pages.address + path);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
    expect(headers.get('content-security-policy')).not.toContain('script-src');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it.each(PATHS)('is 200, and the same to HEAD without a body: %s', async (path) => {
    const response = await fetch(pages.address + path);
    const body = await response.arrayBuffer();
    expect(response.status).toBe(200);
    const head = await fetch(pages.address + path, { method: 'HEAD' });
    expect(head.status).toBe(200);
    if (path !== '/metrics') expect(head.headers.get('content-length')).toBe(String(body.byteLength));
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])('refuses %s', async (method) => {
    for (const path of ['/', '/items', '/api/v1/items', '/metrics']) {
      expect(await ask(pages.address + path, {}, method)).toBe(405);
    }
  });

  it('is 304 to whoever has it already', async () => {
    for (const path of ['/stories', '/feeds/all.atom', '/api/v1/items']) {
      const first = await fetch(pages.address + path);
      const etag = first.headers.get('etag') ?? '';
      expect(etag).toMatch(/^"[^"]{20,}"$/);
      const again = await fetch(pages.address + path, { headers: { 'if-none-match': `"other", W/${etag}` } });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(etag);
      const changed = await fetch(pages.address + path, { headers: { 'if-none-match': '"other"' } });
      expect(changed.status).toBe(200);
    }
  });

  it('says 404 for what is not there, whatever the address holds', async () => {
    for (const path of [
      '/none',
      '/stories/999999',
      '/items/0',
      '/feeds/none',
      '/feeds/none.atom',
      '/digests/a/b',
      '/%ff',
      '/feeds/%ff',
      '/stories/1e3',
      '/assets/../package.json',
    ]) {
      expect(await ask(pages.address + path, {})).toBe(404);
    }
  });
});

describe('times', () => {
  it.each(['/', '/stories', '/stories/169', '/items', '/items/640', '/feeds', '/digests', '/rules'])(
    'are in one zone, named on the page: %s',
    async (path) => {
      expect(await (await fetch(pages.address + path)).text()).toContain('Times in Asia/Seoul');
    },
  );

  it('of a digest kept in another zone are told in both', async () => {
    await using elsewhere = await openPages({ deps: { timeZone: 'Europe/Kyiv' } });
    const page = await (await fetch(`${elsewhere.address}/digests/daily/2026-11-25T07:00`)).text();
    expect(page).toContain('Due 00:00, which is 25 Nov 07:00 in Asia/Seoul');
    expect(page).toContain('Times in Europe/Kyiv');
  });
});

describe('who may enter on loopback', () => {
  it.each([
    ['evil.example', 421],
    ['localhost:1', 200],
    ['127.0.0.1', 200],
    ['[::1]:80', 200],
    ['169.254.169.254', 421],
    ['localhost.evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['a b', 400],
  ])('Host %s gets %i', async (host, status) => {
    expect(await ask(`${pages.address}/`, { host })).toBe(status);
  });

  it('also goes by the name of base_url', async () => {
    await using own = await openPages({ settings: { baseUrl: 'https://watch.example.org' } });
    expect(await ask(`${own.address}/`, { host: 'watch.example.org' })).toBe(200);
    expect(await ask(`${own.address}/`, { host: 'evil.example' })).toBe(421);
    const feed = await (await fetch(`${own.address}/feeds/all.atom`)).text();
    expect(feed).toContain('href="https://watch.example.org/feeds/all.atom"');
  });
});

describe('a credential', () => {
  const basic = (password: string): string => `Basic ${Buffer.from(`any:${password}`).toString('base64')}`;

  it('is asked for everywhere but at probes, assets and unsubscribe links', async () => {
    await using own = await openPages({
      settings: { token: new Secret('t0ken'), password: new Secret('pass:wörd') },
      deps: { health: () => ({ healthy: false, problems: ['a digest is late'] }) },
    });
    for (const path of PATHS.filter((one) => !one.endsWith('z'))) {
      const refused = await fetch(own.address + path);
      expect(refused.status).toBe(401);
      expect(refused.headers.get('www-authenticate')).toContain('Basic');
      expect(await refused.text()).not.toContain('Kursk');
    }
    expect((await fetch(`${own.address}/livez`)).status).toBe(200);
    expect((await fetch(`${own.address}/unsubscribe/u1.good.token`)).status).toBe(200);
    const health = await fetch(`${own.address}/healthz`);
    expect(health.status).toBe(503);
    expect(await health.json()).toEqual({ healthy: false });
    const told = await fetch(`${own.address}/healthz`, { headers: { authorization: 'Bearer t0ken' } });
    expect(await told.json()).toEqual({ healthy: false, problems: ['a digest is late'] });
  });

  it('opens by bearer token, by password, and by the token as a password', async () => {
    await using own = await openPages({
      settings: { token: new Secret('t0ken'), password: new Secret('pass:wörd') },
    });
    for (const authorization of ['Bearer t0ken', 'bearer t0ken', basic('pass:wörd'), basic('t0ken')]) {
      expect(await ask(`${own.address}/items`, { authorization })).toBe(200);
    }
    for (const authorization of [
      'Bearer t0ken2',
      'Bearer',
      basic('wrong'),
      basic(''),
      'Basic !!!',
      'Digest t0ken',
      'Bearer undefined',
    ]) {
      expect(await ask(`${own.address}/items`, { authorization })).toBe(401);
    }
  });

  it('must be configured to listen beyond this machine', async () => {
    const settings = { ...LOOPBACK, host: '0.0.0.0' };
    await expect(openWeb(settings, {} as never)).rejects.toThrow('web.token');
  });
});

describe('when something goes wrong', () => {
  it('says so without telling more, and logs the fault', async () => {
    await using own = await openPages({
      deps: {
        health: () => {
          throw new Error('the secret inside');
        },
      },
    });
    const response = await fetch(`${own.address}/`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('secret inside');
    expect(own.logged.join('')).toContain('"event":"web.failed"');
    expect((await fetch(`${own.address}/stories`)).status).toBe(200);
  });

  it('answers a request that is no HTTP and lives on', async () => {
    const { port, hostname } = new URL(pages.address);
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket.on('data', (chunk) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
    });
    expect(reply).toContain('400 Bad Request');
    expect((await fetch(`${pages.address}/livez`)).status).toBe(200);
  });

  it('tells that its loop stands still', async () => {
    await using own = await openPages({
      deps: { liveness: () => ({ healthy: false, problems: ['the last tick was 180 s ago'] }) },
    });
    const live = await fetch(`${own.address}/livez`);
    expect(live.status).toBe(503);
    expect(live.headers.get('cache-control')).toBe('no-store');
    expect(await live.json()).toEqual({ healthy: false, problems: ['the last tick was 180 s ago'] });
  });

  it('tells readiness and metrics', async () => {
    await using own = await openPages({
      deps: { readiness: () => ({ healthy: false, problems: ['no database'] }) },
    });
    const ready = await fetch(`${own.address}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ healthy: false, problems: ['no database'] });
    expect(await (await fetch(`${own.address}/metrics`)).text()).toContain(
      'pactwatch_build_info{version="1"',
    );
  });
});
