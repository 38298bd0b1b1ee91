// Does an item tell a reader of its story anything new? New numbers, names or turns of events do; other words do not.
import type { StoryWords } from '../model/story-words.ts';
import { FormMap, foldText } from './form-map.ts';
import { extractQuantities } from './quantities.ts';

export interface ToldText {
  readonly title: string;
  /** Summary, or the text where there is none. */
  readonly summary: string;
}

export interface Novelty {
  readonly material: boolean;
  /** What is new, for the reader: numbers, names, matters. */
  readonly numbers: readonly number[];
  readonly names: readonly string[];
  readonly matters: readonly string[];
  /** Whether it says of itself that it corrects what was told before. */
  readonly corrects: boolean;
}

/** From here on an item is worth showing; what each piece weighs was chosen on the tuning half of tests/corpus/stories. */
const NEEDED = 1;
const WEIGHTS = {
  number: { title: 1, text: 1 },
  smallNumber: { title: 1, text: 0.5 },
  name: { title: 1, text: 0.5 },
  turn: { title: 1, text: 0.5 },
  matter: { title: 0.5, text: 0.25 },
  correction: { title: 1, text: 0.5 },
} as const;
/** Up to here a number is often said by the way: ranks, goals, times. */
const SMALL = 12;
/** A number that a reader knows, said more roughly. */
const ROUNDING = 0.03;
const LEAD_UNITS = 700;

// Matters that change what happened; the others are what it is about.
const TURNS = new Set(
  'killed wounded captured swap repatriate sanction deny return sign hospital funeral anniversary submarine reactor'.split(
    ' ',
  ),
);
// Countries, capitals and bodies by which news is told: who says it, not what happened.
const TELLERS = new Set('kyiv kcna nis eu un-council treaty-day'.split(' '));

const CORRECTS =
  /\bcorrect(?:s|ed|ing)\b|earlier (?:toll|count|report|figure)|\bzunächst gemeldet|korrigier|\bcorrige|rectifi|corregid|skorygow|prostuj|уточнил|исправил|ранее сообщ|сообщалось ранее|уточнен|виправи|정정|바로잡|訂正|更正/iu;
// A thousand or a million said without a figure.
const SCALE_WORDS: readonly (readonly [RegExp, number])[] = [
  [/thousand|tausend|\bmille\b|\bmil\b|tysiąc|тысяч|тисяч|천 ?명|千人/iu, 1_000],
  [/million|millón|milion|миллион|мільйон|백만|百万|百萬/iu, 1_000_000],
];

/** Judges news against what readers know, with the names and matters it is given. Works across languages. */
export class NoveltyJudge {
  readonly #names: FormMap;
  readonly #matters: FormMap;

  constructor({ names, matters }: Pick<StoryWords, 'names' | 'matters'>) {
    this.#names = new FormMap(names);
    this.#matters = new FormMap(matters);
  }

  /** What `item` says that none of the shown items does, and whether it is worth showing the story again. */
  find(shown: readonly ToldText[], item: ToldText): Novelty {
    const before = shown.map(({ title, summary }) => foldText(`${title}. ${summary}`));
    const known = shown.flatMap(({ title, summary }) => numbersIn(`${title}. ${summary}`));
    const lead = item.summary.slice(0, LEAD_UNITS);
    const [title, text] = [foldText(item.title), foldText(lead)];
    let weight = 0;
    const gather = <T>(
      inTitle: ReadonlySet<T>,
      inText: ReadonlySet<T>,
      weigh: (value: T) => { readonly title: number; readonly text: number } | null,
    ): T[] =>
      [...new Set([...inTitle, ...inText])].filter((value) => {
        const weights = weigh(value);
        if (weights !== null) weight += inTitle.has(value) ? weights.title : weights.text;
        return weights !== null;
      });
    const told = (map: FormMap): Set<string> => new Set(before.flatMap((one) => [...map.find(one)]));
    const toldNames = told(this.#names);
    const toldMatters = told(this.#matters);
    const numbers = gather(extractQuantities(item.title), extractQuantities(lead), (value) =>
      known.some((one) => isSame(one, value)) ? null : value <= SMALL ? WEIGHTS.smallNumber : WEIGHTS.number,
    );
    const names = gather(this.#names.find(title), this.#names.find(text), (name) =>
      toldNames.has(name) || isTeller(name) ? null : WEIGHTS.name,
    );
    const matters = gather(this.#matters.find(title), this.#matters.find(text), (matter) =>
      toldMatters.has(matter) ? null : TURNS.has(matter) ? WEIGHTS.turn : WEIGHTS.matter,
    );
    const corrects = CORRECTS.test(item.title) || CORRECTS.test(lead);
    if (corrects) weight += CORRECTS.test(item.title) ? WEIGHTS.correction.title : WEIGHTS.correction.text;
    return { material: weight >= NEEDED, numbers, names, matters, corrects };
  }
}

function numbersIn(text: string): number[] {
  const said = SCALE_WORDS.filter(([word]) => word.test(text)).map(([, value]) => value);
  return [...extractQuantities(text), ...said];
}

function isSame(known: number, value: number): boolean {
  if (known === value) return true;
  return (
    value > SMALL && Math.abs(known - value) <= ROUNDING * Math.max(known, value) && isRounder(value, known)
  );
}

function isRounder(one: number, other: number): boolean {
  return digitsOf(one) < digitsOf(other);
}

function digitsOf(value: number): number {
  return String(value).replaceAll(/[.-]/g, '').replace(/0+$/, '').length;
}

function isTeller(name: string): boolean {
  return TELLERS.has(name) || name.startsWith('country-');
}

// A figure and the word it counts, as far as it is written in digits.
const COUNTED = /(?<![\p{L}\d.,])(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+|\d+)\s+(?:\p{L}{1,3}\s+)?(\p{L}{4,})/gu;

/** What readers were told of that which `item` now counts as `value`: 12 where 12 trains became 40; null: nothing. */
export function findFormerNumber(shown: readonly ToldText[], item: ToldText, value: number): number | null {
  const text = `${item.title}. ${item.summary}`;
  const still = extractQuantities(text);
  const words = new Set(countsOf(text).flatMap(({ word, count }) => (count === value ? [word] : [])));
  const former = shown
    .flatMap(({ title, summary }) => countsOf(`${title}. ${summary}`))
    .filter(({ word, count }) => words.has(word) && !still.has(count));
  return former.at(-1)?.count ?? null;
}

function countsOf(text: string): { readonly word: string; readonly count: number }[] {
  return [...text.normalize('NFKC').toLowerCase().matchAll(COUNTED)].map(([, digits = '', word = '']) => ({
    word: word.slice(0, 6),
    count: Number(digits.replaceAll(/\D/g, '')),
  }));
}
