// One pass over the fields of an item: which concepts stand where, in which sentence, near which others.
import type { ItemField, TagInput } from '../model/verdict.ts';
import { type CompiledTopic, meets, type PresenceMask } from './compile.ts';
import { type Folded, foldInto, kindOf, openFolded } from './fold.ts';
import { completeMatch } from './form.ts';
import type { Hit } from './hit.ts';
import { joinPairs } from './pairs.ts';
import { sentenceEnds } from './sentence.ts';

export interface Sentence {
  readonly field: ItemField;
  /** Its number within the field. */
  readonly index: number;
  /** Whether it belongs to the lead: the summary, or the beginning of the content where there is none. */
  readonly lead: boolean;
  readonly mask: PresenceMask;
}

export interface Scan {
  readonly hits: readonly Hit[];
  readonly sentences: readonly Sentence[];
  readonly texts: Readonly<Record<ItemField, string>>;
  readonly title: PresenceMask;
  readonly lead: PresenceMask;
  /** Title and first sentence of the lead. */
  readonly head: PresenceMask;
  readonly item: PresenceMask;
}

/** What is read of each field; what an item is about is said at its head, and the cost stays bounded. */
export const FIELD_LIMIT = 20_000;
const LEAD_LIMIT = 1_200;
const FIELDS = ['title', 'summary', 'content'] as const satisfies readonly ItemField[];
const NOTHING: readonly RawHit[] = [];

/** The forms that stand in an item; valid until the next search. */
export interface FoundForms {
  readonly input: TagInput;
  /** What may stand in the item, pairs included: no less than a scan of it will find. */
  readonly possible: PresenceMask;
}

/** Scans items with one topic; holds buffers that are used again for each item. */
export class Scanner {
  readonly #topic: CompiledTopic;
  readonly #folded: readonly Folded[] = FIELDS.map(() => openFolded(1024));
  readonly #kept: (readonly RawHit[])[] = FIELDS.map(() => []);
  readonly #possible: PresenceMask;
  #raw: RawHit[] = [];
  #languages = 0;

  constructor(topic: CompiledTopic) {
    this.#topic = topic;
    this.#possible = new Int32Array(topic.words);
  }

  /** Finds the forms in the item that hold in one of the languages of the bit set. */
  find(input: TagInput, languages: number): FoundForms {
    this.#languages = languages;
    const { concepts, pairs } = this.#topic;
    const possible = this.#possible.fill(0);
    for (const [at, field] of FIELDS.entries()) {
      const kept = this.#findIn(this.#folded[at], input[field]);
      this.#kept[at] = kept;
      for (const { concept } of kept) mark(possible, concepts[concept]?.mask);
    }
    for (const { first, second, concept } of pairs)
      if (meets(possible, first) && meets(possible, second)) mark(possible, concepts[concept]?.mask);
    return { input, possible };
  }

  /** Finds all concepts in the item that have a form in one of the languages of the bit set. */
  scan(input: TagInput, languages: number): Scan {
    return this.read(this.find(input, languages));
  }

  /** Makes a scan of the forms that were found last. */
  read({ input }: FoundForms): Scan {
    const { words } = this.#topic;
    const hits: Hit[] = [];
    const sentences: MutableSentence[] = [];
    const leadField: ItemField = input.summary.trim() === '' ? 'content' : 'summary';
    for (const [at, field] of FIELDS.entries()) this.#readField(at, field, leadField, hits, sentences);
    for (const hit of hits) mark(sentences[hit.sentence]?.mask, this.#topic.concepts[hit.concept]?.mask);
    const scan = {
      hits,
      sentences,
      texts: input,
      title: new Int32Array(words),
      lead: new Int32Array(words),
      head: new Int32Array(words),
      item: new Int32Array(words),
    };
    for (const sentence of sentences) {
      mark(scan.item, sentence.mask);
      if (sentence.field === 'title' || (sentence.lead && sentence.index === 0))
        mark(scan.head, sentence.mask);
      if (sentence.field === 'title') mark(scan.title, sentence.mask);
      else if (sentence.lead) mark(scan.lead, sentence.mask);
    }
    return scan;
  }

  #findIn(folded: Folded | undefined, text: string): readonly RawHit[] {
    if (folded === undefined || text === '') return NOTHING;
    foldInto(folded, text, 0, Math.min(text.length, FIELD_LIMIT));
    return this.#findForms(folded);
  }

  #readField(
    at: number,
    field: ItemField,
    leadField: ItemField,
    hits: Hit[],
    sentences: MutableSentence[],
  ): void {
    const folded = this.#folded[at];
    const kept = this.#kept[at] ?? NOTHING;
    if (folded === undefined || kept.length === 0) return;
    const ends = sentenceEnds(folded);
    const first = sentences.length;
    const leadEnd = field === 'content' ? LEAD_LIMIT : FIELD_LIMIT;
    ends.forEach((end, index) => {
      const start = folded.origin[index === 0 ? 0 : (ends[index - 1] ?? end)] ?? 0;
      sentences.push({
        field,
        index,
        lead: field === leadField && start < leadEnd,
        mask: new Int32Array(this.#topic.words),
      });
    });
    const found: Hit[] = [];
    let sentence = 0;
    for (const raw of kept) {
      while (sentence < ends.length - 1 && raw.start >= (ends[sentence] ?? 0)) sentence++;
      found.push(toHit(raw, field, folded, first + sentence));
    }
    hits.push(...joinPairs(this.#topic, found, folded));
  }

  // Exceptions, and concepts that hide, take away the shorter forms inside them; an exception leaves nothing itself.
  #findForms(folded: Folded): readonly RawHit[] {
    const raw = this.#raw;
    raw.length = 0;
    const { forms, search } = this.#topic.searchFor(this.#languages);
    search(folded.units, folded.length, (word, end) => {
      const form = forms[word];
      if (form === undefined) return;
      const start = end - (form.pattern.pieces[0]?.length ?? 0);
      const stop = completeMatch(form.pattern, folded.units, folded.length, start, end);
      if (stop === -1 || !capitalsAgree(form.pattern.capitals, folded, start)) return;
      raw.push({
        concept: form.concept,
        start: form.pattern.openStart ? wordStart(folded, start) : start,
        end: stop,
      });
    });
    if (raw.length === 0) return NOTHING;
    raw.sort((a, b) => a.start - b.start || b.end - a.end || a.concept - b.concept);
    const barred = raw.filter((hit) => hit.concept === -1);
    const kept: RawHit[] = [];
    let hiding: RawHit | null = null;
    let past = 0;
    for (const hit of raw) {
      while (past < barred.length && (barred[past]?.end ?? 0) <= hit.start) past++;
      const hidden: boolean =
        hiding !== null && hit.end <= hiding.end && (hit.start !== hiding.start || hit.end !== hiding.end);
      if (hidden || repeats(kept, hit) || isBarred(hit, barred, past)) continue;
      const hides = hit.concept === -1 || this.#topic.concepts[hit.concept]?.hides === true;
      if (hides && (hiding === null || hit.end > hiding.end)) hiding = hit;
      if (hit.concept !== -1) kept.push(hit);
    }
    return kept;
  }
}

// What an exception covers in part does not count either: `the North` of `the North Sea`.
// `barred` is in order of starts; those before `from` end before the hit.
function isBarred(hit: RawHit, barred: readonly RawHit[], from: number): boolean {
  for (let index = from; index < barred.length; index++) {
    const one = barred[index];
    if (one === undefined || one.start >= hit.end) return false;
    if (hit.start < one.end && one !== hit && (hit.start > one.start || hit.end < one.end)) return true;
  }
  return false;
}

// The same concept again inside its own longer form.
function repeats(kept: readonly RawHit[], hit: RawHit): boolean {
  for (let index = kept.length - 1; index >= 0 && index >= kept.length - 16; index--) {
    const one = kept[index];
    if (one !== undefined && one.concept === hit.concept && one.end >= hit.end) return true;
  }
  return false;
}

interface RawHit {
  readonly concept: number;
  readonly start: number;
  readonly end: number;
}

interface MutableSentence extends Sentence {
  readonly mask: Int32Array;
}

function toHit(raw: RawHit, field: ItemField, folded: Folded, sentence: number): Hit {
  return {
    concept: raw.concept,
    field,
    start: folded.origin[raw.start] ?? 0,
    end: folded.stop[raw.end - 1] ?? 0,
    sentence,
    foldedStart: raw.start,
    foldedEnd: raw.end,
  };
}

// A form that begins inside a word stands for the whole word; in spaced scripts only, and 24 letters at most.
function wordStart(folded: Folded, start: number): number {
  if (kindOf(folded.units[start] ?? 0) !== 1) return start;
  let at = start;
  while (at > 0 && start - at < 24 && kindOf(folded.units[at - 1] ?? 0) === 1) at--;
  return at;
}

function capitalsAgree(capitals: readonly boolean[] | null, folded: Folded, start: number): boolean {
  if (capitals === null) return true;
  return capitals.every((flag, offset) => (folded.upper[start + offset] === 1) === flag);
}

function mark(into: PresenceMask | undefined, from: PresenceMask | undefined): void {
  if (into === undefined || from === undefined) return;
  for (let index = 0; index < into.length; index++) into[index] = (into[index] ?? 0) | (from[index] ?? 0);
}
