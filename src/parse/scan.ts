// A tolerant tokenizer for XML: one pass, linear in the document, never throws.
// What cannot be markup (a `<` before a digit, a tag that runs into the next one) is text.
import type { DefectList } from './defects.ts';
import { MAX_LOOKAHEAD_NAMES } from './limits.ts';

/** Receives the tokens of a document in order. Offsets are into the scanned text. */
export interface TokenSink {
  text(start: number, end: number): void;
  cdata(start: number, end: number): void;
  /** `name` is lower-cased; raw attributes lie between the offsets. */
  open(name: string, attributesStart: number, attributesEnd: number, selfClosing: boolean, at: number): void;
  close(name: string): void;
  doctype(start: number, end: number): void;
  /** Name of the element whose text is being gathered, if any: an open CDATA section may end with it. */
  fieldName(): string | null;
}

const GT = 0x3e;
const LT = 0x3c;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const DOUBLE = 0x22;
const SINGLE = 0x27;

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d || code === 0x0c;
}

function isNameStart(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || code === 0x3a;
}

export class Scanner {
  readonly #text: string;
  readonly #sink: TokenSink;
  readonly #defects: DefectList;
  /** Where a string was last looked for and found, so that no run of openers is quadratic. */
  readonly #next = new Map<string, { from: number; at: number }>();
  /** Characters that may be read a second time before ambiguous markup is simply taken as text. */
  #rereadLeft: number;
  #doctypeSeen = false;
  readonly #names = new Map<string, string>();

  constructor(text: string, sink: TokenSink, defects: DefectList) {
    this.#text = text;
    this.#sink = sink;
    this.#defects = defects;
    this.#rereadLeft = text.length * 4 + 65_536;
  }

  /** Sends every token of the document to the sink. True when it ended inside a tag or section. */
  run(): boolean {
    const text = this.#text;
    let position = 0;
    let textStart = 0;
    for (;;) {
      const lt = text.indexOf('<', position);
      if (lt < 0) {
        this.#emitText(textStart, text.length);
        return false;
      }
      const code = text.charCodeAt(lt + 1);
      let end: number;
      if (isNameStart(code)) end = this.#openTag(lt, textStart);
      else if (code === SLASH) end = this.#closeTag(lt, textStart);
      else if (code === 0x21) end = this.#declaration(lt, textStart);
      else if (code === 0x3f) end = this.#instruction(lt, textStart);
      else end = lt + 1 >= text.length ? -2 : -1;
      if (end === -2) {
        this.#emitText(textStart, lt);
        return true;
      }
      if (end === -1) {
        this.#defects.note('raw-less-than', () => `at offset ${lt}`);
        position = lt + 1;
      } else {
        position = end;
        textStart = end;
      }
    }
  }

  /** Offset of `needle` at or after `from`, or -1; asked with growing offsets it reads the document once. */
  find(needle: string, from: number): number {
    const known = this.#next.get(needle);
    if (known !== undefined && known.from <= from && (known.at === -1 || known.at >= from)) return known.at;
    if (known !== undefined && from < known.from) {
      if (this.#rereadLeft <= 0) return -1;
      this.#rereadLeft -= (known.at < 0 ? this.#text.length : known.at) - from;
    }
    const at = this.#text.indexOf(needle, from);
    this.#next.set(needle, { from, at });
    return at;
  }

  /**
   * Whether `needle` stands at or after `from`, and before `boundary` does. Asked for too many different needles it
   * says yes without looking, so that no document makes it slow.
   */
  isFirst(needle: string, boundary: string, from: number): boolean {
    if (!this.#next.has(needle) && this.#next.size >= MAX_LOOKAHEAD_NAMES) return true;
    const found = this.find(needle, from);
    if (found < 0) return false;
    const end = this.find(boundary, from);
    return end < 0 || found < end;
  }

  #emitText(start: number, end: number): void {
    if (end > start) this.#sink.text(start, end);
  }

  /** Lower-cased name; the few names of a document are made once. */
  #name(start: number, end: number): string {
    const raw = this.#text.slice(start, Math.min(end, start + 128));
    const known = this.#names.get(raw);
    if (known !== undefined) return known;
    const name = raw.toLowerCase();
    if (this.#names.size < 256) this.#names.set(raw, name);
    return name;
  }

  /** Reads an opening tag at `lt`. Returns the offset after it, -1 where it is text, -2 where it is cut off. */
  #openTag(lt: number, textStart: number): number {
    const text = this.#text;
    const length = text.length;
    let index = lt + 2;
    let code = text.charCodeAt(index);
    while (index < length && code !== GT && code !== LT && code !== SLASH && !isSpace(code)) {
      code = text.charCodeAt(++index);
    }
    const nameEnd = index;
    const gt = this.#tagEnd(index);
    if (gt < 0) return gt;
    this.#emitText(textStart, lt);
    const selfClosing = gt > nameEnd && text.charCodeAt(gt - 1) === SLASH;
    this.#sink.open(this.#name(lt + 1, nameEnd), nameEnd, selfClosing ? gt - 1 : gt, selfClosing, lt);
    return gt + 1;
  }

  /** Offset of the `>` that ends a tag, -1 where another `<` comes first, -2 at the end of the document. */
  #tagEnd(from: number): number {
    const text = this.#text;
    const length = this.#rereadLeft > 0 ? text.length : Math.min(text.length, from + 1024);
    let afterEquals = false;
    for (let index = from; index < length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === GT) return index;
      if (code === LT) {
        this.#rereadLeft -= index - from;
        return -1;
      }
      if (code === EQUALS) afterEquals = true;
      else if ((code === DOUBLE || code === SINGLE) && afterEquals) {
        const quote = this.#quoteEnd(code === DOUBLE ? '"' : "'", index);
        if (quote >= 0) index = quote;
        afterEquals = false;
      } else if (!isSpace(code)) afterEquals = false;
    }
    return length < text.length ? -1 : -2;
  }

  /** Offset of the closing quote, or -1 where the quote was never closed and swallows other tags. */
  #quoteEnd(quote: string, at: number): number {
    const end = this.find(quote, at + 1);
    if (end < 0) return -1;
    const after = this.#text.charCodeAt(end + 1);
    if (isSpace(after) || after === GT || after === SLASH || after === 0x3f) return end;
    const gt = this.find('>', at + 1);
    return gt >= 0 && gt < end ? -1 : end;
  }

  #closeTag(lt: number, textStart: number): number {
    const text = this.#text;
    const gt = this.find('>', lt + 2);
    if (gt < 0) return -2;
    const next = text.indexOf('<', lt + 1);
    if (next >= 0 && next < gt) {
      if (!isNameStart(text.charCodeAt(lt + 2))) return -1;
      // `</title` whose `>` is missing: the next tag begins before it ends.
      this.#emitText(textStart, lt);
      this.#defects.add('mismatched-tag', `closing tag without its end at offset ${lt}`);
      this.#sink.close(this.#name(lt + 2, next).trim());
      return next;
    }
    this.#emitText(textStart, lt);
    let end = lt + 2;
    while (end < gt && !isSpace(text.charCodeAt(end))) end += 1;
    this.#sink.close(this.#name(lt + 2, end));
    return gt + 1;
  }

  #declaration(lt: number, textStart: number): number {
    const text = this.#text;
    if (text.startsWith('<!--', lt)) return this.#comment(lt, textStart);
    if (text.startsWith('<![', lt) && /^cdata\[$/i.test(text.slice(lt + 3, lt + 9))) {
      return this.#cdataSection(lt, textStart);
    }
    this.#emitText(textStart, lt);
    if (/^<!doctype/i.test(text.slice(lt, lt + 9))) return this.#doctype(lt);
    const gt = this.find('>', lt + 2);
    return gt < 0 ? text.length : gt + 1;
  }

  #comment(lt: number, textStart: number): number {
    this.#emitText(textStart, lt);
    const end = this.find('-->', lt + 4);
    if (end >= 0) return end + 3;
    this.#defects.add('comment-unterminated', `at offset ${lt}`);
    const gt = this.find('>', lt + 4);
    return gt < 0 ? this.#text.length : gt + 1;
  }

  #cdataSection(lt: number, textStart: number): number {
    const text = this.#text;
    this.#emitText(textStart, lt);
    const start = lt + 9;
    const end = this.find(']]>', start);
    const inner = this.find('<![CDATA[', start);
    if (end >= 0 && (inner < 0 || inner > end)) {
      this.#sink.cdata(start, end);
      return end + 3;
    }
    const field = this.#sink.fieldName();
    // Another section begins before this one ends, and nothing asks for its text: only its opener is wrong.
    if (field === null && end >= 0) {
      this.#defects.add('cdata-unterminated', `at offset ${lt}`);
      return start;
    }
    const close = field === null ? -1 : this.find(`</${field}`, start);
    if (close >= 0 && (end < 0 || close < inner)) {
      this.#defects.add('cdata-unterminated', `at offset ${lt}`);
      // `]]` and `]] >` were meant to end it.
      const tail = /\]\]\s{0,4}>?\s{0,4}$/.exec(text.slice(Math.max(start, close - 16), close));
      this.#sink.cdata(start, tail === null ? close : close - tail[0].length);
      return close;
    }
    if (end >= 0) {
      this.#sink.cdata(start, end);
      return end + 3;
    }
    this.#sink.cdata(start, text.length);
    this.#defects.add('cdata-unterminated', `at offset ${lt}`);
    return text.length;
  }

  /** Reads a document type with its internal subset, if it ends within reason. */
  #doctype(lt: number): number {
    const text = this.#text;
    const gt = this.find('>', lt + 2);
    if (gt < 0) return text.length;
    const bracket = this.find('[', lt);
    if (bracket < 0 || bracket > gt || this.#doctypeSeen) return gt + 1;
    this.#doctypeSeen = true;
    const end = /\]\s*>/g;
    end.lastIndex = bracket;
    const match = end.exec(text.slice(0, bracket + 65_536));
    if (match === null) return gt + 1;
    this.#sink.doctype(bracket + 1, match.index);
    return match.index + match[0].length;
  }

  #instruction(lt: number, textStart: number): number {
    this.#emitText(textStart, lt);
    const end = this.find('?>', lt + 2);
    const gt = this.find('>', lt + 2);
    if (gt < 0) return this.#text.length;
    // An instruction that never says `?>` ends with its first `>`: otherwise the document would be gone.
    const next = this.find('<', lt + 2);
    if (end < 0 || (next >= 0 && next < end && gt < next)) return gt + 1;
    return end + 2;
  }
}
