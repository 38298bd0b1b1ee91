// Promises of the doctor: everything is looked at, each trouble is named with what to do, nothing is changed, and no
// network is needed to say so.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chooseSample } from '../../../src/flows/keeping/doctor-network.ts';
import { type DoctorRequest, examine, isWrong } from '../../../src/flows/keeping/doctor.ts';
import type { Feed } from '../../../src/model/feed.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { ChannelTable } from '../../../src/store/channels.ts';
import { openWorld } from './seed.ts';

const RSS = `<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><link>http://a.example/</link>
<item><title>One</title><link>http://a.example/1</link><guid>1</guid></item></channel></rss>`;
const NOW = Date.UTC(2026, 10, 25, 12);
let folder: string;
let server: Server;
let port: number;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-doctor-'));
  server = createServer((request, response) => {
    const found = request.url === '/rss';
    response.writeHead(found ? 200 : 404, {
      'content-type': 'application/rss+xml',
      date: new Date().toUTCString(),
    });
    response.end(found ? RSS : '');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function configure(extra = '', feeds = `[{ id: a, url: "http://127.0.0.1:${port}/rss" }]`): string {
  const file = join(folder, 'pactwatch.yaml');
  const topic = join(process.cwd(), 'config/topics/dprk-russia.yaml');
  writeFileSync(
    file,
    `data: data\nfeeds: ${feeds}\ntopic: "${topic}"\npoll: { allow_private: ["127.0.0.0/8"] }\n` +
      `digests:\n  - { id: daily, schedule: "0 7 * * *", channels: [files] }\nbackup: { path: backups }\n` +
      `channels:\n  files: { type: folder, path: out }\n${extra}`,
  );
  return file;
}

async function run(config: string, overrides: Partial<DoctorRequest> = {}): Promise<Map<string, Finding>> {
  const request = { config, env: {}, now: NOW, sample: 6, offline: false, deep: true, ...overrides };
  const findings = await examine(request);
  return new Map(findings.map((finding) => [`${finding.area}/${finding.subject}`, finding]));
}

describe('examine', () => {
  it('finds nothing wrong with a fresh installation, and makes nothing', async () => {
    const found = await run(
      configure(
        `  mail: { type: email, smtp: "smtp://127.0.0.1:${port}?tls=none", from: a@example.org, to: [b@example.org] }\n`,
      ),
    );
    expect([...found.values()].filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(found.get('feeds/a')?.found).toMatch(/^1 items/);
    expect(found.get('channels/mail')?.found).toMatch(/^email at 127\.0\.0\.1:\d+ reached/);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('tells a feed that cannot be read, and calls it wrong when all are like that', async () => {
    const url = (path: string): string => `"http://127.0.0.1:${port}${path}"`;
    const one = await run(configure('', `[{ id: a, url: ${url('/rss')} }]`));
    expect(one.get('feeds/a')?.state).toBe('ok');
    const down = await run(
      configure('', `[{ id: a, url: ${url('/none')} }, { id: b, url: "http://127.0.0.2:9/rss" }]`),
    );
    expect(down.get('feeds/a')).toMatchObject({
      state: 'wrong',
      found: expect.stringMatching(/^not-found/) as string,
      advice: expect.stringContaining('probe a') as string,
    });
    expect(down.get('feeds/b')?.state).toBe('wrong');
  });

  it('works offline and says what was not tried', async () => {
    const found = await run(configure(), { offline: true });
    expect(found.get('network/DNS')).toMatchObject({ state: 'unknown' });
    expect(found.get('feeds/sample')).toMatchObject({ state: 'unknown' });
    expect(isWrong([...found.values()])).toBe(false);
  });

  it('says without a resolver that there is no network, and does not blame the feeds', async () => {
    const found = await run(configure('', `[{ id: a, url: "https://no-such-host.invalid/rss" }]`));
    expect(found.get('network/DNS')?.state).toBe('warning');
    expect(found.get('feeds/sample')?.state).toBe('unknown');
  });

  it('names a damaged database, a suspended channel and a folder that cannot be written', async () => {
    const config = configure('  other: { type: folder, path: "/dev/null/out" }\n');
    const path = join(folder, 'data', 'pactwatch.db');
    const db = openWorld(path);
    new ChannelTable(db).suspend('files', NOW, 'disk', 'no room');
    db.close();
    const before = readFileSync(path);
    const found = await run(config);
    expect(found.get('channels/files')).toMatchObject({
      state: 'wrong',
      advice: 'Mend it, then: pactwatch outbox retry --channel files',
    });
    expect(found.get('channels/other')?.state).toBe('wrong');
    expect(found.get('database/integrity')?.state).toBe('ok');
    expect(found.get('database/daemon')?.state).toBe('warning');
    expect(readFileSync(path).equals(before)).toBe(true);
    const damaged = Buffer.from(before).fill(0x5a, 4096, 60_000);
    writeFileSync(path, damaged);
    const broken = [...(await run(config)).values()].filter(
      ({ area, state }) => area === 'database' && state === 'wrong',
    );
    expect(broken[0]?.advice).toContain('pactwatch restore');
    expect(readFileSync(path).equals(damaged)).toBe(true);
  });

  it('shows a wrong configuration with every complaint, and still looks at the machine', async () => {
    const file = configure();
    writeFileSync(file, `${readFileSync(file, 'utf8')}\nwrong_key: 1\npoll_: 2\n`);
    const findings = await examine({
      config: file,
      env: {},
      now: NOW,
      sample: 1,
      offline: true,
      deep: false,
    });
    expect(findings.filter(({ area, state }) => area === 'configuration' && state === 'wrong')).toHaveLength(
      2,
    );
    expect(findings.some(({ subject }) => subject === 'permissions')).toBe(true);
  });

  it('sees a clock that is wrong, and a zone that does not exist', async () => {
    const found = await run(configure(), {
      now: Date.UTC(2001, 0, 1),
      env: { TZ: 'Asia/Pyongyangg' },
      offline: true,
    });
    expect(found.get('machine/clock')?.state).toBe('wrong');
    expect(found.get('machine/time zones')?.state).toBe('warning');
  });

  it('tries one feed a host, spread over the list', () => {
    const feed = (id: string, host: string): Feed =>
      ({ id, url: `https://${host}/rss`, enabled: true }) as Feed;
    const feeds = [
      feed('a', 'x'),
      feed('b', 'x'),
      feed('c', 'y'),
      feed('d', 'z'),
      { ...feed('e', 'q'), enabled: false },
    ];
    expect(chooseSample(feeds, 2).map(({ id }) => id)).toEqual(['a', 'c']);
    expect(chooseSample(feeds, 9).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
    expect(chooseSample([], 3)).toEqual([]);
  });
});
