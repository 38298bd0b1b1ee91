// A day of the daemon in short: it polls, is healthy, is alone on its data, takes up a good configuration, keeps the old
// one for a bad one, delivers what a command beside it writes, and ends when told to.
import type { ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCommandWorld, pactwatch, type Ran, start, type World } from './command.ts';

let world: World;
let daemon: ChildProcess;
let ended: Promise<number | null>;
const lines: Record<string, unknown>[] = [];
let stderr = '';

beforeAll(async () => {
  world = await openCommandWorld();
  daemon = start(['run'], { cwd: world.folder, env: { PACTWATCH_CONFIG: world.config } });
  ended = new Promise((resolve) => daemon.on('close', resolve));
  let rest = '';
  daemon.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(JSON.parse(part) as Record<string, unknown>);
  });
  daemon.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
});
afterAll(async () => {
  daemon.kill('SIGKILL');
  await ended;
  world.close();
});

async function run(...args: string[]): Promise<Ran> {
  return pactwatch(args, { cwd: world.folder, env: { PACTWATCH_CONFIG: world.config } });
}

async function until<T>(what: string, look: () => T | null | undefined | false): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(
    `never: ${what}; stderr: ${stderr}; log: ${lines.map(({ event }) => String(event)).join(' ')}`,
  );
}

const event = (name: string): Record<string, unknown> | undefined =>
  lines.find((line) => line['event'] === name);

describe('a daemon', () => {
  it('polls its feeds at start and says so in one JSON line per event', async () => {
    const round = await until('a round', () => event('poll.round'));
    expect(round).toMatchObject({
      level: 'info',
      service: 'pactwatch',
      feeds: 2,
      failed: 1,
      items_new: 2,
      tagged: 1,
    });
    expect(lines.map((line) => line['event']).slice(0, 4)).toEqual([
      'app.started',
      'topic.loaded',
      'db.opened',
      'app.ready',
    ]);
  }, 60_000);

  it.runIf(process.platform === 'linux')(
    'stays where memory runs out: a command beside it goes first',
    async () => {
      const score = (pid: number | string | undefined): number =>
        Number(readFileSync(`/proc/${pid}/oom_score_adj`, 'utf8'));
      const beside = start(['tag'], { cwd: world.folder });
      try {
        await until('a command that gives way', () => score(beside.pid) === 1000);
        expect(score(daemon.pid)).toBe(score('self'));
      } finally {
        beside.kill('SIGKILL');
      }
    },
  );

  it('is healthy, and alone on its data', async () => {
    await until('a heartbeat', () => existsSync(join(world.folder, 'data/heartbeat.json')));
    expect(await run('health', '--json')).toMatchObject({ code: 0, out: '{"healthy":true,"problems":[]}\n' });
    for (const second of [['run'], ['poll']]) {
      const refused = await run(...second);
      expect(refused.code).toBe(1);
      expect(`${refused.out}${refused.err}`).toMatch(
        /Another Pactwatch is using .*pactwatch\.db\. Stop it first/,
      );
      expect(refused.err).not.toContain('    at ');
    }
  }, 60_000);

  it('lets commands look and write beside it, and delivers what they write', async () => {
    expect(JSON.parse((await run('outbox', 'list', '--json')).out)).toMatchObject({ messages: [] });
    const sent = await run('digest', 'send', 'daily', '--json');
    expect(sent.code, sent.err).toBe(0);
    expect(JSON.parse(sent.out)).toMatchObject({ delivered: null });
    const folder = join(world.folder, 'data/digests');
    await until(
      'a digest',
      () => existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.html')),
    );
    await until('its delivery', () => event('delivery.sent'));
  }, 60_000);

  it('takes up a changed configuration on SIGHUP, and keeps the one in force when the next is wrong', async () => {
    world.configure({ poll: ', concurrency: 7' });
    daemon.kill('SIGHUP');
    const reloaded = await until('a reload', () => event('config.reloaded'));
    expect(String(reloaded['changes'])).toContain('concurrency');
    await until('a second opening', () => lines.filter((line) => line['event'] === 'app.ready').length === 2);
    world.configure({ poll: ', concurrency: none' });
    daemon.kill('SIGHUP');
    const rejected = await until('a rejection', () => event('config.rejected'));
    expect(rejected).toMatchObject({ level: 'error' });
    expect(String(rejected['complaints'])).toMatch(/pactwatch\.yaml:\d+.*concurrency/);
    expect(daemon.exitCode).toBeNull();
    world.configure({ poll: ', concurrency: 7' });
    daemon.kill('SIGHUP');
    await until('the word that it is right again', () => event('config.mended'));
  }, 60_000);

  it('ends with 0 within ten seconds of SIGTERM, and leaves everything whole', async () => {
    const startedAt = Date.now();
    daemon.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(lines.at(-1)).toMatchObject({ event: 'app.stopped' });
    expect(stderr).toBe('');
    expect((await run('check')).code).toBe(0);
    expect((await run('health')).code).toBe(1);
  }, 60_000);
});
