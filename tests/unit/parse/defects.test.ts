// Every code that decoding and parsing can tell is documented, and every documented code exists.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DECODE_DEFECT_CODES } from '../../../src/decode/text.ts';
import { DEFECT_CODES, DefectList } from '../../../src/parse/defects.ts';

const PAGE = readFileSync(new URL('../../../docs/reading-feeds.md', import.meta.url), 'utf8');

describe('defect codes', () => {
  const documented = [...PAGE.matchAll(/^\| `([a-z-]+)` \| (decode|parse|normalise) \|/gm)].map(
    (match) => match[1],
  );

  it('are documented, each in one row', () => {
    for (const code of [...DEFECT_CODES, ...DECODE_DEFECT_CODES]) {
      expect(
        documented.filter((one) => one === code),
        code,
      ).toHaveLength(1);
    }
  });

  it('are not documented where there are none such', () => {
    const own = [...PAGE.matchAll(/^\| `([a-z-]+)` \| (?:decode|parse) \|/gm)].map((match) => match[1]);
    const known: readonly string[] = [...DEFECT_CODES, ...DECODE_DEFECT_CODES];
    for (const code of own) expect(known).toContain(code);
  });

  it('are all told by some code', () => {
    const sources = ['canonicalise', 'scan', 'source', 'feed', 'root', 'hide', 'json-feed', 'json-text'].map(
      (name) => readFileSync(new URL(`../../../src/parse/${name}.ts`, import.meta.url), 'utf8'),
    );
    for (const code of DEFECT_CODES)
      expect(
        sources.some((source) => source.includes(`'${code}'`)),
        code,
      ).toBe(true);
  });

  it('are listed once with how often they happened', () => {
    const list = new DefectList();
    list.add('bare-ampersand', 'first');
    list.add('bare-ampersand', 'second');
    expect(list.list()).toEqual([{ code: 'bare-ampersand', detail: 'first (2 times)' }]);
  });
});
