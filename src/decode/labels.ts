// Names of charsets: what feeds call them, and what is meant.
import { normalizeEncoding } from '@exodus/bytes/encoding.js';
import { DOS_PAGES, EBCDIC_PAGES } from './code-pages.ts';

/** Spellings that the Encoding Standard does not list. Compared in lower case without spaces, `-` and `_`. */
const ALIASES: Readonly<Record<string, string>> = {
  cp949: 'euc-kr',
  ms949: 'euc-kr',
  uhc: 'euc-kr',
  xwindows949: 'euc-kr',
  ksc5601: 'euc-kr',
  ksc56011987: 'euc-kr',
  ksc56011992: 'euc-kr',
  ksx1001: 'euc-kr',
  euckr: 'euc-kr',
  xeuckr: 'euc-kr',
  cp936: 'gbk',
  ms936: 'gbk',
  windows936: 'gbk',
  gb2312: 'gbk',
  gb231280: 'gbk',
  euccn: 'gbk',
  gb18030: 'gb18030',
  cp950: 'big5',
  ms950: 'big5',
  windows950: 'big5',
  big5hkscs: 'big5',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  shiftjis: 'shift_jis',
  sjis: 'shift_jis',
  windows932: 'shift_jis',
  shiftjisx0213: 'shift_jis',
  shiftjis2004: 'shift_jis',
  eucjp: 'euc-jp',
  ujis: 'euc-jp',
  eucjisx0213: 'euc-jp',
  jis: 'iso-2022-jp',
  iso2022jp: 'iso-2022-jp',
  iso2022jp1: 'iso-2022-jp',
  iso2022jp2: 'iso-2022-jp',
  iso2022jp3: 'iso-2022-jp',
  csiso2022jp: 'iso-2022-jp',
  iso2022kr: 'iso-2022-kr',
  hzgb2312: 'hz-gb-2312',
  hzgb: 'hz-gb-2312',
  hz: 'hz-gb-2312',
  koi8: 'koi8-r',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  koi8ru: 'koi8-u',
  cp866: 'ibm866',
  maccyrillic: 'x-mac-cyrillic',
  macroman: 'macintosh',
  macce: 'x-mac-ce',
  maclatin2: 'x-mac-ce',
  xmacce: 'x-mac-ce',
  xmaccentraleurroman: 'x-mac-ce',
  cp10029: 'x-mac-ce',
  macgreek: 'x-mac-greek',
  xmacgreek: 'x-mac-greek',
  macturkish: 'x-mac-turkish',
  xmacturkish: 'x-mac-turkish',
  johab: 'johab',
  cp1361: 'johab',
  ms1361: 'johab',
  ksc56011992johab: 'johab',
  ansi: 'windows-1252',
  ansix34: 'windows-1252',
  isolatin1: 'windows-1252',
  western: 'windows-1252',
  latin0: 'iso-8859-15',
  latin9: 'iso-8859-15',
  latin10: 'iso-8859-16',
  big5: 'big5',
  dos866: 'ibm866',
  tis620: 'windows-874',
  utf8sig: 'utf-8',
  utf8bom: 'utf-8',
  cp65001: 'utf-8',
  65001: 'utf-8',
  1200: 'utf-16le',
  1201: 'utf-16be',
  932: 'shift_jis',
  936: 'gbk',
  950: 'big5',
  20866: 'koi8-r',
  cp20866: 'koi8-r',
  21866: 'koi8-u',
  cp21866: 'koi8-u',
  51932: 'euc-jp',
  51949: 'euc-kr',
  54936: 'gb18030',
  10000: 'macintosh',
  cp10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  cp10007: 'x-mac-cyrillic',
  xansi: 'windows-1252',
  unicode: 'utf-16le',
  ucs2: 'utf-16le',
  ucs4: 'utf-32',
  iso10646ucs2: 'utf-16be',
  iso10646ucs4: 'utf-32',
  utf16: 'utf-16',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  utf32: 'utf-32',
  utf32le: 'utf-32le',
  utf32be: 'utf-32be',
  utf8mb4: 'utf-8',
  utf: 'utf-8',
  utf8: 'utf-8',
  utf88: 'utf-8',
  utf8nobom: 'utf-8',
  ebcdic: 'cp037',
  ebcdiccpus: 'cp037',
  ebcdiccpnl: 'cp037',
  ibm1047: 'cp037',
  cp1047: 'cp037',
  ebcdiccpbe: 'cp500',
  ebcdiccpch: 'cp500',
  ebcdiccphe: 'cp424',
};

/** Every label is shorter; longer ones are junk. */
const MAX_LABEL = 40;

/**
 * The charset a label means: a name of the Encoding Standard, `utf-16` or `utf-32` (of unknown order),
 * `utf-32le`, `utf-32be`, `iso-2022-kr`, `johab`, `hz-gb-2312`, or a code page (`cp437`, `cp037`). Null: unknown.
 */
export function charsetOf(label: string): string | null {
  const first =
    label
      .trim()
      .toLowerCase()
      .replace(/^["']|["']$/g, '')
      .split(/[\s,;"']/)[0] ?? '';
  if (first === '' || first.length > MAX_LABEL) return null;
  const bare = first.replace(/[-_\s.:()]/g, '');
  const alias = Object.hasOwn(ALIASES, bare) ? ALIASES[bare] : undefined;
  if (alias !== undefined) return alias;
  const known = normalizeEncoding(first);
  if (known !== null && known !== 'replacement' && known !== 'x-user-defined') return known;
  return numbered(bare);
}

/** Labels made of a family and a number in any of their spellings. */
function numbered(bare: string): string | null {
  const latin = /^(?:iso)?8859(\d{1,2})$/.exec(bare)?.[1];
  if (latin !== undefined) return normalizeEncoding(`iso-8859-${latin}`);
  const numberedLatin =
    /^(?:cp)?2859(\d)$/.exec(bare)?.[1] ?? /^(?:cp)?2860([35])$/.exec(bare)?.[1]?.replace(/^/, '1');
  if (numberedLatin !== undefined) return normalizeEncoding(`iso-8859-${numberedLatin}`);
  const western = /^latin(\d{1,2})$/.exec(bare)?.[1];
  if (western !== undefined) return normalizeEncoding(`latin${western}`);
  const page = /^(?:x?windows|win|cp|x?cp|ibm|csibm|dos|msdos|xibm|pc)?0*(\d{2,4})$/.exec(bare)?.[1];
  if (page === undefined) return null;
  const windows = normalizeEncoding(`windows-${page}`);
  if (windows !== null) return windows;
  for (const name of [`cp${page}`, `cp${page.padStart(3, '0')}`]) {
    if (Object.hasOwn(DOS_PAGES, name) || Object.hasOwn(EBCDIC_PAGES, name)) return name;
  }
  return null;
}

/** The label in a Content-Type header, undecided. */
export function headerLabel(contentType: string | null): string | null {
  return /charset\s*=\s*["']?\s*([^\s"';,]+)/i.exec(contentType ?? '')?.[1] ?? null;
}

/** The labels that a document's first bytes declare, read as ASCII. */
export function declaredLabels(head: string): { xml: string | null; meta: string | null } {
  const xml = /<\?xml[^>]{0,200}?encoding\s*=\s*["']?\s*([^\s"'?>]+)/i.exec(head)?.[1] ?? null;
  const meta = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(head)?.[1] ?? null;
  return { xml, meta };
}
