// A job that fails every few seconds does not fill the log; its recovery is said.
import { describe, expect, it } from 'vitest';
import { JobFailures } from '../../../src/flows/keeping/job-failures.ts';
import { recordEvents } from './seed.ts';

const full = (): Error => Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });

describe('failures of jobs', () => {
  it('are logged at the 1st, 2nd, 4th and 8th, and the recovery once', () => {
    const { events, names } = recordEvents();
    const failures = new JobFailures(events, '/data/pactwatch.db');
    for (let time = 0; time < 9; time++) failures.failed('poll', new Error('no'));
    failures.succeeded('deliver');
    failures.succeeded('poll');
    failures.succeeded('poll');
    expect(names()).toEqual(['job.failed', 'job.failed', 'job.failed', 'job.failed', 'job.recovered']);
  });

  it('hinder the work when a job fails again and again', () => {
    const failures = new JobFailures(recordEvents().events, '/data/pactwatch.db');
    for (let time = 0; time < 5; time++) failures.failed('poll', new Error('no'));
    expect(failures.problems()).toEqual([]);
    failures.failed('poll', new Error('no'));
    expect(failures.problems()).toEqual(['the job poll failed 6 times in a row: see the log']);
    failures.succeeded('poll');
    expect(failures.problems()).toEqual([]);
  });

  it('of a damaged database say what to do, at once and for as long as the process runs', () => {
    const failures = new JobFailures(recordEvents().events, '/data/pactwatch.db');
    const error = Object.assign(new Error('malformed'), { code: 'SQLITE_CORRUPT_VTAB' });
    failures.failed('poll', error);
    failures.succeeded('poll');
    expect(failures.problems().join()).toMatch(/\/data\/pactwatch.db is damaged.*pactwatch restore/);
  });

  it('of a full disk are one trouble, over when every job that met it writes again', () => {
    const { events, names } = recordEvents();
    const failures = new JobFailures(events, '/data/pactwatch.db');
    for (let time = 0; time < 4; time++) for (const job of ['poll', 'deliver']) failures.failed(job, full());
    expect(names()).toEqual(['db.full', 'db.full', 'db.full', 'db.full']);
    failures.succeeded('watch');
    failures.succeeded('poll');
    expect(names()).toHaveLength(4);
    expect(failures.problems()).toEqual(['the disk is full: nothing is stored until there is room']);
    failures.succeeded('deliver');
    expect(names().at(-1)).toBe('db.writable');
    expect(failures.problems()).toEqual([]);
  });

  it('of a volume that turned read-only, or a disk that fails, are one trouble that names it', () => {
    const { events, names } = recordEvents();
    const failures = new JobFailures(events, '/data/pactwatch.db');
    for (const [job, code] of [
      ['poll', 'SQLITE_IOERR_WRITE'],
      ['digest', 'SQLITE_READONLY'],
      ['deliver', 'SQLITE_CANTOPEN'],
    ] as const)
      failures.failed(job, Object.assign(new Error('disk I/O error'), { code }));
    expect(names()).toEqual(['db.unwritable', 'db.unwritable']);
    expect(failures.problems()).toEqual([
      'the database cannot be written: see whether its volume is read-only or its disk fails',
    ]);
    for (const job of ['poll', 'digest', 'deliver']) failures.succeeded(job);
    expect(names().at(-1)).toBe('db.writable');
    expect(failures.problems()).toEqual([]);
  });
});
