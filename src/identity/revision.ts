// What changed in an edited item, word by word, and whether a reader should be told.
import type { RevisionKind, TextDiff } from '../model/item.ts';
import { isDenial } from './quantity-words.ts';
import { diffWords, type WordRun } from './word-diff.ts';
import {
  foldRun,
  foldWord,
  isNumber,
  isOtherForm,
  isSwapped,
  withoutLabels,
  withPlainUnits,
} from './wording.ts';

export interface RevisedText {
  readonly title: string;
  readonly summary: string;
  readonly content: string;
}

export interface RevisionDecision {
  readonly material: boolean;
  readonly kinds: readonly RevisionKind[];
  readonly diff: readonly TextDiff[];
}

const FIELDS = ['title', 'summary', 'content'] as const;
const MAX_WORDS = 600;

/**
 * Decides how `after` differs from `before`. Material: a number, a name or a negation changed, the headline says
 * something else, or a correction notice appeared. Spelling, punctuation, case and a text that only grew or was cut
 * short are wording.
 */
export function decideRevision(before: RevisedText, after: RevisedText): RevisionDecision {
  const kinds = new Set<RevisionKind>();
  const diff: TextDiff[] = [];
  for (const field of FIELDS) {
    if (before[field] === after[field]) continue;
    const runs = diffWords(wordsOf(before[field]), wordsOf(after[field]));
    diff.push({ field, runs: runs.map(({ op, words }) => ({ op, text: words.join(' ') })) });
    if (before[field] !== '') addKinds(field, before[field], after[field], kinds);
  }
  if (hasNotice(after) && !hasNotice(before)) kinds.add('correction');
  const material = kinds.size > 0;
  return { material, kinds: material ? [...kinds].sort() : ['wording'], diff };
}

function addKinds(field: TextDiff['field'], before: string, after: string, kinds: Set<RevisionKind>): void {
  const runs = diffWords(comparedWords(before), comparedWords(after));
  const edits = substantial(runs, field === 'title');
  const removed = edits.flatMap(({ op, words }) => (op === 'removed' ? words : []));
  const added = edits.flatMap(({ op, words }) => (op === 'added' ? words : []));
  if (removed.length + added.length === 0) return;
  if (differ(removed.filter(isNumber), added.filter(isNumber))) kinds.add('numbers');
  const denials = (text: string): number => [...text.matchAll(NEGATION_ENDING)].length;
  if (differ(removed.filter(isNegation), added.filter(isNegation)) || denials(before) !== denials(after))
    kinds.add('negation');
  if (lacksName(removed, added) && lacksName(added, removed)) kinds.add('names');
  if (field === 'title') kinds.add('headline');
}

// Edits without those of spelling and case, and without a tail that was only appended or cut off; a number behind a headline
// counts.
function substantial(runs: readonly WordRun[], isTitle: boolean): WordRun[] {
  const edits: WordRun[] = [];
  for (const [at, run] of runs.entries()) {
    if (run.op === 'same') continue;
    const former = runs[at - 1];
    const next = runs[at + 1];
    const alone = former?.op !== 'removed' && next?.op !== 'added';
    const isTail = at === runs.length - 1 && alone && former?.op === 'same';
    if (isTail && !(isTitle && run.words.some(isNumber))) continue;
    if (run.op === 'removed' && next?.op === 'added' && isRespelling(run.words, next.words)) continue;
    if (run.op === 'added' && former?.op === 'removed' && isRespelling(former.words, run.words)) continue;
    if (foldRun(run.words) === '') continue;
    edits.push(run);
  }
  return edits;
}

function isRespelling(removed: readonly string[], added: readonly string[]): boolean {
  const before = removed.map(foldWord).join('');
  const after = added.map(foldWord).join('');
  if (before === after || foldRun(removed) === foldRun(added)) return true;
  if ([...removed, ...added].some(isNumber) || isNegation(before) !== isNegation(after)) return false;
  if (isAbbreviation(removed, added) || isAbbreviation(added, removed)) return true;
  if (isOtherForm(before, after) || (before.length >= 3 && isSwapped(before, after))) return true;
  if (before.length < 4) return false;
  return editDistance(before, after) <= (before.length >= 8 ? 2 : 1);
}

// `N.` for `North`, `Gen.` for `General`.
function isAbbreviation(
  [short = '', ...more]: readonly string[],
  [long = '', ...others]: readonly string[],
): boolean {
  if (more.length + others.length > 0 || !/^\p{Lu}\p{L}{0,3}\.$/u.test(short)) return false;
  const start = short.slice(0, -1);
  return long.length > short.length && long.startsWith(start);
}

function editDistance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const cost = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function wordsOf(text: string): string[] {
  const words = text.match(/[\p{sc=Han}\p{sc=Hira}]|[^\s\p{sc=Han}\p{sc=Hira}]+/gu) ?? [];
  return words.slice(0, MAX_WORDS);
}

function comparedWords(text: string): string[] {
  return wordsOf(withPlainUnits(withoutLabels(text)));
}

function isName(word: string): boolean {
  return /^[^\p{L}]*(?:\p{Lu}\p{L}|\p{sc=Kana}{2}|[\p{sc=Han}\p{sc=Hang}])/u.test(word);
}

const NEGATIONS = new Set(
  'not no never none nobody nothing without denies denied deny isnt wasnt arent werent didnt doesnt dont wont hasnt havent hadnt cannot cant couldnt wouldnt shouldnt не нет ни никто никогда без опроверг ні немає ніхто ніколи без nicht kein keine keinen nie ohne pas aucun jamais sans nie sin nunca ningún jamás bez żaden nigdy 不 没 沒 無 未 非 ない なかった せず 안 못 않 않다 아니다 없다 없는'.split(
    ' ',
  ),
);

const NEGATION_ENDING = /ない|なかった|[えけせてねめれ]ず|ません|않|못하|못했|아니/gu;

function isNegation(word: string): boolean {
  const folded = foldWord(word);
  return NEGATIONS.has(folded) || isDenial(folded);
}

const NOTICE =
  /\b(?:correction|corrected|corrects|clarification|an earlier version|berichtigung|korrektur\p{L}*|korrigiert|rectificatif|correctif|corrección|rectificación|fe de errores|erratum|we regret the error|sprostowanie|korekta|erratas?|version antérieure|première version|früheren? (?:version|fassung)|poprzedniej wersji|versión anterior|to correct|misstated)\b|исправлен|поправк|уточнен|виправлен|уточнено|попередній версії|предыдущей версии|приносим? извинения|приносит извинения|정정|오보|바로잡|기사는 수정|수정되었|수정됐|訂正|更正/iu;

function hasNotice({ title, summary, content }: RevisedText): boolean {
  return NOTICE.test(title) || NOTICE.test(summary) || NOTICE.test(content.slice(0, 2_000));
}

// Whether `words` hold a name that is not among `others`.
function lacksName(words: readonly string[], others: readonly string[]): boolean {
  const known = new Set(others.map(foldWord));
  return words.some((word) => isName(word) && !isNumber(word) && !known.has(foldWord(word)));
}

function differ(removed: readonly string[], added: readonly string[]): boolean {
  const before = removed.map(foldWord).sort().join(' ');
  return before !== added.map(foldWord).sort().join(' ');
}
