// What the articles of a story say together.
import { describe, expect, it } from 'vitest';
import { summariseStory, toldAt } from '../../../src/web/story-facts.ts';
import { AT, listed } from './sample.ts';

const HOUR = 3_600_000;

describe('summariseStory', () => {
  it('counts independent outlets by family, and never a copy', () => {
    const story = summariseStory(1, 1, [
      listed(),
      listed({ id: 2, outlet: 'Kanal Asia', publishedAt: AT + HOUR, firstSeenAt: AT + HOUR }),
      listed({
        id: 3,
        family: 'Hafen',
        outlet: 'Hafen',
        copyOf: 1,
        publishedAt: AT + 2 * HOUR,
        firstSeenAt: AT + 2 * HOUR,
      }),
      listed({
        id: 4,
        family: 'Warta',
        outlet: 'Warta',
        lang: 'pl',
        publishedAt: AT + 3 * HOUR,
        firstSeenAt: AT + 3 * HOUR,
      }),
    ]);
    expect(story?.independent).toBe(2);
    expect(story?.articles).toBe(4);
    expect(story?.languages).toEqual(['en', 'pl']);
    expect(story?.families.map(({ family, onlyCopies, articles }) => [family, onlyCopies, articles])).toEqual(
      [
        ['Kanal', false, 2],
        ['Hafen', true, 1],
        ['Warta', false, 1],
      ],
    );
  });

  it('is led by its own lead while that is on the subject, else by the first original that is', () => {
    const items = [
      listed({ strength: 'none' }),
      listed({ id: 2, copyOf: 1, publishedAt: AT + 1 }),
      listed({ id: 3, publishedAt: AT + 2 }),
    ];
    expect(summariseStory(1, 1, items)?.lead.id).toBe(3);
    expect(summariseStory(1, 3, [listed(), listed({ id: 3, publishedAt: AT + 9 })])?.lead.id).toBe(3);
    expect(summariseStory(1, 99, [listed({ strength: 'none' })])?.lead.id).toBe(1);
  });

  it('says whether only state media tell it', () => {
    const state = { kind: 'state-media', control: 'state' } as const;
    expect(summariseStory(1, 1, [listed(state)])?.stateMedia).toBe('only');
    expect(summariseStory(1, 1, [listed(state), listed({ id: 2, family: 'Warta' })])?.stateMedia).toBe(
      'some',
    );
    expect(summariseStory(1, 1, [listed()])?.stateMedia).toBe('none');
    expect(summariseStory(1, 1, [listed({ kind: 'government', control: 'state' })])?.stateMedia).toBe('none');
  });

  it('puts the topics of the lead first, then the most frequent', () => {
    const story = summariseStory(1, 1, [
      listed({ topics: ['logistics'] }),
      listed({ id: 2, topics: ['casualties'] }),
      listed({ id: 3, topics: ['arms-transfer', 'casualties'] }),
    ]);
    expect(story?.topics).toEqual(['logistics', 'casualties', 'arms-transfer']);
  });

  it('is null without members', () => {
    expect(summariseStory(1, 1, [])).toBeNull();
  });
});

describe('toldAt', () => {
  it('never lies in the future of the first sight', () => {
    expect(toldAt(listed({ publishedAt: AT + 99 * HOUR }))).toBe(AT + 600_000);
    expect(toldAt(listed({ publishedAt: null }))).toBe(AT + 600_000);
    expect(toldAt(listed())).toBe(AT);
  });
});
