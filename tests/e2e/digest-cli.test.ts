// `digest` and `outbox` on the real command line: real process, real database, a real webhook receiver.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { openReceiver, type Receiver } from '../unit/deliver/receiver.ts';
import { openWorld, seed } from '../unit/flows/seed.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const TOPIC = fileURLToPath(new URL('../../config/topics/dprk-russia.yaml', import.meta.url));

let folder = '';
let status = 204;
let receiver: Receiver;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-cli-'));
  receiver = await openReceiver((_, response) => void response.writeHead(status).end());
  writeFileSync(
    join(folder, 'pactwatch.yaml'),
    `data: data
feeds: []
topic: ${TOPIC}
channels:
  files: { type: folder, path: data/digests }
  hook: { type: webhook, url: "${receiver.url}", secret: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw, allow_private: [127.0.0.1] }
digests:
  - { id: daily, name: Desk, schedule: "0 7 * * *", timezone: Asia/Seoul, channels: [files, hook] }
`,
  );
});

afterAll(async () => {
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

async function pactwatch(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args, '--config', join(folder, 'pactwatch.yaml')]);
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, out, err };
}

describe('pactwatch digest and outbox', () => {
  it('say what to do where there is no database yet', async () => {
    const { code, err } = await pactwatch('digest', 'list');
    expect(code).toBe(1);
    expect(err).toContain('pactwatch run');
  });

  it('preview in every form without writing anything', async () => {
    const db = openWorld(join(folder, 'data/pactwatch.db'));
    const at = Date.now() - 3_600_000;
    seed(db, [
      { id: 1, feed: 'yonhap', title: '북한 포탄, 나진항 떠나', story: 1, at },
      { id: 2, feed: 'nknews', title: 'Shells leave Rajin', story: 1, at },
    ]);
    db.close();
    for (const format of ['html', 'json', 'slack', 'ntfy']) {
      const { code, out } = await pactwatch('digest', 'preview', '--format', format);
      expect(code).toBe(0);
      expect(out).toContain('나진항 떠나');
      if (format !== 'html') expect(() => JSON.parse(out) as unknown).not.toThrow();
    }
    expect((await pactwatch('digest', 'list')).out).toBe('No digest was written yet.\n');
    const before = await pactwatch('digest', 'preview', '--at', '2020-01-01T07:00+09:00');
    expect(before.out).toContain('nothing on the subject');
  }, 120_000);

  it('refuse what makes no sense with exit code 2', async () => {
    for (const args of [
      ['digest', 'preview', 'weekly'],
      ['digest', 'preview', '--at', 'yesterday'],
      ['digest', 'preview', '--format', 'pdf'],
      ['outbox', 'drop'],
      ['outbox', 'retry', 'msg_1', '--all'],
    ])
      expect((await pactwatch(...args)).code).toBe(2);
  }, 60_000);

  it('send now, list, resend the same under the same ids, and show what was sent unchanged', async () => {
    const sent = await pactwatch('digest', 'send', 'daily', '--json');
    expect(sent.code).toBe(0);
    const { digest } = JSON.parse(sent.out) as { readonly digest: string };
    expect(receiver.received).toHaveLength(1);
    expect(readdirSync(join(folder, 'data/digests'))).toHaveLength(4);
    const [row] = JSON.parse((await pactwatch('digest', 'list', '--json')).out) as {
      readonly number: number;
      readonly id: string;
    }[];
    expect(row).toMatchObject({ number: 1, id: digest, status: 'queued', stories: 1 });
    const again = await pactwatch('digest', 'resend', '1', '--channel', 'hook', '--json');
    expect(JSON.parse(again.out)).toEqual({ digest: '1', messages: 1 });
    expect((await pactwatch('outbox', 'send')).out).toContain('Sent 1');
    const [first, second] = receiver.received;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.headers['pactwatch-possible-duplicate']).toBe('true');
    const shown = await pactwatch('digest', 'preview', digest, '--format', 'html');
    const file = readdirSync(join(folder, 'data/digests')).find((name) => name.endsWith('.html')) ?? '';
    expect(shown.out).toBe(readFileSync(join(folder, 'data/digests', file), 'utf8'));
  }, 60_000);

  it('list a suspended channel, resume it by retry, and drop by name', async () => {
    status = 410;
    await pactwatch('digest', 'resend', '1', '--channel', 'hook');
    // The notice of the suspension leaves through the folder in the same round.
    expect((await pactwatch('outbox', 'send')).out).toMatch(/^Sent 1, .* suspended channel 1\.$/m);
    const halted = await pactwatch('outbox', 'list');
    expect(halted.out).toMatch(/Channel hook is suspended since .* \(gone: answered 410/);
    status = 204;
    expect((await pactwatch('outbox', 'retry', '--channel', 'hook')).out).toContain('resumed: hook');
    expect((await pactwatch('outbox', 'send')).out).toContain('Sent 1');
    expect(readdirSync(join(folder, 'data/digests')).join()).toContain('notice-hook-');
    await pactwatch('digest', 'resend', '1', '--channel', 'hook');
    const waiting = JSON.parse((await pactwatch('outbox', 'list', '--json')).out) as {
      readonly messages: { readonly id: string }[];
    };
    const id = waiting.messages.at(-1)?.id ?? '';
    expect((await pactwatch('outbox', 'drop', id)).out).toBe('Dropped 1 message.\n');
    expect((await pactwatch('outbox', 'drop', id)).code).toBe(1);
  }, 120_000);

  it('say what became of a digest that is sent twice within a minute', async () => {
    for (const _ of [1, 2]) {
      const { code, out, err } = await pactwatch('digest', 'send', 'daily');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toMatch(/delivered ([12]) of \1 messages?\.$/m);
    }
  }, 60_000);

  it('leave delivery to a running daemon', async () => {
    const daemon = openDatabase(join(folder, 'data/pactwatch.db'), { exclusive: true });
    expect((await pactwatch('outbox', 'send')).out).toBe('A daemon is running and sends what is due.\n');
    const sent = await pactwatch('digest', 'send', '--json');
    daemon.close();
    expect(JSON.parse(sent.out)).toMatchObject({ delivered: null });
  }, 60_000);
});
