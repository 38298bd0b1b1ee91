// Opens the tagger of a topic file for the daemon and the command line, and stores verdicts beside their items.
import { ConfigError, type Complaint } from '../../config/complaint.ts';
import { loadTopic, topicComplaint } from '../../config/topic.ts';
import { fail, ok, type Result } from '../../lib/result.ts';
import type { TopicMeta } from '../../model/topic.ts';
import type { TaggedItem, TagInput, Verdict } from '../../model/verdict.ts';
import type { Database } from '../../store/database.ts';
import { VerdictTable } from '../../store/verdicts.ts';
import type { Hit } from '../../tag/hit.ts';
import { type Judgement, openTagger, type Tagger } from '../../tag/tagger.ts';
import type { TagItem } from './store-items.ts';

/** A topic in force. */
export interface Tagging {
  readonly file: string;
  readonly version: string;
  readonly topics: TopicMeta['topics'];
  readonly tagger: Tagger;
  tag(input: TagInput): Verdict;
  /** The verdict and the concepts of the topic that stand in the text. */
  tagWithConcepts(input: TagInput): TaggedItem;
  /**
   * Tags an item, stores the verdict and counts the rules that spoke; inside the caller's transaction. Notifies nobody.
   * Names the concepts only where a gate is open.
   */
  tagAndStore(db: Database, itemId: number, input: TagInput, at: number): TaggedItem;
  /** `tagAndStore` for one database; can judge texts beforehand, which takes half the time of each between all the tables. */
  openTag(db: Database): TagItem;
}

/** Opens the topic file, or returns everything that is wrong with it, each with its line. */
export function tryOpenTagging(file: string): Result<Tagging, Complaint[]> {
  const opened = compileFile(file);
  if (!opened.ok) return opened;
  const tagger = opened.value;
  const tables = new WeakMap<Database, VerdictTable>();
  const tableOf = (db: Database): VerdictTable => {
    const known = tables.get(db) ?? new VerdictTable(db);
    tables.set(db, known);
    return known;
  };
  const store = (table: VerdictTable, itemId: number, judgement: Judgement, at: number): TaggedItem => {
    const { verdict, firings, hits } = judgement;
    table.put(itemId, verdict, at);
    for (const { rule } of firings) table.countRule(rule, at);
    return { ...verdict, concepts: conceptsOf(tagger, hits) };
  };
  return ok({
    file,
    version: tagger.ruleVersion,
    topics: tagger.meta.topics,
    tagger,
    tag: (input) => tagger.tag(input),
    tagWithConcepts: (input) => {
      const findings = tagger.findings(input);
      return { ...tagger.verdictOf(findings), concepts: conceptsOf(tagger, findings.scan.hits) };
    },
    tagAndStore: (db, itemId, input, at) => store(tableOf(db), itemId, tagger.judge(input), at),
    openTag: (db) => {
      const table = tableOf(db);
      let judged: ReadonlyMap<TagInput, Judgement> = new Map();
      return Object.assign(
        (itemId: number, input: TagInput, at: number) =>
          store(table, itemId, judged.get(input) ?? tagger.judge(input), at),
        {
          prepare: (inputs: readonly TagInput[]) => {
            judged = new Map(inputs.map((input) => [input, tagger.judge(input)]));
          },
        },
      );
    },
  });
}

function conceptsOf({ topic }: Tagger, hits: readonly Hit[]): string[] {
  return [...new Set(hits.map((hit) => topic.concepts[hit.concept]?.id ?? ''))];
}

// On its own, so that what is in force does not keep the text of the file and its tree alive (20 MB).
function compileFile(file: string): Result<Tagger, Complaint[]> {
  const loaded = loadTopic(file);
  if (!loaded.ok) return loaded;
  const opened = openTagger(loaded.value.definition);
  if (opened.ok) return opened;
  return fail(opened.failure.map((fault) => topicComplaint(loaded.value.yaml, fault.path, fault.message)));
}

/** Opens the topic file. Throws ConfigError with every complaint. */
export function openTagging(file: string): Tagging {
  const opened = tryOpenTagging(file);
  if (!opened.ok) throw new ConfigError(opened.failure);
  return opened.value;
}
