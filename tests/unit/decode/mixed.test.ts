// Documents in two encodings at once, encoded twice in part, or damaged: every part that can be read is.
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../../src/decode/text.ts';

type Part = string | Uint8Array;
const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const twice = (text: string): string => Buffer.from(text).toString('latin1');
const cyrillic = (text: string): Uint8Array =>
  Uint8Array.from(text, (sign) => (/[А-я]/.test(sign) ? sign.charCodeAt(0) - 0x350 : sign.charCodeAt(0)));

/** Bytes by character of a double-byte charset. */
const tables = new Map<string, Map<string, Uint8Array>>();
function tableOf(charset: string): Map<string, Uint8Array> {
  const known = tables.get(charset) ?? new Map<string, Uint8Array>();
  if (known.size > 0) return known;
  const decoder = new TextDecoder(charset);
  for (let pair = 0x8140; pair <= 0xfefe; pair += 1) {
    const bytes = Uint8Array.of(pair >> 8, pair & 0xff);
    const sign = decoder.decode(bytes);
    if (sign.length === 1 && sign !== '\ufffd' && !known.has(sign)) known.set(sign, bytes);
  }
  tables.set(charset, known);
  return known;
}

const encodeAs = (text: string, charset: string): Uint8Array =>
  Buffer.concat(
    Array.from(text, (sign) =>
      sign < '\x80' ? Buffer.from(sign) : (tableOf(charset).get(sign) ?? Buffer.from('?')),
    ),
  );

function titles(parts: readonly Part[], declared = 'utf-8'): string[] {
  const body = Buffer.concat([
    Buffer.from(`<?xml version="1.0" encoding="${declared}"?><rss><channel>`),
    ...parts.flatMap((part) => [
      Buffer.from('<title>'),
      typeof part === 'string' ? Buffer.from(part) : part,
      Buffer.from('</title>'),
    ]),
    Buffer.from('</channel></rss>'),
  ]);
  const { text } = decodeBytes({ body, contentType: null, override: null });
  return Array.from(text.matchAll(/<title>(.*?)<\/title>/gs), (match) => match[1] ?? '');
}

describe('a document in two encodings', () => {
  it('reads one item of Latin-1 among UTF-8', () => {
    expect(titles(['Größe', latin('Größe'), 'Москва и Киев'])).toEqual(['Größe', 'Größe', 'Москва и Киев']);
  });

  it('reads one item of Windows-1251 among UTF-8', () => {
    const items = ['Москва и Киев, переговоры', 'Россия и КНДР подписали договор'];
    expect(titles([...items, cyrillic('Россия и КНДР')])).toEqual([...items, 'Россия и КНДР']);
  });

  it('reads one item of UTF-8 among Latin-1', () => {
    expect(titles([latin('Führung für Österreich'), 'Größe', latin('Präsident')], 'iso-8859-1')).toEqual([
      'Führung für Österreich',
      'Größe',
      'Präsident',
    ]);
  });

  const KOREAN = ['북한군 러시아 파병 규모 만명 넘어', '푸틴 대통령 평양 방문 예정', '외무상 모스크바 도착'];
  const CHINESE = ['朝鲜与俄罗斯签署战略伙伴关系条约', '库尔斯克重建工作将于春季开始', '外长抵达莫斯科访问'];
  const JAPANESE = [
    '北朝鮮がロシアに兵士を派遣した',
    'プーチン大統領が平壌を訪問へ',
    '外相がモスクワに到着し会談',
  ];
  describe.each([
    ['euc-kr', KOREAN],
    ['gb18030', CHINESE],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
  ])('of which one is %s', (charset, texts) => {
    const wanted = [...texts, ...texts, ...texts, ...texts];
    it.each([1, 2, 3, 6, 9, 11])('reads %i items of it among twelve', (legacy) => {
      const parts = wanted.map((text, index) => (index < legacy ? encodeAs(text, charset) : text));
      expect(titles(parts)).toEqual(wanted);
      expect(titles(parts, charset)).toEqual(wanted);
    });
  });

  it('undoes what was encoded twice, item by item', () => {
    expect(titles(['Größe', twice('Führung'), twice('Россия')])).toEqual(['Größe', 'Führung', 'Россия']);
  });

  it('reads surrogates that were encoded one by one', () => {
    const surrogates = Buffer.from('eda0bdedb880', 'hex');
    expect(titles([Buffer.concat([Buffer.from('Москва и Киев '), surrogates])])).toEqual([
      'Москва и Киев 😀',
    ]);
  });

  it('reads a no-break space of Windows-1252 between Cyrillic letters', () => {
    const space = Uint8Array.of(0xa0);
    const part = Buffer.concat([Buffer.from('Москва'), space, Buffer.from('Киев')]);
    expect(titles([part, 'Ещё и ещё'])).toEqual(['Москва\u00a0Киев', 'Ещё и ещё']);
  });

  it('never reads overlong forms', () => {
    const [title = ''] = titles([Buffer.concat([Buffer.from('Москва и Киев'), Uint8Array.of(0xc0, 0xaf)])]);
    expect(title).not.toContain('/');
  });

  it('reads UTF-16 without a mark though hardly a byte is zero', () => {
    const body = Buffer.from(`<rss><title>${'북한군러시아파병'.repeat(100)}</title></rss>`, 'utf16le');
    expect(decodeBytes({ body, contentType: null, override: null }).choice.charset).toBe('utf-16le');
  });
});
