// One element of a feed while its content is being read, and how it is written into the canonical document.
import { resolveAddress } from './address.ts';
import { wrapText, hideValue } from './hide.ts';
import {
  MAX_ADDRESS_CHARS,
  MAX_ATTRIBUTE_CHARS,
  MAX_BODY_CHARS,
  MAX_DEPTH,
  MAX_FIELD_CHARS,
} from './limits.ts';
import type { FieldSpec } from './vocabulary.ts';
import { VOID_ELEMENTS } from './vocabulary.ts';

const ADDRESSES = new Set(['href', 'url', 'src', 'rdf:resource', 'resource']);
const ADDRESS_ELEMENTS = new Set(['link', 'atom:link', 'feedburner:origlink', 'a']);

/** Whether the content of an Atom text construct is markup in place rather than escaped text. */
function isInlineMarkup(attributes: ReadonlyMap<string, string>): boolean {
  const type = (attributes.get('type') ?? '').toLowerCase();
  const mode = (attributes.get('mode') ?? '').toLowerCase();
  if (mode !== '') return mode === 'xml' && type !== '' && type !== 'text/plain';
  return type === 'xhtml' || type.endsWith('/xml') || type.endsWith('+xml');
}

/** rss-parser makes snippets of these, in time that is wasted; under another name it leaves them alone. */
const RENAMED: Readonly<Record<string, string>> = {
  description: 'x:description',
  'content:encoded': 'x:encoded',
};

export class Field {
  readonly name: string;
  /** Name as the feed spells it, lower-cased: its closing tag says the same. */
  readonly rawName: string;
  /** Name as it stands in the document. */
  readonly sourceName: string;
  readonly spec: FieldSpec;
  readonly isInline: boolean;
  #base: string | null;
  #text = '';
  #overflow = false;
  #hasMarkup = false;
  readonly #attributes: ReadonlyMap<string, string>;
  readonly #open: string[] = [];
  #part: { name: string; rawName: string } | null = null;
  readonly #parts = new Map<string, string>();

  constructor(
    name: string,
    sourceName: string,
    spec: FieldSpec,
    attributes: ReadonlyMap<string, string>,
    base: string | null,
  ) {
    this.name = RENAMED[name] ?? name;
    this.sourceName = sourceName;
    this.rawName = sourceName.toLowerCase();
    this.spec = spec;
    this.#attributes = attributes;
    this.#base = base;
    this.isInline = spec.mode === 'markup' && isInlineMarkup(attributes);
  }

  /** Whether text was dropped because the field is too long. */
  get isOverfull(): boolean {
    return this.#overflow;
  }

  get length(): number {
    return this.#text.length;
  }

  /** Adds text, decoded. */
  addText(text: string): void {
    if (this.#part !== null) {
      const before = this.#parts.get(this.#part.name) ?? '';
      if (before.length < MAX_FIELD_CHARS) this.#parts.set(this.#part.name, before + text);
      return;
    }
    this.#append(
      this.isInline && /[&<]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;') : text,
    );
  }

  /** Takes an element inside the field. `attributes` is raw text for markup. */
  openChild(rawName: string, local: string, attributes: string, selfClosing: boolean): void {
    if (this.#part !== null && this.#part.name !== 'author' && this.spec.parts?.has(local) === true) {
      // `<name>Kim<email>`: the part before was never closed; `<name>Kim<name>`: it was meant to be.
      const isItsEnd = this.#part.name === local;
      this.#part = null;
      if (isItsEnd) return;
    }
    if (this.spec.parts?.has(local) === true && this.#part === null) {
      // Values of lists (hours, days) and of several persons are kept apart.
      const before = this.#parts.get(local);
      if (before !== undefined) this.#parts.set(local, local === 'name' ? `${before}, ` : `${before} `);
      const href = local === 'link' ? /href\s*=\s*["']([^"']*)/i.exec(attributes)?.[1] : undefined;
      if (href !== undefined) this.#parts.set(local, href);
      if (!selfClosing) this.#part = { name: local, rawName };
      return;
    }
    if (this.spec.mode !== 'markup') {
      if (!selfClosing && this.#open.length < MAX_DEPTH) this.#open.push(rawName);
      return;
    }
    this.#hasMarkup = true;
    if (local === 'svg' || local === 'math') this.#append(' ');
    this.#append(`<${local}${attributes}>`);
    if (selfClosing) {
      if (!VOID_ELEMENTS.has(local)) this.#append(`</${local}>`);
    } else if (this.#open.length < MAX_DEPTH && !VOID_ELEMENTS.has(local)) this.#open.push(rawName);
  }

  /** Takes a closing tag: `inner` it closed a child, `own` it closes the field, `unknown` it matches nothing here. */
  closeTag(rawName: string, local: string): 'inner' | 'own' | 'unknown' {
    if (this.#part !== null && this.#part.rawName === rawName) {
      this.#part = null;
      return 'inner';
    }
    const index = this.#open.lastIndexOf(rawName);
    if (index >= 0) {
      this.#open.length = index;
      if (this.spec.mode === 'markup') this.#append(`</${local}>`);
      return 'inner';
    }
    return rawName === this.rawName ? 'own' : 'unknown';
  }

  /** The canonical element, or an empty string where there is nothing to say. */
  render(): string {
    let head = `<${this.name}`;
    for (const name of this.spec.attributes) {
      const value = this.#attributes.get(name);
      if (value === undefined || value === '') continue;
      const known = ADDRESSES.has(name)
        ? resolveAddress(value, this.#base).slice(0, MAX_ADDRESS_CHARS)
        : value.slice(0, MAX_ATTRIBUTE_CHARS);
      head += ` ${name}="${hideValue(known)}"`;
    }
    for (const [name, value] of this.#parts) head += ` p-${name}="${hideValue(value)}"`;
    if (this.#hasMarkup || this.isInline) head += ' x="1"';
    const text = ADDRESS_ELEMENTS.has(this.name) ? resolveAddress(this.#text, this.#base) : this.#text;
    return text === '' ? `${head}/>` : `${head}>${wrapText(text)}</${this.name}>`;
  }

  #append(text: string): void {
    const limit = this.spec.long ? MAX_BODY_CHARS : MAX_FIELD_CHARS;
    const room = limit - this.#text.length;
    if (text.length <= room) this.#text += text;
    else {
      this.#overflow = true;
      if (room > 0) this.#text += text.slice(0, room);
    }
  }
}
