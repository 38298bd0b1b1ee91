// What goes wrong with a path is told in a line; only a fault of Pactwatch shows a stack.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { reportError } from '../../../src/cli/exit.ts';

function said(work: () => unknown): { readonly code: number; readonly text: string } {
  let text = '';
  try {
    work();
  } catch (error) {
    const code = reportError(error, (part) => (text += part));
    return { code, text };
  }
  throw new Error('it went well');
}

describe('an error', () => {
  it('about a file is one line that names it and what to look at', () => {
    expect(said(() => readFileSync('/none/such'))).toEqual({
      code: 1,
      text: '/none/such: there is no such file or folder: look at the path\n',
    });
    expect(said(() => readFileSync(tmpdir()))).toEqual({
      code: 1,
      text: 'What was named to be read: is a folder: name a file in it\n',
    });
  });

  it('of another kind is called a fault, with its stack', () => {
    const { code, text } = said(() => {
      throw new TypeError('broken');
    });
    expect(code).toBe(1);
    expect(text).toMatch(/TypeError: broken\n {4}at [^]*This is a fault of Pactwatch/);
  });
});
