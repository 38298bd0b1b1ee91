// Looks for what is useless or hurtful in a topic that is otherwise well formed: dead, shadowed, contradictory, slow.
import type { ConceptDefinition, Term, TopicDefinition } from '../model/topic.ts';
import { parseForm, type Pattern } from './form.ts';

export type LintKind = 'dead' | 'shadowed' | 'contradictory' | 'slow';

export interface LintFinding {
  readonly kind: LintKind;
  /** Place in the file. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Everything worth mending, in the order of the file. */
export function lintTopic(topic: TopicDefinition): LintFinding[] {
  return [
    ...lintConcepts(topic),
    ...topic.concepts.flatMap((concept) => lintForms(concept.id, 'concepts', concept.forms)),
    ...topic.exceptions.flatMap((exception) => lintForms(exception.id, 'exceptions', exception.forms)),
    ...lintExceptions(topic),
    ...lintGates(topic),
    ...lintRules(topic),
  ];
}

// A concept nobody asks for, and a class without members, do nothing.
function lintConcepts(topic: TopicDefinition): LintFinding[] {
  const asked = new Set(termsOf(topic).flat());
  const used = (name: string, seen: Set<string>): boolean => {
    if (asked.has(name)) return true;
    if (seen.has(name)) return false;
    seen.add(name);
    return (topic.classes[name] ?? []).some((parent) => used(parent, seen));
  };
  const members = membersOf(topic);
  const concepts = [...topic.concepts, ...topic.pairs].filter(
    (concept) => !asked.has(concept.id) && !concept.in.some((name) => used(name, new Set())),
  );
  const pairs = new Set(topic.pairs.map((pair) => pair.id));
  const formless = topic.concepts.filter(({ forms }) =>
    Object.values(forms).every((list) => list.length === 0),
  );
  return [
    ...formless.map(
      ({ id }): LintFinding => ({ kind: 'dead', path: ['concepts', id], message: 'it has no forms' }),
    ),
    ...concepts
      .filter((concept) => !('hides' in concept && concept.hides))
      .map(
        (concept): LintFinding => ({
          kind: 'dead',
          path: [pairs.has(concept.id) ? 'pairs' : 'concepts', concept.id],
          message: 'no gate, rule, pair or topic asks for it or for a class it is in',
        }),
      ),
    ...Object.keys(topic.classes)
      .filter((name) => !members.has(name))
      .map(
        (name): LintFinding => ({
          kind: 'dead',
          path: ['classes', name],
          message: 'no concept belongs to it',
        }),
      ),
  ];
}

function lintForms(owner: string, section: string, forms: ConceptDefinition['forms']): LintFinding[] {
  return Object.entries(forms).flatMap(([code, list]) => {
    const read = list.flatMap((form) => {
      const parsed = parseForm(form);
      return parsed.ok ? parsed.value.map((pattern) => ({ form, pattern })) : [];
    });
    const path = [section, owner, code];
    const shadowed = findShadowed(read).map((message): LintFinding => ({ kind: 'shadowed', path, message }));
    const slow = read
      .filter(({ pattern }) => pattern.pieces.length > 1 && (pattern.pieces[0]?.length ?? 0) < 2)
      .map(
        ({ form }): LintFinding => ({
          kind: 'slow',
          path,
          message: `"${form}" is tried at nearly every word; give its first word two letters or more`,
        }),
      );
    return dedupe([...shadowed, ...slow]);
  });
}

interface Spelling {
  readonly form: string;
  readonly pattern: Pattern;
}

// A form is shadowed wholly where others find each of its spellings; else the endings that others find are named.
function findShadowed(spellings: readonly Spelling[]): string[] {
  const forms = [...Map.groupBy(spellings, ({ form }) => form)];
  const finderOf = (one: Spelling, among: readonly Spelling[]): Spelling | undefined =>
    among.find((other) => other.form !== one.form && covers(other, one, spellings));
  const wholly = new Map(
    forms.flatMap(([form, own]) => {
      const by = own.map((one) => finderOf(one, spellings)?.form);
      return by[0] !== undefined && by.every((finder) => finder !== undefined)
        ? [[form, by[0]] as const]
        : [];
    }),
  );
  const kept = spellings.filter(({ form }) => !wholly.has(form));
  return forms.flatMap(([form, own]) => {
    const by = wholly.get(form);
    if (by !== undefined) return [`"${form}" is found by "${by}" already; remove it`];
    const found = own.filter((one) => finderOf(one, kept) !== undefined);
    const [first] = found;
    if (first === undefined) return [];
    const endings = found.map(({ pattern }) => `"${spell(pattern)}"`).join(', ');
    return [`"${form}" need not name ${endings}: found by "${finderOf(first, kept)?.form ?? ''}" already`];
  });
}

// Only letters: an ending like 's lies outside what * takes. Where two forms are the same, the first covers the other.
function covers(
  { pattern: open, ...by }: Spelling,
  { pattern, form }: Spelling,
  all: readonly Spelling[],
): boolean {
  if (!open.openEnd || open.pieces.length > 1 || open.capitals !== null || open.openStart) return false;
  if (pattern.capitals !== null || pattern.openStart) return false;
  const stem = open.pieces[0] ?? '';
  const text = pattern.pieces.join(' ');
  if (text === stem && pattern.openEnd)
    return all.findIndex((one) => one.form === by.form) < all.findIndex((one) => one.form === form);
  return text.startsWith(stem) && /^[\p{L}\p{N}]{0,24}$/u.test(text.slice(stem.length));
}

function spell({ pieces, openEnd }: Pattern): string {
  return pieces.join('* ') + (openEnd ? '*' : '');
}

// The same form in a concept and in an exception: the exception cannot take it away, and hides only what is shorter.
function lintExceptions(topic: TopicDefinition): LintFinding[] {
  const owners = new Map<string, string>();
  for (const concept of topic.concepts)
    for (const [code, forms] of Object.entries(concept.forms))
      for (const form of forms) owners.set(`${code} ${form}`, concept.id);
  return topic.exceptions.flatMap((exception) =>
    Object.entries(exception.forms).flatMap(([code, forms]) =>
      forms
        .filter((form) => owners.get(`${code} ${form}`) !== undefined)
        .map(
          (form): LintFinding => ({
            kind: 'contradictory',
            path: ['exceptions', exception.id, code],
            message: `"${form}" is also a form of ${owners.get(`${code} ${form}`) ?? ''}; the concept wins`,
          }),
        ),
    ),
  );
}

function lintGates(topic: TopicDefinition): LintFinding[] {
  const members = membersOf(topic);
  return topic.gates.flatMap((gate, index): LintFinding[] => {
    const path = ['gates', index];
    const empty = gate.find((term) => !term.some((name) => members.has(name)));
    if (empty !== undefined)
      return [{ kind: 'dead', path, message: `never opens: nothing is in ${empty.join('|')}` }];
    const wider = topic.gates.findIndex(
      (other, at) => at !== index && opensWith(other, gate) && (at < index || !opensWith(gate, other)),
    );
    return wider === -1
      ? []
      : [{ kind: 'shadowed', path, message: `gate ${wider + 1} opens wherever this one does` }];
  });
}

// Whether `wide` opens wherever `narrow` does: each of its terms is met by some term of the other.
function opensWith(wide: readonly Term[], narrow: readonly Term[]): boolean {
  return wide.every((term) => narrow.some((other) => other.every((name) => term.includes(name))));
}

function lintRules(topic: TopicDefinition): LintFinding[] {
  const members = membersOf(topic);
  const seen = new Map<string, string>();
  return topic.rules.flatMap((rule, index): LintFinding[] => {
    const path = ['rules', index];
    const found: LintFinding[] = [];
    const empty = [...rule.all, ...rule.given].find((term) => !term.some((name) => members.has(name)));
    if (empty !== undefined)
      found.push({ kind: 'dead', path, message: `${rule.id} cannot fire: nothing is in ${empty.join('|')}` });
    if (rule.weight === 0 && !rule.shadow)
      found.push({ kind: 'dead', path, message: `${rule.id} weighs nothing` });
    const forbids = (term: Term, terms: readonly Term[]): boolean =>
      terms.some((bad) => term.every((name) => bad.includes(name)));
    const clash =
      rule.all.find((term) => forbids(term, [...rule.none, ...rule.unless])) ??
      rule.given.find((term) => forbids(term, rule.unless));
    if (clash !== undefined)
      found.push({
        kind: 'contradictory',
        path,
        message: `${rule.id} both asks for ${clash.join('|')} and forbids it`,
      });
    const key = JSON.stringify([rule.where, rule.all, rule.none, rule.unless, rule.given]);
    const twin = seen.get(key);
    if (twin !== undefined)
      found.push({ kind: 'shadowed', path, message: `${rule.id} asks for the same as ${twin}` });
    seen.set(key, rule.id);
    return found;
  });
}

/** Names that have at least one concept or pair in them. */
function membersOf(topic: TopicDefinition): ReadonlySet<string> {
  const members = new Set<string>();
  const open = [...topic.concepts, ...topic.pairs].flatMap((concept) => [concept.id, ...concept.in]);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (members.has(name)) continue;
    members.add(name);
    open.push(...(topic.classes[name] ?? []));
  }
  return members;
}

function termsOf(topic: TopicDefinition): readonly Term[] {
  return [
    ...topic.gates.flat(),
    ...topic.pairs.flatMap((pair) => [pair.first, pair.second]),
    ...topic.rules.flatMap((rule) => [...rule.all, ...rule.none, ...rule.unless, ...rule.given]),
    ...topic.topics.flatMap((one) => one.evidence.flatMap((evidence) => evidence.of)),
  ];
}

function dedupe(findings: readonly LintFinding[]): LintFinding[] {
  return findings.filter(
    (finding, index) => findings.findIndex((other) => other.message === finding.message) === index,
  );
}
