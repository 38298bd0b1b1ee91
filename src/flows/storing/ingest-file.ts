// Opens what `ingest` works with: the lines, the database (a temporary one unless named), the tagger.
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import type { IngestAnswer } from '../../model/ingest.ts';
import { openDatabase, type OpenedDatabase } from '../../store/database.ts';
import { ingestLines, type IngestReport } from './ingest.ts';
import { openTagging } from './tag-item.ts';

export interface IngestRequest {
  /** Path, or `-` for standard input. */
  readonly file: string;
  /** Path of the database; null: a temporary one that is removed at the end. */
  readonly database: string | null;
  readonly topicFile: string;
  readonly answer: (answer: IngestAnswer) => void;
  /** Awaited after every commit. */
  readonly pause: () => Promise<void>;
}

/** Ingests a whole file. Throws where file, database or topic cannot be opened. */
export async function ingestFile(request: IngestRequest): Promise<IngestReport> {
  const tagging = openTagging(request.topicFile);
  using opened =
    request.database === null ? openTemporary() : openDatabase(request.database, { exclusive: true });
  const { db } = opened;
  const source = request.file === '-' ? process.stdin : createReadStream(request.file);
  return await ingestLines(linesOf(source), {
    db,
    tag: tagging.openTag(db),
    clock: systemClock,
    answer: request.answer,
    pause: request.pause,
  });
}

/** The lines of a stream of UTF-8, without their ends. */
async function* linesOf(source: NodeJS.ReadableStream): AsyncIterable<string> {
  source.setEncoding('utf8');
  let rest = '';
  for await (const chunk of source) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

// A file, not memory: the texts of a hundred thousand items would not fit beside the rest.
function openTemporary(): OpenedDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'pactwatch-ingest-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const opened = openDatabase(join(folder, 'ingest.db'), { exclusive: false });
    opened.db.pragma('journal_mode = OFF');
    opened.db.pragma('synchronous = OFF');
    opened.db.pragma('cache_size = -16000');
    const close = (): void => {
      opened.db.close();
      remove();
    };
    return { ...opened, close, [Symbol.dispose]: close };
  } catch (error) {
    remove();
    throw error;
  }
}
