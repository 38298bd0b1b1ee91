// `pactwatch demo` on the real command line: the whole journey works offline and leaves what it says it leaves.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoSummary } from '../../src/demo/journey.ts';

const root = join(import.meta.dirname, '../..');

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function demo(...args: string[]): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, ['src/main.ts', 'demo', ...args], { cwd: root });
    const heard = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8');
      child[name].on('data', (chunk: string) => {
        heard[name] += chunk;
      });
    }
    child.on('close', (code) => done({ code, ...heard }));
  });
}

describe('pactwatch demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pactwatch-demo-test-'));
  const out = join(folder, 'out');
  let run: Run;
  let summary: DemoSummary;
  beforeAll(async () => {
    run = await demo('--json', '--out', out);
    summary = JSON.parse(run.stdout) as DemoSummary;
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('ends with 0 and a summary on standard output', () => {
    expect(run.code).toBe(0);
    expect(summary.folder).toBe(out);
    expect(summary.elapsed_ms).toBeLessThan(30_000);
  });

  it('polls twice: a moved, a gone, a failing and unchanged outlets, new items in the second round', () => {
    expect(summary.rounds[0]).toMatchObject({ feeds: 18, failed: 1, not_modified: 0, copies: 1 });
    expect(summary.rounds[1]).toMatchObject({ feeds: 17, failed: 1, not_modified: 2, items_changed: 1 });
    expect(summary.rounds[1]?.items_new).toBeGreaterThan(10);
    expect(run.stderr).toContain('moved for good (301)');
    expect(run.stderr).toContain('HTTP 410');
    expect(run.stderr).toContain('broken, read all the same');
  });

  it('shows why the soldiers are on the subject and the tourists are not', () => {
    const [, soldiers = '', tourists = ''] = run.stderr.split(
      /The Moscow Ledger: (?=Kim Jong Un hon|Russian tou)/,
    );
    expect(soldiers).toMatch(/verdict {3}on the subject/);
    expect(tourists).toMatch(/verdict {3}not on the subject/);
  });

  it('writes the digest in four forms, of several stories in several languages', () => {
    const endings = summary.digest.files.map((file) => file.slice(file.lastIndexOf('.')));
    expect(endings).toEqual(['.eml', '.html', '.json', '.txt']);
    for (const file of summary.digest.files) expect(existsSync(file)).toBe(true);
    expect(summary.digest.stories).toBeGreaterThan(5);
    expect(summary.digest.items).toBeGreaterThan(summary.digest.stories);
    expect(summary.digest.languages.length).toBeGreaterThanOrEqual(5);
    const text = readFileSync(summary.digest.files[3] ?? '', 'utf8');
    expect(text).toContain('Kim Jong Un honours soldiers');
    expect(text).not.toContain('Fish & chips');
  });

  it('delivers by mail and by a webhook whose signature verifies', () => {
    expect(summary.mail.to).toEqual(['desk@demo.example']);
    expect(readFileSync(join(out, 'received/mail.eml'), 'utf8')).toContain('To: desk@demo.example');
    expect(summary.webhook).toMatchObject({ verified: true, forgery_refused: true });
    const hook = JSON.parse(readFileSync(join(out, 'received/webhook.json'), 'utf8')) as {
      data: { id: string };
    };
    expect(hook.data.id).toBe(summary.digest.id);
  });

  it('keeps the secret of the webhook out of log and configuration', () => {
    const log = readFileSync(join(out, 'pactwatch.log'), 'utf8');
    expect(log).toContain('"event":"delivery.sent"');
    expect(log + readFileSync(join(out, 'pactwatch.yaml'), 'utf8')).not.toContain('whsec_');
  });

  it('fits 80 columns but for addresses and paths, without colour where it is not a terminal', () => {
    expect(run.stderr).not.toContain('\u001b[');
    const long = run.stderr.split('\n').filter((line) => line.length > 80 && !/https?:|\//.test(line));
    expect(long).toEqual([]);
  });

  it('refuses a folder that is not empty', async () => {
    const full = mkdtempSync(join(folder, 'full-'));
    writeFileSync(join(full, 'mine.txt'), 'mine');
    const refused = await demo('--out', full);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('is not empty');
  });
});
