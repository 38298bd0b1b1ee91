// The consonants of a name, coarse enough to be the same in Latin, Cyrillic and Katakana spelling.

const CLASSES: Readonly<Record<string, string>> = {
  p: 'pbпб',
  f: 'fvwфвў',
  t: 'tdтд',
  k: 'kgqcкгґхx',
  s: 'szjшжщчцсз',
  l: 'lrłлр',
  m: 'mм',
  n: 'nн',
};
const CLASS_OF = new Map(
  Object.entries(CLASSES).flatMap(([name, signs]) =>
    Array.from(signs, (sign): [string, string] => [sign, name]),
  ),
);

// Rows of the kana table by consonant; the sounds of ヴ and フ meet in f.
const KANA: readonly (readonly [string, string])[] = [
  ['カキクケコガギグゲゴハヒヘホ', 'k'],
  ['サシスセソザジズゼゾチツ', 's'],
  ['タテトダデドヂヅ', 't'],
  ['ナニヌネノン', 'n'],
  ['フヴワ', 'f'],
  ['バビブベボパピプペポ', 'p'],
  ['マミムメモ', 'm'],
  ['ラリルレロ', 'l'],
];
const CLASS_OF_KANA = new Map(
  KANA.flatMap(([signs, name]) => Array.from(signs, (sign): [string, string] => [sign, name])),
);

/** The skeleton of a name, or null where fewer than three consonants remain. */
export function skeletonOf(name: string): string | null {
  let skeleton = '';
  for (const sign of /[゠-ヿ]/.test(name) ? name : spell(name)) {
    const kind = CLASS_OF.get(sign) ?? CLASS_OF_KANA.get(sign) ?? '';
    if (kind !== skeleton.at(-1)) skeleton += kind;
  }
  return skeleton.length >= 3 ? skeleton : null;
}

/** The names in a text by their look: capitalised words that do not open it, runs of Katakana. */
export function findNames(text: string): string[] {
  const normal = text.normalize('NFKC');
  const words = normal.match(/(?<=[\p{L}\p{N},»”"]\s)\p{Lu}[\p{Ll}\p{M}]{3,}/gu) ?? [];
  const kana = normal.match(/[ァ-ヺー]{4,}/gu) ?? [];
  return [...words, ...kana];
}

function spell(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/tsch|tch|sch|sh|ch|cz|sz|rz|zh|dz/g, 's')
    .replaceAll('kh', 'k')
    .replaceAll('ph', 'f')
    .replaceAll(/c(?=[eiy])/g, 's')
    .replaceAll('h', '');
}
