// A feed of which nothing is known but its address, as `probe` and `feeds add` look at it.
import type { Feed } from '../model/feed.ts';

/** The feed with everything else left open. */
export function bareFeed(url: string): Feed {
  return {
    id: 'new',
    url,
    name: url,
    lang: null,
    country: null,
    kind: 'other',
    family: url,
    control: 'private',
    everyMs: null,
    silentAfterMs: null,
    headers: {},
    userAgent: null,
    charset: null,
    fullText: false,
    enabled: true,
    group: null,
  };
}
