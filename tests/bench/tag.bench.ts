// Items per second of CPU time for the whole tagger with the shipped topic, and one body of 1 MB; run by `npm run bench`.
import { expect, it } from 'vitest';
import { readCorpus, readOrdinary } from '../../src/flows/judging/read-corpus.ts';
import { openTagging } from '../../src/flows/storing/tag-item.ts';
import type { TagInput } from '../../src/model/verdict.ts';

const tagging = openTagging('config/topics/dprk-russia.yaml');
const ordinary = readOrdinary('tests/corpus/ordinary').map(({ input }) => ({
  ...input,
  summary: `${input.title}. ${input.title}.`,
}));
const labelled = readCorpus('tests/corpus/tag').map(({ input }) => input);

function itemsPerSecond(inputs: readonly TagInput[], rounds: number): number {
  for (const input of inputs) tagging.tag(input);
  const before = process.cpuUsage();
  for (let round = 0; round < rounds; round++) for (const input of inputs) tagging.tag(input);
  return Math.round((inputs.length * rounds) / (process.cpuUsage(before).user / 1e6));
}

it('tags 20,000 headlines with summaries a second', () => {
  const usual = itemsPerSecond(ordinary, 20);
  const hard = itemsPerSecond(labelled, 20);
  process.stdout.write(`ordinary ${usual} items/s, labelled ${hard} items/s\n`);
  expect(usual).toBeGreaterThan(20_000);
});

it('reads a body of 1 MB in a bounded time', () => {
  const body = 'North Korean soldiers fight in Kursk, Russia says. '.repeat(20_000);
  const before = process.cpuUsage();
  tagging.tag({ title: 'Soldiers', summary: '', content: body, lang: 'en' });
  const elapsedMs = process.cpuUsage(before).user / 1000;
  process.stdout.write(`1 MB in ${elapsedMs.toFixed(0)} ms\n`);
  expect(elapsedMs).toBeLessThan(1_000);
});
