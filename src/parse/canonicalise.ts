// Reads any XML feed, however broken, into the canonical document: strict where the feed is right,
// and otherwise with a repair that is told as a defect. One pass, bounded in depth, text and items.
import type { FeedFormat } from '../model/entry.ts';
import { resolveBase } from './address.ts';
import { parseAttributes } from './attributes.ts';
import type { CanonicalFeed } from './canonical.ts';
import { CanonicalWriter } from './canonical.ts';
import type { DefectList } from './defects.ts';
import { decodeReferences, parseEntityDeclarations, type References } from './entities.ts';
import { Field } from './field.ts';
import { wrapText } from './hide.ts';
import { MAX_BODY_CHARS, MAX_DEPTH, MAX_EXPANSION_CHARS, MAX_FIELD_CHARS, MAX_LOOKAHEAD_NAMES, MAX_TEXT_CHARS } from './limits.ts';
import { splitName } from './names.ts';
import { Prefixes } from './prefixes.ts';
import { decideRoot, type RootKind } from './root.ts';
import { Scanner, type TokenSink } from './scan.ts';
import { CONTAINERS, FEED_FIELDS, ITEM_FIELDS, TRANSPARENT } from './vocabulary.ts';

export interface CanonicalReading {
  readonly root: RootKind | null;
  readonly sawHtml: boolean;
  readonly format: FeedFormat;
  readonly version: string | null;
  readonly base: string | null;
  readonly feed: CanonicalFeed;
}

type Role = 'root' | 'channel' | 'item' | 'group' | 'skip';

interface Frame {
  readonly rawName: string;
  readonly role: Role;
  readonly base: string | null;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

/** Reads `text` into the canonical document. `base` is the document's own address, if known. Never throws. */
export function canonicalise(text: string, base: string | null, defects: DefectList): CanonicalReading {
  const reader = new FeedReader(text, base, defects);
  return reader.read();
}

class FeedReader implements TokenSink {
  readonly #text: string;
  readonly #defects: DefectList;
  readonly #scanner: Scanner;
  readonly #writer = new CanonicalWriter();
  readonly #prefixes = new Prefixes();
  readonly #frames: Frame[] = [];
  readonly #lookahead = new Set<string>();
  readonly #references: References;
  readonly #documentBase: string | null;
  #entities: ReadonlyMap<string, string> = new Map();
  #field: Field | null = null;
  #root: RootKind | null = null;
  #feedBase: string | null = null;
  #feedLang = '';
  #sawHtml = false;
  #sawJunk = false;
  #itemAt = -1;
  #skipAt = -1;
  #tooDeep = 0;
  #textLeft = MAX_TEXT_CHARS;
  #expansionLeft = MAX_EXPANSION_CHARS;

  constructor(text: string, base: string | null, defects: DefectList) {
    this.#text = text;
    this.#documentBase = base;
    this.#defects = defects;
    this.#scanner = new Scanner(text, this, defects);
    this.#references = {
      expand: (name) => this.#expand(name),
      bareAmpersand: () => defects.add('bare-ampersand', 'an ampersand that begins no reference'),
      unknownEntity: (name) => defects.add('unknown-entity', `&${name};`),
    };
  }

  read(): CanonicalReading {
    const cut = this.#scanner.run();
    if (this.#root !== null && (cut || this.#frames.length > 0)) {
      this.#defects.add('truncated', 'the document ends before its root is closed');
    }
    // A text that breaks off is still worth reading; an address, name or date that breaks off is wrong.
    if (this.#field?.spec.mode === 'markup') this.#closeField();
    this.#field = null;
    if (this.#itemAt >= 0) this.#writer.closeItem(true);
    if (this.#writer.droppedItems > 0) {
      this.#defects.add('too-many-items', `${this.#writer.droppedItems} items were not read`);
    }
    return {
      root: this.#root,
      sawHtml: this.#sawHtml,
      format: this.#root?.format ?? 'rss',
      version: this.#root?.version ?? null,
      base: this.#feedBase,
      feed: this.#writer.finish(),
    };
  }

  text(start: number, end: number): void {
    const field = this.#field;
    if (field !== null) this.#addText(field, decodeReferences(this.#slice(field, start, end), this.#references, MAX_BODY_CHARS));
    else if (this.#frames.length === 0 && !this.#sawJunk) this.#noteJunk(start, end);
  }

  cdata(start: number, end: number): void {
    if (this.#field !== null) this.#addText(this.#field, this.#slice(this.#field, start, end));
  }

  doctype(start: number, end: number): void {
    this.#entities = parseEntityDeclarations(this.#text.slice(start, end), (name) =>
      this.#defects.add('entity-not-expanded', name),
    );
  }

  fieldName(): string | null {
    return this.#field?.sourceName ?? null;
  }

  open(name: string, attributesStart: number, attributesEnd: number, selfClosing: boolean, at: number): void {
    if (this.#root === null && !this.#openRoot(name, attributesStart, attributesEnd, selfClosing)) return;
    const field = this.#field;
    if (field !== null) {
      if (!this.#endsField(field, name, at)) {
        const raw = field.spec.mode === 'markup' || field.spec.parts !== null;
        const attributes = raw ? this.#text.slice(attributesStart, Math.min(attributesEnd, attributesStart + 4096)) : '';
        field.openChild(name, splitName(name).local, attributes, selfClosing);
        return;
      }
      this.#mismatch(() => `<${field.rawName}> is not closed before <${name}>`);
      this.#closeField();
    }
    const attributes = attributesEnd > attributesStart ? this.#attributes(attributesStart, attributesEnd) : NO_ATTRIBUTES;
    this.#openElement(name, attributes, selfClosing, at);
  }

  close(name: string): void {
    const field = this.#field;
    if (field !== null) {
      const closed = field.closeTag(name, splitName(name).local);
      if (closed === 'inner') return;
      if (closed === 'own') {
        this.#closeField();
        return;
      }
      const isOuter = this.#frames.some((frame) => frame.rawName === name);
      this.#mismatch(() => `</${name}> inside <${field.rawName}>`);
      if (!isOuter) return;
      this.#closeField();
    }
    this.#closeElement(name);
  }

  /** The first element that can be a feed's root; what stands before it is junk. */
  #openRoot(name: string, start: number, end: number, selfClosing: boolean): boolean {
    const attributes = this.#attributes(start, end);
    this.#prefixes.declare(attributes);
    const root = decideRoot(name, attributes, this.#prefixes, this.#sawHtml);
    if (root === null) {
      if (name === 'html') this.#sawHtml = true;
      this.#noteJunk(start, end);
      this.#prefixes.reset();
      return false;
    }
    this.#root = root;
    this.#prefixes.setRoot(name, root.format);
    if (root.defect !== null) this.#defects.add(root.defect, `root element <${name}>`);
    this.#feedBase = this.#baseOf(attributes, this.#documentBase);
    this.#feedLang = attributes.get('xml:lang') ?? '';
    if (this.#feedLang !== '') this.#writer.add('x:lang', `<x:lang>${wrapText(this.#feedLang)}</x:lang>`);
    if (root.isItem) return true;
    this.#push(name, root.isChannel ? 'channel' : 'root', this.#feedBase, selfClosing);
    if (root.isChannel) this.#writeHref(attributes, this.#feedBase);
    return false;
  }

  #openElement(name: string, attributes: ReadonlyMap<string, string>, selfClosing: boolean, at: number): void {
    this.#prefixes.declare(attributes);
    const { key, isForeign } = this.#prefixes.resolve(name);
    const isItem = key === 'item' || key === 'entry' || key === 'atom:entry' || key === 'atom:item';
    const isHidden = this.#itemAt >= 0 && this.#skipAt > this.#itemAt;
    if (isItem && !isHidden) {
      this.#openItem(name, attributes, selfClosing);
      return;
    }
    if (this.#itemAt >= 0 && this.#writer.isFull) {
      this.#push(name, 'group', null, selfClosing);
      return;
    }
    const base = this.#baseOf(attributes, this.#frames.at(-1)?.base ?? this.#feedBase);
    if (this.#skipAt >= 0) {
      this.#push(name, 'skip', base, selfClosing);
      return;
    }
    const spec = (this.#itemAt >= 0 ? ITEM_FIELDS : FEED_FIELDS).get(key);
    if (spec !== undefined) {
      const sourceName = this.#text.slice(at + 1, at + 1 + name.length);
      this.#openField(new Field(key, sourceName, spec, attributes, base), selfClosing, base);
    } else if (this.#itemAt < 0 && (key === 'channel' || this.#isRootName(key))) {
      this.#openChannel(name, key, attributes, base, selfClosing);
    } else if (TRANSPARENT.has(key)) this.#push(name, 'group', base, selfClosing);
    else this.#openUnknown(name, key, isForeign, base, selfClosing, at);
  }

  #isRootName(key: string): boolean {
    return key === 'rss' || key === 'rdf:rdf' || key === 'rdf' || key === 'feed' || key === 'atom:feed';
  }

  #openChannel(
    name: string,
    key: string,
    attributes: ReadonlyMap<string, string>,
    base: string | null,
    selfClosing: boolean,
  ): void {
    if (key !== 'channel' && this.#frames.length === 0) this.#defects.add('second-root', `<${name}>`);
    this.#push(name, key === 'channel' ? 'channel' : 'root', base, selfClosing);
    if (attributes.has('xml:base') && this.#writer.itemCount === 0) this.#feedBase = base;
    this.#writeHref(attributes, base);
  }

  /** An element without meaning for us: its children are skipped if it is a container of another vocabulary. */
  #openUnknown(name: string, key: string, isForeign: boolean, base: string | null, selfClosing: boolean, at: number): void {
    const hides = isForeign || CONTAINERS.has(key) || key.includes(':');
    // An element that nothing closes before the item ends must not hide the rest of the item.
    const isClosed = selfClosing || this.#isClosedAhead(this.#text.slice(at + 1, at + 1 + name.length), at);
    if (isClosed) this.#push(name, hides ? 'skip' : 'group', base, selfClosing);
    else this.#mismatch(() => `<${name}> is never closed`);
  }

  #openItem(name: string, attributes: ReadonlyMap<string, string>, selfClosing: boolean): void {
    if (this.#itemAt >= 0) {
      this.#defects.add('item-unclosed', `<${name}> inside an item`);
      this.#popTo(this.#itemAt);
      this.#prefixes.declare(attributes);
    }
    const base = this.#writer.isFull ? null : this.#baseOf(attributes, this.#frames.at(-1)?.base ?? this.#feedBase);
    if (this.#root?.format === 'rss' && !this.#frames.some((frame) => frame.role === 'channel')) {
      this.#defects.add('item-outside-channel', `<${name}>`);
    }
    this.#writer.openItem(attributes.get('rdf:about') ?? attributes.get('about'));
    this.#itemAt = this.#frames.length;
    this.#frames.push({ rawName: name, role: 'item', base });
    this.#prefixes.enter(this.#frames.length);
    if (base !== null && base !== this.#feedBase) this.#writer.add('x:base', `<x:base>${wrapText(base)}</x:base>`);
    const lang = attributes.get('xml:lang');
    if (lang !== undefined) this.#writer.add('x:lang', `<x:lang>${wrapText(lang)}</x:lang>`);
    this.#writeHref(attributes, base);
    if (selfClosing) this.#popTo(this.#itemAt);
  }

  /** CDF says address and date of a channel or item in attributes. */
  #writeHref(attributes: ReadonlyMap<string, string>, base: string | null): void {
    const href = attributes.get('href');
    const spec = ITEM_FIELDS.get('link');
    if (href !== undefined && spec !== undefined) {
      this.#writer.add('link', new Field('link', 'link', spec, new Map([['href', href]]), base).render());
    }
    const modified = attributes.get('lastmod');
    if (modified !== undefined && this.#itemAt >= 0) {
      this.#writer.add('modified', `<modified>${wrapText(modified)}</modified>`);
    }
  }

  #openField(field: Field, selfClosing: boolean, base: string | null): void {
    if (field.spec.mode === 'leaf') {
      this.#writer.add(field.name, field.render());
      this.#push(field.rawName, 'group', base, selfClosing);
      return;
    }
    this.#field = field;
    if (selfClosing) this.#closeField();
  }

  #closeField(): void {
    const field = this.#field;
    if (field === null) return;
    this.#field = null;
    this.#textLeft -= field.length;
    if (field.isOverfull || this.#textLeft < 0) this.#defects.add('text-too-long', `<${field.rawName}>`);
    this.#writer.add(field.name, field.render());
    this.#prefixes.leave(this.#frames.length);
  }

  #addText(field: Field, text: string): void {
    if (this.#textLeft - field.length > 0) field.addText(text);
  }

  /** Whether an element that begins inside a field shows that the field was never closed. */
  #endsField(field: Field, name: string, at: number): boolean {
    if (field.isInline) return false;
    const { key } = this.#prefixes.resolve(name);
    if (key === 'item' || key === 'entry' || key === 'atom:entry') return true;
    const known = this.#itemAt >= 0 ? ITEM_FIELDS : FEED_FIELDS;
    if (!known.has(key) || field.spec.parts?.has(splitName(name).local) === true) return false;
    return !this.#isClosedAhead(field.sourceName, at);
  }

  /** Whether `</name` stands before the end of the item (or before the next item, outside of one). */
  #isClosedAhead(sourceName: string, at: number): boolean {
    if (!this.#lookahead.has(sourceName)) {
      if (this.#lookahead.size >= MAX_LOOKAHEAD_NAMES) return true;
      this.#lookahead.add(sourceName);
    }
    const close = this.#scanner.find(`</${sourceName}`, at);
    if (close < 0) return false;
    const item = this.#itemAt >= 0 ? this.#frames[this.#itemAt]?.rawName : undefined;
    const end = item === undefined ? this.#scanner.find('<item', at) : this.#scanner.find(`</${item}`, at);
    return end < 0 || close < end;
  }

  #closeElement(name: string): void {
    for (let index = this.#frames.length - 1; index >= 0; index -= 1) {
      if (this.#frames[index]?.rawName !== name) continue;
      if (index < this.#frames.length - 1) this.#mismatch(() => `</${name}> closes what is still open`);
      this.#popTo(index);
      return;
    }
    if (this.#tooDeep > 0) this.#tooDeep -= 1;
    else if (this.#root !== null) this.#mismatch(() => `</${name}> closes nothing`);
  }

  #push(rawName: string, role: Role, base: string | null, selfClosing: boolean): void {
    if (selfClosing) {
      this.#prefixes.leave(this.#frames.length);
      return;
    }
    if (this.#frames.length >= MAX_DEPTH) {
      this.#tooDeep += 1;
      this.#defects.add('too-deep', `<${rawName}> is nested deeper than ${MAX_DEPTH}`);
      return;
    }
    if (role === 'skip' && this.#skipAt < 0) this.#skipAt = this.#frames.length;
    this.#frames.push({ rawName, role, base });
    this.#prefixes.enter(this.#frames.length);
  }

  /** Closes the frame at `index` and all that is open inside it. */
  #popTo(index: number): void {
    if (this.#itemAt >= index && this.#itemAt >= 0) {
      this.#writer.closeItem(false);
      this.#itemAt = -1;
    }
    if (this.#skipAt >= index) this.#skipAt = -1;
    this.#frames.length = index;
    this.#tooDeep = 0;
    this.#prefixes.leave(index);
  }

  #mismatch(detail: () => string): void {
    if (!this.#defects.repeat('mismatched-tag')) this.#defects.add('mismatched-tag', detail());
  }

  #baseOf(attributes: ReadonlyMap<string, string>, outer: string | null): string | null {
    const declared = attributes.get('xml:base');
    return declared === undefined ? outer : resolveBase(declared, outer);
  }

  #attributes(start: number, end: number): Map<string, string> {
    const raw = this.#text.slice(start, Math.min(end, start + 65_536));
    const attributes = parseAttributes(raw, () => this.#defects.add('attribute-syntax', raw.trim().slice(0, 60)));
    for (const [name, value] of attributes) {
      const decoded = value.includes('&') ? decodeReferences(value, this.#references, MAX_FIELD_CHARS) : value;
      if (decoded !== value) attributes.set(name, decoded);
      // RDF's own attributes, under whatever prefix.
      if (name.endsWith(':about')) attributes.set('rdf:about', decoded);
      else if (name.endsWith(':resource')) attributes.set('rdf:resource', decoded);
    }
    return attributes;
  }

  #noteJunk(start: number, end: number): void {
    if (this.#sawJunk || this.#text.slice(start, Math.min(end, start + 200)).trim() === '') return;
    this.#sawJunk = true;
    if (this.#root === null) this.#defects.add('junk-before-root', this.#text.slice(start, start + 60).trim());
    else this.#defects.add('text-after-root', this.#text.slice(start, start + 60).trim());
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

  /** Text of a field before decoding: no more than the field can hold. */
  #slice(field: Field, start: number, end: number): string {
    return this.#text.slice(start, Math.min(end, start + 2 * (field.spec.long ? MAX_BODY_CHARS : MAX_FIELD_CHARS)));
  }
}
