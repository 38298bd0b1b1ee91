// Bytes of any charset become the text that was meant, whatever is declared of them.
import { readFileSync } from 'node:fs';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { charsetOf } from '../../../src/decode/labels.ts';
import { DECODE_DEFECT_CODES, type DecodedText, decodeBytes } from '../../../src/decode/text.ts';

interface LegacyCase {
  readonly name: string;
  readonly content_type: string | null;
  readonly title: string;
  readonly base64: string;
}

// One document each: a title in a language, the bytes of a charset, and what is declared (or not, or wrongly).
const CASES = ['legacy.json', 'languages.json'].flatMap(
  (file) =>
    JSON.parse(
      readFileSync(new URL(`../../fixtures/decode/${file}`, import.meta.url), 'utf8'),
    ) as readonly LegacyCase[],
);

function decode(
  body: Uint8Array | string,
  contentType: string | null = null,
  override: string | null = null,
): DecodedText {
  return decodeBytes({ body: typeof body === 'string' ? Buffer.from(body) : body, contentType, override });
}

/** Decodes numeric references, which stand for what a charset lacks. */
function titleOf(text: string): string | undefined {
  return /<item><title>(.*?)<\/title>/
    .exec(text)?.[1]
    ?.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe('decodeBytes', () => {
  it.each(CASES.map((one) => [one.name, one] as const))('reads %s', (_name, one) => {
    expect(titleOf(decode(Buffer.from(one.base64, 'base64'), one.content_type).text)).toBe(one.title);
  });

  it('reads the CP949 extension of EUC-KR', () => {
    expect(decode(Uint8Array.of(0x8c, 0x63), 'text/xml; charset=cp949').text).toBe('똠');
  });

  it('reads the smart quotes of Windows-1252 where Latin-1 is declared', () => {
    expect(
      decode(Buffer.from('<a>\x93x\x94 \x80</a>', 'latin1'), 'text/xml; charset="ISO-8859-1"').text,
    ).toBe('<a>“x” €</a>');
  });

  it('obeys a charset that is set by hand', () => {
    const found = decode(Buffer.from('д', 'utf8'), 'text/xml; charset=utf-8', 'windows-1251');
    expect(found).toMatchObject({
      text: 'Рґ',
      choice: { charset: 'windows-1251', reason: 'set by configuration' },
    });
  });

  it('drops the byte order mark', () => {
    expect(decode('\ufeff<rss/>')).toMatchObject({ text: '<rss/>' });
  });

  it.each([
    ['text/xml; charset=windows-1251', 'charset-contradicted'],
    ['text/xml; charset=x-no-such', 'charset-unknown'],
  ])('believes valid UTF-8 more than %s, and says so', (contentType, code) => {
    const found = decode('<a>Россия и мир</a>', contentType);
    expect(found.text).toBe('<a>Россия и мир</a>');
    expect(found.choice.charset).toBe('utf-8');
    expect(found.defects.map((defect) => defect.code)).toContain(code);
  });

  it('believes a declaration that the bytes bear out before a server that knows nothing', () => {
    const body = Buffer.from(
      'PD94bWwgdmVyc2lvbj0iMS4wIiBlbmNvZGluZz0id2luZG93cy0xMjUxIj8+PGE+0O7x8ej/IOgg7Oj0PC9hPg==',
      'base64',
    );
    expect(decode(body, 'text/xml; charset=ISO-8859-1').choice.charset).toBe('windows-1251');
  });

  it('reads a stray byte of Windows-1252 among UTF-8', () => {
    const body = Buffer.concat([
      Buffer.from('<a>한국어 소식 it'),
      Uint8Array.of(0x92),
      Buffer.from('s 뉴스</a>'),
    ]);
    const found = decode(body);
    expect(found.text).toBe('<a>한국어 소식 it’s 뉴스</a>');
    expect(found.defects.map((defect) => defect.code)).toEqual(['invalid-bytes']);
  });

  it('reads UTF-8 that is cut off inside a character', () => {
    const body = Buffer.from('<a>한국어');
    expect(decode(body.subarray(0, body.length - 1)).text).toBe('<a>한국');
  });

  it.each([
    ['UTF-16, little end first', [0xff, 0xfe]],
    ['UTF-16, big end first', [0xfe, 0xff]],
  ])('believes no mark of %s over plain markup', (_, mark) => {
    const found = decode(Buffer.concat([Buffer.from(mark), Buffer.from('<rss>한국어</rss>')]));
    expect(found.text).toBe('<rss>한국어</rss>');
  });

  it.each([
    [
      'iso-8859-8',
      'f6f4e5ef20f7e5f8e9e0e420f9ece7e420e7e9e9ece9ed20e7e3f9e9ed20ecf8e5f1e9e4',
      'צפון קוריאה שלחה חיילים חדשים לרוסיה',
    ],
    ['x-mac-cyrillic', '91e5e2e5f0edc0df208aeef0e5df20eef2eff0e0e2e8ebe020edeee2fbf520f1eeebe4e0f2', null],
  ])('believes %s where it is declared', (charset, hex, text) => {
    const head = Buffer.from(`<?xml version="1.0" encoding="${charset}"?><a>`);
    const found = decode(Buffer.concat([head, Buffer.from(hex, 'hex'), Buffer.from('</a>')]));
    expect(found.choice.charset).toBe(charset);
    if (text !== null) expect(found.text).toContain(text);
  });

  it('undoes UTF-8 that was encoded twice', () => {
    const twice = Buffer.from(Buffer.from('<a>Müller & größer</a>').toString('latin1'));
    const found = decode(twice);
    expect(found.text).toBe('<a>Müller & größer</a>');
    expect(found.defects.map((defect) => defect.code)).toEqual(['double-encoded']);
  });

  it('leaves text alone that only looks a little like it', () => {
    expect(decode('<a>Ã is a letter, and so is é</a>').text).toBe('<a>Ã is a letter, and so is é</a>');
  });

  it.each([
    ['gzip', gzipSync('<rss>한</rss>')],
    ['gzip, twice', gzipSync(gzipSync('<rss>한</rss>'))],
    ['zstd', zstdCompressSync(Buffer.from('<rss>한</rss>'))],
  ])('unfolds a body of %s that no header announced', (_kind, body) => {
    const found = decode(body);
    expect(found.text).toBe('<rss>한</rss>');
    expect(found.defects.map((defect) => defect.code)).toEqual(['compressed-body']);
  });

  it('unfolds what there is of a gzip body that is cut off', () => {
    const whole = gzipSync(`<rss>${'news of the day '.repeat(2000)}`);
    expect(decode(whole.subarray(0, whole.length - 12)).text).toMatch(/^<rss>news of the day/);
  });

  it('unfolds no bomb', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(decode(bomb).text.length).toBeLessThan(1024 * 1024);
  });

  it('says why, in words', () => {
    expect(decode('<a>é</a>', 'text/xml; charset=utf-8').choice).toEqual({
      charset: 'utf-8',
      reason: 'HTTP header',
    });
    expect(decode('<?xml version="1.0" encoding="UTF-8"?><a>é</a>').choice.reason).toBe('XML declaration');
    expect(decode('<meta charset="utf-8"><a>é</a>').choice.reason).toBe('meta element');
    expect(decode('<a>é</a>').choice.reason).toBe('valid UTF-8');
    expect(decode('<a>e</a>').choice.reason).toBe('only ASCII');
  });

  it('tells only defects that are listed', () => {
    const bodies = [
      Uint8Array.of(0xff, 0xfe, 0xff),
      Uint8Array.of(0x80, 0x81),
      gzipSync('x'),
      Buffer.from('Ã©Ã¨'),
    ];
    for (const body of bodies) {
      for (const { code } of decode(body, 'a/b; charset=x').defects)
        expect(DECODE_DEFECT_CODES).toContain(code);
    }
  });
});

describe('charsetOf', () => {
  it.each([
    ['cp949', 'euc-kr'],
    ['ansi_x3.4', 'windows-1252'],
    ['latin-9', 'iso-8859-15'],
    ['big-5', 'big5'],
    ['65001', 'utf-8'],
    ['28592', 'iso-8859-2'],
    ['28605', 'iso-8859-15'],
    ['20866', 'koi8-r'],
    ['dos-866', 'ibm866'],
    ['utf-8-sig', 'utf-8'],
    ['x-mac-ce', 'x-mac-ce'],
    ['johab', 'johab'],
    ['cp1361', 'johab'],
    ['tis620', 'windows-874'],
    ['ks_c_5601-1987', 'euc-kr'],
    ['MS949', 'euc-kr'],
    ['win-1251', 'windows-1251'],
    ['windows1251', 'windows-1251'],
    ['cp-1251', 'windows-1251'],
    ['CP1251', 'windows-1251'],
    ['koi8r', 'koi8-r'],
    ['koi8-ru', 'koi8-u'],
    ['x-gbk', 'gbk'],
    ['gb_2312-80', 'gbk'],
    ['GB18030', 'gb18030'],
    ['cp936', 'gbk'],
    ['x-sjis', 'shift_jis'],
    ['Windows-31J', 'shift_jis'],
    ['x-euc-jp', 'euc-jp'],
    ['big5-hkscs', 'big5'],
    ['utf8', 'utf-8'],
    ['UTF_8', 'utf-8'],
    ['"utf-8"', 'utf-8'],
    ['utf-8;', 'utf-8'],
    ['utf-8,utf-8', 'utf-8'],
    ['iso8859-1', 'windows-1252'],
    ['iso8859_2', 'iso-8859-2'],
    ['latin-2', 'iso-8859-2'],
    ['ansi', 'windows-1252'],
    ['us-ascii', 'windows-1252'],
    ['ibm866', 'ibm866'],
    ['cp437', 'cp437'],
    ['IBM037', 'cp037'],
    ['ebcdic-cp-us', 'cp037'],
    ['utf-32', 'utf-32'],
    ['ucs-2', 'utf-16le'],
    ['hz-gb-2312', 'hz-gb-2312'],
    ['utf-7', null],
    ['nonsense', null],
    ['', null],
    ['x'.repeat(500), null],
  ])('knows %s', (label, charset) => {
    expect(charsetOf(label)).toBe(charset);
  });
});
