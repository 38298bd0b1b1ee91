// Guesses the language of a text in Latin letters by its commonest words, in one pass and with nothing allocated.

const LATIN_WORDS: readonly (readonly [code: string, words: string])[] = [
  ['en', 'the of and to in for on with as is say says at from by after over its his was are will new'],
  [
    'de',
    'der die das und in von mit für den im auf nach ist ein eine zu aus bei des wie sich nicht zum zur am',
  ],
  [
    'fr',
    "le les des du à et en pour une un au aux dans sur est par avec la ce qui ne pas son ses l' d' n' s' c'",
  ],
  ['es', 'el los las del y en por para una un con que se al la su más es tras sus'],
  ['pl', 'i w z na do nie się że o po za od dla jest jak są przez pod ze we ma czy'],
];

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
function countWords(text: string): void {
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
    if (length > 0 && length <= 5) note(length === 1 && lower === APOSTROPHE ? step(hash, lower) : hash);
    hash = FIRST;
    length = 0;
  }
}

function note(hash: number): void {
  const languages = languagesOf.get(hash) ?? 0;
  if (languages === 0) return;
  for (let at = 0; at < counts.length; at++)
    if ((languages & (1 << at)) !== 0) counts[at] = (counts[at] ?? 0) + 1;
}

/** The Latin language with the most of its commonest words in the text, and how many more they are than the next one's. */
export function guessLatin(sample: string): { readonly guess: string | null; readonly lead: number } {
  countWords(sample);
  let best = -1;
  let most = 0;
  let second = 0;
  for (let at = 0; at < counts.length; at++) {
    const found = counts[at] ?? 0;
    if (found > most) [best, most, second] = [at, found, most];
    else if (found > second) second = found;
  }
  return { guess: most > second ? (LATIN_WORDS[best]?.[0] ?? null) : null, lead: most - second };
}
