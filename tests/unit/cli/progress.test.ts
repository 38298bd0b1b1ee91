// Progress is for eyes: on a terminal only, one line, gone at the end.
import { describe, expect, it } from 'vitest';
import { Progress } from '../../../src/cli/progress.ts';

function screen(
  isTTY: boolean,
  columns = 80,
): { text: string; isTTY: boolean; columns: number; write(text: string): void } {
  return {
    text: '',
    isTTY,
    columns,
    write(text: string): void {
      this.text += text;
    },
  };
}

describe('progress', () => {
  it('says nothing where standard error is no terminal, or where it is to be quiet', () => {
    for (const [terminal, quiet] of [
      [screen(false), false],
      [screen(true), true],
    ] as const) {
      const progress = new Progress(terminal, quiet);
      progress.show('items', 1, 2);
      progress.line('news: new');
      progress.say('copying');
      progress.end();
      expect(terminal.text).toBe('');
    }
  });

  it('draws one line at most ten times a second, always the last, and takes it away', () => {
    const terminal = screen(true);
    const progress = new Progress(terminal);
    for (let done = 1; done <= 2_000; done++) progress.show('items judged', done, 2_000);
    expect(terminal.text.match(/\r/g)!.length).toBeLessThan(10);
    expect(terminal.text).toContain('2 000 of 2 000 100 % items judged');
    progress.end();
    expect(terminal.text.endsWith('\r\x1b[K')).toBe(true);
    expect(terminal.text).not.toContain('\n');
  });

  it('puts whole lines above, and never wraps', () => {
    const terminal = screen(true, 20);
    const progress = new Progress(terminal);
    progress.show('feeds polled with a very long explanation', 3);
    progress.line('news: new');
    expect(terminal.text).toBe('\r\x1b[K3 feeds polled with\r\x1b[Knews: new\n');
  });
});
