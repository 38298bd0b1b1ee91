// A listed item for tests of what pages make of it.
import type { ListedItem } from '../../../src/store/item-list.ts';

export const AT = Date.UTC(2026, 10, 25, 7, 0);

export function listed(overrides: Partial<ListedItem> = {}): ListedItem {
  return {
    id: 1,
    feedId: 'kanal-en',
    feedName: 'Kanal',
    outlet: 'Kanal',
    family: 'Kanal',
    kind: 'newspaper',
    control: 'private',
    lang: 'en',
    title: 'North Korean sappers arrive in Kursk',
    url: 'https://kanal.example/1',
    author: null,
    summary: 'They are to clear mines.',
    publishedAt: AT,
    firstSeenAt: AT + 600_000,
    copyOf: null,
    held: false,
    storyId: 1,
    joinReason: 'new',
    strength: 'core',
    score: 7,
    topics: ['engineers-and-labour'],
    reasons: [],
    revisedAt: null,
    ...overrides,
  };
}
