// Which language of the Latin alphabet a text reads as, from its letters with marks and its commonest words.
// Letters stand in the order of how often their language uses them; the languages are those of feeds.

interface LatinLanguage {
  readonly code: string;
  readonly letters: ReadonlyMap<string, number>;
  readonly words: ReadonlySet<string>;
  /** What a language of few feeds must read better. */
  readonly rarity: number;
}

/** A letter's worth falls from 1 for the commonest to 0.3 for the rarest of its language. */
function language(code: string, letters: string, words: string, rarity = 0): LatinLanguage {
  const signs = Array.from(letters);
  const worth = signs.map((sign, index): [string, number] => [sign, 1 - (0.7 * index) / signs.length]);
  return { code, letters: new Map(worth), words: new Set(words.split(' ')), rarity };
}

const LANGUAGES: readonly LatinLanguage[] = [
  language('de', 'üäößé', 'der die das und in von mit für auf den im ist ein eine nach zu'),
  language('fr', 'éèàêçîôûâùœïëüÿæ', 'le la les de des et en un une est du que pour dans sur'),
  language('es', 'óáíéñúü¿¡ªº', 'el la los las de que y en del un una con por para'),
  language('pt', 'ãçáéóêíõúàâôªº', 'o a os as de do da que e em um uma para com dos na no'),
  language('it', 'àèòùéìóî', 'il la di che e in del della un per con non le dei al'),
  language('ca', 'óàéèíçòúïü·', 'el la els les de que i en del un una per amb'),
  language('nl', 'ëéïóèüöê', 'de het een van en in op met voor is dat te'),
  language('sv', 'äåöéà', 'och i att det som en på av är för med till'),
  language('da', 'øåæéöäü', 'og i det at en på til af er for med de'),
  language('fi', 'äöåšž', 'ja on ei se että oli ovat myös joka'),
  language('is', 'íðáóúéþöýæ', 'og í að á er um til sem við', 0.06),
  language('pl', 'łąężśóćńźéö', 'w na do się z że i jest nie po o od za dla to'),
  language('cs', 'íáěéřčýžšůúťďňóöü', 'a v na se je že do s z o k po za pro od'),
  language('sk', 'áíéčžýšľúťňďôäóĺŕ', 'a v na sa je že do s z o k po za pre od'),
  language('hu', 'áéöóőüíúű', 'a az és hogy nem egy is meg már el szerint'),
  language('ro', 'ăîâșțşţ', 'de la în și a din cu pe un o nu au fost pentru'),
  language('hr', 'čšžćđ', 'i u na je se za da od su s'),
  language('tr', 'ıüşğçöİâî', 've bir bu için da de ile çok daha en'),
  language('lt', 'ėšųįąūčžęö', 'ir į iš su kad ne tai yra per apie'),
  language('lv', 'āīēūšžņļķčģ', 'un ir uz no ar par kas lai'),
  language('et', 'äõüöšž', 'ja on ei et ka oma see kui'),
  language(
    'vi',
    'đưâơêôă\u0300\u0301\u0323\u0309\u0303áàéóíúýèòùì',
    'của và các là trong cho có được với không một',
  ),
  language('sq', 'ëç', 'të e në dhe për me një nga', 0.06),
];

const isAsciiLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

interface Census {
  /** How often each letter stands in a word, in lower case. */
  readonly letters: ReadonlyMap<string, number>;
  readonly total: number;
  /** Credit that does not depend on the language: punctuation, and less for what is out of place. */
  readonly credit: number;
  readonly words: readonly string[];
}

const PUNCTUATION = new Set('’“”‘–—…«»„‚•°\u00a0');
/** Signs that stand beside numbers and names, but not before a letter; some follow one. */
const SYMBOLS = new Set('€£¥©®™№§½¼¾²³±×·');
const FOLLOWERS = new Set('®™²³');

function takeCensus(text: string): Census {
  const letters = new Map<string, number>();
  let total = 0;
  let credit = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 0x80) continue;
    total += 1;
    const sign = text.charAt(at);
    if (code === 0xfffd || (code >= 0x80 && code < 0xa0)) credit -= 1;
    else if (PUNCTUATION.has(sign)) credit += 1;
    else if (SYMBOLS.has(sign) && standsAlone(text, at, sign)) credit += 1;
    else if (isMisplaced(text, at, sign)) credit -= 0.2;
    else {
      const lower = sign === 'İ' ? sign : sign.toLowerCase();
      letters.set(lower, (letters.get(lower) ?? 0) + 1);
    }
  }
  const words =
    text
      .replace(/<[^>]{0,400}>|&#?\w+;/g, ' ')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  return { letters, total, credit, words: words.slice(0, 2000) };
}

function standsAlone(text: string, at: number, sign: string): boolean {
  if (isAsciiLetter(text.charCodeAt(at + 1))) return false;
  return FOLLOWERS.has(sign) || !isAsciiLetter(text.charCodeAt(at - 1));
}

/** A capital after a small letter, or a letter far from any plain one. */
function isMisplaced(text: string, at: number, sign: string): boolean {
  const before = text.charCodeAt(at - 1);
  const isCapital = sign !== sign.toLowerCase();
  if (isCapital && before >= 0x61 && before <= 0x7a) return true;
  const around = text.slice(Math.max(0, at - 2), at) + text.slice(at + 1, at + 3);
  for (let index = 0; index < around.length; index += 1)
    if (isAsciiLetter(around.charCodeAt(index))) return false;
  // One letter that is a word by itself: `à`, `é`, `í`.
  return !(/[\s>]/.test(text.charAt(at - 1)) && /[\s<,.]/.test(text.charAt(at + 1)));
}

/** How well a decoded text reads as one of the languages, 0 to 1; `lang` is a language the document claims. */
export function scoreLatin(text: string, codes: readonly string[], lang: string | null): number {
  const census = takeCensus(text);
  if (census.total === 0) return 0;
  let best = 0;
  for (const one of LANGUAGES) {
    if (!codes.includes(one.code)) continue;
    let worth = 0;
    let known = 0;
    for (const [letter, count] of census.letters) {
      const value = one.letters.get(letter);
      if (value === undefined) continue;
      known += count;
      worth += count * value;
    }
    const hits = census.words.filter((word) => one.words.has(word)).length;
    const share = census.words.length === 0 ? 0 : Math.min(0.3, hits / census.words.length);
    const fit = (known + census.credit) / census.total;
    const score =
      0.62 * fit + 0.23 * ((worth + Math.max(0, census.credit)) / census.total) + 0.5 * share - one.rarity;
    best = Math.max(best, score + (lang === one.code ? 0.15 : 0));
  }
  return Math.max(0, Math.min(1.15, best));
}
