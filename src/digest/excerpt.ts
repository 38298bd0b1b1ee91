// Cuts text for people: by whole sentences, never inside a grapheme, and says with an ellipsis that it was cut.

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** At most `limit` UTF-16 units, ellipsis included; never splits a grapheme. */
export function clip(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const { segment } of graphemes.segment(text.slice(0, limit + 64))) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** The first `count` sentences of a plain text, at most `limit` UTF-16 units. */
export function firstSentences(text: string, count: number, limit: number, lang: string): string {
  const flat = flatten(text.slice(0, limit * 4));
  const segmenter = new Intl.Segmenter(isLocale(lang) ? lang : 'und', { granularity: 'sentence' });
  let kept = '';
  let sentences = 0;
  let joined = '';
  for (const { segment } of segmenter.segment(flat)) {
    joined += segment;
    if (endsEarly(joined)) continue;
    kept += joined;
    joined = '';
    sentences += 1;
    if (sentences === count || kept.length > limit) return clip(kept.trim(), limit);
  }
  return clip((kept + joined).trim(), limit);
}

/**
 * The sentences of two versions in which they first differ, `count` of each: the first ones where these differ, else
 * those from the change on. A version that is empty stays so.
 */
export function changedSentences(
  former: string,
  current: string,
  count: number,
  limit: number,
  lang: string,
): readonly [string, string] {
  const [a, b] = [flatten(former), flatten(current)];
  const first = [firstSentences(a, count, limit, lang), firstSentences(b, count, limit, lang)] as const;
  if (a === '' || b === '' || a === b || first[0] !== first[1]) return first;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const from = (text: string): string =>
    firstSentences(text.slice(sentenceStart(text, at, lang)), count, limit, lang);
  return [from(a), from(b)];
}

function sentenceStart(text: string, at: number, lang: string): number {
  const segmenter = new Intl.Segmenter(isLocale(lang) ? lang : 'und', { granularity: 'sentence' });
  return segmenter.segment(text).containing(Math.min(at, text.length - 1))?.index ?? 0;
}

/** The name of an outlet, which an aggregator's item may give at any length. */
export function outletName(name: string): string {
  return clip(flatten(name), 80);
}

/** One line of well-formed text: control characters and bidirectional overrides gone, white space single. */
export function flatten(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replaceAll(/[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The address if a reader may be sent there, else null: http and https only, no credentials in it. */
export function safeUrl(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return null;
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

// The segmenter ends a sentence after a title or an initial: "Gen. Kim", "J. Smith", "г. Москва".
function endsEarly(text: string): boolean {
  return /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|St|vs|No|U\.S|г|ул|им|тыс|млн|т\.е)\.\s*$/u.test(
    text,
  );
}

function isLocale(lang: string): boolean {
  return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(lang);
}
