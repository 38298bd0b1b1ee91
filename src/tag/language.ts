// Tells which languages' forms apply to a text: by its scripts, by what the feed says, and by its commonest words.
import type { TagInput } from '../model/verdict.ts';

const LATIN_WORDS: readonly (readonly [code: string, words: string])[] = [
  ['en', 'the of and to in for on with as is say says at from by after over its his was are will new'],
  ['de', 'der die das und in von mit für den im auf nach ist ein eine zu aus bei des wie sich nicht zum zur am'],
  ['fr', "le les des du et en pour une un au aux dans sur est par avec la ce qui ne pas son ses l' d' n' s' c'"],
  ['es', 'el los las del y en por para una un con que se al la su más es tras sus'],
  ['pl', 'i w z na do nie się że o po za od dla jest jak są przez pod ze we ma czy'],
];

/** The language of a text and the codes of all languages whose forms may occur in it; null: any. */
export interface Languages {
  readonly lang: string;
  readonly active: readonly string[] | null;
}

/**
 * Decides the language. A declared one is believed unless the script speaks against it; but feeds declare the wrong one,
 * so a Latin text whose commonest words do not agree is searched for the forms of every language. Looks at the first 2,000
 * units.
 */
export function decideLanguages(input: TagInput): Languages {
  const sample =
    `${input.title}\n${input.summary === '' ? input.content.slice(0, 1500) : input.summary.slice(0, 1500)}`.slice(
      0,
      2000,
    );
  const script = countScripts(sample);
  const declared = declaredCode(input.lang);
  const active = new Set<string>();
  if (declared !== null) active.add(declared);
  let byScript: string | null = null;
  if (script.hangul > 0 && script.hangul * 3 >= script.latin + script.cyrillic) byScript = 'ko';
  else if (script.kana > 0) byScript = 'ja';
  else if (script.han > 0 && script.han * 3 >= script.latin) byScript = declared === 'ja' ? 'ja' : 'zh';
  else if (script.cyrillic > script.latin) byScript = script.ukrainian > 0 ? 'uk' : 'ru';
  if (byScript !== null) active.add(byScript);
  if (byScript === 'ru' || byScript === 'uk') for (const code of ['ru', 'uk']) active.add(code);
  if (script.latin === 0 || byScript !== null) return { lang: pick(declared, byScript), active: [...active] };
  const { guess, lead } = guessLatin(sample);
  const sure = guess !== null && (guess === declared || lead >= SURE_LEAD);
  return { lang: declared ?? guess ?? 'und', active: sure ? [...active.add(guess)] : null };
}

/** By how many words a language must lead to be believed against a declaration, or without one. */
const SURE_LEAD = 3;
const SAME_SCRIPT: ReadonlySet<string> = new Set(['ru uk', 'uk ru', 'zh ja', 'ja zh']);

function pick(declared: string | null, byScript: string | null): string {
  if (declared === null) return byScript ?? 'und';
  if (byScript === null || declared === byScript || SAME_SCRIPT.has(`${declared} ${byScript}`))
    return declared;
  return byScript;
}

function declaredCode(lang: string | null): string | null {
  const code = lang?.toLowerCase().split(/[-_]/u)[0] ?? '';
  return code === '' || code === 'und' ? null : code;
}

/** The Latin language with the most of its commonest words in the text, and how many more they are than the next one's. */
function guessLatin(sample: string): { readonly guess: string | null; readonly lead: number } {
  const counts = countLatinWords(sample);
  let best = -1;
  let most = 0;
  let second = 0;
  for (let at = 0; at < counts.length; at++) {
    const count = counts[at] ?? 0;
    if (count > most) [best, most, second] = [at, count, most];
    else if (count > second) second = count;
  }
  return { guess: most > second ? (LATIN_WORDS[best]?.[0] ?? null) : null, lead: most - second };
}

const LATIN_END = 0x250;
const APOSTROPHE = 0x27;
/** Lower case of every letter and digit of Latin scripts, and the straight form of apostrophes; 0 for all else. */
const lowerLatin = Uint16Array.from({ length: LATIN_END }, (_, unit) => {
  const lower = String.fromCharCode(unit).toLowerCase();
  return unit === APOSTROPHE ? unit : /^[\p{L}\p{N}_]$/u.test(lower) ? lower.charCodeAt(0) : 0;
});
const FIRST = 0x811c9dc5;
const step = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);
/** The languages of each common word, a bit each, by the hash of the word. */
const languagesOf = hashCommonWords();
const counts = new Int32Array(LATIN_WORDS.length);

function hashCommonWords(): Map<number, number> {
  const known = new Map<number, number>();
  for (const [at, [, words]] of LATIN_WORDS.entries()) {
    for (const word of words.split(' ')) {
      let hash = FIRST;
      for (let index = 0; index < word.length; index++) hash = step(hash, word.charCodeAt(index));
      known.set(hash, (known.get(hash) ?? 0) | (1 << at));
    }
  }
  return known;
}

// One pass: texts in Latin letters are most of what comes. The common words have five letters at most.
function countLatinWords(text: string): Int32Array {
  counts.fill(0);
  let hash = FIRST;
  let length = 0;
  for (let index = 0; index <= text.length; index++) {
    const unit = index < text.length ? text.charCodeAt(index) : 0;
    const lower = unit < LATIN_END ? (lowerLatin[unit] ?? 0) : unit === 0x2019 ? APOSTROPHE : 0;
    if (lower !== 0 && lower !== APOSTROPHE) {
      if (++length <= 5) hash = step(hash, lower);
      continue;
    }
    if (length > 0 && length <= 5) count(length === 1 && lower === APOSTROPHE ? step(hash, lower) : hash);
    hash = FIRST;
    length = 0;
  }
  return counts;
}

function count(hash: number): void {
  const languages = languagesOf.get(hash) ?? 0;
  if (languages === 0) return;
  for (let at = 0; at < counts.length; at++)
    if ((languages & (1 << at)) !== 0) counts[at] = (counts[at] ?? 0) + 1;
}

function countScripts(text: string): {
  hangul: number;
  kana: number;
  han: number;
  cyrillic: number;
  ukrainian: number;
  latin: number;
} {
  const count = { hangul: 0, kana: 0, han: 0, cyrillic: 0, ukrainian: 0, latin: 0 };
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if ((unit >= 0x41 && unit <= 0x5a) || (unit >= 0x61 && unit <= 0x7a) || (unit >= 0xc0 && unit < 0x250))
      count.latin++;
    else if (unit < 0x250) continue;
    else if (unit >= 0xac00 && unit <= 0xd7a3) count.hangul++;
    else if (unit >= 0x3041 && unit <= 0x30ff && unit !== 0x30fb) count.kana++;
    else if (unit >= 0x3400 && unit <= 0x9fff) count.han++;
    else if (unit >= 0x400 && unit <= 0x4ff) {
      count.cyrillic++;
      if (
        unit === 0x456 ||
        unit === 0x457 ||
        unit === 0x454 ||
        unit === 0x491 ||
        unit === 0x406 ||
        unit === 0x407 ||
        unit === 0x404
      )
        count.ukrainian++;
    }
  }
  return count;
}
