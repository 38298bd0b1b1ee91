// Edits in ten languages, in headline and summary: other facts are told, another wording is not.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decideRevision } from '../../../src/identity/revision.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/identity');
const readLines = (name: string): string[] => readFileSync(join(FOLDER, name), 'utf8').trimEnd().split('\n');
const readPairs = (name: string): string[][] => readLines(name).map((line) => line.split('\t'));

const inTitle = (title: string) => ({ title, summary: '', content: '' });
const inSummary = (said: string) => ({ title: 'A headline that stays', summary: `${said}.`, content: '' });

describe('decideRevision', () => {
  it.each(readPairs('edits-material.tsv'))('finds %s to %s material', (before = '', after = '') => {
    expect(decideRevision(inTitle(before), inTitle(after)).material).toBe(true);
    expect(decideRevision(inSummary(before), inSummary(after)).material).toBe(true);
  });

  it.each(readPairs('edits-cosmetic.tsv'))('finds %s to %s cosmetic', (before = '', after = '') => {
    expect(decideRevision(inTitle(before), inTitle(after)).kinds).toEqual(['wording']);
    expect(decideRevision(inSummary(before), inSummary(after)).kinds).toEqual(['wording']);
  });

  it.each(readLines('correction-notices.txt'))('finds a correction in %s', (notice) => {
    const { kinds } = decideRevision(inSummary('The ship left'), inSummary(`The ship left. ${notice}`));
    expect(kinds).toContain('correction');
  });
});
