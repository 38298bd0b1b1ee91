// Words of an edit that say nothing of the news: labels of the desk, articles, one letter for another.

const LABELS =
  'update|updated|breaking(?: news)?|urgent|alert|flash|exclusive|live|watch|video|wrapup|refile|rpt|eilmeldung|eil|aktualisiert|update der lage|liveticker|direct|en direct|mise à jour|alerte(?: info)?|vidéo|última hora|urgente|actualización|actualizado|directo|pilne|aktualizacja|na żywo|wideo|срочно|молния|обновлено|обновляется|видео|эксклюзив|терміново|оновлено|наживо|відео|속보|단독|종합\\d?보?|업데이트|영상|포토|速報|更新|独自|動画|快讯|快訊|突发|突發|最新|视频|視頻|影';
const PREFIX = new RegExp(
  `^(?:\\s*(?:[\\[(【（]\\s*(?:${LABELS})\\s?\\d*\\s*[\\])】）]|(?:${LABELS})\\s?\\d{0,2}\\s?(?:[:：.!|–—]|-(?=\\S)|- ))\\s*)+`,
  'iu',
);
const ASIDE = new RegExp(`\\s*[\\[(【（]\\s*(?:${LABELS})\\s?\\d*\\s*[\\])】）]`, 'giu');
const ARTICLES = new Set('the a an der die das den dem ein eine le la les l el los las una'.split(' '));

/** A text without the labels that desks put before or behind it: `UPDATE 2-`, `[속보]`, `(updated)`. */
export function withoutLabels(text: string): string {
  return text.replace(PREFIX, '').replaceAll(ASIDE, '');
}

/** A word without case, width, punctuation and the dots of `ё`. */
export function foldWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Words run together, without articles: equal for one wording with and one without them. */
export function foldRun(words: readonly string[]): string {
  return words
    .map(foldWord)
    .filter((word) => !ARTICLES.has(word))
    .join('');
}
