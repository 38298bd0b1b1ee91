// Encoded text reads back in the platform's decoder of the same charset.
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../../src/demo/encode.ts';

describe('encodeText', () => {
  it.each([
    ['windows-1251', 'Объявлено: «Ангара», ґанок, їжак — № 5'],
    ['euc-kr', '김정은, 러시아 파병…국정원 "1천명" 北→러 152㎜'],
    ['shift_jis', '北朝鮮の金正恩総書記　ロシア「派兵」ソ表'],
    ['utf-8', 'любой 한글 文字 🙂'],
  ] as const)('writes %s', (charset, text) => {
    expect(new TextDecoder(charset, { fatal: true }).decode(encodeText(text, charset))).toBe(text);
  });

  it('refers by number to characters the charset lacks', () => {
    expect(new TextDecoder('windows-1251').decode(encodeText('мир 平和', 'windows-1251'))).toBe(
      'мир &#24179;&#21644;',
    );
  });
});
