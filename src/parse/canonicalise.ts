// Reads any XML feed, however broken, into the canonical document: strict where the feed is right,
// and otherwise with a repair that is told as a defect. One pass, bounded in depth, text and items.
import { baseBelow } from './address.ts';
import { type CanonicalFeed, CanonicalWriter } from './canonical.ts';
import type { DefectList } from './defects.ts';
import { Field } from './field.ts';
import { type Attributes, Frames, type Opening, type Role } from './frames.ts';
import { MAX_BODY_CHARS, MAX_DEPTH, MAX_TEXT_CHARS } from './limits.ts';
import { readLooseField } from './loose.ts';
import { localName } from './names.ts';
import { Prefixes } from './prefixes.ts';
import { decideRoot, type RootKind } from './root.ts';
import { Scanner, type TokenSink } from './scan.ts';
import { Source } from './source.ts';
import { CONTAINERS, FEED_FIELDS, ITEM_FIELDS, ITEM_KEYS, ROOT_KEYS, TRANSPARENT } from './vocabulary.ts';

export interface CanonicalReading {
  /** Null: the document has no root that a feed could have. */
  readonly root: RootKind | null;
  readonly sawHtml: boolean;
  readonly base: string | null;
  readonly feed: CanonicalFeed;
}

/** Reads `text` into the canonical document. `base` is the document's own address, if known. Never throws. */
export function canonicalise(text: string, base: string | null, defects: DefectList): CanonicalReading {
  return new FeedReader(text, base, defects).read();
}

class FeedReader implements TokenSink {
  readonly #source: Source;
  readonly #defects: DefectList;
  readonly #scanner: Scanner;
  readonly #writer = new CanonicalWriter();
  readonly #prefixes = new Prefixes();
  readonly #frames = new Frames();
  #field: Field | null = null;
  #root: RootKind | null = null;
  #feedBase: string | null;
  #sawHtml = false;
  #sawJunk = false;
  #textLeft = MAX_TEXT_CHARS;
  /** Text in no field since the last tag: perhaps a field whose opening tag is damaged. */
  #loose: { readonly start: number; readonly end: number } | null = null;

  constructor(text: string, base: string | null, defects: DefectList) {
    this.#feedBase = base;
    this.#defects = defects;
    this.#source = new Source(text, defects);
    this.#scanner = new Scanner(text, this, defects);
  }

  read(): CanonicalReading {
    const isCut = this.#scanner.run();
    if (this.#root !== null && (isCut || this.#frames.depth > 0)) {
      this.#defects.add('truncated', 'the document ends before its root is closed');
    }
    // A text that breaks off is still worth reading; an address, name or date that breaks off is wrong.
    if (this.#field?.spec.mode === 'markup') this.#closeField();
    if (this.#frames.isInItem) this.#writer.closeItem(true);
    if (this.#writer.droppedItems > 0) {
      this.#defects.add('too-many-items', `${this.#writer.droppedItems} items were not read`);
    }
    return { root: this.#root, sawHtml: this.#sawHtml, base: this.#feedBase, feed: this.#writer.finish() };
  }

  text(start: number, end: number): void {
    const field = this.#field;
    if (field !== null) this.#addText(field, this.#source.decoded(start, end, field.spec.long));
    else if (this.#frames.depth === 0) this.#noteJunk(start, end);
    else this.#loose = { start, end };
  }

  cdata(start: number, end: number): void {
    if (this.#field !== null) this.#addText(this.#field, this.#source.raw(start, end, 2 * MAX_BODY_CHARS));
  }

  doctype(start: number, end: number): void {
    this.#source.declareEntities(start, end);
  }

  fieldName(): string | null {
    return this.#field?.sourceName ?? null;
  }

  open(name: string, start: number, end: number, selfClosing: boolean, at: number): void {
    this.#loose = null;
    if (this.#root === null && !this.#openRoot(name, this.#source.attributes(start, end), selfClosing)) {
      return;
    }
    const field = this.#field;
    if (field !== null) {
      if (!this.#endsField(field, name, at)) {
        const isWanted = field.spec.mode === 'markup' || field.spec.parts !== null;
        const attributes = isWanted ? this.#source.raw(start, end, 4096) : '';
        field.openChild(name, localName(name), attributes, selfClosing);
        return;
      }
      this.#defects.note('mismatched-tag', () => `<${field.rawName}> is not closed before <${name}>`);
      this.#closeField();
    }
    this.#openElement(name, this.#source.attributes(start, end), selfClosing, at);
  }

  close(name: string): void {
    const field = this.#field;
    if (field !== null) {
      const closed = field.closeTag(name, localName(name));
      if (closed === 'inner') return;
      if (closed === 'own') {
        this.#closeField();
        return;
      }
      this.#defects.note('mismatched-tag', () => `</${name}> inside <${field.rawName}>`);
      if (this.#frames.find(name) < 0) return;
      this.#closeField();
    }
    this.#closeElement(name);
  }

  /** The first element that can be a feed's root; what stands before it is junk. True: it is itself an item. */
  #openRoot(name: string, attributes: Attributes, selfClosing: boolean): boolean {
    this.#prefixes.declare(attributes);
    const root = decideRoot(name, attributes, this.#prefixes, this.#sawHtml);
    if (root === null) {
      if (name === 'html') this.#sawHtml = true;
      if (!this.#sawJunk) this.#defects.add('junk-before-root', `<${name}>`);
      this.#sawJunk = true;
      this.#prefixes.reset();
      return false;
    }
    this.#root = root;
    this.#prefixes.setRoot(name, root.format);
    if (root.defect !== null) this.#defects.add(root.defect, `root element <${name}>`);
    if (root.isItem) return true;
    this.#feedBase = baseBelow(attributes, this.#feedBase);
    this.#writer.addText('x:lang', attributes.get('xml:lang'));
    this.#push(name, root.isChannel ? 'channel' : 'root', this.#feedBase, selfClosing);
    if (root.isChannel) this.#writeHref(attributes, this.#feedBase);
    return false;
  }

  #openElement(name: string, attributes: Attributes, selfClosing: boolean, at: number): void {
    this.#prefixes.declare(attributes);
    const { key } = this.#prefixes.resolve(name);
    if (ITEM_KEYS.has(key) && !this.#frames.isSkippingInItem) {
      this.#openItem(name, attributes, selfClosing);
      return;
    }
    if (this.#frames.isInItem && this.#writer.isFull) {
      this.#push(name, 'group', null, selfClosing);
      return;
    }
    const base = baseBelow(attributes, this.#frames.base ?? this.#feedBase);
    if (this.#frames.isSkipping) {
      this.#push(name, 'skip', base, selfClosing);
      return;
    }
    const sourceName = this.#source.raw(at + 1, at + 1 + name.length, 128);
    const opening: Opening = { name, key, attributes, base, selfClosing, sourceName, at };
    if (this.#knownFields().has(key)) this.#openField(opening);
    else if (!this.#frames.isInItem && ROOT_KEYS.has(key)) this.#openChannel(opening);
    else if (TRANSPARENT.has(key)) this.#push(name, 'group', base, selfClosing);
    else this.#openUnknown(opening);
  }

  #knownFields(): typeof ITEM_FIELDS {
    return this.#frames.isInItem ? ITEM_FIELDS : FEED_FIELDS;
  }

  #openChannel({ name, key, attributes, base, selfClosing }: Opening): void {
    if (key !== 'channel' && this.#frames.depth === 0) this.#defects.add('second-root', `<${name}>`);
    this.#push(name, key === 'channel' ? 'channel' : 'root', base, selfClosing);
    if (attributes.has('xml:base') && this.#writer.itemCount === 0) this.#feedBase = base;
    this.#writer.addText('x:lang', attributes.get('xml:lang'));
    this.#writeHref(attributes, base);
  }

  /** An element without meaning for us: its children are skipped if it is a container of another vocabulary. */
  #openUnknown({ name, key, base, selfClosing, sourceName, at }: Opening): void {
    const hides = CONTAINERS.has(key) || key.includes(':');
    // An element that nothing closes before the item ends must not hide the rest of the item.
    if (selfClosing || this.#isClosedAhead(sourceName, at)) {
      this.#push(name, hides ? 'skip' : 'loose', base, selfClosing);
    } else this.#defects.note('mismatched-tag', () => `<${name}> is never closed`);
  }

  #openItem(name: string, attributes: Attributes, selfClosing: boolean): void {
    if (this.#frames.isInItem) {
      this.#defects.add('item-unclosed', `<${name}> inside an item`);
      this.#popTo(this.#frames.itemAt, true);
      this.#prefixes.declare(attributes);
    }
    const outer = this.#frames.base ?? this.#feedBase;
    const base = this.#writer.isFull ? null : baseBelow(attributes, outer);
    if (this.#root?.format === 'rss' && !this.#frames.hasChannel) {
      this.#defects.add('item-outside-channel', `<${name}>`);
    }
    this.#writer.openItem(attributes.get('rdf:about') ?? attributes.get('about'));
    this.#push(name, 'item', base, false);
    if (base !== null && base !== this.#feedBase) this.#writer.addText('x:base', base);
    this.#writer.addText('x:lang', attributes.get('xml:lang'));
    this.#writeHref(attributes, base);
    this.#writer.addText('modified', attributes.get('lastmod'));
    if (selfClosing) this.#popTo(this.#frames.itemAt);
  }

  /** CDF says the address of a channel or item in an attribute. */
  #writeHref(attributes: Attributes, base: string | null): void {
    const href = attributes.get('href');
    const spec = ITEM_FIELDS.get('link');
    if (href === undefined || spec === undefined) return;
    this.#writer.add('link', new Field('link', 'link', spec, new Map([['href', href]]), base).render());
  }

  #openField({ key, sourceName, attributes, base, selfClosing }: Opening): void {
    const spec = this.#knownFields().get(key);
    if (spec === undefined) return;
    this.#field = new Field(key, sourceName, spec, attributes, base);
    if (spec.mode === 'leaf') {
      const { rawName } = this.#field;
      this.#closeField();
      this.#push(rawName, 'group', base, selfClosing);
    } else if (selfClosing) this.#closeField();
  }

  #closeField(): void {
    const field = this.#field;
    if (field === null) return;
    this.#field = null;
    this.#textLeft -= field.length;
    if (field.isOverfull || this.#textLeft < 0) this.#defects.add('text-too-long', `<${field.rawName}>`);
    this.#writer.add(field.name, field.render(), this.#frames.isLoose);
    if (field.spec.mode !== 'leaf') this.#prefixes.leave(this.#frames.depth);
  }

  #addText(field: Field, text: string): void {
    if (this.#textLeft > field.length) field.addText(text);
  }

  /** Whether an element that begins inside a field shows that the field was never closed. */
  #endsField(field: Field, name: string, at: number): boolean {
    if (field.isInline) return false;
    const { key } = this.#prefixes.resolve(name);
    if (ITEM_KEYS.has(key)) return true;
    if (!this.#knownFields().has(key) || field.spec.parts?.has(localName(name)) === true) return false;
    return !this.#isClosedAhead(field.sourceName, at);
  }

  /** Whether `</name` stands before the end of the item (or before the next item, outside of one). */
  #isClosedAhead(sourceName: string, at: number): boolean {
    const item = this.#frames.itemName;
    return this.#scanner.isFirst(`</${sourceName}`, item === undefined ? '<item' : `</${item}`, at);
  }

  #closeElement(name: string): void {
    const index = this.#frames.find(name);
    if (index >= 0) {
      this.#loose = null;
      if (index < this.#frames.depth - 1)
        this.#defects.note('mismatched-tag', () => `</${name}> closes what is still open`);
      this.#popTo(index);
    } else if (!this.#frames.closeTooDeep() && this.#root !== null) {
      this.#takeLoose(name);
      this.#defects.note('mismatched-tag', () => `</${name}> closes nothing`);
    }
  }

  /** `Headline</title>`, `<title Headline</title>`: a closing tag tells what the text before it is. */
  #takeLoose(name: string): void {
    const loose = this.#loose;
    this.#loose = null;
    const { key } = this.#prefixes.resolve(name);
    const spec = this.#knownFields().get(key);
    if (loose === null || spec === undefined || spec.mode === 'leaf' || this.#frames.isSkipping) return;
    const text = this.#source.decoded(loose.start, loose.end, spec.long);
    const field = readLooseField({ name, key, spec, text, base: this.#frames.base ?? this.#feedBase });
    if (field !== null) this.#writer.add(field.name, field.render(), true);
  }

  #push(rawName: string, role: Role, base: string | null, selfClosing: boolean): void {
    if (selfClosing) this.#prefixes.leave(this.#frames.depth);
    else if (this.#frames.push({ rawName, role, base })) this.#prefixes.enter(this.#frames.depth);
    else this.#defects.note('too-deep', () => `<${rawName}> is nested deeper than ${MAX_DEPTH}`);
  }

  /** Closes the element at `index` and all that is open inside it. */
  #popTo(index: number, isCutOff = false): void {
    if (this.#frames.popTo(index)) this.#writer.closeItem(isCutOff);
    this.#prefixes.leave(index);
  }

  #noteJunk(start: number, end: number): void {
    if (this.#sawJunk) return;
    const junk = this.#source.raw(start, end, 60).trim();
    if (junk === '') return;
    this.#sawJunk = true;
    this.#defects.add(this.#root === null ? 'junk-before-root' : 'text-after-root', junk);
  }
}
