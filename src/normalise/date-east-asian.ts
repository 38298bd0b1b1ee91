// Korean, Japanese and Chinese dates, rewritten as `2026-11-25 15:05:00` so that the other readers understand them.

const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  明治: 1867,
  民國: 1911,
  民国: 1911,
};

const FORENOON = /오전|새벽|아침|午前|上午|凌晨|清晨|早上|早晨/g;
const AFTERNOON = /오후|저녁|밤|낮|午後|下午|晚上|傍晚|中午|夜间|夜間/g;

/** Whether the text has signs of Korean, Japanese or Chinese. */
export function isEastAsian(text: string): boolean {
  return /[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]/.test(text);
}

/**
 * The same date in digits, with `am` or `pm` before the clock; `country` is the one whose way of writing it is, where
 * that is certain.
 */
export function rewriteEastAsian(text: string): { text: string; country: string | null } {
  let out = text.replaceAll(
    /(令和|平成|昭和|大正|明治|民[國国])\s*(元|\d{1,3})\s*年/g,
    (_, era: string, year: string) => {
      return `${(ERAS[era] ?? 0) + (year === '元' ? 1 : Number(year))}年`;
    },
  );
  out = out.replaceAll(/[〇零一二三四五六七八九十]{1,5}(?=\s*[年月日号號时時点點分秒])/g, chineseNumber);
  out = out.replaceAll(FORENOON, ' am ').replaceAll(AFTERNOON, ' pm ');
  out = out.replaceAll(
    /(\d{1,2})\s*(?:시|時|时|点|點)(?!間|间)\s*(?:(\d{1,2}|半|정각)\s*(?:분|分)?)?\s*(?:(\d{1,2})\s*(?:초|秒))?/g,
    clock,
  );
  out = out.replaceAll(/(\d{2,4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日号號]?/g, ' $1-$2-$3 ');
  out = out.replace(/^\s*(\d{4})\s*[년年]\s*(\d{1,2})\s*[월月]\s*$/, '$1-$2');
  out = out.replaceAll(
    /(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日号號]?/g,
    (_, month: string, day: string) => ` ${day} ${SHORT[Number(month)] ?? '?'} `,
  );
  return { text: out, country: countryOf(text) };
}

const SHORT = ['?', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function clock(_: string, hour: string, minute: string | undefined, second: string | undefined): string {
  const minutes = minute === undefined || minute === '정각' ? '00' : minute === '半' ? '30' : minute;
  return ` ${hour}:${minutes}:${second ?? '00'} `;
}

/** Korean writing means Korea, Japanese eras and kana Japan; Han signs alone do not tell. */
function countryOf(text: string): string | null {
  if (/[\uac00-\ud7a3]/.test(text)) return 'KR';
  if (/令和|平成|昭和|大正|明治|午前|午後|曜|[(（][月火水木金土日][)）]|[\u3040-\u30ff]/.test(text))
    return /午[前後]/.test(text) && /[时點点]/.test(text) ? null : 'JP';
  return /[时点號号]|上午|下午|凌晨|晚上|民[國国]/.test(text) ? 'CN' : null;
}

const DIGITS = '零一二三四五六七八九';

function chineseNumber(text: string): string {
  if (!text.includes('十'))
    return Array.from(text, (sign) => (sign === '〇' ? '0' : String(DIGITS.indexOf(sign)))).join('');
  const [tens = '', units = ''] = text.split('十');
  const high = tens === '' ? 1 : DIGITS.indexOf(tens);
  return String(high * 10 + (units === '' ? 0 : DIGITS.indexOf(units)));
}
