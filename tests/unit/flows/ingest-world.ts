// Lines through `ingest`, in memory or in a file, tagged by the topic that ships.
import { join } from 'node:path';
import { ingestLines } from '../../../src/flows/storing/ingest.ts';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import type { IngestAnswer } from '../../../src/model/ingest.ts';
import { openDatabase } from '../../../src/store/database.ts';

export const root = new URL('../../../', import.meta.url).pathname;
export const tagging = openTagging(join(root, 'config/topics/dprk-russia.yaml'));

/** What `ingest` answers to each line. */
export async function ingest(
  lines: readonly string[],
  path = ':memory:',
  rules = tagging,
): Promise<IngestAnswer[]> {
  using opened = openDatabase(path, { exclusive: false });
  const answers: IngestAnswer[] = [];
  await ingestLines(
    (async function* () {
      yield* lines;
    })(),
    {
      db: opened.db,
      tag: (id, input, at) => rules.tagAndStore(opened.db, id, input, at),
      clock: { now: () => 0 },
      answer: (answer) => answers.push(answer),
      pause: async () => {},
    },
  );
  return answers;
}
