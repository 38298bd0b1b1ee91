// Promises of the heartbeat: whole or not there; what is no heartbeat is none.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHeartbeat, removeHeartbeat, writeHeartbeat } from '../../../src/observe/heartbeat.ts';

const BEAT = { at: 2, startedAt: 1, version: '0.1.0', ready: true, problems: ['no feed was read'] };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pactwatch-beat-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the heartbeat', () => {
  it('is read as it was written, and leaves one file', () => {
    expect(writeHeartbeat(folder, BEAT)).toBe(true);
    expect(readHeartbeat(folder)).toEqual(BEAT);
    expect(readdirSync(folder)).toEqual(['heartbeat.json']);
  });

  it('is gone after a clean end, and was never there in an empty folder', () => {
    expect(readHeartbeat(folder)).toBeNull();
    writeHeartbeat(folder, BEAT);
    removeHeartbeat(folder);
    expect(readHeartbeat(folder)).toBeNull();
  });

  it('is none where the file holds something else', () => {
    for (const text of ['', '{', '[]', '{"at":"soon"}', 'null']) {
      writeFileSync(join(folder, 'heartbeat.json'), text);
      expect(readHeartbeat(folder)).toBeNull();
    }
  });

  it('cannot be written where there is no folder, and says so', () => {
    expect(writeHeartbeat(join(folder, 'none'), BEAT)).toBe(false);
  });

  it('that cannot be removed does not spoil a clean end', () => {
    mkdirSync(join(folder, 'heartbeat.json'));
    expect(() => removeHeartbeat(folder)).not.toThrow();
  });
});
