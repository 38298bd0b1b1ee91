// Turns a checked topic into the tables the tagger runs on; complaints about forms and rules come back all at once.
import { fail, ok, type Result } from '../lib/result.ts';
import type { FormsByLanguage, Term, TopicDefinition } from '../model/topic.ts';
import { parseForm, type Pattern } from './form.ts';
import { buildFormSearch, type FormSearch } from './form-search.ts';

/** What is wrong in a topic, by its place in the file. */
export interface TopicFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What stands in a text: a set of classes and concepts as bits. */
export type PresenceMask = Int32Array;

/** What a rule asks for: pairs of a word's number and the bits of it of which one is enough. */
export type TermTest = Int32Array;

export interface CompiledConcept {
  readonly id: string;
  /** Itself and all classes above it. */
  readonly mask: PresenceMask;
  /** Shorter forms inside its own do not count. */
  readonly hides: boolean;
}

export interface CompiledPair {
  readonly concept: number;
  readonly first: TermTest;
  readonly second: TermTest;
  readonly gap: number;
  readonly either: boolean;
}

export interface CompiledForm {
  readonly pattern: Pattern;
  /** Index into concepts; -1: an exception. */
  readonly concept: number;
  /** Bits of the languages in which the form holds. */
  readonly languages: number;
  readonly form: string;
  readonly owner: string;
}

export interface CompiledTopic {
  readonly definition: TopicDefinition;
  readonly concepts: readonly CompiledConcept[];
  readonly pairs: readonly CompiledPair[];
  readonly forms: readonly CompiledForm[];
  /** The search for the forms that hold in any language of the bit set; it names them by their index in `forms`. */
  searchFor(languages: number): { readonly search: FormSearch; readonly forms: readonly CompiledForm[] };
  readonly words: number;
  testOf(term: Term): TermTest;
}

/** The bit of a language of the topic; every bit for `all`. */
export function languageBit(definition: TopicDefinition, code: string): number {
  if (code === 'all') return -1;
  const index = definition.languages.indexOf(code);
  return index === -1 ? 0 : 1 << index;
}

/** As many as a search can number with all the signs there are; the topic that ships has a fifth of it. */
const MOST_LETTERS = 500_000;

/** Compiles a topic; `fail` carries every fault that was found. */
export function compileTopic(definition: TopicDefinition): Result<CompiledTopic, TopicFault[]> {
  const faults: TopicFault[] = [];
  const names = [
    ...Object.keys(definition.classes),
    ...definition.concepts.map((concept) => concept.id),
    ...definition.pairs.map((pair) => pair.id),
  ];
  const bits = new Map(names.map((name, index) => [name, index]));
  const words = Math.ceil(names.length / 32);
  const above = (name: string): string[] => ancestors(definition, name);
  const testOf = (term: Term): TermTest => sparse(maskFor(term, bits, words));
  const concepts = [...definition.concepts, ...definition.pairs].map((concept) => ({
    id: concept.id,
    mask: maskFor([concept.id, ...concept.in.flatMap(above)], bits, words),
    hides: 'hides' in concept && concept.hides,
  }));
  const pairs = definition.pairs.map((pair, index) => ({
    concept: definition.concepts.length + index,
    first: testOf(pair.first),
    second: testOf(pair.second),
    gap: pair.gap,
    either: pair.order === 'either',
  }));
  const forms: CompiledForm[] = [];
  definition.concepts.forEach((concept, index) =>
    addForms(definition, ['concepts', concept.id], concept.forms, index, forms, faults),
  );
  for (const exception of definition.exceptions)
    addForms(definition, ['exceptions', exception.id], exception.forms, -1, forms, faults);
  const letters = forms.reduce((sum, { pattern }) => sum + (pattern.pieces[0]?.length ?? 0), 0);
  if (letters > MOST_LETTERS)
    faults.push({
      path: ['concepts'],
      message: `forms of ${letters} letters; ${MOST_LETTERS} can be searched for`,
    });
  if (faults.length > 0) return fail(faults);
  return ok({ definition, concepts, pairs, forms, searchFor: keepSearches(forms), words, testOf });
}

/** True where something that is asked for is present. */
export function meets(present: PresenceMask, test: TermTest): boolean {
  for (let index = 0; index < test.length; index += 2)
    if (((present[test[index] ?? 0] ?? 0) & (test[index + 1] ?? 0)) !== 0) return true;
  return false;
}

const KEPT_SEARCHES = 24;

// Most texts need the forms of one language: a small search for each set of languages is faster than one of all.
function keepSearches(forms: readonly CompiledForm[]): CompiledTopic['searchFor'] {
  const kept = new Map<number, ReturnType<CompiledTopic['searchFor']>>();
  return (languages) => {
    const known = kept.get(languages);
    if (known !== undefined) return known;
    const active = forms.filter((form) => (form.languages & languages) !== 0);
    const made = {
      search: buildFormSearch(
        active.map(({ pattern }) => ({ head: pattern.pieces[0] ?? '', openStart: pattern.openStart })),
      ),
      forms: active,
    };
    if (kept.size >= KEPT_SEARCHES) kept.clear();
    kept.set(languages, made);
    return made;
  };
}

function sparse(mask: PresenceMask): TermTest {
  return Int32Array.from([...mask].flatMap((bits, word) => (bits === 0 ? [] : [word, bits])));
}

function maskFor(term: readonly string[], bits: ReadonlyMap<string, number>, words: number): PresenceMask {
  const mask = new Int32Array(words);
  for (const name of term) {
    const bit = bits.get(name);
    if (bit !== undefined) mask[bit >> 5] = (mask[bit >> 5] ?? 0) | (1 << (bit & 31));
  }
  return mask;
}

function ancestors(definition: TopicDefinition, name: string): string[] {
  const seen = new Set<string>();
  const open = [name];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...(definition.classes[next] ?? []));
  }
  return [...seen];
}

function addForms(
  definition: TopicDefinition,
  path: readonly (string | number)[],
  byLanguage: FormsByLanguage,
  concept: number,
  forms: CompiledForm[],
  faults: TopicFault[],
): void {
  for (const [code, list] of Object.entries(byLanguage))
    for (const form of list) {
      const patterns = parseForm(form);
      if (!patterns.ok) {
        faults.push({ path: [...path, code], message: patterns.failure });
        continue;
      }
      const languages = languageBit(definition, code);
      const owner = String(path[1]);
      for (const pattern of patterns.value) forms.push({ pattern, concept, languages, form, owner });
    }
}
