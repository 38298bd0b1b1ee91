import { describe, expect, it } from 'vitest';
import { decideMove } from '../../../src/fetch/move.ts';
import { stateOf } from '../../fixtures/feed-state.ts';

const DAY_MS = 86_400_000;
const [old, fresh, other] = ['https://a.example/rss', 'https://b.example/rss', 'https://portal.example/'];

describe('a permanent redirect', () => {
  it('is remembered, not adopted, when first seen', () => {
    expect(decideMove(stateOf({ currentUrl: old }), fresh, 100)).toEqual({
      redirectUrl: fresh,
      redirectSince: 100,
      currentUrl: old,
    });
  });

  it('is adopted after seven days of the same answer', () => {
    const state = stateOf({ currentUrl: old, redirectUrl: fresh, redirectSince: 0 });
    expect(decideMove(state, fresh, 7 * DAY_MS - 1).currentUrl).toBe(old);
    expect(decideMove(state, fresh, 7 * DAY_MS)).toEqual({
      redirectUrl: null,
      redirectSince: null,
      currentUrl: fresh,
    });
  });

  it('starts anew when the target changes', () => {
    const state = stateOf({ currentUrl: old, redirectUrl: fresh, redirectSince: 0 });
    expect(decideMove(state, other, 8 * DAY_MS)).toEqual({
      redirectUrl: other,
      redirectSince: 8 * DAY_MS,
      currentUrl: old,
    });
  });

  it('is forgotten when the feed answers in its old place again', () => {
    const state = stateOf({ currentUrl: old, redirectUrl: fresh, redirectSince: 0 });
    expect(decideMove(state, null, 8 * DAY_MS)).toEqual({
      redirectUrl: null,
      redirectSince: null,
      currentUrl: old,
    });
  });
});
