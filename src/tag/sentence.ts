// Tells where the sentences of a folded text end, in every script, abbreviations and initials apart.
import { type Folded, kindOf, SPACE } from './fold.ts';

/** Ends of sentences as folded offsets; the last is the end of the text. */
export function sentenceEnds(folded: Folded): number[] {
  const { units, length } = folded;
  const ends: number[] = [];
  for (let index = 0; index < length; index++) {
    const unit = units[index] ?? 0;
    if (
      unit === 0x0a ||
      unit === 0x3002 ||
      ((unit === 0x21 || unit === 0x3f) && !quoted(units[index + 1] ?? 0))
    )
      ends.push(index + 1);
    else if (unit === 0x2e && endsSentence(folded, index)) ends.push(index + 1);
  }
  if (ends.at(-1) !== length) ends.push(length);
  return ends;
}

function quoted(next: number): boolean {
  return next === 0x2c || next === 0xbb || next === 0x22;
}

// "N. Korea", "U.S. says" and "5. Oktober" do not end a sentence; "troops. The" does.
function endsSentence(folded: Folded, index: number): boolean {
  const { units, upper, length } = folded;
  if (index + 1 >= length) return true;
  if (units[index + 1] !== SPACE) return kindOf(units[index - 1] ?? 0) >= 2;
  const before = units[index - 1] ?? 0;
  if (before >= 0x30 && before <= 0x39) return upper[index + 2] === 1;
  const letterAlone = kindOf(before) === 1 && (index < 2 || kindOf(units[index - 2] ?? 0) !== 1);
  return !letterAlone;
}
