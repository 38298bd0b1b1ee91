// A job that fails every few seconds does not fill the log; its recovery is said.
import { describe, expect, it } from 'vitest';
import { JobFailures } from '../../../src/flows/job-failures.ts';
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

  it('of a full disk are one trouble, over when every job that met it writes again', () => {
    const { events, names } = recordEvents();
    const failures = new JobFailures(events, '/data/pactwatch.db');
    for (let time = 0; time < 4; time++) for (const job of ['poll', 'deliver']) failures.failed(job, full());
    expect(names()).toEqual(['db.full', 'db.full', 'db.full', 'db.full']);
    failures.succeeded('watch');
    failures.succeeded('poll');
    expect(names()).toHaveLength(4);
    failures.succeeded('deliver');
    expect(names().at(-1)).toBe('db.writable');
  });
});
