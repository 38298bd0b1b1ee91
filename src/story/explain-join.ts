// Why an article is in its story, in words an analyst can check: what it shares with the article it is most like. Pure.
import type { JoinedArticle } from '../model/story.ts';
import type { StoryWords } from '../model/story-words.ts';
import { Fingerprinter } from './anchors.ts';
import { ToldSenses } from './told-senses.ts';

/** Gives `3 h`, `Korean`, `troop deployment`. */
export interface JoinWording {
  readonly span: (durationMs: number) => string;
  readonly languageName: (lang: string) => string;
  readonly topicName: (topic: string) => string;
}

interface Print {
  readonly anchors: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

const ONE: Readonly<Record<string, string>> = {
  people: 'person',
  places: 'place',
  countries: 'country',
  organisations: 'organisation',
  weapons: 'weapon',
  ships: 'ship',
};
const WEIGHTS: Readonly<Record<string, number>> = { n: 3, l: 2, q: 3, c: 1 };
const COUNTRIES = new Intl.DisplayNames('en-GB', { type: 'region' });
// A word that more texts of its language hold says little.
const RARE_SHARE = 0.02;
const WORDS_SHOWN = 3;
const MATTERS_SHOWN = 3;
const SMALL_NUMBER = 10;
/** Articles an article is compared with, the newest before it: a story may have thousands. */
const COMPARED = 50;

export class JoinExplainer {
  readonly #words: StoryWords;
  readonly #fingerprinter: Fingerprinter;
  readonly #wording: JoinWording;
  readonly #senses: ToldSenses;
  #usual: ReadonlyMap<string, number> | null = null;

  constructor(words: StoryWords, wording: JoinWording) {
    this.#words = words;
    this.#fingerprinter = new Fingerprinter(words);
    this.#wording = wording;
    this.#senses = new ToldSenses(words.senses);
  }

  /** For each article of one story, or for `only` that one, by id: one sentence without a full stop. */
  explain(articles: readonly JoinedArticle[], only?: number): Map<number, string> {
    const ordered = articles.toSorted((a, b) => a.id - b.id);
    const prints = new Map<number, Print>();
    const printOf = (article: JoinedArticle): Print => {
      const print = prints.get(article.id) ?? this.#print(article);
      prints.set(article.id, print);
      return print;
    };
    return new Map(
      ordered.flatMap((article, index): [number, string][] =>
        only !== undefined && article.id !== only
          ? []
          : [[article.id, this.#sentence(article, ordered.slice(0, index), printOf)]],
      ),
    );
  }

  /** What two articles share: `same people (Kim Jong Un, Shoigu), same place (Wonsan)`; empty where nothing is known. */
  alike(one: JoinedArticle, other: JoinedArticle): string {
    return this.#shared(one, other, this.#print(one), this.#print(other)).join(', ');
  }

  #sentence(
    article: JoinedArticle,
    earlier: readonly JoinedArticle[],
    printOf: (article: JoinedArticle) => Print,
  ): string {
    const original = earlier.find(({ id }) => id === article.copyOf);
    const other = original ?? this.#nearest(article, earlier, printOf);
    if (other === undefined)
      return article.copyOf === null ? 'the first article of the story' : copied(article);
    const after = `${this.#distance(article.at - other.at)} ${other.outlet} (item ${other.id})`;
    if (article.copyOf !== null) return `${copied(article)}, ${after}`;
    const shared = this.#shared(article, other, printOf(article), printOf(other));
    const event =
      article.lang === other.lang ? '' : `the same event in ${this.#wording.languageName(article.lang)}: `;
    const start = article.reason === 'new' ? 'began a story of its own, joined to this one: ' : event;
    return start + [...(shared.length > 0 ? shared : ['similar wording']), after].join(', ');
  }

  #nearest(
    article: JoinedArticle,
    earlier: readonly JoinedArticle[],
    printOf: (article: JoinedArticle) => Print,
  ): JoinedArticle | undefined {
    const mine = printOf(article);
    // A copy tells nothing that its original does not; another language is named where the stored reason names it.
    const lang = /also in (\S+)/.exec(article.reason)?.[1];
    const originals = earlier.filter(({ copyOf }) => copyOf === null);
    const named = originals.filter((one) => one.lang === lang);
    const own = originals.filter((one) => one.lang === article.lang);
    const pool = named.length > 0 ? named : own.length > 0 ? own : originals;
    let best: JoinedArticle | undefined;
    let bestScore = -1;
    for (const other of (pool.length > 0 ? pool : earlier).slice(-COMPARED)) {
      const score = likeness(mine, printOf(other));
      if (score > bestScore) [best, bestScore] = [other, score];
    }
    return best;
  }

  #shared(one: JoinedArticle, other: JoinedArticle, mine: Print, theirs: Print): string[] {
    const anchors = [...mine.anchors].filter((anchor) => theirs.anchors.has(anchor));
    const parts = this.#sharedNames(anchors);
    const numbers = valuesOf(anchors, 'q').filter((value) => Number(value) >= SMALL_NUMBER);
    if (numbers.length > 0)
      parts.push(`same ${numbers.length === 1 ? 'number' : 'numbers'} (${numbers.map(grouped).join(', ')})`);
    const matters = valuesOf(anchors, 'c').slice(0, MATTERS_SHOWN);
    if (matters.length > 0)
      parts.push(`same matter (${matters.map((id) => id.replaceAll('-', ' ')).join(', ')})`);
    const words = [...mine.words].filter((word) => theirs.words.has(word)).slice(0, WORDS_SHOWN);
    if (words.length > 0 && one.lang === other.lang) parts.push(`same words (${words.join(', ')})`);
    const topic = one.topics.find((id) => other.topics.includes(id));
    if (parts.length < 2 && topic !== undefined) parts.push(`same topic (${this.#wording.topicName(topic)})`);
    return parts;
  }

  // In the order of the list of labels: the same names always read alike.
  #sharedNames(anchors: readonly string[]): string[] {
    const ids = new Set(valuesOf(anchors, 'n'));
    const labelled = [...this.#words.labels].flatMap(([id, label]) => (ids.has(id) ? [label] : []));
    const lands = valuesOf(anchors, 'l').flatMap((code) => {
      const label = COUNTRIES.of(code.toUpperCase()) ?? code;
      return labelled.some((one) => one.label === label) ? [] : [{ kind: 'countries', label }];
    });
    const known = [...labelled, ...lands];
    return [...Map.groupBy(known, ({ kind }) => kind)].map(([kind, names]) => {
      const labels = names.map(({ label }) => label).join(', ');
      return `same ${names.length === 1 ? (ONE[kind] ?? kind) : kind} (${labels})`;
    });
  }

  #print({ title, summary, lang }: JoinedArticle): Print {
    const anchors = this.#fingerprinter.name({ title, summary, content: '', evidence: [] });
    for (const sense of this.#senses.find(`${title}. ${summary}`, lang))
      anchors.add(sense.replace('matter ', 'c:').replace('land ', 'l:'));
    return { anchors, words: this.#rareWords(`${title}. ${summary}`, lang) };
  }

  // Rarest first. Names are told apart from words.
  #rareWords(text: string, lang: string): Set<string> {
    const usual = this.#usualShares();
    const found = new Map<string, number>();
    for (const { segment, isWordLike } of new Intl.Segmenter(lang === 'und' ? 'en' : lang, {
      granularity: 'word',
    }).segment(text)) {
      const word = segment.toLowerCase();
      if (isWordLike !== true || word.length < (/^[\p{L}]+$/u.test(word) ? leastLength(word) : 99)) continue;
      const share = usual.get(`${lang} ${word}`) ?? 0;
      if (share < RARE_SHARE && !found.has(word) && !this.#hasUsualStem(word, lang)) found.set(word, share);
    }
    const words = [...found].sort((a, b) => a[1] - b[1]).map(([word]) => word);
    return new Set(words.filter((word) => !this.#isName(word)));
  }

  #isName(word: string): boolean {
    const anchors = this.#fingerprinter.name({ title: word, summary: '', content: '', evidence: [] });
    return [...anchors].some((anchor) => anchor.startsWith('n:') || anchor.startsWith('c:'));
  }

  // `북한이` is the usual `북한` with a particle.
  #hasUsualStem(word: string, lang: string): boolean {
    const usual = this.#usualShares();
    for (let end = leastLength(word); end < word.length; end++)
      if ((usual.get(`${lang} ${word.slice(0, end)}`) ?? 0) >= RARE_SHARE) return true;
    return false;
  }

  #usualShares(): ReadonlyMap<string, number> {
    this.#usual ??= new Map(
      this.#words.usualWords.map(({ word, lang, share }) => [`${lang} ${word}`, share]),
    );
    return this.#usual;
  }

  #distance(ms: number): string {
    if (Math.abs(ms) < 60_000) return 'at the same time as';
    return `${this.#wording.span(Math.abs(ms))} ${ms > 0 ? 'after' : 'before'}`;
  }
}

function copied({ reason, copyOf }: JoinedArticle): string {
  const what = reason.startsWith('same lead')
    ? 'the same opening'
    : reason.includes('+ lead')
      ? 'nearly the same headline and opening'
      : 'nearly the same headline';
  return `repeats item ${copyOf}: ${what}`;
}

function likeness(one: Print, other: Print): number {
  let score = 0;
  for (const anchor of one.anchors) if (other.anchors.has(anchor)) score += WEIGHTS[anchor[0] ?? ''] ?? 0;
  for (const word of one.words) if (other.words.has(word)) score += 0.5;
  return score;
}

function valuesOf(anchors: readonly string[], kind: string): string[] {
  return anchors.filter((anchor) => anchor.startsWith(`${kind}:`)).map((anchor) => anchor.slice(2));
}

function grouped(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) ? number.toLocaleString('en-GB') : value;
}

function leastLength(word: string): number {
  return /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word) ? 2 : 4;
}
