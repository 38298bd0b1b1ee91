// Reads a topic file and checks its shape; every complaint names file, line and what was expected, all at once.
import { z } from 'zod';
import { sha256Hex } from '../lib/hash.ts';
import { fail, ok, type Result } from '../lib/result.ts';
import type { FormsByLanguage, RuleScope, Term, TopicDefinition } from '../model/topic.ts';
import { nearestWord, type Complaint } from './complaint.ts';
import { complaintsOf } from './issues.ts';
import { loadYaml, type KeyPath, type PositionedYaml } from './yaml.ts';

/** A checked topic file, with the means to name the line of anything in it. */
export interface LoadedTopic {
  readonly definition: TopicDefinition;
  readonly yaml: PositionedYaml;
}

const SCOPES = [
  'title',
  'lead',
  'item',
  'sentence',
  'lead-sentence',
  'opening',
  'head',
] as const satisfies readonly RuleScope[];
const NAME = /^[a-z0-9][a-z0-9.-]*$/u;

const nameSchema = z.string().regex(NAME, 'expected a name of small letters, digits, dots and hyphens');
const termSchema = z
  .string()
  .transform((text) => text.split('|').map((part) => part.trim()))
  .refine(
    (names) => names.every((name) => NAME.test(name)),
    'expected a class or concept, or several as a|b',
  );
const termsSchema = z.union([termSchema.transform((term) => [term]), z.array(termSchema)]);
const namesSchema = z.union([nameSchema.transform((name) => [name]), z.array(nameSchema)]);
const formsSchema = z.union(
  [z.string().transform(splitList), z.array(z.string())],
  'expected forms, written a; b; c or as a YAML list',
);
const weightSchema = z.number();
const conceptSchema = z
  .object({ in: namesSchema.optional(), note: z.string().optional(), hides: z.boolean().optional() })
  .catchall(formsSchema);
const pairSchema = z.strictObject({
  in: namesSchema.default([]),
  first: termSchema,
  second: termSchema,
  gap: z.number().int().min(0).max(400),
  order: z.enum(['as-written', 'either']).default('either'),
  note: z.string().optional(),
});
const ruleSchema = z.strictObject({
  id: nameSchema,
  where: z.enum(SCOPES),
  all: termsSchema,
  none: termsSchema.default([]),
  unless: termsSchema.default([]),
  given: termsSchema.default([]),
  weight: weightSchema,
  against: z.boolean().default(false),
  fixed: z.boolean().default(false),
  shadow: z.boolean().default(false),
  note: z.string().optional(),
});
const evidenceSchema = z.strictObject({
  of: termsSchema,
  title: weightSchema,
  lead: weightSchema,
  main_title: weightSchema,
  main_lead: weightSchema,
  note: z.string().optional(),
});
const topicSchema = z.strictObject({
  id: nameSchema,
  name: z.string(),
  base: weightSchema,
  main_base: weightSchema,
  evidence: z.array(evidenceSchema).min(1),
});
const fileSchema = z.strictObject({
  id: nameSchema,
  name: z.string(),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/u, 'expected a language code such as en')).min(1),
  core: weightSchema,
  passing: weightSchema,
  base: weightSchema,
  classes: z.record(nameSchema, namesSchema),
  concepts: z.record(nameSchema, conceptSchema),
  exceptions: z.record(nameSchema, conceptSchema).default({}),
  pairs: z.record(nameSchema, pairSchema).default({}),
  gates: z.array(termsSchema).min(1),
  rules: z.array(ruleSchema).min(1),
  topics: z.array(topicSchema).min(1),
});
type TopicFile = z.infer<typeof fileSchema>;

/** Loads and checks the topic file at `file`. Forms are checked when the topic is compiled. */
export function loadTopic(file: string): Result<LoadedTopic, Complaint[]> {
  const yaml = loadYaml(file);
  return yaml.ok ? readTopic(yaml.value) : yaml;
}

/** Checks a topic file that was read already. */
export function readTopic(yaml: PositionedYaml): Result<LoadedTopic, Complaint[]> {
  const parsed = fileSchema.safeParse(yaml.value);
  if (!parsed.success)
    return fail(complaintsOf(parsed.error, yaml, fileSchema).map((found) => inTopic(found, yaml.value)));
  const complaints = checkReferences(parsed.data, yaml);
  if (complaints.length > 0) return fail(complaints);
  return ok({ definition: toDefinition(parsed.data, sha256Hex(JSON.stringify(yaml.value))), yaml });
}

/** A complaint about the value at `path`. */
export function topicComplaint(yaml: PositionedYaml, path: KeyPath, message: string): Complaint {
  return { file: yaml.file, line: yaml.lineOf(path), path: path.join('.'), message };
}

// Rules and topics are known by their names; the number of their place in the list says nothing to a reader.
function inTopic(found: Complaint, file: unknown): Complaint {
  const message = found.message.replace('a key of the configuration', 'a key of a topic file');
  const [, section = '', index = ''] = /^(rules|topics)\.(\d+)\./u.exec(found.path) ?? [];
  const list = (file as Readonly<Record<string, unknown>> | null)?.[section];
  const entry: unknown = Array.isArray(list) ? list[Number(index)] : undefined;
  const id = typeof entry === 'object' && entry !== null && 'id' in entry ? entry.id : undefined;
  return { ...found, message: typeof id === 'string' ? `${message} (in ${id})` : message };
}

function checkReferences(file: TopicFile, yaml: PositionedYaml): Complaint[] {
  const known = new Set([
    ...Object.keys(file.classes),
    ...Object.keys(file.concepts),
    ...Object.keys(file.pairs),
  ]);
  const languages = new Set([...file.languages, 'all']);
  const complaints: Complaint[] = [];
  const expect = (names: readonly string[], path: KeyPath): void => {
    for (const name of names) {
      if (known.has(name)) continue;
      const near = nearestWord(name, known);
      const hint = near === null ? '' : `; did you mean "${near}"?`;
      complaints.push(
        topicComplaint(yaml, path, `"${name}" is no class, concept or pair of this file${hint}`),
      );
    }
  };
  for (const [name, parents] of Object.entries(file.classes)) expect(parents, ['classes', name]);
  for (const section of ['concepts', 'exceptions'] as const)
    for (const [name, concept] of Object.entries(file[section])) {
      expect(concept.in ?? [], [section, name, 'in']);
      complaints.push(...checkLanguages(concept, languages, [section, name], yaml));
    }
  for (const [name, pair] of Object.entries(file.pairs)) {
    expect(pair.in, ['pairs', name, 'in']);
    expect([...pair.first, ...pair.second], ['pairs', name]);
  }
  file.gates.forEach((gate, index) => expect(gate.flat(), ['gates', index]));
  file.rules.forEach((rule, index) =>
    expect([...rule.all, ...rule.none, ...rule.unless, ...rule.given].flat(), ['rules', index]),
  );
  file.topics.forEach((topic, at) =>
    topic.evidence.forEach((evidence, index) =>
      expect(evidence.of.flat(), ['topics', at, 'evidence', index]),
    ),
  );
  if (file.passing > file.core)
    complaints.push(topicComplaint(yaml, ['passing'], `expected no more than core (${file.core})`));
  complaints.push(...findClashes(file, yaml));
  complaints.push(
    ...findDoubles(
      file.rules.map((rule) => rule.id),
      'rules',
      yaml,
    ),
  );
  complaints.push(
    ...findDoubles(
      file.topics.map((topic) => topic.id),
      'topics',
      yaml,
    ),
  );
  return complaints;
}

function checkLanguages(
  concept: Readonly<Record<string, unknown>>,
  languages: ReadonlySet<string>,
  path: KeyPath,
  yaml: PositionedYaml,
): Complaint[] {
  return languageKeys(concept)
    .flatMap((key) => key.split(',').map((code) => ({ key, code: code.trim() })))
    .filter(({ code }) => !languages.has(code))
    .map(({ key, code }) => ({
      file: yaml.file,
      line: yaml.lineOfKey([...path, key]),
      path: [...path, key].join('.'),
      message: `"${code}" is no language of this file; expected ${[...languages].join(', ')}, or "in" or "note"`,
    }));
}

// A name stands for one thing: rules could not tell a class from a concept.
function findClashes(file: TopicFile, yaml: PositionedYaml): Complaint[] {
  const sections = ['classes', 'concepts', 'pairs'] as const;
  return sections.flatMap((section, at) =>
    Object.keys(file[section]).flatMap((name) => {
      const other = sections.slice(0, at).find((before) => Object.hasOwn(file[before], name));
      return other === undefined
        ? []
        : [topicComplaint(yaml, [section, name], `the name is taken already, in ${other}`)];
    }),
  );
}

function findDoubles(ids: readonly string[], section: string, yaml: PositionedYaml): Complaint[] {
  return ids
    .map((id, index) => ({ id, index }))
    .filter(({ id, index }) => ids.indexOf(id) !== index)
    .map(({ id, index }) =>
      topicComplaint(yaml, [section, index, 'id'], `"${id}" is used twice; names are unique`),
    );
}

function languageKeys(concept: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(concept).filter((key) => key !== 'in' && key !== 'note' && key !== 'hides');
}

function toDefinition(file: TopicFile, hash: string): TopicDefinition {
  return {
    id: file.id,
    name: file.name,
    languages: file.languages,
    core: file.core,
    passing: file.passing,
    base: file.base,
    classes: file.classes,
    concepts: Object.entries(file.concepts).map(([id, concept]) => ({
      id,
      in: concept.in ?? [],
      hides: concept.hides ?? false,
      forms: formsOf(concept),
    })),
    exceptions: Object.entries(file.exceptions).map(([id, concept]) => ({ id, forms: formsOf(concept) })),
    pairs: Object.entries(file.pairs).map(([id, pair]) => ({
      id,
      in: pair.in,
      first: pair.first,
      second: pair.second,
      gap: pair.gap,
      order: pair.order,
    })),
    gates: file.gates,
    rules: file.rules.map(({ against, ...rule }) => ({ ...rule, sign: against ? -1 : 1 })),
    topics: file.topics.map((topic) => ({
      id: topic.id,
      name: topic.name,
      base: topic.base,
      mainBase: topic.main_base,
      evidence: topic.evidence.map((evidence) => ({
        of: evidence.of satisfies readonly Term[],
        title: evidence.title,
        lead: evidence.lead,
        mainTitle: evidence.main_title,
        mainLead: evidence.main_lead,
      })),
    })),
    hash,
  };
}

function formsOf(concept: Readonly<Record<string, unknown>>): FormsByLanguage {
  const forms: Record<string, string[]> = {};
  for (const key of languageKeys(concept))
    for (const code of key.split(',')) (forms[code.trim()] ??= []).push(...asStrings(concept[key]));
  return forms;
}

function asStrings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function splitList(text: string): string[] {
  return text
    .split(/[;\n]/u)
    .map((form) => form.trim())
    .filter((form) => form !== '');
}
