// What the outbox does with channels that are gone, clocks that were wrong, and trouble with the channel of a notice.
import { describe, expect, it } from 'vitest';
import { drainOutbox } from '../../../src/flows/sending/drain-outbox.ts';
import { ChannelTable } from '../../../src/store/channels.ts';
import { outboxWorld as world, SENT } from './outbox-world.ts';
import { HOUR, T0 } from './seed.ts';

describe('drainOutbox', () => {
  it('keeps messages of a channel that was taken out of the configuration until they are too old', async () => {
    const { add, drain, state, names, wait } = world({ hook: () => SENT });
    add('1', 'former');
    await drain();
    expect(state('1')).toMatchObject({ state: 'pending', attempts: 0 });
    wait(73 * HOUR);
    await drain();
    expect(state('1')).toMatchObject({ state: 'dead', lastCode: 'gone' });
    expect(state('1')?.lastDetail).toBe('the channel is not in the configuration');
    expect(names()).toEqual(['delivery.dead']);
  });

  it('sends what a clock that ran ahead had put off for years', async () => {
    const { add, drain, deps, delivered, wait } = world({ hook: () => SENT });
    wait(9000 * HOUR);
    add('1', 'hook');
    new ChannelTable(deps.db).pause('hook', T0 + 9001 * HOUR);
    wait(-9000 * HOUR);
    await drain();
    expect(delivered).toEqual(['hook 1']);
  });

  it('tells through a third channel that the one for a notice is suspended too, and comes to rest', async () => {
    const refused = () => ({ kind: 'suspend', code: 'auth', detail: 'answered 401' }) as const;
    const { add, drain, delivered, outbox } = world({ a: refused, b: refused, c: () => SENT });
    add('1', 'a');
    for (let round = 0; round < 5; round += 1) await drain();
    const about = outbox.list({ limit: 99 }).filter(({ kind }) => kind === 'notice');
    expect(about.map(({ channel, state }) => `${channel} ${state}`)).toEqual(['b pending', 'c sent']);
    expect(delivered).toHaveLength(3);
  });

  it('tells no trouble through a channel that is in trouble itself, where another works', async () => {
    const { add, drain, outbox } = world({
      a: () => ({ kind: 'retry', code: 'network', detail: 'refused' }),
      b: () => SENT,
      c: () => ({ kind: 'suspend', code: 'gone', detail: 'answered 410' }),
    });
    add('1', 'a');
    await drain();
    add('2', 'c');
    await drain();
    const about = outbox.list({ limit: 99 }).filter(({ kind }) => kind === 'notice');
    expect(about.map(({ channel, state }) => `${channel} ${state}`)).toEqual(['b sent']);
  });

  it('comes to rest where every channel is suspended', async () => {
    const refused = () => ({ kind: 'suspend', code: 'auth', detail: 'answered 401' }) as const;
    const { add, drain, delivered } = world({ a: refused, b: refused });
    add('1', 'a');
    for (let round = 0; round < 5; round += 1) await drain();
    expect(delivered).toHaveLength(2);
  });

  it('gives notices up after the configured age', async () => {
    const made = world({ hook: () => ({ kind: 'suspend', code: 'gone', detail: '410' }), other: () => SENT });
    made.add('1', 'hook');
    const deps = { ...made.deps, maxAgeMs: { digest: HOUR, alert: HOUR, notice: 7 * HOUR } };
    await drainOutbox(deps, new AbortController().signal);
    const notice = made.outbox.list({ limit: 9 }).find(({ kind }) => kind === 'notice');
    expect((notice?.expiresAt ?? 0) - (notice?.createdAt ?? 0)).toBe(7 * HOUR);
  });
});
