// Reads YAML and remembers where everything stood, so that each complaint names its line.
import { readFileSync } from 'node:fs';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { fail, ok, type Result } from '../lib/result.ts';
import type { Complaint } from './complaint.ts';

export type KeyPath = readonly (string | number)[];

export interface PositionedYaml {
  readonly file: string;
  readonly value: unknown;
  /** The line of the value at `path`, or of its nearest ancestor that stands in the file. */
  lineOf(path: KeyPath): number | null;
  /** The line of the key itself; for unknown keys. */
  lineOfKey(path: KeyPath): number | null;
}

/** Reads and parses `file`; complaints say what is unreadable and where. */
export function loadYaml(file: string): Result<PositionedYaml, Complaint[]> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    const message =
      reason === 'ENOENT'
        ? 'there is no such file'
        : reason === 'EACCES'
          ? 'may not be read'
          : `cannot be read (${reason})`;
    return fail([{ file, line: null, path: '', message }]);
  }
  return parseYaml(text, file);
}

/** Parses YAML 1.2 (with `<<` merges; aliases are bounded by the package). */
export function parseYaml(text: string, file: string): Result<PositionedYaml, Complaint[]> {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    uniqueKeys: true,
  });
  if (document.errors.length > 0) {
    // One slip brings a train of others behind it: each line is named once, and three lines are enough.
    const found = document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      path: '',
      message: `not valid YAML: ${error.message}`,
    }));
    const first = new Map(found.toReversed().map((complaint) => [complaint.line, complaint]));
    return fail([...first.values()].sort((a, b) => a.line - b.line).slice(0, 3));
  }
  try {
    const value: unknown = document.toJS({ maxAliasCount: 200 });
    return ok({
      file,
      value,
      lineOf: (path) => lineOf(document, lines, path),
      lineOfKey: (path) => lineOfKey(document, lines, path) ?? lineOf(document, lines, path),
    });
  } catch (error) {
    return fail([{ file, line: null, path: '', message: `not usable YAML: ${String(error)}` }]);
  }
}

function lineOf(document: Document, lines: LineCounter, path: KeyPath): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (hasRange(node)) return lines.linePos(node.range[0]).line;
  }
  return null;
}

function lineOfKey(document: Document, lines: LineCounter, path: KeyPath): number | null {
  const parent = document.getIn(path.slice(0, -1), true) ?? document.contents;
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item) => String(item.key) === String(path.at(-1)));
  return hasRange(pair?.key) ? lines.linePos(pair.key.range[0]).line : null;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
