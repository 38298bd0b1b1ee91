// The document as it is read: slices of it with references decoded, attributes, and what follows where.
import { parseAttributes } from './attributes.ts';
import type { DefectList } from './defects.ts';
import { decodeReferences, parseEntityDeclarations, type References } from './entities.ts';
import { MAX_BODY_CHARS, MAX_EXPANSION_CHARS, MAX_FIELD_CHARS } from './limits.ts';

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();
const MAX_TAG_CHARS = 65_536;

export class Source {
  readonly #text: string;
  readonly #defects: DefectList;
  readonly #references: References;
  #entities: ReadonlyMap<string, string> = new Map();
  #expansionLeft = MAX_EXPANSION_CHARS;

  constructor(text: string, defects: DefectList) {
    this.#text = text;
    this.#defects = defects;
    this.#references = {
      expand: (name) => this.#expand(name),
      bareAmpersand: () => defects.add('bare-ampersand', 'an ampersand that begins no reference'),
      unknownEntity: (name) => defects.add('unknown-entity', `&${name};`),
    };
  }

  /** Takes the internal subset of the document type. */
  declareEntities(start: number, end: number): void {
    this.#entities = parseEntityDeclarations(this.#text.slice(start, end), (name) =>
      this.#defects.add('entity-not-expanded', name),
    );
  }

  /** A slice as it stands, at most `limit` characters of it. */
  raw(start: number, end: number, limit: number): string {
    return this.#text.slice(start, Math.min(end, start + limit));
  }

  /** A slice of text, decoded; no more than twice what a field of its kind can hold is read. */
  decoded(start: number, end: number, isLong: boolean): string {
    const limit = isLong ? MAX_BODY_CHARS : MAX_FIELD_CHARS;
    return decodeReferences(this.raw(start, end, 2 * limit), this.#references, MAX_BODY_CHARS);
  }

  /** The attributes in a slice, by lower-cased name, decoded; `about` and `resource` of RDF under any prefix. */
  attributes(start: number, end: number): ReadonlyMap<string, string> {
    if (end <= start) return NO_ATTRIBUTES;
    const raw = this.raw(start, end, MAX_TAG_CHARS);
    const attributes = parseAttributes(raw, () =>
      this.#defects.add('attribute-syntax', raw.trim().slice(0, 60)),
    );
    for (const [name, value] of attributes) {
      const decoded = decodeReferences(value, this.#references, MAX_FIELD_CHARS);
      if (decoded !== value) attributes.set(name, decoded);
      if (name.endsWith(':about')) attributes.set('rdf:about', decoded);
      else if (name.endsWith(':resource')) attributes.set('rdf:resource', decoded);
    }
    return attributes;
  }

  /** The value of an entity of the document's own, while they have not added too much. */
  #expand(name: string): string | undefined {
    const value = this.#entities.get(name);
    if (value === undefined) return undefined;
    this.#expansionLeft -= value.length;
    if (this.#expansionLeft >= 0) return value;
    this.#defects.add('entity-not-expanded', 'its entities make the document too long');
    return undefined;
  }
}
