// The statistical language detector, loaded when a text first needs it. eld's own tables take 150 MB as objects; here they
// are read as text into a few flat arrays, of the wanted languages only, and eld asks them through the same door: some 30 MB.
import { readFileSync } from 'node:fs';
import { createRequire, findPackageJSON } from 'node:module';
import type { eld } from 'eld/small';

type Detector = typeof eld;
type Scores = Readonly<Record<number, number>>;

interface DetectorSource {
  readonly createEld: () => { readonly instance: Detector; readonly loadData: (data: unknown) => void };
}

let detector: Detector | null = null;

/** The detector, restricted to `subset` when it is first loaded. */
export function languageStatistics(subset: string[]): Detector {
  detector ??= openDetector(subset);
  return detector;
}

function openDetector(subset: string[]): Detector {
  // eld exports its entries to `import` alone, which cannot wait for a need in code that does not wait.
  const manifest = findPackageJSON('eld', import.meta.url);
  if (manifest === undefined) throw new Error('the package eld is not installed');
  const load = createRequire(manifest);
  const source = readFileSync(load.resolve('./src/ngrams/small.js'), 'utf8');
  const { createEld } = load('./src/languageDetector.js') as DetectorSource;
  const languages = readLanguages(source);
  const wanted = new Set(
    Object.entries(languages).flatMap(([id, code]) => (subset.includes(code) ? [Number(id)] : [])),
  );
  const { instance, loadData } = createEld();
  loadData({ type: 'S60', languages, ngrams: packScores(source, wanted) });
  instance.setLanguageSubset(subset);
  return instance;
}

function readLanguages(source: string): Record<number, string> {
  const list = /languages:\{([^}]*)\}/.exec(source)?.[1] ?? '';
  return Object.fromEntries(
    [...list.matchAll(/(\d+):'([a-z]+)'/g)].map(([, id, code = '']) => [Number(id), code]),
  );
}

// One entry a line of `'ngram':{language:score,...}`; what a lookup gives has the form that eld reads.
function packScores(source: string, wanted: ReadonlySet<number>): Readonly<Record<string, Scores>> {
  const starts = new Map<string, number>();
  const packed: number[] = [];
  const entry = /(?:'((?:[^'\\]|\\.)+)'|"([^"]+)"|([^\s'",:{}]+)):\{([\d:,]+)\}/gu;
  entry.lastIndex = source.indexOf('ngrams:{') + 'ngrams:{'.length;
  for (let match = entry.exec(source); match !== null; match = entry.exec(source)) {
    const [, single, double, bare, list = ''] = match;
    const pairs = list.split(',').map((pair) => pair.split(':').map(Number));
    const kept = pairs.filter(([language = -1]) => wanted.has(language));
    if (kept.length === 0) continue;
    const ngram = single?.replaceAll(/\\(.)/g, '$1') ?? double ?? bare ?? '';
    starts.set(ngram, packed.length);
    packed.push(kept.length, ...kept.flat());
  }
  const flat = Uint16Array.from(packed);
  const usual = new Map<string, Scores | undefined>();
  const find = (ngram: string): Scores | undefined => {
    const known = usual.get(ngram);
    if (known !== undefined) return known;
    const scores = unpack(flat, starts.get(ngram));
    if (usual.size >= USUAL_NGRAMS) usual.clear();
    usual.set(ngram, scores);
    return scores;
  };
  return new Proxy<Record<string, Scores>>({}, { get: (_target, ngram) => find(String(ngram)) });
}

/** As many as a few texts of each language bear; kept unpacked, they take 2 MB. */
const USUAL_NGRAMS = 3_000;

function unpack(flat: Uint16Array, start: number | undefined): Scores | undefined {
  if (start === undefined) return undefined;
  const scores: Record<number, number> = {};
  const end = start + 1 + 2 * (flat[start] ?? 0);
  for (let at = start + 1; at < end; at += 2) scores[flat[at] ?? 0] = flat[at + 1] ?? 0;
  return scores;
}
