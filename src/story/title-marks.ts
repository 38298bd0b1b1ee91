// What stands around and inside a headline: labels of the desk and the outlet's name are cut off, a name after a dash is
// not, and letters that number a part (`Group B`, `Part V`) become words.
import type { ItemDraft } from '../model/item.ts';

const LETTERS = 'bcdefghjklmnopqrstuvwxyz';
const ROMAN =
  'ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv xxvi xxvii xxviii xxix xxx';
// Not the article and the pronoun of English, and none after a colon or at the start, where other languages have words.
const LABEL = /(?<=[\p{L}\p{N}] )[B-HJ-Z](?![\p{L}\p{N}\p{M}'’ʼ.])/gu;
const LOWER = /\p{Ll}/u;
const MARKED = /[|｜_:：–—ß([（【＜〔!！二三四五六七八九十两兩]|\s-\s|\d-|\. |\/\/|\s[B-HJ-Z](?!\p{L})/u;
const LAST_PART =
  /(?:\s*[|｜]\s*|\s+(?:[-–—:]|::|\/\/)\s+|_|[（(](?=[^（()）]+[）)]$))([^|｜_–—]{2,32}?)[）)]?$/u;
// A name of at most 32 signs with what parts it from the headline.
const TAIL_UNITS = 44;
// `七人` beside `7人`: alone, and before what is counted.
const NUMERAL =
  /(?<![一二三四五六七八九十百千万萬億亿])[二三四五六七八九十两兩](?=[人名个個件国國歳岁本回位台隻校死伤傷次艘架家部座])/gu;
const NUMERALS = '〇一二三四五六七八九十';
const SEPARATORS = 2;
const SHORTEST = 8;

// Words that the names of outlets are made of, and agencies.
const OUTLET =
  /news|times|post\b|herald|journal|daily|gazette|tribune\b|telegraph|guardian|reuters|\b(?:ap|afp|bbc|cnn|dpa|efe|ansa|npr|nhk|rfi|pap|press)\b|courier|chronicle|zeitung|nachrichten|tagesschau|der spiegel|^le (?:monde|figaro|matin|parisien)|^la dépêche|franceinfo|diario|noticias|periódico|^el (?:país|mundo|faro)|jornal|notícias|gazeta|wiadomości|kurier|dziennik|новост|новин|газета|вестник|известия|(?<!\p{L})(?:тасс|риа|рбк|унн)(?!\p{L})|интерфакс|коммерсант|уніан|укрінформ|правда|вісті|뉴스|신문|일보|통신|방송|新闻|新聞|日报|日報|晚报|电讯|通信|通訊|通讯|社$|ニュース|放送|テレビ|الجزيرة|العربية|نيوز|صحيفة|^báo |online|\.(?:com|net|org|ru|ua|de|fr|pl|kr|jp|cn)\b/iu;

// Labels of the desk, which outlets put before a headline as they like.
const LABELS =
  'update|rpt|wrapup|refile|corrected|exclusive|breaking|just in|flash|urgente?|alert|live|video|watch|photos?|eilmeldung|eil|exklusiv|срочно|молния|видео|эксклюзив|обновлено|терміново|оновлено|відео|ексклюзив|pilne|z ostatniej chwili|tylko u nas|wideo|última hora|vídeo|exclusiv[ao]|alerte(?: info)?|en direct|direct|vidéo|en images|exclusif|ao vivo|속보|단독|종합|영상|포토|\\d보|速報|独自|動画|更新|写真|快讯|快訊|突发|突發|独家|獨家|视频|視頻|即时|即時|عاجل|فيديو|خاص|nóng|mới nhất|độc quyền';
const DESK = new RegExp(
  `^(?:[[(（【＜<〔]?\\s?(?:${LABELS})(?:[ -]?\\d{1,2})?\\s?(?:[\\])）】＞>〕]|[:：!！|｜.–—-]+)\\s*)+`,
  'iu',
);

/** A headline as stories and copies compare it. A letter that numbers a part is tripled: tokens have two letters and more. */
export function prepareTitle({ title, url, outlet }: Pick<ItemDraft, 'title' | 'url' | 'outlet'>): string {
  if (!MARKED.test(title)) return title;
  const unlabelled = title.replace(DESK, '');
  let head = (unlabelled.length >= SHORTEST ? unlabelled : title)
    .replaceAll('ß', 'ss')
    .replace(NUMERAL, (sign) => String(Math.max(2, NUMERALS.indexOf(sign))));
  for (let times = 0; times < SEPARATORS; times++) {
    const tailStart = Math.max(0, head.length - TAIL_UNITS);
    const found = LAST_PART.exec(head.slice(tailStart));
    const last = found?.[1];
    if (found === null || last === undefined || tailStart + found.index < SHORTEST) break;
    const before = head.slice(0, tailStart + found.index);
    if (!namesOutlet(last, url, outlet?.name ?? null)) {
      // Else the name after a dash would be taken for the outlet's further on.
      return `${tripleLabels(before)}, ${tripleLabels(last)}`;
    }
    head = before;
  }
  return tripleLabels(head);
}

/** Every word that numbers a part: the letters as `prepareTitle` writes them, and Roman numerals. */
export function labelWords(): string[] {
  return [...ROMAN.split(' '), ...Array.from(LETTERS, (letter) => letter.repeat(3))];
}

function tripleLabels(text: string): string {
  return LOWER.test(text) ? text.replace(LABEL, (letter) => letter.repeat(3)) : text;
}

function namesOutlet(text: string, url: string | null, outlet: string | null): boolean {
  if (OUTLET.test(text)) return true;
  const name = foldLetters(text);
  if (name.length < 3) return false;
  if (outlet !== null && foldLetters(outlet) === name) return true;
  const host = foldLetters(
    /^https?:\/\/(?:www\.)?([^/:?#]+)\.[^./:?#]+(?:[/:?#]|$)/u.exec(url ?? '')?.[1] ?? '',
  );
  return host.length >= 3 && (host.includes(name) || name.includes(host));
}

function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
