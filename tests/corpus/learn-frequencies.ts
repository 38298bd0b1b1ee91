// Learns config/story/frequencies.yaml from the corpora: `node tests/corpus/learn-frequencies.ts`. What is kept aside for
// reporting (report.jsonl, the later half of dense.jsonl) is not looked at.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadStoryWords } from '../../src/config/story-words.ts';
import { evidenceOf } from '../../src/flows/storing/keep-stories.ts';
import { openTagging } from '../../src/flows/storing/tag-item.ts';
import { Fingerprinter } from '../../src/story/anchors.ts';
import { extractFeatures } from '../../src/story/features.ts';
import { NUMBER_BIT, tokenise } from '../../src/story/tokens.ts';

export interface Text {
  readonly lang: string;
  readonly title: string;
  readonly summary: string;
}

const ROOT = join(import.meta.dirname, '../..');
const MIN_TEXTS = 3;
const ANCHORS = '@';
const WORD = /[\p{L}\p{M}\p{N}'’ʼ]+/gu;
const PAIRED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}]/u;

/** Every text that may be learned from. */
export function readTexts(): Text[] {
  const folder = join(ROOT, 'tests/corpus');
  const ordinary = readdirSync(join(folder, 'ordinary')).flatMap((name) =>
    readFileSync(join(folder, 'ordinary', name), 'utf8')
      .split('\n')
      .filter((title) => title !== '' && !title.startsWith('#'))
      .map((title) => ({ lang: name.slice(0, 2), title, summary: '' })),
  );
  const tagged = readdirSync(join(folder, 'tag'))
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readLines(join(folder, 'tag', name)));
  const stories = ['tune', 'dense'].flatMap((name) => readLines(join(folder, 'stories', `${name}.jsonl`)));
  return [...ordinary, ...tagged, ...stories.filter(({ story = '' }) => !isKeptAside(story))];
}

/** Whether a story of dense.jsonl is for reporting only. */
export function isKeptAside(story: string): boolean {
  return story.startsWith('d') && Number(story.slice(1)) > 20;
}

function readLines(file: string): (Text & { story?: string })[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Text & { story?: string });
}

/** Per mille of the texts of a language that hold a word, then the words; anchors under `@`. */
export function learnFrequencies(texts: readonly Text[]): Map<string, Map<number, string[]>> {
  const words = new Map<string, Map<string, number>>();
  const totals = new Map<string, number>();
  const count = (lang: string, found: Iterable<string>): void => {
    totals.set(lang, (totals.get(lang) ?? 0) + 1);
    const counts = words.get(lang) ?? new Map<string, number>();
    words.set(lang, counts);
    for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
  };
  const tagging = openTagging(join(ROOT, 'config/topics/dprk-russia.yaml'));
  const fingerprinter = new Fingerprinter(loadStoryWords());
  for (const text of texts) {
    count(text.lang, wordsOf(text));
    const input = { ...text, summary: text.summary ?? '', content: '' };
    const tagged = tagging.tagWithConcepts(input);
    if (tagged.strength === 'none') continue;
    const names = fingerprinter.name({ ...input, evidence: evidenceOf(tagged) });
    count(
      ANCHORS,
      [...names].filter((name) => !name.startsWith('s:')),
    );
  }
  return new Map(
    [...words].map(([lang, counts]) => [
      lang,
      sharesOf(counts, totals.get(lang) ?? 1, lang === ANCHORS ? 1 : MIN_TEXTS),
    ]),
  );
}

// One form for each token of the text, so that a list of words is enough to know the tokens again.
const forms = new Map<number, string>();

function wordsOf(text: Text): Set<string> {
  const { title, lead } = extractFeatures({ ...text, summary: text.summary ?? '', content: '' });
  const lower = `${text.title} ${text.summary ?? ''}`.normalize('NFKC').toLowerCase();
  for (const [word] of lower.matchAll(WORD)) {
    const signs = Array.from(word);
    const pieces = PAIRED.test(word) ? signs.map((sign, at) => sign + (signs[at + 1] ?? '')) : [word];
    for (const piece of pieces) {
      const tokens: number[] = [];
      tokenise(piece, true, 2, tokens);
      const [token] = tokens;
      if (tokens.length === 1 && token !== undefined && !forms.has(token)) forms.set(token, piece);
    }
  }
  const tokens = [...new Set([...title, ...lead])].filter((token) => (token & NUMBER_BIT) === 0);
  return new Set(tokens.map((token) => forms.get(token) ?? '').filter((word) => word !== ''));
}

function sharesOf(counts: ReadonlyMap<string, number>, total: number, least: number): Map<number, string[]> {
  const shares = new Map<number, string[]>();
  const kept = [...counts].filter(([, texts]) => texts >= least);
  for (const [word, texts] of kept.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    const share = Math.max(1, Math.round((texts / total) * 1_000));
    shares.set(share, [...(shares.get(share) ?? []), word]);
  }
  return shares;
}

function render(learned: ReturnType<typeof learnFrequencies>): string {
  const head = `# How usual words are in news: per mille of the texts of their language (under @: of the texts on the subject), then the
# words. Made by tests/corpus/learn-frequencies.ts; not to be edited by hand.\n`;
  const blocks = [...learned]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([lang, shares]) => {
      const rows = [...shares].map(([share, words]) => `  ${share}: ${JSON.stringify(words.join(' '))}\n`);
      return `${JSON.stringify(lang)}:\n${rows.join('')}`;
    });
  return head + blocks.join('');
}

if (import.meta.main)
  writeFileSync(join(ROOT, 'config/story/frequencies.yaml'), render(learnFrequencies(readTexts())));
