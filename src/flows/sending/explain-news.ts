// Why a story that a digest has shown is shown again: what its new articles tell that readers do not know, in words.
import { loadStoryWords } from '../../config/story-words.ts';
import { isOfficial } from '../../digest/standing.ts';
import type { Candidate } from '../../model/digest.ts';
import type { ToldItem } from '../../store/told-items.ts';
import { findFormerNumber, NoveltyJudge, type ToldText } from '../../story/novelty.ts';

const NUMBERS_SHOWN = 4;
const NAMES_SHOWN = 4;
const MATTERS_SHOWN = 3;
const ABBREVIATIONS = new Set(['eu', 'msmt', 'nis', 'ofac', 'un']);

let judge: NoveltyJudge | null = null;

/**
 * What `candidates` add to `told`, such as `new numbers 12 → 40`, `new name Kursk`, `official confirmation`; empty where
 * they only say it again, null where nothing was told before. `originals` names the items that copies repeat: a copy of
 * what is known, or of another candidate, has no news of its own.
 */
export function explainNews(
  told: readonly ToldItem[],
  candidates: readonly Candidate[],
  originals: ReadonlyMap<number, number>,
): string[] | null {
  if (told.length === 0) return null;
  judge ??= new NoveltyJudge(loadStoryWords());
  const known = new Set(told.flatMap(({ itemId, copyOf }) => [itemId, ...(copyOf === null ? [] : [copyOf])]));
  const here = new Set(candidates.map(({ source }) => source.itemId));
  const own = candidates.filter(({ change, source: { itemId } }) => {
    const root = originals.get(itemId) ?? itemId;
    return change === 'revised' || (!known.has(root) && (root === itemId || !here.has(root)));
  });
  const numbers = new Set<string>();
  const names = new Set<string>();
  const matters = new Set<string>();
  let corrects = false;
  for (const { source, summary } of own) {
    const item: ToldText = { title: source.title, summary };
    const news = judge.find(told, item);
    if (!news.material) continue;
    for (const value of news.numbers) numbers.add(describeNumber(told, item, value));
    for (const name of news.names) names.add(describeName(name));
    for (const matter of news.matters) matters.add(matter.replaceAll('-', ' '));
    corrects ||= news.corrects;
  }
  const confirmed =
    own.some(({ source }) => source.relevant && isOfficial(source.kind)) &&
    !told.some(({ kind, relevant }) => relevant && isOfficial(kind));
  return [
    ...listed('number', [...numbers], NUMBERS_SHOWN),
    ...listed('name', [...names], NAMES_SHOWN),
    ...listed('matter', [...matters], MATTERS_SHOWN),
    ...(corrects ? ['a correction'] : []),
    ...(confirmed ? ['official confirmation'] : []),
  ];
}

function listed(kind: string, values: readonly string[], limit: number): string[] {
  if (values.length === 0) return [];
  const shown = values.slice(0, limit).join(', ');
  const more = values.length > limit ? ` and ${values.length - limit} more` : '';
  return [`new ${kind}${values.length === 1 ? '' : 's'} ${shown}${more}`];
}

function describeNumber(told: readonly ToldText[], item: ToldText, value: number): string {
  const former = findFormerNumber(told, item, value);
  const words = value.toLocaleString('en-GB');
  return former === null ? words : `${former.toLocaleString('en-GB')} → ${words}`;
}

// `kim-jong-un` is Kim Jong Un, `kn-23` KN-23.
function describeName(id: string): string {
  if (/\d/.test(id)) return id.toUpperCase();
  return id
    .split('-')
    .map((part) =>
      ABBREVIATIONS.has(part) ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1),
    )
    .join(' ');
}
