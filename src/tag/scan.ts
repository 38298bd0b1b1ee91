// One pass over the fields of an item: which concepts stand where, in which sentence, near which others.
import type { ItemField, TagInput } from '../model/verdict.ts';
import { type CompiledTopic, meets, type PresenceMask, type TermTest } from './compile.ts';
import { type Folded, foldInto, kindOf, openFolded } from './fold.ts';
import { completeMatch } from './form.ts';
import { sentenceEnds } from './sentence.ts';

/** A concept found in the text; offsets in UTF-16 units of the field. */
export interface Hit {
  readonly concept: number;
  readonly field: ItemField;
  readonly start: number;
  readonly end: number;
  /** Index into `Scan.sentences`. */
  readonly sentence: number;
  readonly foldedStart: number;
  readonly foldedEnd: number;
}

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

/** Scans items with one topic; holds buffers that are used again for each item. */
export class Scanner {
  readonly #topic: CompiledTopic;
  readonly #folded: Folded = openFolded(4096);
  #raw: RawHit[] = [];
  #languages = 0;

  constructor(topic: CompiledTopic) {
    this.#topic = topic;
  }

  /** Finds all concepts in the item that have a form in one of the languages of the bit set. */
  scan(input: TagInput, languages: number): Scan {
    this.#languages = languages;
    const { words } = this.#topic;
    const hits: Hit[] = [];
    const sentences: MutableSentence[] = [];
    const leadField: ItemField = input.summary.trim() === '' ? 'content' : 'summary';
    for (const field of ['title', 'summary', 'content'] as const) {
      const text = input[field];
      if (text !== '') this.#scanField(field, text, leadField, hits, sentences);
    }
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

  #scanField(
    field: ItemField,
    text: string,
    leadField: ItemField,
    hits: Hit[],
    sentences: MutableSentence[],
  ): void {
    const folded = this.#folded;
    foldInto(folded, text, 0, Math.min(text.length, FIELD_LIMIT));
    const kept = this.#findForms(folded);
    if (kept.length === 0) return;
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
  #findForms(folded: Folded): RawHit[] {
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
    if (raw.length === 0) return raw;
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

function joinPairs(topic: CompiledTopic, hits: Hit[], folded: Folded): Hit[] {
  let all = hits;
  for (const pair of topic.pairs) {
    const added: Hit[] = [];
    for (let index = 0; index < all.length; index++) {
      const left = all[index];
      if (left === undefined) continue;
      const mask = topic.concepts[left.concept]?.mask;
      if (mask === undefined) continue;
      const leads = meets(mask, pair.first);
      const trails = pair.either && meets(mask, pair.second);
      if (!leads && !trails) continue;
      const dense = kindOf(folded.units[left.foldedEnd - 1] ?? 0) >= 2;
      const reach = left.foldedEnd + (dense ? Math.ceil(pair.gap / 3) : pair.gap);
      const partner = findPartner(
        topic,
        all,
        index,
        reach,
        leads ? pair.second : null,
        trails ? pair.first : null,
      );
      if (partner !== null)
        added.push({
          ...left,
          concept: pair.concept,
          end: Math.max(left.end, partner.end),
          foldedEnd: Math.max(left.foldedEnd, partner.foldedEnd),
        });
    }
    if (added.length > 0)
      all = [...all, ...added].sort((a, b) => a.foldedStart - b.foldedStart || a.concept - b.concept);
  }
  return all;
}

const PARTNER_LIMIT = 12;

function findPartner(
  topic: CompiledTopic,
  hits: readonly Hit[],
  from: number,
  reach: number,
  then: TermTest | null,
  first: TermTest | null,
): Hit | null {
  const left = hits[from];
  for (let index = from + 1; index < hits.length && index <= from + PARTNER_LIMIT; index++) {
    const right = hits[index];
    if (left === undefined || right === undefined || right.foldedStart > reach) return null;
    if (right.sentence !== left.sentence) return null;
    const mask = topic.concepts[right.concept]?.mask;
    if (mask === undefined || right.foldedStart < left.foldedEnd) continue;
    if ((then !== null && meets(mask, then)) || (first !== null && meets(mask, first))) return right;
  }
  return null;
}

function mark(into: PresenceMask | undefined, from: PresenceMask | undefined): void {
  if (into === undefined || from === undefined) return;
  for (let index = 0; index < into.length; index++) into[index] = (into[index] ?? 0) | (from[index] ?? 0);
}
