// Reads labelled corpora: JSON lines of items, and plain lists of ordinary headlines that must stay untagged.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { z } from 'zod';
import type { LabelledItem } from '../../tag/measure.ts';

const itemSchema = z.object({
  id: z.string(),
  lang: z.string().nullish(),
  title: z.string(),
  summary: z.string().nullish(),
  content: z.string().nullish(),
  relevant: z.boolean(),
  strength: z.enum(['core', 'passing', 'none']),
  topics: z.array(z.string()),
  borderline: z.boolean().default(false),
  implicit: z.boolean().default(false),
  group: z.string().default(''),
  weight: z.number().positive().default(1),
  split: z.string().optional(),
});

/**
 * All labelled items under `path`, a file or a folder; the split of an item that names none is its file's name. Throws
 * with file and line where one is not as expected.
 */
export function readCorpus(path: string): LabelledItem[] {
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.jsonl'))
        .toSorted()
        .map((name) => join(path, name))
    : [path];
  return files.flatMap(readItems);
}

/** The headlines under `folder`, one a line, the language in the file's name. */
export function readOrdinary(folder: string): LabelledItem[] {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .toSorted();
  return files.flatMap((name) =>
    linesOf(join(folder, name)).map(({ line, number }) => ({
      id: `${name}:${number}`,
      input: { title: line, summary: '', content: '', lang: basename(name, '.txt').slice(0, 2) },
      relevant: false,
      strength: 'none',
      topics: [],
      borderline: false,
      implicit: false,
      group: 'ordinary',
      weight: 1,
      split: 'ordinary',
    })),
  );
}

function readItems(file: string): LabelledItem[] {
  return linesOf(file).map(({ line, number }) => {
    const parsed = itemSchema.safeParse(parseLine(line, file, number));
    if (!parsed.success)
      throw new Error(
        `${file}:${number}: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`,
      );
    const { id, lang, title, summary, content, split, ...labels } = parsed.data;
    return {
      ...labels,
      id,
      input: { title, summary: summary ?? '', content: content ?? '', lang: lang ?? null },
      split: split ?? basename(file, extname(file)),
    };
  });
}

function parseLine(line: string, file: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error(`${file}:${number}: not valid JSON`);
  }
}

function linesOf(file: string): { line: string; number: number }[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line, index) => ({ line: line.trim(), number: index + 1 }))
    .filter(({ line }) => line !== '');
}
