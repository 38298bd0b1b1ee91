// Promises of the log's form: JSON lines for machines, readable text for people, no line lost when the process dies.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { isWorthLogging } from '../../../src/observe/events.ts';
import { chooseFormat, renderLine } from '../../../src/observe/log.ts';

const CODE = (end: string): string => `
  import { openObservation } from './src/observe/open.ts';
  const { events } = openObservation({ settings: {}, level: 'info', fd: 1 });
  events.emit('app.stopping', { signal: 'SIGTERM' });
  events.emit('digest.written', { digest: 4, subscription: 'daily', occurrence: '2026-11-25T07:00', stories: 2, messages: 1, covers_from: 'a', covers_until: 'b c' });
  ${end}`;

function run(end: string, env: Record<string, string> = {}): string {
  const child = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', CODE(end)], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return child.stdout;
}

describe('the log', () => {
  it('is one JSON object a line with time, level, service, version and event', () => {
    const lines = run('')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toEqual({
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string,
      level: 'info',
      service: 'pactwatch',
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      event: 'app.stopping',
      signal: 'SIGTERM',
    });
    expect(lines[1]).toMatchObject({ event: 'digest.written', digest: 4, subscription: 'daily' });
  });

  it.each(['process.exit(1)', `process.kill(process.pid, 'SIGKILL')`, `throw new Error('fault')`])(
    'has every line when the process ends by %s',
    (end) => {
      expect(run(end).trim().split('\n')).toHaveLength(2);
    },
  );

  it('is readable text where LOG_FORMAT says so', () => {
    expect(run('', { LOG_FORMAT: 'text' })).toMatch(
      /^\d\d:\d\d:\d\d info  app\.stopping signal=SIGTERM\n\d\d:\d\d:\d\d info  digest\.written digest=4 .*covers_until="b c"\n$/,
    );
  });

  it('is text on a terminal and JSON elsewhere, unless LOG_FORMAT chooses', () => {
    expect(chooseFormat({}, true)).toBe('text');
    expect(chooseFormat({}, false)).toBe('json');
    expect(chooseFormat({ LOG_FORMAT: 'json' }, true)).toBe('json');
    expect(chooseFormat({ LOG_FORMAT: 'text' }, false)).toBe('text');
  });

  it('lets no text of a feed move the cursor or forge a line', () => {
    const line = JSON.stringify({
      time: '2026-11-25T07:00:00.000Z',
      level: 'info',
      event: 'item.tagged',
      title: 'a\nb \u001b[2J',
    });
    const shown = renderLine(line, false);
    expect(shown.trimEnd()).not.toMatch(/[\u0000-\u001f]/);
  });

  it('speaks at the 1st, 2nd, 4th, 8th repetition', () => {
    const spoken = Array.from({ length: 20 }, (_, index) => index).filter(isWorthLogging);
    expect(spoken).toEqual([1, 2, 4, 8, 16]);
  });
});
