// The packed tables answer exactly as the package's own: same language, same scores, on headlines of every language.
import { readdirSync, readFileSync } from 'node:fs';
import { eld } from 'eld/small';
import { expect, it } from 'vitest';
import { languageStatistics } from '../../../src/normalise/statistics.ts';

const SUBSET = ['en', 'de', 'fr', 'es', 'pl', 'it', 'ru', 'uk', 'bg', 'zh', 'ja', 'ko', 'ar', 'he'];
const FOLDER = 'tests/corpus/ordinary';

it('answers as the package does', () => {
  const packed = languageStatistics(SUBSET);
  eld.setLanguageSubset(SUBSET);
  const texts = readdirSync(FOLDER).flatMap((name) =>
    readFileSync(`${FOLDER}/${name}`, 'utf8').split('\n').slice(0, 60),
  );
  const answer = (detector: typeof eld, text: string) => {
    const result = detector.detect(text);
    return { text, language: result.language, scores: result.getScores(), reliable: result.isReliable() };
  };
  expect(texts.length).toBeGreaterThan(400);
  expect(texts.map((text) => answer(packed, text))).toEqual(texts.map((text) => answer(eld, text)));
});
