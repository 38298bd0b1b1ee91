// What the story engine keeps of an item: the token sequences of its title and of the start of its text.
import { tokenise } from './tokens.ts';

/** Token hashes in reading order. */
export interface Features {
  readonly title: Int32Array;
  readonly lead: Int32Array;
}

/** Features as the database keeps them, so that a window is rebuilt exactly and at once. */
export interface KeptFeatures {
  readonly features: Features;
  /** Names, numbers, places and concepts without a language; empty outside the subject. */
  readonly anchors: Int32Array;
  /** Length of the term vector when the item came. */
  readonly norm: number;
}

export interface StoryText {
  readonly title: string;
  readonly summary: string;
  readonly content: string;
  readonly lang: string;
}

const LEAD_UNITS = 320;
/** Tokens of a title and of an opening that count. */
export const TITLE_TOKENS = 40;
export const LEAD_TOKENS = 56;
const buffer: number[] = [];

/** Cuts an item's texts. Deterministic; depends on nothing but its argument. */
export function extractFeatures(text: StoryText): Features {
  const folds = !text.lang.startsWith('vi');
  return {
    title: cut(stripTitle(text.title), folds, TITLE_TOKENS),
    lead: cut(leadOf(text), folds, LEAD_TOKENS),
  };
}

function cut(text: string, folds: boolean, limit: number): Int32Array {
  buffer.length = 0;
  tokenise(text.normalize('NFKC').toLowerCase(), folds, limit, buffer);
  return new Int32Array(buffer);
}

/** The first sentences: the summary, or the content where there is none; without a dateline. */
export function leadOf(text: Pick<StoryText, 'summary' | 'content'>): string {
  const lead = text.summary.length >= 40 || text.content.length === 0 ? text.summary : text.content;
  const start = lead.slice(0, LEAD_UNITS);
  return MARK.test(start.slice(0, DATELINE_UNITS)) ? start.replace(DATELINE, '') : start;
}

// Without one of these there is no dateline, and nothing to try in vain.
const MARK = /[([（【]/;
const DATELINE_UNITS = 64;

// `MOSCOW, July 3 (Reuters) - `, `PARIS (AP) — `, `[서울=뉴시스] 기자 = `.
const DATELINE =
  /^(?:[\p{Lu}\p{M}][\p{L}\p{M} .,/'-]{1,40}(?:,? ?\p{L}{0,12}\.? ?\d{0,2})? ?\([\p{L} .-]{2,24}\) ?[-–—:] ?|[[(（【][^\])）】]{2,30}[\])）】](?: ?[^=]{2,16} ?기자 ?=)? ?)/u;

const WIRE_PREFIX =
  /^(?:(?:UPDATE|RPT|WRAPUP|REFILE|CORRECTED|EXCLUSIVE|BREAKING|FLASH|URGENT|ALERT|LIVE|VIDEO|WATCH|PHOTOS?|EILMELDUNG|URGENTE?|СРОЧНО|МОЛНИЯ|ТЕРМІНОВО|ОНОВЛЕНО|ОБНОВЛЕНО|PILNE|ÚLTIMA HORA|DIRECT|EN DIRECT|속보|단독|종합\d?|速報|独自|快讯|快訊|突发)(?:[ -]?\d{1,2})?\s?[-:–—|.!]+\s?|[[(（【](?:속보|단독|종합\d?보?|영상|포토|速報|独自|快讯|快訊|VIDEO|LIVE|UPDATE\d?)[\])）】]\s?)+/iu;

const OUTLET_SUFFIX =
  /\s(?:[|｜]\s?[^|｜]{2,32}|[-–—]\s(?:\p{Lu}[\p{L}\p{M}.]*)(?:\s\p{Lu}[\p{L}\p{M}.]*){0,2})$/u;

/** A title without the outlet's name, wire marks and update numbers. */
export function stripTitle(title: string): string {
  const body = title.replace(WIRE_PREFIX, '');
  const cutTitle = body.replace(OUTLET_SUFFIX, '');
  return cutTitle.length >= 20 ? cutTitle : body;
}

const HEADER_BYTES = 8;

/** Packs features for the database: lengths, norm, then the three lists. */
export function packFeatures({ features, anchors, norm }: KeptFeatures): Uint8Array {
  const { title, lead } = features;
  const bytes = new Uint8Array(HEADER_BYTES + 4 * (title.length + lead.length + anchors.length));
  const header = new DataView(bytes.buffer);
  header.setUint8(0, title.length);
  header.setUint8(1, lead.length);
  header.setUint16(2, anchors.length, true);
  header.setFloat32(4, norm, true);
  const values = new Int32Array(bytes.buffer, HEADER_BYTES);
  values.set(title, 0);
  values.set(lead, title.length);
  values.set(anchors, title.length + lead.length);
  return bytes;
}

/** The inverse of `packFeatures`; what it returns are views of `packed` where that is aligned. */
export function unpackFeatures(packed: Uint8Array): KeptFeatures {
  const bytes = packed.byteOffset % 4 === 0 ? packed : Uint8Array.from(packed);
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  const titleEnd = header.getUint8(0);
  const leadEnd = titleEnd + header.getUint8(1);
  const anchorsEnd = leadEnd + header.getUint16(2, true);
  const values = new Int32Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, anchorsEnd);
  return {
    features: { title: values.subarray(0, titleEnd), lead: values.subarray(titleEnd, leadEnd) },
    anchors: values.subarray(leadEnd, anchorsEnd),
    norm: header.getFloat32(4, true),
  };
}
