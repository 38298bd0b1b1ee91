// Who left can be listed, taken off by hand and put back, and the signed link is good for one list of one person only.
import { describe, expect, it } from 'vitest';
import { listUnsubscribed, readmit, takeOff } from '../../../src/flows/sending/manage-unsubscribed.ts';
import { signUnsubscribe, verifyUnsubscribe } from '../../../src/outbox/unsubscribe.ts';
import { openWorld, recordEvents, T0 } from './seed.ts';

describe('who left', () => {
  it('is listed, put back on all or on one list, and logged once for each', () => {
    const db = openWorld();
    const { events, names } = recordEvents();
    expect(takeOff(db, events, 'Desk <Desk@Example.org>', ['daily', 'alert-urgent'], T0)).toHaveLength(2);
    expect(takeOff(db, events, 'desk@example.org', ['daily'], T0 + 1)).toEqual([]);
    expect(listUnsubscribed(db)).toEqual([
      { subscriptionId: 'alert-urgent', recipient: 'desk@example.org', at: T0 },
      { subscriptionId: 'daily', recipient: 'desk@example.org', at: T0 },
    ]);
    expect(readmit(db, events, 'DESK@example.org', 'daily')).toEqual(['daily']);
    expect(readmit(db, events, 'desk@example.org', null)).toEqual(['alert-urgent']);
    expect(readmit(db, events, 'desk@example.org', null)).toEqual([]);
    expect(listUnsubscribed(db)).toEqual([]);
    expect(names()).toEqual([
      'recipient.unsubscribed',
      'recipient.unsubscribed',
      'recipient.readmitted',
      'recipient.readmitted',
    ]);
  });

  it('cannot be made to leave another list: a token tells its own and no change of it holds', () => {
    const token = signUnsubscribe({ subscriptionId: 'daily', recipient: 'a@example.org' }, 'secret');
    const [version, , signature] = token.split('.');
    const other = Buffer.from(JSON.stringify(['weekly', 'a@example.org'])).toString('base64url');
    expect(verifyUnsubscribe(token, 'secret')?.subscriptionId).toBe('daily');
    expect(verifyUnsubscribe(token, 'another secret')).toBeNull();
    expect(verifyUnsubscribe(`${version}.${other}.${signature}`, 'secret')).toBeNull();
    for (let at = 0; at < token.length; at += 1) {
      const sign = token[at] === 'A' ? 'B' : 'A';
      expect(verifyUnsubscribe(token.slice(0, at) + sign + token.slice(at + 1), 'secret')).toBeNull();
    }
  });
});
