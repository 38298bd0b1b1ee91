// The verb `tag` answers every readable line in order, wherever the stream is cut, and names the ones it cannot read.
import { describe, expect, it } from 'vitest';
import { tagLines } from '../../../src/flows/judging/tag-lines.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';

const tagging = openTagging('config/topics/dprk-russia.yaml');

async function answer(text: string, cut: number) {
  const out: string[] = [];
  const complaints: string[] = [];
  async function* chunks(): AsyncIterable<string> {
    for (let at = 0; at < text.length; at += cut) yield text.slice(at, at + cut);
  }
  const report = await tagLines(tagging, {
    read: chunks(),
    write: (part) => void out.push(part),
    complain: (part) => void complaints.push(part),
  });
  return {
    report,
    complaints,
    answers: out
      .join('')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

const LINES = [
  '{"id":"a","title":"North Korean soldiers killed in Kursk","lang":"en"}',
  'not json',
  '{"id":7,"title":"","summary":null}',
  '{"id":"c","title":5}',
  '{"title":"Budget vote in Oslo"}',
].join('\n');

describe('tagLines', () => {
  it.each([1, 7, 1000])('answers in order when the stream is cut every %i characters', async (cut) => {
    const { answers, complaints, report } = await answer(LINES, cut);
    expect(answers.map(({ id }) => id)).toEqual(['a', 7, null]);
    expect(answers[0]).toMatchObject({ relevant: true, strength: 'core', lang: 'en' });
    expect(Object.keys(answers[0] ?? {})).toEqual([
      'id',
      'relevant',
      'strength',
      'score',
      'topics',
      'lang',
      'reasons',
    ]);
    expect(complaints).toEqual([
      expect.stringMatching(/^line 2: not valid JSON/u),
      expect.stringMatching(/^line 4: title/u),
    ]);
    expect(report).toEqual({ lines: 5, bad: 2 });
  });

  it('takes a byte order mark before the first line as no part of it', async () => {
    const { answers, report } = await answer(`\uFEFF${LINES}`, 1000);
    expect(answers[0]).toMatchObject({ id: 'a' });
    expect(report.bad).toBe(2);
  });
});
