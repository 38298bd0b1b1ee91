// Letters that number a part: `Group B`, `Part V`. Tokens are words of two letters and more, so such a letter is tripled.

// Not the article and the pronoun of English, and none after a colon or at the start, where other languages have words.
const LABEL = /(?<=[\p{L}\p{N}] )[B-HJ-Z](?![\p{L}\p{N}\p{M}'’ʼ.])/gu;
const LOWER = /\p{Ll}/u;
const LETTERS = 'bcdefghjklmnopqrstuvwxyz';
const ROMAN =
  'ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxx';

/** The title with its single capital letters as words; a title in capitals stays as it is. */
export function markLabels(title: string): string {
  if (!LOWER.test(title)) return title;
  return title.replace(LABEL, (letter) => letter.repeat(3));
}

/** Every word that numbers a part: the letters as `markLabels` writes them, and Roman numerals. */
export function labelWords(): string[] {
  return [...ROMAN.split(' '), ...Array.from(LETTERS, (letter) => letter.repeat(3))];
}
