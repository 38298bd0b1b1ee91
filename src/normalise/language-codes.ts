// Language codes as feeds write them, right or wrong, made ISO 639-1.

const SLIPS: Readonly<Record<string, string>> = {
  ua: 'uk',
  kr: 'ko',
  jp: 'ja',
  cn: 'zh',
  tw: 'zh',
  hk: 'zh',
  gr: 'el',
  cz: 'cs',
  dk: 'da',
  iw: 'he',
  in: 'id',
  gb: 'en',
  us: 'en',
  eng: 'en',
  kor: 'ko',
  rus: 'ru',
  ukr: 'uk',
  jpn: 'ja',
  zho: 'zh',
  chi: 'zh',
  cmn: 'zh',
  deu: 'de',
  ger: 'de',
  fra: 'fr',
  fre: 'fr',
  spa: 'es',
  pol: 'pl',
  ita: 'it',
  por: 'pt',
  nld: 'nl',
  dut: 'nl',
  ces: 'cs',
  cze: 'cs',
  ara: 'ar',
  tur: 'tr',
  yue: 'zh',
  nb: 'no',
  nn: 'no',
  english: 'en',
  korean: 'ko',
  russian: 'ru',
  ukrainian: 'uk',
  japanese: 'ja',
  chinese: 'zh',
  german: 'de',
  deutsch: 'de',
  french: 'fr',
  spanish: 'es',
  espanol: 'es',
  polish: 'pl',
  polski: 'pl',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
};

/** The ISO 639-1 code (639-3 where there is no shorter) of a declared language; null where it declares none. */
export function normaliseLanguage(declared: string | null): string | null {
  const primary = /^[a-z]{2,10}(?=$|[-_,;. (])/.exec((declared ?? '').trim().toLowerCase())?.[0];
  if (primary === undefined || primary === 'und' || primary === 'mul' || primary === 'zxx') return null;
  const known = SLIPS[primary];
  if (known !== undefined) return known;
  return primary.length <= 3 ? primary : null;
}
