// What an author of rules asks for: is the file sound, how well does it judge, what would it change, what should it weigh.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { renderComplaint, type Complaint } from '../../config/complaint.ts';
import { loadTopic } from '../../config/topic.ts';
import { replaceNumbers } from '../../config/topic-edit.ts';
import type { Strength, Verdict } from '../../model/verdict.ts';
import type { Database } from '../../store/database.ts';
import { VerdictTable } from '../../store/verdicts.ts';
import { LEARN_DEFAULTS, learnNumbers } from '../../tag/learn.ts';
import { lintTopic, type LintKind } from '../../tag/lint.ts';
import { measure, type LabelledItem, type Measurement } from '../../tag/measure.ts';
import { chooseTopics } from '../../tag/score.ts';
import { readCorpus, readOrdinary } from './read-corpus.ts';
import { isChanged } from './retag.ts';
import { openTagging, tryOpenTagging, type Tagging } from '../storing/tag-item.ts';

export interface LintLine extends Complaint {
  readonly kind: LintKind | 'wrong';
}

/** Complaints and lint findings of a topic file, each with its line. `wrong` ones keep it from being used. */
export function lintRules(file: string): LintLine[] {
  const opened = tryOpenTagging(file);
  const loaded = opened.ok ? loadTopic(file) : opened;
  if (!loaded.ok) return loaded.failure.map((complaint) => ({ ...complaint, kind: 'wrong' }));
  const { definition, yaml } = loaded.value;
  return lintTopic(definition).map(({ kind, path, message }) => ({
    kind,
    file,
    line: yaml.lineOfKey(path),
    path: path.join('.'),
    message,
  }));
}

/** One line of lint for people. */
export function renderLint(line: LintLine): string {
  return `${line.kind.padEnd(13)} ${renderComplaint(line)}`;
}

export interface TestRequest {
  readonly topicFile: string;
  /** A file or folder of labelled items. */
  readonly corpus: string;
  /** A folder of ordinary headlines; null: none. */
  readonly ordinary: string | null;
  /** Only items of this part; null: all. */
  readonly split: string | null;
  /** Called for each item as it is judged. */
  readonly onItem?: (done: number, total: number) => void;
}

export interface TestReport extends Measurement {
  readonly version: string;
  readonly ordinary: { readonly items: number; readonly tagged: readonly string[] };
}

/** Judges the corpus and counts. */
export function testRules(request: TestRequest): TestReport {
  const tagging = openTagging(request.topicFile);
  const items = readCorpus(request.corpus).filter(
    (item) => request.split === null || item.split === request.split,
  );
  const ordinary = request.ordinary === null ? [] : readOrdinary(request.ordinary);
  const topicsOf = (input: LabelledItem['input']): string[] =>
    chooseTopics(tagging.tagger.findings(input).topics).map((topic) => topic.id);
  let done = 0;
  const tag = (input: LabelledItem['input']): Verdict => {
    request.onItem?.(++done, items.length + ordinary.length);
    return tagging.tag(input);
  };
  return {
    ...measure(items, tag, topicsOf),
    version: tagging.version,
    ordinary: {
      items: ordinary.length,
      tagged: ordinary.filter((item) => tag(item.input).relevant).map((item) => item.input.title),
    },
  };
}

export interface ReplayChange {
  readonly id: number;
  readonly title: string;
  readonly url: string | null;
  readonly before: {
    readonly strength: Strength;
    readonly topics: readonly string[];
    readonly score: number;
  };
  readonly after: { readonly strength: Strength; readonly topics: readonly string[]; readonly score: number };
}

export interface ReplayReport {
  readonly version: string;
  readonly items: number;
  readonly changes: readonly ReplayChange[];
  /** Rules that are counted but not in force, and how often each would have spoken. */
  readonly shadow: Readonly<Record<string, number>>;
}

/** What a topic file would change among the items stored since an instant. Changes nothing. */
export function replayRules(
  db: Database,
  tagging: Tagging,
  since: number,
  onItem?: (done: number) => void,
): ReplayReport {
  const changes: ReplayChange[] = [];
  const shadow: Record<string, number> = {};
  let items = 0;
  for (const item of new VerdictTable(db).taggedSince(since)) {
    items++;
    onItem?.(items);
    const findings = tagging.tagger.findings(item);
    const after = tagging.tagger.verdictOf(findings);
    if (findings.gateOpen)
      for (const { rule } of findings.firings) if (rule.shadow) shadow[rule.id] = (shadow[rule.id] ?? 0) + 1;
    if (!isChanged(item, after)) continue;
    const { id, title, url, strength, topics, score } = item;
    changes.push({
      id,
      title,
      url,
      before: { strength, topics, score },
      after: { strength: after.strength, topics: after.topics, score: after.score },
    });
  }
  return { version: tagging.version, items, changes, shadow };
}

export interface FitRequest {
  readonly topicFile: string;
  readonly corpus: string;
  readonly ordinary: string | null;
  /** Parts to learn from; empty: all. */
  readonly splits: readonly string[];
  /** A part that names all topics of its items with care and so counts `lead` times for topics. */
  readonly leading: { readonly split: string; readonly times: number } | null;
}

/** Learns the numbers of the topic file from labelled items and writes them into it; comments stay. */
export function fitRules(request: FitRequest): { readonly items: number; readonly numbers: number } {
  const tagging = openTagging(request.topicFile);
  const wanted = (item: LabelledItem): boolean =>
    request.splits.length === 0 || request.splits.includes(item.split);
  const items = readCorpus(request.corpus).filter(wanted);
  const ordinary =
    request.ordinary === null || !existsSync(request.ordinary) ? [] : readOrdinary(request.ordinary);
  const numbers = learnNumbers(tagging.tagger, [...items, ...ordinary], {
    ...LEARN_DEFAULTS,
    topicWeight: (item) => item.weight * (item.split === request.leading?.split ? request.leading.times : 1),
  });
  writeFileSync(request.topicFile, replaceNumbers(readFileSync(request.topicFile, 'utf8'), numbers));
  return { items: items.length + ordinary.length, numbers: numbers.length };
}
