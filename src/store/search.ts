// Full-text search over titles and texts in every script: words by prefix, CJK and Hangul by pairs of signs.
import type { Statement } from 'better-sqlite3';
import type { Database } from './database.ts';

// Punctuation that these scripts share ends a run, as it does in a query.
const RUN = /[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}]&&[\p{L}\p{M}\p{N}]]+/gv;
// Every sign that a run may hold lies here: one look is enough for most texts of Latin or Cyrillic letters.
const SIGN = /[\u0300-\u036f\u02bc\u0e00-\u0e7f\u1100-\u11ff\u2e80-\uffff]/;
const BODY_UNITS = 20_000;
const PREFIX_UNITS = 4;

export interface SearchHit {
  readonly itemId: number;
  /** Better is lower (BM25). */
  readonly rank: number;
}

export class SearchTable {
  readonly #insert: Statement;
  readonly #delete: Statement;
  readonly #query: Statement<[string, number], SearchHit>;

  constructor(db: Database) {
    this.#insert = db.prepare('INSERT INTO item_fts (rowid, title, body) VALUES (?, ?, ?)');
    this.#delete = db.prepare('DELETE FROM item_fts WHERE rowid = ?');
    this.#query = db.prepare(
      `SELECT rowid AS itemId, bm25(item_fts, 4.0, 1.0) AS rank FROM item_fts WHERE item_fts MATCH ?
       ORDER BY rank, rowid DESC LIMIT ?`,
    );
  }

  /** Makes an item findable. It must not be so yet. */
  add(itemId: number, title: string, body: string): void {
    this.#insert.run(itemId, segment(title), segment(body.slice(0, BODY_UNITS)));
  }

  /** Takes an item out of the index. */
  remove(itemId: number): void {
    this.#delete.run(itemId);
  }

  replace(itemId: number, title: string, body: string): void {
    this.remove(itemId);
    this.add(itemId, title, body);
  }

  /** Items that hold every word of `text`; `"..."` asks for words in that order. Best first; empty for no words. */
  find(text: string, limit: number): SearchHit[] {
    const query = renderQuery(text);
    return query === '' ? [] : this.#query.all(query, limit);
  }
}

/** Text with every run of signs without spaces cut into overlapping pairs and its last sign. */
export function segment(text: string): string {
  const plain = text.normalize('NFKC');
  return SIGN.test(plain) ? plain.replaceAll(RUN, (run) => ` ${pairsOf(run).join(' ')} `) : plain;
}

/** An FTS5 query for what a person typed; every word is quoted, so that nothing in it is an operator. */
export function renderQuery(text: string): string {
  const parts = text.normalize('NFKC').match(/"[^"]*"|[^\s"]+/g) ?? [];
  return parts
    .map((part) => (part.startsWith('"') ? renderPhrase(part.slice(1, -1)) : renderWord(part)))
    .join(' ')
    .trim();
}

function renderPhrase(text: string): string {
  const all = wordsOf(text);
  // A run is stored with its last sign alone behind it; only the phrase's last run may go on in the text.
  const words = all.flatMap((word, at) => {
    if (!isRun(word)) return [word];
    return at < all.length - 1 ? pairsOf(word) : phrasePairs(word);
  });
  return words.length === 0 ? '' : `"${words.join(' ')}"`;
}

function renderWord(text: string): string {
  return wordsOf(text)
    .map((word) => {
      if (!isRun(word)) return word.length >= PREFIX_UNITS ? `"${word}"*` : `"${word}"`;
      return Array.from(word).length === 1 ? `"${word}"*` : `"${phrasePairs(word).join(' ')}"`;
    })
    .join(' ');
}

// Words and runs of a query, without anything that is neither letter nor digit.
function wordsOf(text: string): string[] {
  return text.replaceAll(RUN, ' $& ').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function isRun(word: string): boolean {
  return word.search(RUN) === 0;
}

function pairsOf(run: string): string[] {
  const signs = Array.from(run);
  return signs.map((sign, at) => sign + (signs[at + 1] ?? ''));
}

function phrasePairs(word: string): string[] {
  const pairs = pairsOf(word);
  return pairs.length > 1 ? pairs.slice(0, -1) : pairs;
}
