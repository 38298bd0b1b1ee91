// The shipped topics judge what they should, show why, never throw, and say the same thing twice.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTagging } from '../../../src/flows/storing/tag-item.ts';
import { explainItem, explainShort, renderExplanation } from '../../../src/tag/explain.ts';
import type { TagInput } from '../../../src/model/verdict.ts';

const tagging = openTagging('config/topics/dprk-russia.yaml');
const cables = openTagging('config/topics/undersea-cables.yaml');

function item(title: string, summary = '', lang: string | null = null, content = ''): TagInput {
  return { title, summary, content, lang };
}

describe('verdicts on the subject', () => {
  it('tags soldiers honoured in Pyongyang and not the beach of the next day', () => {
    const honoured = tagging.tag(
      item(
        'North Korea’s Kim Honors Soldiers Killed Fighting for Russia',
        'Kim Jong Un mourned before coffins draped in flags. About 600 have been killed, lawmaker Lee Seong-kweun said, citing the spy agency. Russian Culture Minister Lyubimova attended the gala for the anniversary of the mutual-defence pact.',
        'en',
      ),
    );
    expect(honoured.strength).toBe('core');
    expect(honoured.topics).toEqual(expect.arrayContaining(['casualties', 'commemoration-and-propaganda']));
    const beach = tagging.tag(
      item(
        'North Korea Opens Beach Resort, Awaits Russian Tourists',
        'The Wonsan-Kalma zone has 54 hotels.',
        'en',
      ),
    );
    expect(beach.relevant).toBe(false);
    expect(beach.topics).toEqual([]);
  });

  it.each([
    ['ko', '북한군 쿠르스크서 1천명 전사'],
    ['ru', 'Северокорейские солдаты погибли под Курском'],
    ['uk', 'Солдати Кіма гинуть на Курщині'],
    ['ja', 'クルスクで北朝鮮兵が戦死'],
    ['zh', '北韓士兵庫斯克陣亡'],
    ['zh', '朝鲜士兵在库尔斯克阵亡'],
    ['de', 'Nordkoreanische Soldaten bei Kursk gefallen'],
    ['fr', 'Des soldats nord-coréens tués près de Koursk'],
    ['es', 'Soldados norcoreanos muertos en Kursk'],
    ['pl', 'Północnokoreańscy żołnierze polegli pod Kurskiem'],
  ])('finds the same event in %s, with or without the declared language', (lang, title) => {
    expect(tagging.tag(item(title, '', lang)).relevant).toBe(true);
    expect(tagging.tag(item(title, '', null)).relevant).toBe(true);
  });

  it.each([
    ['en', 'Nordkoreanische Soldaten sind bei Kursk gefallen, und der Kreml schweigt'],
    ['fr', 'Nordkoreas Truppen in Kursk: Seoul meldet Verluste'],
    ['de', 'Des soldats nord-coréens tués près de Koursk'],
    ['en', 'Północnokoreańscy żołnierze polegli pod Kurskiem'],
    ['pl', 'North Korean soldiers killed in Kursk'],
    ['nl', 'North Korean soldiers killed in Kursk, Kyiv says'],
    ['und', 'Soldados norcoreanos muertos en Kursk'],
    ['', 'North Korean soldiers killed in Kursk'],
    [null, 'Nordkoreas Truppen in Kursk: Seoul meldet Verluste'],
  ])('finds it where the feed declares %s and is wrong: %s', (lang, title) => {
    expect(tagging.tag(item(title, '', lang)).relevant).toBe(true);
  });

  it.each([
    ['en', 'Battlegroup North takes two villages near Kharkiv', ''],
    ['en', 'Vitaliy Kim: Russian missiles hit Mykolaiv port', ''],
    ['en', 'Submarine Kursk remembered 25 years on', '118 sailors died.'],
    ['en', 'North Dakota Guard engineers return from overseas operation', ''],
    ['pl', 'Kim są żołnierze z Rosji, którzy poddali się pod Charkowem', ''],
    ['ko', '북한산 등산객 러시아인 구조', ''],
    ['ko', '전북러닝크루 300명 완주', ''],
    ['ja', '朝露に濡れた露天風呂を披露', ''],
    ['zh', '朝鲜蓟与俄罗斯汤', ''],
    ['ru', 'Россия и Иран подписали договор о всеобъемлющем стратегическом партнёрстве', ''],
    ['ru', 'Группировка «Север» продвинулась в Курской области', ''],
  ])('is not taken in by a trap in %s: %s', (lang, title, summary) => {
    expect(tagging.tag(item(title, summary, lang)).relevant).toBe(false);
  });
});

describe('reasons', () => {
  const input = item(
    'Seoul: North Korean troops in Kursk',
    'The NIS says 3,000 men trained in Russia\u2019s Far East.',
    'en',
  );
  const verdict = tagging.tag(input);

  it('show text that stands exactly where they say', () => {
    expect(verdict.reasons.length).toBeGreaterThan(3);
    for (const { field, span, text } of verdict.reasons)
      expect(input[field].slice(span[0], span[1])).toBe(text);
  });

  it('say of each rule and topic what a piece of text weighs, once', () => {
    const places = verdict.reasons.map(({ rule, field, span }) => `${rule} ${field} ${span.join('-')}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('add up to the score', () => {
    const { rules, points } = explainItem(tagging.tagger, input);
    const sum = rules
      .filter(({ shadow }) => !shadow)
      .reduce((total, { weight }) => total + weight, tagging.tagger.topic.definition.base);
    expect(sum).toBeCloseTo(points, 1);
  });

  it('fit one line for a digest', () => {
    expect(explainShort(verdict)).toMatch(/^why: «[^»]+»(, «[^»]+»)* in the (title|summary)/u);
    expect(explainShort({ reasons: [] })).toBe('');
    expect(explainShort(verdict)).toMatch(/«North Korean troops», «Kursk» in the title/u);
  });

  it('tell also of what was not tagged and how near it came', () => {
    const passing = renderExplanation(
      explainItem(
        tagging.tagger,
        item(
          'Markets: Kospi slips on tariffs',
          'Traders shrugged off talk of North Korean troops in Russia.',
          'en',
        ),
      ),
    );
    expect(passing).toMatch(/short of 5/u);
    const far = renderExplanation(
      explainItem(tagging.tagger, item('Kim Jong Un inspects greenhouse farm', '', 'en')),
    );
    expect(far).toMatch(/found side-a; missing side-b/u);
    expect(far).toMatch(/side-b: Russia/u);
    const nothing = renderExplanation(explainItem(tagging.tagger, item('Rain over Oslo', '', 'en')));
    expect(nothing).toMatch(/No word of the subject stands in the text/u);
  });

  it('say what is missing in the language of the text, and where the rules have no words', () => {
    const page = (title: string, lang: string | null): string =>
      renderExplanation(explainItem(tagging.tagger, item(title, '', lang)));
    expect(page('Ким Чен Ын осмотрел теплицу', 'ru')).toMatch(/Read as ru\.[^]*side-b: росси/iu);
    expect(page('كوريا الشمالية ترسل جنودا', 'ar')).toMatch(/Read as ar; these rules have words for en, ko/u);
    expect(page('Pyongyang', null)).toMatch(/language is not known/u);
  });

  it('name each piece of the text once, and what a rule missed where it spoke of something absent', () => {
    const page = renderExplanation(
      explainItem(tagging.tagger, item('평양-모스크바 직항 취항 1주년', '러시아 관광객이 늘고 있다.', 'ko')),
    );
    expect(page).toMatch(/title\.nothing-military +no matter\|/u);
    const found = page.slice(page.indexOf('found in the text:')).trim().split('\n').slice(1);
    expect(new Set(found.map((line) => line.split('»')[0])).size).toBe(found.length);
  });
});

describe('any text', () => {
  it.each([
    ['nothing', item('')],
    ['emoji and right-to-left', item('🚀🇰🇵 كوريا الشمالية \u202eKursk\u202c 👨‍👩‍👧', 'שלום')],
    ['lone surrogates', item('\ud800Kursk\udc00 North Korea \ud83d', '\udfff')],
    ['mixed scripts', item('北 Kursk 북한군 КНДР', 'солдат soldiers 兵', 'xx')],
    ['a language nobody knows', item('Kursk', '', 'tlh-Latn')],
    ['a heap of marks', item(`K${'\u0301'.repeat(5000)}im`)],
  ])('gives a verdict on %s', (_, input) => {
    const verdict = tagging.tag(input);
    expect(['core', 'passing', 'none']).toContain(verdict.strength);
    for (const { field, span, text } of verdict.reasons)
      expect(input[field].slice(span[0], span[1])).toBe(text);
  });

  it('gives the same verdict twice, whatever was tagged between', () => {
    const input = item('Putin thanks Kim for soldiers in Kursk', '', 'en');
    const first = tagging.tag(input);
    tagging.tag(item('x'.repeat(50_000), 'Северная Корея', 'ru'));
    expect(tagging.tag(input)).toEqual(first);
  });

  it('answers for a body of 1 MB in a bounded time', () => {
    const body = 'North Korean soldiers fight in Kursk, Russia says. '.repeat(20_000);
    const before = process.cpuUsage();
    tagging.tag(item('Soldiers', body, 'en', body));
    const { user } = process.cpuUsage(before);
    expect(user / 1000).toBeLessThan(1500);
  });
});

describe('a topic in a language the program has no word list for', () => {
  it('finds its forms whether the language is declared or not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'topic-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'topic.yaml');
    const text = readFileSync('config/topics/undersea-cables.yaml', 'utf8')
      .replace('languages: [en, de]', 'languages: [en, de, no]')
      .replace('    de: Unterseekabel*', '    no: sjøkab{el,elen,ler}\n    de: Unterseekabel*')
      .replace('    de: durchtrennt*', '    no: kutt*\n    de: durchtrennt*');
    writeFileSync(file, text);
    const norwegian = openTagging(file);
    for (const lang of ['no', null, 'und', 'en'])
      expect(norwegian.tag(item('Sjøkabelen kuttet av ankeret', '', lang)).relevant).toBe(true);
  });
});

describe('hostile text', () => {
  const CHARS = 20_000;
  it.each([
    ['one Han sign', '朝'],
    ['an exception', '披露'],
    ['an exception inside words', '北漢山'],
    ['a pair without an end of sentence', '朝鲜俄罗斯士兵'],
    ['an exception in Latin letters', 'the North Sea '],
    ['one form', 'северокорейские военные '],
  ])('costs no more than its length: %s', (_, part) => {
    const costOf = (chars: number): number => {
      const title = part.repeat(Math.ceil(chars / part.length)).slice(0, chars);
      const times = [0, 1, 2].map(() => {
        const before = process.cpuUsage();
        for (let round = 0; round < (2 * CHARS) / chars; round++) tagging.tag(item(title));
        return process.cpuUsage(before).user / 1000;
      });
      return Math.min(...times);
    };
    costOf(CHARS);
    // The same amount of text, in pieces of a tenth and whole; a quadratic cost would be ten times as much.
    expect(costOf(CHARS)).toBeLessThan(4 * costOf(CHARS / 10) + 20);
  });
});

describe('another subject', () => {
  it('is judged by the same engine from its own file alone', () => {
    const cut = cables.tag(
      item('Tanker boarded after Estlink cable cut', 'Police investigate sabotage.', 'en'),
    );
    expect(cut).toMatchObject({ strength: 'core', topics: expect.arrayContaining(['damage']) as string[] });
    expect(
      cables.tag(item('Schattenflotte: Anker des Tankers hat Datenkabel durchtrennt', '', 'de')).relevant,
    ).toBe(true);
    expect(cables.tag(item('Cable car in the Alps damaged', '', 'en')).relevant).toBe(false);
    expect(cables.tag(item('North Korean troops in Kursk', '', 'en')).strength).toBe('none');
  });

  it('has versions of its own', () => {
    expect(cables.version).not.toBe(tagging.version);
    expect(cables.version).toMatch(/^undersea-cables-[0-9a-f]{12}$/u);
  });
});
