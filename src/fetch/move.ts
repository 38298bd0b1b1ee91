// Decides when a feed's new address is believed. Pure.
import type { FeedState } from '../model/feed.ts';

const MOVE_AFTER_MS = 7 * 86_400_000;

type Move = Pick<FeedState, 'redirectUrl' | 'redirectSince' | 'currentUrl'>;

/** A permanent redirect is followed at once but adopted only after seven days of the same answer: portals lie for hours. */
export function decideMove(before: FeedState, movedTo: string | null, now: number): Move {
  const { currentUrl } = before;
  if (movedTo === null || movedTo === currentUrl)
    return { redirectUrl: null, redirectSince: null, currentUrl };
  if (movedTo !== before.redirectUrl || before.redirectSince === null) {
    return { redirectUrl: movedTo, redirectSince: now, currentUrl };
  }
  const stays = now - before.redirectSince < MOVE_AFTER_MS;
  return stays
    ? { redirectUrl: movedTo, redirectSince: before.redirectSince, currentUrl }
    : { redirectUrl: null, redirectSince: null, currentUrl: movedTo };
}
