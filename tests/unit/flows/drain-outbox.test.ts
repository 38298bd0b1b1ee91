// Promises of the outbox: order, independence of channels, same ids, nothing burnt on a suspended channel, notices.
import { describe, expect, it } from 'vitest';
import { drainOutbox, recoverOutbox } from '../../../src/flows/sending/drain-outbox.ts';
import { Secret } from '../../../src/lib/secret.ts';
import type { ChannelSettings } from '../../../src/model/settings.ts';
import { ChannelTable } from '../../../src/store/channels.ts';
import { BUSY, outboxWorld as world, SENT } from './outbox-world.ts';
import { HOUR, T0 } from './seed.ts';

describe('drainOutbox', () => {
  it('sends in order and records every attempt', async () => {
    const { add, drain, delivered, outbox, state } = world({ a: () => SENT });
    for (const id of ['1', '2', '3']) add(id, 'a');
    expect(await drain()).toEqual({ sent: 3, retried: 0, dead: 0, suspended: 0 });
    expect(delivered).toEqual(['a 1', 'a 2', 'a 3']);
    expect(state('1')).toMatchObject({ state: 'sent', receipt: 'ok', attempts: 1 });
    expect(outbox.attempts('1')).toMatchObject([{ outcome: 'sent', detail: 'ok' }]);
    expect(await drain()).toMatchObject({ sent: 0 });
  });

  it('keeps the order to a recipient while its first message waits, and holds up nobody else', async () => {
    let busy = true;
    const { add, drain, delivered, wait } = world({
      mail: ({ recipient }) => (busy && recipient === 'slow@x' ? BUSY : SENT),
    });
    add('s1', 'mail', 'slow@x');
    add('s2', 'mail', 'slow@x');
    add('q1', 'mail', 'quick@x');
    await drain();
    expect(delivered).toEqual(['mail s1', 'mail q1']);
    busy = false;
    wait(HOUR);
    await drain();
    expect(delivered.slice(2)).toEqual(['mail s1', 'mail s2']);
  });

  it('lets no slow channel delay another', async () => {
    let release: (() => void) | undefined;
    const { add, drain, state } = world({
      slow: async () => {
        await new Promise<void>((done) => {
          release = done;
        });
        return SENT;
      },
      quick: () => SENT,
    });
    add('1', 'slow');
    add('2', 'quick');
    const running = drain();
    await new Promise((done) => setTimeout(done, 20));
    expect(state('2')?.state).toBe('sent');
    expect(state('1')?.state).toBe('sending');
    add('3', 'quick');
    await expect.poll(() => state('3')?.state, { timeout: 5000 }).toBe('sent');
    expect(state('1')?.state).toBe('sending');
    release?.();
    expect(await running).toMatchObject({ sent: 3 });
  });

  it('comes back no sooner than the receiver asked, and holds the whole channel meanwhile', async () => {
    const { add, drain, delivered, state, wait } = world({
      a: () => ({ kind: 'retry', code: 'rate-limited', detail: '429', retryAfterMs: 90_000 }),
    });
    add('1', 'a');
    add('2', 'a');
    await drain();
    expect(state('1')).toMatchObject({ state: 'pending', nextAttemptAt: T0 + 90_000 });
    wait(89_000);
    await drain();
    expect(delivered).toEqual(['a 1']);
  });

  it('suspends the channel on a refused credential: nothing is burnt, one error, a notice elsewhere', async () => {
    const { add, drain, delivered, state, deps, names, wait } = world({
      hook: () => ({ kind: 'suspend', code: 'auth', detail: 'answered 401' }),
      other: () => SENT,
    });
    for (const id of ['1', '2', '3']) add(id, 'hook');
    await drain();
    await drain();
    wait(HOUR);
    await drain();
    expect(delivered.filter((line) => line.startsWith('hook'))).toEqual(['hook 1']);
    expect(state('1')).toMatchObject({ state: 'pending', attempts: 0, lastCode: 'auth' });
    expect(names().filter((name) => name === 'delivery.suspended')).toHaveLength(1);
    expect(delivered.filter((line) => line.startsWith('other'))).toHaveLength(1);
    expect(new ChannelTable(deps.db).state('hook')).toMatchObject({ suspendedAt: T0, code: 'auth' });
  });

  it('tries a suspended channel again once its settings change', async () => {
    const { add, drain, deps, names } = world({
      hook: () => ({ kind: 'suspend', code: 'gone', detail: '410' }),
    });
    recoverOutbox(deps);
    add('1', 'hook');
    await drain();
    recoverOutbox(deps);
    expect(new ChannelTable(deps.db).state('hook').suspendedAt).not.toBeNull();
    const settings = {
      hook: { ...deps.settings['hook'], url: new Secret('https://new.example') } as ChannelSettings,
    };
    recoverOutbox({ ...deps, settings });
    expect(new ChannelTable(deps.db).state('hook').suspendedAt).toBeNull();
    expect(names()).toContain('delivery.resumed');
  });

  it('gives a message up when it is too old, and not before one more attempt', async () => {
    const { add, drain, state, wait, names } = world({ a: () => BUSY });
    add('1', 'a');
    await drain();
    wait(73 * HOUR);
    await drain();
    expect(state('1')).toMatchObject({ state: 'dead', attempts: 2, lastCode: 'server-error' });
    expect(names()).toEqual(['delivery.retry', 'delivery.dead']);
  });

  it('gives a refused message up at once, keeps it, and goes on', async () => {
    const { add, drain, state, outbox, wait } = world({
      a: ({ id }) =>
        id === 'bad' ? { kind: 'dead', code: 'rejected', detail: '400 invalid_payload' } : SENT,
    });
    add('bad', 'a');
    add('good', 'a');
    await drain();
    expect(state('bad')?.state).toBe('dead');
    expect(state('good')?.state).toBe('sent');
    wait(HOUR);
    expect(outbox.retry({ id: 'bad' }, T0 + HOUR, HOUR)).toBe(1);
    expect(state('bad')?.state).toBe('pending');
    expect(outbox.drop({ id: 'bad' })).toBe(1);
    expect(state('bad')?.state).toBe('dropped');
  });

  it('gives messages of a killed process back under the same id, marked as possibly doubled', async () => {
    const seen: boolean[] = [];
    const { add, drain, deps, outbox, names } = world({
      a: ({ possibleDuplicate }) => {
        seen.push(possibleDuplicate);
        return SENT;
      },
    });
    add('1', 'a');
    outbox.claim('a', T0, T0 + 300_000);
    await drain();
    expect(seen).toEqual([]);
    expect(recoverOutbox(deps)).toBe(1);
    await drain();
    expect(seen).toEqual([true]);
    expect(names()).toEqual(['delivery.uncertain', 'delivery.sent']);
  });

  it('does not count an attempt that the end of the daemon cut short', async () => {
    const stop = new AbortController();
    const { add, deps, state } = world({
      a: () => {
        stop.abort();
        return { kind: 'retry', code: 'network', detail: 'stopped' };
      },
    });
    add('1', 'a');
    await drainOutbox({ ...deps, graceMs: 0 }, stop.signal);
    expect(state('1')).toMatchObject({ state: 'pending', attempts: 0, possibleDuplicate: true });
  });

  it('lets an attempt end that is under way when the daemon stops, and begins no other', async () => {
    const stop = new AbortController();
    const { add, deps, state } = world({
      a: async (_, signal) => {
        stop.abort();
        await new Promise((done) => setTimeout(done, 50));
        expect(signal.aborted).toBe(false);
        return SENT;
      },
    });
    add('1', 'a');
    add('2', 'a');
    await drainOutbox(deps, stop.signal);
    expect([state('1')?.state, state('2')?.state]).toEqual(['sent', 'pending']);
  });

  it('survives a fault in a channel: the message is given up loudly, the daemon goes on', async () => {
    const { add, drain, state } = world({
      a: () => {
        throw new TypeError('boom');
      },
      b: () => SENT,
    });
    add('1', 'a');
    add('2', 'b');
    await drain();
    expect(state('1')).toMatchObject({ state: 'dead', lastDetail: expect.stringContaining('boom') });
    expect(state('2')?.state).toBe('sent');
  });
});
