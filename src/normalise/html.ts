// Turns markup into one line of plain text: one pass, linear time, no stack, never throws.
import { decodeHTML } from 'entities';
import { joinHalves } from '../lib/halves.ts';
import { HIDDEN_ELEMENTS, INLINE_ELEMENTS, KNOWN_TAG } from './html-elements.ts';
import { foldSpace } from './white-space.ts';

/**
 * The text of an HTML fragment: entities decoded once, tags, comments and hidden elements gone, a space where a block
 * or a line ended, white space folded, no lone surrogates. An unfinished last tag is dropped; a `<` that opens no tag
 * stays.
 */
export function htmlToText(html: string): string {
  return foldSpace(decodeEntities(html.includes('<') ? stripTags(html) : html)).toWellFormed();
}

/** Decodes HTML character references once. */
export function decodeEntities(text: string): string {
  return text.includes('&') ? decodeHTML(joinHalves(text)) : text;
}

/** `</ p>`, which HTML takes as a comment. */
const SPACED_CLOSE = /^<\/ {1,3}[a-z][a-z0-9]{0,12} {0,3}>/i;
const LT = 0x3c;
const GT = 0x3e;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const BANG = 0x21;

function stripTags(html: string): string {
  const scanner = new TagScanner(html);
  const pieces: string[] = [];
  let from = 0;
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', from)) {
    const end = scanner.endOfTag(at);
    if (end < 0) {
      pieces.push(html.slice(from, at), '&lt;');
      from = at + 1;
      continue;
    }
    pieces.push(html.slice(from, at));
    from = end;
    if (html.charCodeAt(at + 1) === BANG) continue;
    const name = tagName(html, at);
    if (!INLINE_ELEMENTS.has(name)) pieces.push(' ');
    if (
      HIDDEN_ELEMENTS.has(name) &&
      html.charCodeAt(at + 1) !== SLASH &&
      html.charCodeAt(end - 2) !== SLASH
    ) {
      from = scanner.endOfHidden(name, end);
    }
  }
  pieces.push(html.slice(from));
  const text = pieces.join('');
  return html.includes('<![CDATA[') ? text.replaceAll(']]>', '') : text;
}

function tagName(html: string, at: number): string {
  let from = at + 1;
  if (html.charCodeAt(from) === SLASH) from++;
  let to = from;
  while (to - from < 16 && isNameUnit(html.charCodeAt(to))) to++;
  const name = html.slice(from, to);
  return INLINE_ELEMENTS.has(name) ? name : name.toLowerCase();
}

function isLetter(unit: number): boolean {
  return (unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a;
}

function isNameUnit(unit: number): boolean {
  return isLetter(unit) || (unit >= 0x30 && unit <= 0x3a) || unit === 0x2d;
}

/** Finds where tags end; keeps what it learnt, so that no stretch of text is searched in vain twice. */
class TagScanner {
  readonly #html: string;
  /** Quotes before this position do not pair up: they are read as ordinary signs. */
  #quotesBrokenUntil = 0;
  /** Marks that do not occur in the rest of the text. */
  readonly #absent = new Set<string>();

  constructor(html: string) {
    this.#html = html;
  }

  /** One past the tag at `at`; the text's length where a real tag never closes; -1 where it is no tag. */
  endOfTag(at: number): number {
    const html = this.#html;
    const next = html.charCodeAt(at + 1);
    if (isLetter(next)) return this.#endOfElement(at);
    if (next === SLASH) {
      const unit = html.charCodeAt(at + 2);
      if (unit === GT) return at + 3;
      if (isLetter(unit)) return this.#endOfElement(at);
      const spaced = unit === 0x20 ? SPACED_CLOSE.exec(html.slice(at, at + 24)) : null;
      return spaced === null ? -1 : at + spaced[0].length;
    }
    if (next !== BANG && next !== 0x3f) return -1;
    if (html.startsWith('<!-->', at)) return at + 5;
    if (html.startsWith('<!--', at)) return this.#past('-->', at + 4);
    if (html.startsWith('<![CDATA[', at)) return at + 9;
    return this.#past('>', at + 2);
  }

  /** Where the text goes on after the content of a hidden element; right here where it never ends. */
  endOfHidden(name: string, from: number): number {
    if (this.#absent.has(name)) return from;
    const close = new RegExp(`</${name}(?=[\\s/>])`, 'gi');
    close.lastIndex = from;
    const match = close.exec(this.#html);
    if (match !== null) return match.index;
    this.#absent.add(name);
    return name === 'script' || name === 'style' ? this.#html.length : from;
  }

  #past(mark: string, from: number): number {
    const at = this.#html.indexOf(mark, from);
    return at < 0 ? this.#html.length : at + mark.length;
  }

  #endOfElement(at: number): number {
    const html = this.#html;
    let ink = 0;
    let quoted = false;
    for (let i = at + 1; i < html.length; i++) {
      const unit = html.charCodeAt(i);
      if (unit === GT) return isAddress(html, at, i) ? -1 : i + 1;
      if (unit === LT) return this.#unfinished(at, i, quoted);
      if ((unit === 0x22 || unit === 0x27) && ink === EQUALS && i >= this.#quotesBrokenUntil) {
        const close = html.indexOf(html.charAt(i), i + 1);
        if (close < 0) return this.#retry(at, html.length);
        quoted = true;
        i = close;
        ink = unit;
      } else if (unit > 0x20) {
        ink = unit;
      }
    }
    return this.#unfinished(at, html.length, quoted);
  }

  #unfinished(at: number, end: number, quoted: boolean): number {
    if (quoted) return this.#retry(at, end);
    return isCutOff(this.#html.slice(at, Math.min(end, at + 256))) ? end : -1;
  }

  /** Reads the tag again with quotes as ordinary signs, from here to where the search failed. */
  #retry(at: number, failedAt: number): number {
    this.#quotesBrokenUntil = failedAt;
    return this.#endOfElement(at);
  }
}

/** Whether what has no `>` is still a tag: `a<b then` compares two things, `see <a hre` was cut off. */
function isCutOff(tag: string): boolean {
  return (
    KNOWN_TAG.test(tag.slice(0, 16)) &&
    (tag.includes('=') || /^<\/?[a-z0-9:-]+\s*\/?$/i.test(tag) || ATTRIBUTE_BEGUN.test(tag))
  );
}

const ATTRIBUTE_BEGUN =
  /^<[a-z0-9]+\s+(?:h(?:r(?:ef?)?)?|s(?:rc?)?|c(?:l(?:a(?:ss?)?)?)?|st(?:y(?:le?)?)?|al?t?|t(?:a(?:r(?:g(?:et?)?)?)?)?|re?l?|id?|w(?:i(?:d(?:th?)?)?)?)\s*$/i;

/** `<name@host>` and `<https://...>` are text that somebody put in angle brackets. */
function isAddress(html: string, at: number, end: number): boolean {
  if (end - at > 320) return false;
  return /^<(?:[\w.+-]+@[\w.-]+|https?:\/\/[^\s"'=]+)$/.test(html.slice(at, end));
}
