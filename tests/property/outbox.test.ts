// For any input: splitting loses nothing, waiting obeys its bounds, wrapping keeps its width, tokens cannot be forged.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip } from '../../src/digest/excerpt.ts';
import { displayWidth, wrap } from '../../src/digest/width.ts';
import { planAlerts } from '../../src/outbox/alert-cap.ts';
import { planRetry } from '../../src/outbox/retry.ts';
import { packUnits } from '../../src/outbox/split.ts';
import { signUnsubscribe, verifyUnsubscribe } from '../../src/outbox/unsubscribe.ts';

const RUNS = { numRuns: 200, seed: 20261125 };
const anyText = fc.string({ unit: 'grapheme', maxLength: 500 });

describe('packUnits', () => {
  it('keeps every unit in order and every limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 })),
        fc.integer({ min: 1, max: 9 }),
        (units, maxUnits) => {
          const parts = packUnits(units, { maxSize: 100, maxUnits, sizeOf: (unit) => unit });
          expect(parts.flat()).toEqual(units);
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(maxUnits);
            expect(part.reduce((sum, unit) => sum + unit, 0)).toBeLessThanOrEqual(100);
          }
        },
      ),
      RUNS,
    );
  });
});

describe('clip', () => {
  it('is short, well-formed and a beginning of the text', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 80 }), (text, limit) => {
        const cut = clip(text, limit);
        expect(cut.length).toBeLessThanOrEqual(limit);
        expect(cut.isWellFormed()).toBe(true);
        expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true);
      }),
      RUNS,
    );
  });
});

describe('wrap', () => {
  it('loses only spaces and keeps to its columns', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 8, max: 72 }), (raw, columns) => {
        const text = raw.replaceAll(/[\s\u0000-\u001f]+/g, ' ').trim();
        const lines = wrap(text, columns);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(columns);
      }),
      RUNS,
    );
  });
});

describe('planRetry', () => {
  it('waits at least as long as it is asked to and at most as long as it may', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.option(fc.integer({ min: 0, max: 10 ** 9 }), { nil: null }),
        fc.double({ min: 0, max: 0.999_999, noNaN: true }),
        (attempts, retryAfterMs, random) => {
          const plan = planRetry({ now: 1000, attempts, retryAfterMs, random, expiresAt: 2000 });
          if (plan.kind === 'dead') throw new Error('too early to die');
          const wish = Math.min(retryAfterMs ?? 0, 24 * 3_600_000);
          expect(plan.delayMs).toBeGreaterThanOrEqual(Math.max(1000, wish));
          expect(plan.delayMs).toBeLessThanOrEqual(Math.max(1000, wish, 4 * 3_600_000));
          expect(plan.at).toBe(1000 + plan.delayMs);
        },
      ),
      RUNS,
    );
  });
});

describe('planAlerts', () => {
  it('tells every due alert or holds all, within the cap of the hour', () => {
    const alert = fc.record({ id: fc.nat(), state: fc.constantFrom('waiting', 'held') });
    fc.assert(
      fc.property(
        fc.array(alert, { maxLength: 12 }),
        fc.nat({ max: 8 }),
        fc.integer({ min: 1, max: 6 }),
        (due, sent, cap) => {
          const sentAt = Array.from({ length: Math.min(sent, cap) }, (_, index) => index);
          const plan = planAlerts(due, sentAt, cap, 5000);
          expect(plan.single.length + plan.summary.length + plan.held.length).toBe(due.length);
          const messages = plan.single.length + (plan.summary.length > 0 ? 1 : 0);
          expect(messages + sentAt.length).toBeLessThanOrEqual(Math.max(cap, sentAt.length));
          if (plan.held.length > 0) expect(plan.holdUntil).toBeGreaterThanOrEqual(3_600_000);
        },
      ),
      RUNS,
    );
  });
});

describe('unsubscribe tokens', () => {
  it('name who wants to leave, and are refused when a character or the secret is another', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(), (subscriptionId, recipient, at) => {
        const token = signUnsubscribe({ subscriptionId, recipient }, 'secret');
        expect(token).toMatch(/^[A-Za-z0-9._-]+$/);
        expect(verifyUnsubscribe(token, 'secret')).toEqual({ subscriptionId, recipient });
        expect(verifyUnsubscribe(token, 'other')).toBeNull();
        const index = at % token.length;
        const forged = token.slice(0, index) + (token[index] === 'A' ? 'B' : 'A') + token.slice(index + 1);
        // The last character of base64url has unused bits, but the text is compared, not the bytes.
        expect(verifyUnsubscribe(forged, 'secret')).toBeNull();
      }),
      RUNS,
    );
  });
});
