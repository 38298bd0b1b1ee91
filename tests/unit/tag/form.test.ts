// What an author writes is what is found: endings, capitals, borders and scripts.
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../src/config/yaml.ts';
import { readTopic } from '../../../src/config/topic.ts';
import { openTagger } from '../../../src/tag/tagger.ts';
import { parseForm } from '../../../src/tag/form.ts';

/** The pieces of `text` that the forms find. */
function find(forms: string, text: string, lang = 'en'): string[] {
  const yaml = parseYaml(
    `id: t\nname: t\nlanguages: [en, ko, ru, zh, ja, pl, de]\ncore: 5\npassing: 1\nbase: 0\nclasses: {}\nconcepts:\n  c:\n    all: ${JSON.stringify(forms)}\ngates: [[c]]\nrules: [{ id: r, where: item, all: [c], weight: 5 }]\ntopics: [{ id: a, name: a, base: 0, main_base: 0, evidence: [{ of: [c], title: 1, lead: 1, main_title: 1, main_lead: 1 }] }]\n`,
    't.yaml',
  );
  if (!yaml.ok) throw new Error(JSON.stringify(yaml.failure));
  const topic = readTopic(yaml.value);
  if (!topic.ok) throw new Error(JSON.stringify(topic.failure));
  const tagger = openTagger(topic.value.definition);
  if (!tagger.ok) throw new Error(JSON.stringify(tagger.failure));
  const { scan } = tagger.value.findings({ title: text, summary: '', content: '', lang });
  return scan.hits.map((hit) => text.slice(hit.start, hit.end));
}

describe('forms', () => {
  it.each([
    ['Tor', 'Elementor for tor and Tor.', ['tor', 'Tor']],
    ['soldier*', 'Soldiers and a soldier', ['Soldiers', 'soldier']],
    ['Курск{,а,у,ом,е}', 'под Курском, курский', ['Курском']],
    ['северн* коре{я,и,ю}', 'Северная Корея и Северной Кореи', ['Северная Корея', 'Северной Кореи']],
    ['=Kim', 'Kim są ci ludzie? kim jest?', ['Kim']],
    ['*korea', 'Nordkorea, Koreaner', ['Nordkorea']],
    ['Kim Jong Un', 'KIM JONG-UN, Kim Jong Un, Kim Jong‑un', ['KIM JONG-UN', 'Kim Jong Un', 'Kim Jong‑un']],
    ['сапёр*', 'сапер и сапёры', ['сапер', 'сапёры']],
    ["об'єкт", 'обʼєкт, об’єкт', ['обʼєкт', 'об’єкт']],
    ['Pjöngjang*', 'Pjongjangs Pjöngjang', ['Pjongjangs', 'Pjöngjang']],
    ['북한군', '북한군이 왔다 전북한군', ['북한군']],
    ['러|', '러 파병, 러시아', ['러']],
    ['북 러', '북·러 밀착, 北러, 북-러', ['북·러', '북-러']],
    ['朝鲜', '北朝鮮と朝鲜', ['朝鮮', '朝鲜']],
    ['庫斯克', '库斯克', ['库斯克']],
    ['KN{ ,}23', 'ＫＮ－２３ KN-23 KN23', ['ＫＮ－２３', 'KN-23', 'KN23']],
    ['170 mm', '170㎜ 170 mm', ['170 mm']],
  ])('%s', (form, text, expected) => {
    expect(find(form, text)).toEqual(expected);
  });

  it('finds decomposed letters and keeps their marks in the span', () => {
    expect(find('бойцы', 'бои\u0306цы')).toEqual(['бои\u0306цы']);
    expect(find('북한', '\u1107\u116e\u11a8\u1112\u1161\u11ab')).toEqual([
      '\u1107\u116e\u11a8\u1112\u1161\u11ab',
    ]);
  });

  it('leaves zero-width characters inside a span and none at its end', () => {
    expect(find('Kursk', 'Ku\u200brsk\u200b now')).toEqual(['Ku\u200brsk']);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['a{b', /braces/u],
    ['', /empty/u],
    ['a*', /one letter/u],
    ['a*b', /\* may stand/u],
    ['a|b', /edge/u],
    ['{1,2,3,4,5,6,7,8,9,0}{1,2,3,4,5,6,7,8,9,0}{1,2,3,4,5}', /spellings/u],
  ])('%s', (form, expected) => {
    const parsed = parseForm(form);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.failure).toMatch(expected);
  });
});

describe('the forms of a topic', () => {
  it('are refused where they are more than one search can hold', () => {
    const long = Array.from({ length: 600 }, (_, at) => `${at} ${'letters of a form '.repeat(60)}`).join(
      '; ',
    );
    expect(() => find(long, 'a text')).toThrow(/forms of \d+ letters; 500000 can be searched for/);
  });
});
