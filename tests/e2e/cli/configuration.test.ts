// A wrong configuration is told whole, with file and line, ends with exit code 2, and nothing was touched.
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCommandWorld, pactwatch, type World } from './command.ts';

const COMMANDS = [
  'run',
  'poll',
  'check',
  'digest preview',
  'outbox list',
  'feeds list',
  'search troops',
  'export',
  'backup copy.db',
  'restore copy.db',
  'doctor --offline',
  'rules replay',
];
let world: World;

beforeAll(async () => {
  world = await openCommandWorld();
  world.configure({ rest: 'digest:\n  - x\nlog: { level: loud }\n' });
});
afterAll(() => world.close());

describe('a wrong configuration', () => {
  it.each(COMMANDS)('ends `%s` with exit code 2 and every complaint', async (command) => {
    const { code, out, err } = await pactwatch([...command.split(' '), '--config', world.config]);
    expect(code).toBe(2);
    const told = `${out}${err}`;
    expect(told).toMatch(/pactwatch\.yaml:8\b.*digest/);
    expect(told).toMatch(/pactwatch\.yaml:10\b[\s\S]*level/);
    expect(readdirSync(world.folder)).toEqual(['pactwatch.yaml']);
  });

  it('is told for a file that is not there, for a secret that is missing, and for a broken topic file', async () => {
    const absent = await pactwatch(['check', '--config', join(world.folder, 'none.yaml')]);
    expect(absent).toMatchObject({ code: 2, out: '' });
    expect(absent.err).toContain('none.yaml');
    const secret = world.configure({ rest: 'web: { listen: "0.0.0.0:0", token: "${PAGES_TOKEN}" }\n' });
    const missing = await pactwatch(['check', '--config', secret]);
    expect(missing.code).toBe(2);
    expect(missing.err).toContain('PAGES_TOKEN');
    const topic = join(world.folder, 'topic.yaml');
    writeFileSync(topic, 'nonsense: true\n');
    const broken = await pactwatch(['tag', '--topic', topic], { input: '{"id":1,"title":"x"}\n' });
    expect(broken).toMatchObject({ code: 2, out: '' });
    expect(broken.err).toContain('topic.yaml:1');
    expect(existsSync(join(world.folder, 'data'))).toBe(false);
  });
});
