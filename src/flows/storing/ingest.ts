// Runs JSON lines through identity, story and tag in order, as if feeds had served them at `seen_at`.
import type { Clock } from '../../lib/clock.ts';
import type { IngestAnswer, IngestLine } from '../../model/ingest.ts';
import type { ItemDraft } from '../../model/item.ts';
import { type Database, inTransaction } from '../../store/database.ts';
import { ItemTable } from '../../store/items.ts';
import { draftOfLine, parseIngestLine } from './ingest-line.ts';
import { runSteps } from './steps.ts';
import { ItemStore, type TagItem } from './store-items.ts';

export interface IngestReport {
  readonly lines: number;
  readonly rejected: readonly { readonly line: number; readonly detail: string }[];
}

const LINES_PER_COMMIT = 4_000;
const LINES_PER_DOCUMENT = 5_000;
/** Texts judged one after the other before their documents are stored. */
const LINES_PER_GROUP = 250;

export interface IngestWorld {
  readonly db: Database;
  readonly tag: TagItem;
  readonly clock: Clock;
  readonly answer: (answer: IngestAnswer) => void;
  /** Awaited after every commit, so that a slow reader is not run over. */
  readonly pause: () => Promise<void>;
}

/**
 * Consecutive lines of one feed with one `seen_at` are one fetched document. Each answer is given only after its
 * transaction; a line that cannot be read is skipped and reported.
 */
export async function ingestLines(source: AsyncIterable<string>, world: IngestWorld): Promise<IngestReport> {
  const rejected: { line: number; detail: string }[] = [];
  const batch = new Batch(world);
  let number = 0;
  for await (const text of source) {
    number++;
    if (text.trim() === '') continue;
    const parsed = parseIngestLine(text, world.clock.now());
    if (!parsed.ok) rejected.push({ line: number, detail: parsed.failure });
    else if (batch.isFullBefore(parsed.value)) {
      batch.commit();
      await world.pause();
    }
    if (parsed.ok) batch.add({ ...parsed.value, lang: parsed.value.lang ?? (await detect(parsed.value)) });
  }
  batch.commit();
  return { lines: number, rejected };
}

// Language statistics take much memory, so they are loaded only for lines that do not name their language.
async function detect(line: IngestLine): Promise<string> {
  const { detectLanguage } = await import('../../normalise/language.ts');
  return detectLanguage(`${line.title}\n${(line.summary || line.content).slice(0, 500)}`, null);
}

class Batch {
  readonly #db: Database;
  readonly #store: ItemStore;
  readonly #items: ItemTable;
  readonly #tag: TagItem;
  readonly #answer: (answer: IngestAnswer) => void;
  readonly #previous = new Map<string, number | null>();
  #documents: IngestLine[][] = [];
  #lines = 0;

  constructor({ db, tag, answer }: IngestWorld) {
    this.#db = db;
    this.#store = new ItemStore(db, tag);
    this.#items = new ItemTable(db);
    this.#tag = tag;
    this.#answer = answer;
  }

  /** Whether a commit is due before this line: only between documents. */
  isFullBefore(line: IngestLine): boolean {
    return this.#lines >= LINES_PER_COMMIT && !this.#continues(line);
  }

  add(line: IngestLine): void {
    if (this.#continues(line)) this.#documents.at(-1)?.push(line);
    else this.#documents.push([line]);
    this.#lines++;
  }

  #continues(line: IngestLine): boolean {
    const last = this.#documents.at(-1);
    const first = last?.[0];
    if (last === undefined || first === undefined || last.length >= LINES_PER_DOCUMENT) return false;
    return first.feed === line.feed && first.seenAt === line.seenAt;
  }

  commit(): void {
    const answers: IngestAnswer[] = [];
    inTransaction(this.#db, () => {
      for (const group of this.#groups()) answers.push(...this.#storeGroup(group));
      this.#store.index();
    });
    this.#documents = [];
    this.#lines = 0;
    for (const answer of answers) this.#answer(answer);
  }

  #groups(): IngestLine[][][] {
    const groups: IngestLine[][][] = [];
    let lines = LINES_PER_GROUP;
    for (const document of this.#documents) {
      if (lines >= LINES_PER_GROUP) [lines] = [0, groups.push([])];
      groups.at(-1)?.push(document);
      lines += document.length;
    }
    return groups;
  }

  #storeGroup(documents: readonly IngestLine[][]): IngestAnswer[] {
    const drafts = documents.map((lines) => lines.map(draftOfLine));
    this.#tag.prepare?.(drafts.flat());
    return documents.flatMap((lines, at) => this.#storeDocument(lines, drafts[at] ?? []));
  }

  #storeDocument(lines: readonly IngestLine[], drafts: readonly ItemDraft[]): IngestAnswer[] {
    const first = lines[0];
    if (first === undefined) return [];
    const { feed: feedId, seenAt: now } = first;
    if (!this.#previous.has(feedId)) {
      this.#items.noteFeed(feedId, now);
      this.#previous.set(feedId, this.#items.lastReadAt(feedId));
    }
    const previousAt = this.#previous.get(feedId) ?? null;
    const steps = this.#store.storing({ feedId, drafts, now, previousAt, baselineSince: null });
    const { outcomes } = runSteps(steps);
    this.#previous.set(feedId, now);
    return outcomes.map(({ itemId, outcome, storyId, reason }, at) => ({
      id: lines[at]?.id ?? '',
      item: itemId,
      outcome,
      story: storyId,
      reason,
    }));
  }
}
