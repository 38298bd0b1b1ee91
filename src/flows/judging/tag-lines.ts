// Answers a stream of JSON lines with a stream of verdicts, in order; a bad line is named and does not stop the rest.
import { z } from 'zod';
import type { Verdict } from '../../model/verdict.ts';
import type { Tagging } from '../storing/tag-item.ts';

const lineSchema = z.object({
  id: z.union([z.string(), z.number()]).nullish(),
  title: z.string().nullish(),
  summary: z.string().nullish(),
  content: z.string().nullish(),
  lang: z.string().nullish(),
});

export interface TagLinesReport {
  readonly lines: number;
  readonly bad: number;
}

export interface TagLinesPorts {
  readonly read: AsyncIterable<string>;
  /** Resolves when more may be written. */
  readonly write: (text: string) => Promise<void> | void;
  readonly complain: (text: string) => void;
}

const CHUNK_UNITS = 64 * 1024;

/** Tags every line of `read` (chunks of text, cut anywhere). */
export async function tagLines(tagging: Tagging, ports: TagLinesPorts): Promise<TagLinesReport> {
  let lines = 0;
  let bad = 0;
  let rest = '';
  let out = '';
  const answer = (line: string): void => {
    lines++;
    if (line.trim() === '') return;
    const result = answerLine(tagging, lines === 1 ? line.replace(/^\uFEFF/u, '') : line);
    if ('error' in result) {
      bad++;
      ports.complain(`line ${lines}: ${result.error}\n`);
    } else out += `${result.text}\n`;
  };
  for await (const chunk of ports.read) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) {
      answer(line);
      if (out.length >= CHUNK_UNITS) {
        await ports.write(out);
        out = '';
      }
    }
    if (out !== '') await ports.write(out);
    out = '';
  }
  if (rest !== '') answer(rest);
  if (out !== '') await ports.write(out);
  return { lines, bad };
}

function answerLine(tagging: Tagging, line: string): { text: string } | { error: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return {
      error: 'not valid JSON; expected an object with id, title, and if known summary, content, lang',
    };
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      error: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`.replace(/^: /u, ''),
    };
  }
  const { id, title, summary, content, lang } = parsed.data;
  const verdict = tagging.tag({
    title: title ?? '',
    summary: summary ?? '',
    content: content ?? '',
    lang: lang ?? null,
  });
  return { text: JSON.stringify(toAnswer(id ?? null, verdict)) };
}

/** A verdict in the shape of the command line. */
export function toAnswer(id: string | number | null, verdict: Verdict): Record<string, unknown> {
  const { relevant, strength, score, topics, lang, reasons } = verdict;
  return { id, relevant, strength, score, topics, lang, reasons };
}
