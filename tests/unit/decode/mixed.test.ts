// Documents in two encodings at once, encoded twice in part, or damaged: every part that can be read is.
import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../../src/decode/text.ts';

type Part = string | Uint8Array;
const latin = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const twice = (text: string): string => Buffer.from(text).toString('latin1');
const cyrillic = (text: string): Uint8Array =>
  Uint8Array.from(text, (sign) => (/[А-я]/.test(sign) ? sign.charCodeAt(0) - 0x350 : sign.charCodeAt(0)));

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
