import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ADVICE, explainFailure } from '../../../src/fetch/advice.ts';

const PAGE = 'docs/failures.md';

function render(): string {
  const rows = Object.entries(ADVICE).map(
    ([code, { meaning, advice }]) => `| \`${code}\` | ${meaning} | ${advice} |`,
  );
  return [
    '# Why a feed was not read',
    '',
    'Each failure has a code. It stands in the log (`feed.failed`), in the poll log, in `pactwatch feeds list`, in `probe` and',
    'on the feeds page. This page is made from `src/fetch/advice.ts` (`UPDATE_DOCS=1 npx vitest run tests/unit/fetch`).',
    '',
    '| Code | What it means | What to do |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

describe('failure codes', () => {
  it('are documented, each with what to do', () => {
    if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(PAGE, render());
    expect(readFileSync(PAGE, 'utf8')).toBe(render());
  });

  it('have advice for every feed failure and none for others', () => {
    expect(explainFailure('forbidden')).toContain('user_agent');
    expect(explainFailure('toString')).toBe('');
  });
});
