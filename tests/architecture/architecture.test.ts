import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DOORS, GRAB_BAGS, IMPURE, PACKAGES, PURE_ROOMS } from './doors.ts';

interface SourceFile {
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function listFiles(): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:ts|mjs)$/.test(path))
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .sort();
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+\.ts)['"]/g;

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const [, first = '', second] = path.split('/');
  const imports = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return { path, room: second === undefined ? first.replace(/\.(?:ts|mjs)$/, '') : first, text, imports };
}

const files = listFiles()
  .filter((path) => path !== 'src/launch.mjs')
  .map(readSource);

function roomOf(path: string): string {
  const [, first = '', second] = path.split('/');
  return second === undefined ? first.replace(/\.ts$/, '') : first;
}

describe('the floor plan', () => {
  it('sees the code', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(new Set(files.map(({ room }) => room))).toEqual(new Set(Object.keys(DOORS)));
    expect(files.reduce((sum, { imports }) => sum + imports.length, 0)).toBeGreaterThan(files.length);
  });

  it.each(Object.keys(DOORS))('opens only the doors of %s', (room) => {
    const allowed = new Set([room, 'lib', ...(room === 'lib' ? [] : ['model']), ...(DOORS[room] ?? [])]);
    const wrong = files
      .filter((file) => file.room === room)
      .flatMap((file) =>
        file.imports
          .filter((name) => name.startsWith('.') && /\.(?:ts|mjs)$/.test(name))
          .map((name) => normalize(join(dirname(file.path), name)))
          .filter((target) => !allowed.has(roomOf(target)))
          .map((target) => `${file.path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it.each(Object.keys(PACKAGES))('uses only the packages of %s', (room) => {
    const allowed = PACKAGES[room] ?? [];
    const wrong = files
      .filter((file) => file.room === room)
      .flatMap((file) =>
        file.imports
          .filter(
            (name) =>
              !name.startsWith('.') &&
              !allowed.some((entry) => name === entry || name.startsWith(`${entry}/`)),
          )
          .map((name) => `${file.path} -> ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has no grab bags, barrels or default exports', () => {
    expect(files.map(({ path }) => path).filter((path) => GRAB_BAGS.test(path))).toEqual([]);
    expect(
      files.filter(({ text }) => /^export (?:default|\* from)/m.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('opens every file with what it promises', () => {
    expect(files.filter(({ text }) => !text.startsWith('// ')).map(({ path }) => path)).toEqual([]);
  });

  it('keeps pure rooms pure', () => {
    const wrong = files
      .filter(({ room }) => PURE_ROOMS.includes(room))
      .filter(({ text }) => IMPURE.test(text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '')))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });
});
