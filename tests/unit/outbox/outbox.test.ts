// Promises of the outbox rules: names that never change, quiet hours on local clocks, tokens, settings seen to change.
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/lib/secret.ts';
import { mailMessageId, messageId, threadId } from '../../../src/outbox/message-id.ts';
import { quietUntil } from '../../../src/outbox/quiet.ts';
import { MAX_AGE_MS, planRetry } from '../../../src/outbox/retry.ts';
import { settingsHash } from '../../../src/outbox/settings-hash.ts';
import { normaliseRecipient, verifyUnsubscribe } from '../../../src/outbox/unsubscribe.ts';

const NAME = {
  documentId: 'daily/2026-11-25T07:00',
  channel: 'mail',
  recipient: 'A@example.org',
  part: 1,
};

describe('message ids', () => {
  it('are the same for the same message and another for any other', () => {
    const id = messageId(NAME);
    expect(messageId({ ...NAME })).toBe(id);
    expect(id).toMatch(/^msg_[0-9a-f]{24}$/);
    const others = [
      { documentId: 'daily/2026-11-26T07:00' },
      { channel: 'x' },
      { recipient: 'b' },
      { part: 2 },
    ];
    const all = others.map((other) => messageId({ ...NAME, ...other }));
    expect(new Set([id, ...all]).size).toBe(5);
  });

  it('of mails hide the address and thread by subscription', () => {
    const id = mailMessageId(NAME, 'daily news', 'example.org');
    expect(id).toMatch(/^digest\.daily-news\.[0-9a-f]{12}\.[0-9a-f]{12}@example\.org$/);
    expect(mailMessageId({ ...NAME, recipient: 'a@EXAMPLE.org' }, 'daily news', 'example.org')).toBe(id);
    expect(threadId('daily news', 'example.org')).toBe('digest.daily-news@example.org');
  });
});

describe('quietUntil', () => {
  const seoul = { fromMinute: 22 * 60, untilMinute: 6 * 60 + 30, timeZone: 'Asia/Seoul', except: [] };
  const at = (text: string): number => Date.parse(text);

  it('ends at the local end of the hours, over midnight too', () => {
    expect(quietUntil(seoul, at('2026-11-24T23:15:20+09:00'))).toBe(at('2026-11-25T06:30:00+09:00'));
    expect(quietUntil(seoul, at('2026-11-25T06:29:59+09:00'))).toBe(at('2026-11-25T06:30:00+09:00'));
    expect(quietUntil(seoul, at('2026-11-25T06:30:00+09:00'))).toBeNull();
    expect(quietUntil(seoul, at('2026-11-24T21:59:59+09:00'))).toBeNull();
    expect(quietUntil(null, 0)).toBeNull();
  });

  it('holds over a change of clocks inside the hours', () => {
    const berlin = { fromMinute: 60, untilMinute: 5 * 60, timeZone: 'Europe/Berlin', except: [] };
    expect(quietUntil(berlin, at('2026-03-29T01:30:00+01:00'))).toBe(at('2026-03-29T05:00:00+02:00'));
    expect(quietUntil(berlin, at('2026-10-25T02:30:00+02:00'))).toBe(at('2026-10-25T05:00:00+01:00'));
  });

  it('never holds where the hours are none', () => {
    expect(quietUntil({ ...seoul, untilMinute: seoul.fromMinute }, 0)).toBeNull();
  });
});

describe('planRetry', () => {
  it('grows to four hours', () => {
    const delay = (attempts: number): number => {
      const plan = planRetry({ now: 0, attempts, retryAfterMs: null, expiresAt: 1, random: 0.999_999 });
      return plan.kind === 'retry' ? Math.round(plan.delayMs / 1000) : -1;
    };
    expect([1, 2, 3, 8, 20, 500].map(delay)).toEqual([10, 20, 40, 1280, 14_400, 14_400]);
  });

  it('ends when the message is too old', () => {
    expect(planRetry({ now: 5, attempts: 1, retryAfterMs: null, expiresAt: 5, random: 0 })).toEqual({
      kind: 'dead',
    });
    expect(MAX_AGE_MS.digest).toBe(3 * 86_400_000);
  });
});

describe('settingsHash', () => {
  const chat = (url: string) => settingsHash({ type: 'slack', url: new Secret(url), allowPrivate: [] });
  it('changes with a secret, and is too short to test guesses against', () => {
    expect(chat('https://a')).toBe(chat('https://a'));
    expect(chat('https://a')).not.toBe(chat('https://b'));
    expect(chat('https://a')).toMatch(/^[0-9a-f]{8}$/);
  });
});

describe('unsubscribing', () => {
  it('takes no token that is not ours', () => {
    for (const token of ['', 'u1', 'u1..', 'u2.e30.x', 'a.b.c.d', '../../etc'])
      expect(verifyUnsubscribe(token, 's')).toBeNull();
  });

  it('knows an address by its bare, folded form', () => {
    expect(normaliseRecipient('Desk <Desk@Example.org>')).toBe('desk@example.org');
    expect(normaliseRecipient(' b@example.org ')).toBe('b@example.org');
  });
});
