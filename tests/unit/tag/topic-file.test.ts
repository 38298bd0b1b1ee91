// A mistake in a topic file is named with file, line, concept and what was expected; all of them at once.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { renderComplaint } from '../../../src/config/complaint.ts';
import { replaceNumbers } from '../../../src/config/topic-edit.ts';
import { fitRules, lintRules, testRules } from '../../../src/flows/judging/rules.ts';
import { tryOpenTagging } from '../../../src/flows/storing/tag-item.ts';

const SAMPLE = readFileSync('config/topics/undersea-cables.yaml', 'utf8');

function write(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'topic-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'topic.yaml');
  writeFileSync(file, text);
  return file;
}

function complaints(text: string): string[] {
  const opened = tryOpenTagging(write(text));
  return opened.ok
    ? []
    : opened.failure.map((complaint) => renderComplaint(complaint).replace(/^.*topic\.yaml/u, 'topic.yaml'));
}

function lineOf(text: string, part: string): number {
  return text.split('\n').findIndex((line) => line.includes(part)) + 1;
}

describe('complaints', () => {
  it('names the line of an unknown class and the nearest known one', () => {
    const text = SAMPLE.replace('in: harm', 'in: hram');
    expect(complaints(text)).toEqual([
      `topic.yaml:${lineOf(text, 'hram')}: concepts.harm.cut.in: "hram" is no class, concept or pair of this file; did you mean "harm"?`,
    ]);
  });

  it('names the line and the concept of a form that cannot be read', () => {
    const text = SAMPLE.replace('shadow fleet;', 'shadow {fleet;');
    expect(complaints(text)[0]).toMatch(
      new RegExp(
        `^topic.yaml:${lineOf(text, 'shadow {fleet')}: concepts.ship.tanker.en: braces do not pair`,
        'u',
      ),
    );
  });

  it('gathers everything that is wrong', () => {
    const text = SAMPLE.replace('where: lead,', 'where: body,').replace('weight: 5 }', 'wieght: 5 }');
    const found = complaints(text);
    expect(found.some((line) => line.includes('did you mean `weight`'))).toBe(true);
    expect(found.some((line) => line.startsWith(`topic.yaml:${lineOf(text, 'where: body')}:`))).toBe(true);
  });

  it.each([
    ['a language the file does not name', 'de: Tanker*', 'dd: Tanker*', /no language of this file/u],
    ['a missing key', 'core: 5\n', '', /: core: is missing/u],
    ['a missing list', /\ntopics:[^]*/u, '\n', /: topics: is missing/u],
    [
      'a number for forms',
      'de: Kustenwache; Polizei; ermittel*; Staatsanwalt*; NATO; Marine',
      'de: 5',
      /answer\.guard\.de: expected forms/u,
    ],
    [
      'a weight in words',
      'weight: 2.5',
      'weight: much',
      /rules\.2\.weight: .*expected number.*\(in lead\.cut-line\)/u,
    ],
    [
      'a place that is none',
      'where: lead,',
      'where: body,',
      /expects one of `title`.*\(in lead\.cut-line\)/u,
    ],
    ['an empty file', /[^]*/u, '', /expected object/u],
    ['passing above core', 'passing: 2', 'passing: 7', /passing: expected no more than core \(5\)/u],
    [
      'a class and a concept of one name',
      'answer: []',
      'answer: []\n  ship.tanker: []',
      /ship\.tanker: the name is taken already, in classes/u,
    ],
    ['a rule named twice', 'id: item.ship', 'id: title.line', /used twice/u],
    ['YAML that is none', 'core: 5', 'core: [5', /not valid YAML/u],
  ])('says so of %s', (_, from, to, expected) => {
    expect(complaints(SAMPLE.replace(from, to)).join('\n')).toMatch(expected);
  });
});

describe('lint', () => {
  it('finds nothing to mend in the small topic', () => {
    expect(lintRules(write(SAMPLE))).toEqual([]);
  });

  it('finds nothing in the shipped topic but weights that were learned to be zero', () => {
    const found = lintRules('config/topics/dprk-russia.yaml').map(({ message }) => message);
    expect(found.filter((message) => !message.endsWith(' weighs nothing'))).toEqual([]);
  });

  it.each([
    ['dead', 'line: []', 'line: []\n  nobody: []', 'no concept belongs to it'],
    ['dead', 'all: [answer], weight: 1', 'all: [answer], weight: 0', 'weighs nothing'],
    [
      'shadowed',
      'prosecutor*;',
      'prosecutor*; prosecutors;',
      '"prosecutors" is found by "prosecutor*" already',
    ],
    [
      'shadowed',
      'prosecutor*;',
      'prosecutor*; prosecutor{,s};',
      '"prosecutor{,s}" is found by "prosecutor*" already',
    ],
    [
      'shadowed',
      'prosecutor*;',
      'prosecutor*; prosecut{ion,ors};',
      '"prosecut{ion,ors}" need not name "prosecutors": found by "prosecutor*"',
    ],
    [
      'shadowed',
      'prosecutor*;',
      'prosecutor*; Prosecutor*;',
      '"Prosecutor*" is found by "prosecutor*" already',
    ],
    [
      'contradictory',
      'where: title, all: [line], weight',
      'where: title, all: [line], none: [line], weight',
      'forbids it',
    ],
    [
      'dead',
      '  - [line]',
      '  - [line]\n  - [nobody]',
      'never opens',
      '  ship: []',
      '  ship: []\n  nobody: []',
    ],
    ['shadowed', '  - [line]', '  - [line]\n  - [line, ship]', 'gate 1 opens wherever this one does'],
    [
      'contradictory',
      'all: [answer], weight',
      'all: [answer], given: [line], unless: [line], weight',
      'forbids it',
    ],
    ['dead', '  other.landing:', '  ship.none:\n    in: ship\n  other.landing:', 'it has no forms'],
    ['slow', 'navy;', 'navy; a* patrol;', 'tried at nearly every word'],
  ])('finds what is %s: %s', (kind, from, to, message, also = '', by = '') => {
    const found = lintRules(write(SAMPLE.replace(from, to).replace(also, by)));
    expect(found).toContainEqual(
      expect.objectContaining({ kind, message: expect.stringContaining(message) as string }),
    );
    expect(found[0]?.line).toBeGreaterThan(0);
  });
});

describe('given', () => {
  it('lets a rule look at the title and ask for what may stand elsewhere', () => {
    const opened = tryOpenTagging(
      write(
        SAMPLE.replace(
          'rules:\n',
          'rules:\n  - { id: title.ship, where: title, all: [ship], given: [line], weight: 5 }\n',
        ),
      ),
    );
    if (!opened.ok) throw new Error('the sample cannot be read');
    const { tagger } = opened.value;
    const fires = (title: string, summary: string): boolean =>
      tagger
        .findings({ title, summary, content: '', lang: 'en' })
        .firings.some(({ rule }) => rule.id === 'title.ship');
    expect(fires('Tanker boarded', 'A data cable lies there.')).toBe(true);
    expect(fires('Tanker boarded', 'Nothing else is known.')).toBe(false);
    expect(fires('Calm sea', 'A tanker passed a data cable.')).toBe(false);
  });
});

describe('learning', () => {
  it('counts an item for topics by its weight, and leaves relevance alone', () => {
    const learn = (weight: number): string => {
      const lines = ['damage', 'investigation'].flatMap((topic, which) =>
        Array.from({ length: 10 }, (_, index) => ({
          id: `${topic}${index}`,
          title: `Estlink cable severed, police board tanker ${index}`,
          relevant: true,
          strength: 'core',
          topics: [topic],
          weight: which === 0 ? 1 : weight,
        })),
      );
      const [corpus, topicFile] = [
        write(lines.map((line) => JSON.stringify(line)).join('\n')),
        write(SAMPLE),
      ];
      fitRules({ topicFile, corpus, ordinary: null, splits: [], leading: null });
      return readFileSync(topicFile, 'utf8');
    };
    const rulesOf = (text: string): string => text.slice(text.indexOf('\nrules:'), text.indexOf('\ntopics:'));
    const first = (text: string): string | undefined => {
      const opened = tryOpenTagging(
        write(text.replace('core: 5', 'core: -100').replace('passing: 2', 'passing: -200')),
      );
      const title = 'Estlink cable severed, police board tanker';
      return opened.ok
        ? opened.value.tag({ title, summary: '', content: '', lang: 'en' }).topics[0]
        : undefined;
    };
    const [light, heavy] = [learn(0.1), learn(8)];
    expect([first(light), first(heavy)]).toEqual(['damage', 'investigation']);
    expect(rulesOf(light)).toBe(rulesOf(heavy));
  });

  it('writes numbers and leaves every comment', () => {
    const edited = replaceNumbers(SAMPLE, [{ path: ['rules', 0, 'weight'], value: 4.25 }]);
    expect(edited).toBe(SAMPLE.replace('weight: 5 }', 'weight: 4.25 }'));
  });

  it('gives the same file for the same items, and a file that judges them', () => {
    const corpus = write('');
    const lines = Array.from({ length: 12 }, (_, index) => [
      {
        id: `a${index}`,
        lang: 'en',
        title: `Estlink cable ${index} severed`,
        summary: 'Police board tanker',
        relevant: true,
        strength: 'core',
        topics: ['damage'],
      },
      {
        id: `b${index}`,
        lang: 'en',
        title: `New subsea cable ${index} for Norway`,
        summary: '',
        relevant: false,
        strength: 'none',
        topics: [],
      },
    ]).flat();
    writeFileSync(corpus, lines.map((line) => JSON.stringify(line)).join('\n'));
    const [one, two] = [write(SAMPLE), write(SAMPLE)];
    for (const topicFile of [one, two])
      fitRules({ topicFile, corpus, ordinary: null, splits: [], leading: null });
    expect(readFileSync(one, 'utf8')).toBe(readFileSync(two, 'utf8'));
    expect(testRules({ topicFile: one, corpus, ordinary: null, split: null }).relevant.f1).toBe(1);
  });
});
