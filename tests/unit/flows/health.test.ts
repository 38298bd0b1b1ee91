// Promises of the verdict about work: it speaks where work that should be done is not, and is silent elsewhere.
import { describe, expect, it } from 'vitest';
import { decideHealth, decideLive, decideReady, judgeHeartbeat } from '../../../src/flows/keeping/health.ts';
import { readWorkFacts, type WorkFacts } from '../../../src/store/work.ts';
import { HOUR, openWorld, T0 } from './seed.ts';

const MINUTE = 60_000;
const LIMITS = { noSuccessMs: 2 * HOUR, outboxAgeMs: 6 * HOUR };
const WELL: WorkFacts = {
  feeds: 40,
  lastSuccessAt: T0 - MINUTE,
  lastFailureAt: T0 - 2 * MINUTE,
  oldestDueAt: null,
  digests: [{ id: 'daily', nextDueAt: T0 + HOUR }],
  lastDigestAt: null,
  outbox: [],
};
const judge = (facts: Partial<WorkFacts>, startedAt = 0) =>
  decideHealth({ ...WELL, ...facts }, LIMITS, { now: T0, startedAt });

describe('decideHealth', () => {
  it('is content while feeds are read, digests queued and messages sent', () => {
    expect(judge({})).toEqual({ healthy: true, problems: [] });
  });

  it('speaks when every poll fails for longer than allowed', () => {
    const { healthy, problems } = judge({ lastSuccessAt: T0 - 3 * HOUR, lastFailureAt: T0 - MINUTE });
    expect(healthy).toBe(false);
    expect(problems).toEqual([
      'no feed was read since 2026-11-24T04:00:00Z, though it was tried: is the network there?',
    ]);
  });

  it('speaks when feeds are due and nobody polls', () => {
    const { problems } = judge({
      lastSuccessAt: T0 - 9 * HOUR,
      lastFailureAt: null,
      oldestDueAt: T0 - 3 * HOUR,
    });
    expect(problems).toEqual([
      'no feed was read since 2026-11-23T22:00:00Z, though feeds are due since 2026-11-24T04:00:00Z',
    ]);
  });

  it('is content where no feed should have been read: none is configured, or all are due later', () => {
    expect(judge({ feeds: 0, lastSuccessAt: null }).healthy).toBe(true);
    expect(judge({ lastSuccessAt: T0 - 9 * HOUR, lastFailureAt: null }).healthy).toBe(true);
  });

  it('gives a daemon that has just started the time its limits allow', () => {
    const late = {
      lastSuccessAt: T0 - 9 * HOUR,
      lastFailureAt: T0,
      digests: [{ id: 'daily', nextDueAt: T0 - HOUR }],
    };
    expect(judge(late, T0 - 5 * MINUTE).healthy).toBe(true);
    expect(judge(late, T0 - 3 * HOUR).healthy).toBe(false);
  });

  it('names the digest that was due and is not queued', () => {
    expect(judge({ digests: [{ id: 'daily', nextDueAt: T0 - 11 * MINUTE }] }).problems).toEqual([
      'digest daily was due at 2026-11-24T06:49:00Z and is not queued',
    ]);
    expect(judge({ digests: [{ id: 'daily', nextDueAt: T0 - 9 * MINUTE }] }).healthy).toBe(true);
  });

  it('names the channel whose messages grow old, and that it is suspended', () => {
    const waiting = { channel: 'mail', waiting: 3, oldestAt: T0 - 7 * HOUR };
    expect(judge({ outbox: [{ ...waiting, suspended: true }] }).problems[0]).toMatch(
      /^channel mail: 3 messages wait.*outbox retry/,
    );
    expect(judge({ outbox: [{ ...waiting, oldestAt: T0 - HOUR, suspended: false }] }).healthy).toBe(true);
  });
});

describe('readWorkFacts', () => {
  it('reads what the tables say of feeds, digests in force and waiting messages', () => {
    const db = openWorld();
    db.prepare(`UPDATE feed_state SET last_success_at = ?, last_poll_at = ? WHERE feed_id <> 'haaretz'`).run(
      T0,
      T0,
    );
    db.prepare(`UPDATE feed_state SET last_poll_at = ?, failures = 3, next_poll_at = ?`).run(
      T0 + 5,
      T0 + HOUR,
    );
    db.prepare(`UPDATE feed_state SET failures = 0 WHERE feed_id <> 'haaretz'`).run();
    db.prepare(
      `INSERT INTO subscription (id, watermark, covered_until, next_due_at, schedule, started_at)
       VALUES ('daily', 0, 0, ?, '', 0), ('gone', 0, 0, 1, '', 0)`,
    ).run(T0 + HOUR);
    db.prepare(
      `INSERT INTO message (id, seq, kind, channel, recipient, part, parts, body, state, created_at, next_attempt_at, expires_at)
       VALUES ('a', 1, 'digest', 'mail', '', 1, 1, '', 'pending', 5, 0, 0), ('b', 2, 'digest', 'mail', '', 1, 1, '', 'sent', 1, 0, 0)`,
    ).run();
    expect(readWorkFacts(db, ['daily'], T0)).toEqual({
      feeds: 6,
      lastSuccessAt: T0,
      lastFailureAt: T0 + 5,
      oldestDueAt: null,
      digests: [{ id: 'daily', nextDueAt: T0 + HOUR }],
      lastDigestAt: null,
      outbox: [{ channel: 'mail', waiting: 1, oldestAt: 5, suspended: false }],
    });
  });
});

describe('what the health command says', () => {
  const beat = { at: T0, startedAt: T0 - HOUR, version: '0.1.0', ready: true, problems: [] };

  it('is healthy only on a fresh sign of life without problems', () => {
    expect(judgeHeartbeat(beat, T0 + 30_000).healthy).toBe(true);
    expect(judgeHeartbeat(beat, T0 + 61_000).healthy).toBe(false);
    expect(judgeHeartbeat({ ...beat, ready: false }, T0).healthy).toBe(false);
    expect(judgeHeartbeat({ ...beat, problems: ['x'] }, T0)).toEqual({ healthy: false, problems: ['x'] });
    expect(judgeHeartbeat(null, T0).problems).toEqual(['no daemon runs on this data folder']);
  });

  it('says that the loop turns, and that requests can be served', () => {
    expect(decideLive(MINUTE).healthy).toBe(true);
    expect(decideLive(3 * MINUTE).problems).toEqual(['the last tick was 180 s ago']);
    expect(decideReady({ databaseOpen: true, schema: 1, expectedSchema: 1 }).healthy).toBe(true);
    expect(decideReady({ databaseOpen: true, schema: 1, expectedSchema: 2 }).problems).toEqual([
      'the database has schema 1, this version needs 2',
    ]);
    expect(decideReady({ databaseOpen: false, schema: 0, expectedSchema: 2 }).problems).toEqual([
      'the database is not open',
    ]);
  });
});
