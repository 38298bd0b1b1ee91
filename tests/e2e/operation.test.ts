// Operation on the real command line: backup, restore, health and doctor as a person or a container runs them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeHeartbeat } from '../../src/observe/heartbeat.ts';
import { openDatabase, takeLock } from '../../src/store/database.ts';

const MAIN = join(process.cwd(), 'src/main.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-operation-'));
  const topic = join(process.cwd(), 'config/topics/dprk-russia.yaml');
  writeFileSync(
    join(folder, 'pactwatch.yaml'),
    `data: data\nfeeds: [{ id: a, url: feed.xml }]\ntopic: "${topic}"\nchannels: { files: { type: folder, path: out } }\n` +
      'digests:\n  - { id: daily, schedule: "0 7 * * *", channels: [files] }\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function pactwatch(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PACTWATCH_CONFIG: join(folder, 'pactwatch.yaml'), PACTWATCH_DATA: '' },
  });
  return { status, stdout, stderr };
}

function makeDatabase(): string {
  const path = join(folder, 'data', 'pactwatch.db');
  openDatabase(path, { exclusive: true }).close();
  return path;
}

describe('backup and restore', { timeout: 120_000 }, () => {
  it('go there and back on the command line', () => {
    const path = makeDatabase();
    const written = pactwatch('backup', 'copies/', '--json');
    expect(written.status, written.stderr).toBe(0);
    const report = JSON.parse(written.stdout) as { path: string; counts: Record<string, number> };
    expect(report).toMatchObject({ counts: { item: 0 }, removed: [] });
    const dry = pactwatch('restore', report.path, '--dry-run');
    expect(dry.stdout).toContain('This was a dry run: nothing was changed.');
    rmSync(path);
    const restored = pactwatch('restore', report.path, '--json');
    expect(restored.status, restored.stderr).toBe(0);
    expect(JSON.parse(restored.stdout)).toMatchObject({ former: 'none', dry_run: false, held: false });
    expect(existsSync(path)).toBe(true);
    expect(pactwatch('restore', report.path).stdout).toMatch(/kept as .*before-restore-/);
  });

  it('rotate in a folder and refuse what cannot be done, in one line', () => {
    expect(pactwatch('backup', 'x.db')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^There is no database .* yet: nothing to back up\.\n$/) as string,
    });
    const path = makeDatabase();
    expect(pactwatch('backup').status).toBe(2);
    expect(pactwatch('backup', 'copies/', '--keep', '0').status).toBe(2);
    expect(pactwatch('backup', 'x.db').status).toBe(0);
    expect(pactwatch('backup', 'x.db')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('exists already') as string,
    });
    const lock = takeLock(path);
    expect(pactwatch('backup', 'y.db').status).toBe(0);
    expect(pactwatch('restore', 'y.db')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('needs the daemon stopped') as string,
    });
    lock.close();
    expect(pactwatch('restore', 'none.db')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('There is no backup') as string,
    });
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });
});

describe('health', { timeout: 120_000 }, () => {
  it('answers from the sign of life alone', () => {
    expect(pactwatch('health')).toMatchObject({
      status: 1,
      stdout: 'unhealthy: no daemon runs on this data folder\n',
    });
    makeDatabase();
    const beat = { at: Date.now(), startedAt: Date.now(), version: '0.1.0', ready: true, problems: [] };
    writeHeartbeat(join(folder, 'data'), beat);
    expect(pactwatch('health')).toMatchObject({ status: 0, stdout: 'healthy\n' });
    writeHeartbeat(join(folder, 'data'), { ...beat, problems: ['no feed was ever read'] });
    expect(pactwatch('health', '--json')).toMatchObject({
      status: 1,
      stdout: '{"healthy":false,"problems":["no feed was ever read"]}\n',
    });
  });
});

describe('doctor', { timeout: 120_000 }, () => {
  it('prints a page for people and an object for programs, with the exit code to match', () => {
    writeFileSync(join(folder, 'feed.xml'), '<rss version="2.0"><channel><title>A</title></channel></rss>');
    const page = pactwatch('doctor', '--offline');
    expect(page.status, page.stdout).toBe(0);
    expect(page.stdout).toMatch(/^Machine\n {2}ok/);
    expect(page.stdout).toMatch(/Nothing is wrong.*\n$/);
    rmSync(join(folder, 'feed.xml'));
    writeFileSync(join(folder, 'out'), 'a file where a folder should be');
    const wrong = pactwatch('doctor', '--offline', '--json');
    expect(wrong.status).toBe(1);
    const { healthy, findings } = JSON.parse(wrong.stdout) as {
      healthy: boolean;
      findings: { subject: string; state: string }[];
    };
    expect(healthy).toBe(false);
    expect(findings.find(({ subject }) => subject === 'files')?.state).toBe('wrong');
    writeFileSync(join(folder, 'pactwatch.yaml'), 'nonsense: true\n');
    expect(pactwatch('doctor', '--offline').status).toBe(2);
  });
});
