// Promises of language detection: scripts decide first, declarations hold unless the text is surely in another.
import { describe, expect, it } from 'vitest';
import { normaliseLanguage } from '../../../src/normalise/language-codes.ts';
import { detectLanguage } from '../../../src/normalise/language.ts';

describe('detectLanguage', () => {
  it.each([
    ['북한군, 쿠르스크에서 훈련', null, 'ko'],
    ['Kim Jong Un 방러', 'en', 'ko'],
    ['ロシアに北朝鮮の兵士', 'en', 'ja'],
    ['朝鲜士兵抵达俄罗斯', null, 'zh'],
    ['北韓士兵抵達俄羅斯', 'zh-TW', 'zh'],
    ['日朝首脳会談', 'ja', 'ja'],
    ['Північнокорейські солдати на Курщині', 'ru', 'uk'],
    ['Северокорейские объекты', 'uk', 'ru'],
    ['Солдати', 'ua', 'uk'],
    ['Министр обороны прибыл на переговоры с коллегами в Москву', 'uk', 'ru'],
    ['Контингент готов принять помощь, сообщает агентство после заседания совета', 'uk', 'ru'],
    ['Българските въоръжени сили получиха нови самолети', null, 'bg'],
    ['The defence ministers of both countries signed a plan for joint exercises', 'ko', 'en'],
    ['Les ministres de la Défense des deux pays ont signé un plan pour des exercices communs', 'en-US', 'fr'],
    ['Die Verteidigungsminister beider Länder unterzeichneten einen Plan für gemeinsame Übungen', 'en', 'de'],
    ['Kim in Russia', 'de', 'de'],
    ['', 'pl-PL', 'pl'],
    ['123', null, 'und'],
    ['Οι στρατιώτες', 'en', 'el'],
  ])('%s, declared %s, is %s', (text, hint, expected) => {
    expect(detectLanguage(text, hint)).toBe(expected);
  });
});

describe('normaliseLanguage', () => {
  it.each([
    ['en-US', 'en'],
    ['ZH_cn', 'zh'],
    ['ua', 'uk'],
    ['kr', 'ko'],
    ['Russian', 'ru'],
    ['jpn', 'ja'],
    ['', null],
    ['und', null],
    ['???', null],
  ])('%s is %s', (declared, code) => {
    expect(normaliseLanguage(declared)).toBe(code);
  });
});
