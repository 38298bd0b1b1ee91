// One source: help, manual, documentation and completion are all read from the commander program.
// UPDATE_DOCS=1 writes docs/commands.md anew.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildProgram } from '../../../src/cli/program.ts';
import { type CommandFacts, describeCommands } from '../../../src/cli/reference.ts';
import { renderCompletion } from '../../../src/cli/render-completion.ts';
import { renderMarkdown, renderRoff } from '../../../src/cli/render-manual.ts';

const PAGE = 'docs/commands.md';
const folder = mkdtempSync(join(tmpdir(), 'pactwatch-completion-'));
let commands: CommandFacts[];

beforeAll(async () => {
  commands = describeCommands(await buildProgram());
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(PAGE, renderMarkdown(commands));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the reference of commands', () => {
  it('is current: docs/commands.md is what the command line says of itself', () => {
    expect(readFileSync(PAGE, 'utf8')).toBe(renderMarkdown(commands));
  });

  it('has a sentence and an example for every command, and a word for every option', () => {
    for (const { path, summary, examples, options } of commands.slice(1)) {
      expect(summary, path.join(' ')).not.toBe('');
      expect(examples.length, path.join(' ')).toBeGreaterThan(0);
      for (const { text, long } of options) expect(text, `${path.join(' ')} ${long}`).not.toBe('');
    }
  });

  it('shows only examples that the command line accepts', () => {
    const byKey = new Map(commands.map((command) => [command.path.join(' '), command]));
    for (const { path, commands: inner, examples } of commands.slice(1)) {
      if (inner.length > 0) continue;
      for (const example of examples) {
        const words = /pactwatch ([^|<>)]*)/.exec(example)?.[1]?.trim().split(/\s+/) ?? [];
        expect(words.slice(0, path.length), example).toEqual(path);
        const known = byKey.get(path.join(' '))?.options.flatMap(({ long, short }) => [long, short]) ?? [];
        for (const word of words.filter((one) => /^--?[a-z]/.test(one)))
          expect(known, example).toContain(word);
      }
    }
  });
});

describe('the manual page', () => {
  it('is roff in ASCII with all commands, and nothing in it is taken for a request', () => {
    const page = renderRoff(commands);
    expect(page).toMatch(/^[\x20-\x7e\n]*$/);
    for (const { path } of commands.slice(1))
      expect(page).toContain(`.SS ${path.join(' ').replaceAll('-', '\\-')}\n`);
    const requests = page.split('\n').filter((line) => /^[.']/.test(line));
    for (const line of requests) expect(line).toMatch(/^\.(?:TH|SH|SS|PP|TP|B|I|nf|fi)(?: |$)/);
  });
});

// What bash offers after these words; the last one is being typed.
function complete(script: string, ...words: string[]): string[] {
  const list = words.map((word) => `'${word}'`).join(' ');
  const code = `source '${script}'; COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _pactwatch; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', code], { encoding: 'utf8', cwd: folder });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((word) => word !== '');
}

/** Of the machine, where they are installed. */
const SHELLS = { fish: 'fish' } as const;

describe('shell completion', () => {
  const hasBash = spawnSync('bash', ['--version']).status === 0;

  it.skipIf(!hasBash)('offers verbs, their commands, options, choices and files in bash', () => {
    const script = join(folder, 'pactwatch.bash');
    writeFileSync(script, renderCompletion(commands, 'bash'));
    writeFileSync(join(folder, 'items.jsonl'), '');
    expect(complete(script, 'pactwatch', 'di')).toEqual(['digest']);
    expect(complete(script, 'pactwatch', 'digest', 'pre')).toEqual(['preview']);
    expect(complete(script, 'pactwatch', 'digest', 'preview', '--format', 'te')).toEqual([
      'text',
      'teams',
      'telegram',
    ]);
    expect(complete(script, 'pactwatch', 'outbox', 'retry', '--a')).toEqual(['--all']);
    expect(complete(script, 'pactwatch', 'feeds', 'export', '--s')).toEqual([]);
    expect(complete(script, 'pactwatch', 'export', '--s')).toEqual(['--since']);
    expect(complete(script, 'pactwatch', 'ingest', 'it')).toEqual(['items.jsonl']);
    expect(complete(script, 'pactwatch', 'run', '-c', 'it')).toEqual(['items.jsonl']);
    expect(complete(script, 'pactwatch', 'completion', 'z')).toEqual(['zsh']);
  });

  const hasFish = spawnSync(SHELLS.fish, ['--version']).status === 0;

  it.skipIf(!hasFish)('offers verbs, their commands, options and choices in fish', () => {
    const script = join(folder, 'offers.fish');
    writeFileSync(script, renderCompletion(commands, 'fish'));
    const offered = (line: string): string[] => {
      const { stdout, stderr } = spawnSync(SHELLS.fish, ['-c', `source ${script}; complete -C '${line}'`], {
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      return stdout.split('\n').flatMap((row) => (row === '' ? [] : [row.split('\t')[0] ?? '']));
    };
    expect(offered('pactwatch di')).toEqual(['digest']);
    expect(offered('pactwatch digest pre')).toEqual(['preview']);
    expect(offered('pactwatch outbox retry --a')).toEqual(['--all']);
    expect(offered('pactwatch completion z')).toEqual(['zsh']);
    expect(offered('pactwatch ')).toContain('run');
  });

  it.each(['zsh', 'fish'] as const)('is sound in %s', (shell) => {
    const script = renderCompletion(commands, shell);
    for (const { path } of commands.slice(1)) expect(script).toContain(path.join(' '));
    expect((script.match(/'/g) ?? []).length % 2).toBe(0);
    const file = join(folder, `pactwatch.${shell}`);
    writeFileSync(file, script);
    const checked = spawnSync(shell, ['-n', file], { encoding: 'utf8' });
    if (checked.error === undefined) expect(checked.stderr).toBe('');
  });
});
