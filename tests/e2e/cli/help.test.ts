// Every verb tells how it is used, and refuses what it does not know with exit code 2 before it touches anything.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCommandWorld, pactwatch, type World } from './command.ts';

const VERBS =
  'run demo check poll probe parse tag ingest export explain rules digest outbox search feeds held backup restore doctor health'.split(
    ' ',
  );
let world: World;

beforeAll(async () => {
  world = await openCommandWorld();
});
afterAll(() => world.close());

describe('the command line', () => {
  it('lists every verb, and names the version', async () => {
    const [help, version] = await Promise.all([pactwatch(['--help']), pactwatch(['--version'])]);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const verb of VERBS) expect(help.out).toMatch(new RegExp(`^  ${verb}\\b`, 'm'));
    expect(version).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string });
  });

  it('says what there is when it is called with nothing or with what it does not know', async () => {
    const [nothing, unknown] = await Promise.all([pactwatch([]), pactwatch(['pol'])]);
    expect(nothing.code).toBe(2);
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('Did you mean poll?');
  });

  it.each(VERBS)('%s explains itself, and refuses an option that it does not know', async (verb) => {
    const [help, wrong] = await Promise.all([
      pactwatch([verb, '--help'], { cwd: world.folder }),
      pactwatch([verb, '--nonsense'], { cwd: world.folder, env: { PACTWATCH_CONFIG: world.config } }),
    ]);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain(`Usage: pactwatch ${verb}`);
    expect(help.out).toMatch(/^Examples:\n {2}(?:.*\| )?pactwatch /m);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toMatch(/unknown (?:option|command)/);
    expect(existsSync(join(world.folder, 'data'))).toBe(false);
  });
});
