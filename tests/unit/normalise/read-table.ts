// Reads a table of tab-separated texts from the fixtures of this room.
import { readFileSync } from 'node:fs';

/** The rows of a fixture; blank lines are skipped. */
export function readTable(name: string): string[][] {
  const text = readFileSync(new URL(`../../fixtures/normalise/${name}`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'));
}
