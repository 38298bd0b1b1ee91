// On the labelled stories: follow-ups and corrections are news to who knows the story, copies and translations are not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadStoryWords } from '../../../src/config/story-words.ts';
import { findFormerNumber, NoveltyJudge } from '../../../src/story/novelty.ts';

interface Labelled {
  readonly story: string;
  readonly title: string;
  readonly summary: string;
  readonly kind: string;
}

const judge = new NoveltyJudge(loadStoryWords());

/** The share of articles of each kind that are news to who read all articles of their story before them. */
function shares(name: string): Map<string, number> {
  const folder = join(import.meta.dirname, '../../corpus/stories');
  const lines = readFileSync(join(folder, `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n');
  const judged: { readonly kind: string; readonly material: boolean }[] = [];
  for (const articles of Map.groupBy(
    lines.map((line) => JSON.parse(line) as Labelled),
    ({ story }) => story,
  ).values()) {
    for (const [at, article] of articles.entries()) {
      if (at === 0) continue;
      judged.push({ kind: article.kind, material: judge.find(articles.slice(0, at), article).material });
    }
  }
  return new Map(
    [...Map.groupBy(judged, ({ kind }) => kind)].map(([kind, list]) => [
      kind,
      list.filter(({ material }) => material).length / list.length,
    ]),
  );
}

describe('what is news', () => {
  it.each([
    { name: 'tune', followUps: 0.85, corrections: 0.85, copies: 0.06, translations: 0.2 },
    { name: 'report', followUps: 0.7, corrections: 0.6, copies: 0.06, translations: 0.2 },
  ])('in $name: most follow-ups and corrections, few copies and translations', (bound) => {
    const found = shares(bound.name);
    expect(found.get('follow-up')).toBeGreaterThanOrEqual(bound.followUps);
    expect(found.get('correction')).toBeGreaterThanOrEqual(bound.corrections);
    expect(found.get('copy')).toBeLessThanOrEqual(bound.copies);
    expect(found.get('other-language')).toBeLessThanOrEqual(bound.translations);
  });
  it('is hardly in a story told again in other languages', () => {
    expect(shares('dense').get('other-language')).toBeLessThanOrEqual(0.1);
  });
  it('names the number that a new one replaces, where both count the same', () => {
    const shown = [
      { title: 'Train brings 12 containers', summary: 'Some 300 workers unload 12 containers.' },
    ];
    const item = { title: 'Train brings 40 containers', summary: '' };
    expect(findFormerNumber(shown, item, 40)).toBe(12);
    expect(findFormerNumber(shown, { title: '40 guards seen', summary: '' }, 40)).toBeNull();
    expect(findFormerNumber(shown, { title: '12 of 40 containers open', summary: '' }, 40)).toBe(null);
  });
});
