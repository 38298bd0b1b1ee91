// The door of the room: what a feed said becomes what we believe, as plain text, absolute addresses and instants.
import type { Defect, Entry, EntryEnclosure, ParsedFeed } from '../model/entry.ts';
import type { ItemDraft } from '../model/item.ts';
import { parseDate } from './date.ts';
import { detectLanguage } from './language.ts';
import { absoluteUrl, type BaseChain, effectiveBase, relativeReference } from './link.ts';
import { MAX_BODY, MAX_LINE, plainText } from './text.ts';
import { canonicalUrl } from './url.ts';

/** What is known of a feed besides its document. */
export interface NormaliseContext {
  readonly feedUrl: string | null;
  readonly contentLocation?: string | null;
  /** ISO 3166: gives the zone of dates without one. */
  readonly country: string | null;
  /** The configured language of the feed; `und`: nobody asks for languages, so none is detected. */
  readonly lang: string | null;
  /** Epoch ms UTC; with it, dates more than a day ahead become it; null: dates as the feed says. */
  readonly now: number | null;
  /** Relative addresses for which no base is known stay as the feed gives them, to be shown; else they are dropped. */
  readonly keepRelative?: boolean;
}

export interface NormalisedFeed {
  readonly title: string;
  readonly link: string | null;
  /** As the feed declares it. */
  readonly language: string | null;
  readonly items: ItemDraft[];
  /** What went wrong here, besides the defects of parsing: one for each kind, with how often and an example. */
  readonly defects: Defect[];
}

/** Normalises every item of a parsed feed. Linear in its size; never throws. */
export function normaliseFeed(parsed: ParsedFeed, context: NormaliseContext): NormalisedFeed {
  const outer: BaseChain = [parsed.base, context.contentLocation, context.feedUrl];
  const link =
    absoluteUrl(parsed.link, outer) ??
    (context.keepRelative === true ? relativeReference(parsed.link) : null);
  const bases = effectiveBase(outer) === null ? [parsed.base, parsed.link] : outer;
  const reader = new EntryReader(parsed, context, bases);
  const items = parsed.entries.map((entry) => reader.read(entry));
  return {
    title: plainText(parsed.title, MAX_LINE),
    link,
    language: parsed.language?.trim() || null,
    items,
    defects: reader.defects(),
  };
}

/** How much of title and lead is read to tell the language: from 60 letters on no guess was wrong. */
const TEXT_READ = 160;
/** Enough titles to be sure of a feed's language. */
const TITLES_READ = 24;

/** Reads the entries of one feed and counts what was wrong with them. */
class EntryReader {
  readonly #parsed: ParsedFeed;
  readonly #context: NormaliseContext;
  readonly #bases: BaseChain;
  /** The language of the feed as a whole: its declaration, unless its titles together are surely in another. */
  readonly #language: string | null;
  readonly #troubles = new Map<string, { count: number; example: string }>();

  constructor(parsed: ParsedFeed, context: NormaliseContext, bases: BaseChain) {
    this.#parsed = parsed;
    this.#context = context;
    this.#bases = bases;
    const titles = parsed.entries
      .slice(0, TITLES_READ)
      .map((entry) => plainText(entry.title, MAX_LINE).slice(0, 120));
    const settled =
      context.lang === 'und' ? 'und' : detectLanguage(titles.join('\n'), context.lang ?? parsed.language);
    this.#language = settled === 'und' ? null : settled;
  }

  read(entry: Entry): ItemDraft {
    const bases = entry.base === null ? this.#bases : [entry.base, ...this.#bases];
    const url = this.#url(entry, bases);
    const title = plainText(entry.title, MAX_LINE);
    const summary = plainText(entry.summary, MAX_BODY);
    const content = entry.content === entry.summary ? summary : plainText(entry.content, MAX_BODY);
    const updatedAt = this.#instant(entry.updated);
    const lead = summary === '' ? content : summary;
    const sample = `${title} ${lead.slice(0, TEXT_READ)}`.slice(0, TEXT_READ);
    return {
      guid: entry.guid,
      url,
      canonicalUrl: url === null ? null : canonicalUrl(url),
      title,
      author:
        entry.author === null ? null : plainText({ value: entry.author, type: 'html' }, MAX_LINE) || null,
      publishedAt:
        entry.published === entry.updated ? updatedAt : (this.#instant(entry.published) ?? updatedAt),
      updatedAt,
      summary,
      content,
      categories: normaliseCategories(entry.categories),
      enclosures: this.#enclosures(entry.enclosures, bases),
      lang: this.#context.lang === 'und' ? 'und' : detectLanguage(sample, this.#declaredLanguage(entry)),
      outlet: this.#outlet(entry),
    };
  }

  #resolve(reference: string | null, bases: BaseChain): string | null {
    const url = absoluteUrl(reference, bases);
    if (url !== null || this.#context.keepRelative !== true || effectiveBase(bases) !== null) return url;
    return relativeReference(reference);
  }

  #enclosures(enclosures: readonly EntryEnclosure[], bases: BaseChain): EntryEnclosure[] {
    return enclosures.flatMap((enclosure) => {
      const url = this.#resolve(enclosure.url, bases);
      return url === null ? [] : [{ ...enclosure, url }];
    });
  }

  /** The item's address; where the feed gives an unusable one, a guid that is an address stands in. */
  #url(entry: Entry, bases: BaseChain): string | null {
    const url = this.#resolve(entry.url, bases);
    if (url !== null || entry.url === null || entry.url.trim() === '') return url;
    this.#note('link-unusable', entry.url);
    return entry.guid !== null && /^https?:\/\//i.test(entry.guid) ? absoluteUrl(entry.guid, []) : null;
  }

  /** What the item itself declares beats what holds for the feed. */
  #declaredLanguage(entry: Entry): string | null {
    const own = entry.language === this.#parsed.language ? null : entry.language;
    return own ?? this.#language;
  }

  #instant(text: string | null): number | null {
    if (text === null || text.trim() === '') return null;
    const at = parseDate(text, this.#context);
    if (at === null) this.#note('date-unreadable', text);
    else if (at === this.#context.now) this.#note('date-in-future', text);
    return at;
  }

  #outlet(entry: Entry): ItemDraft['outlet'] {
    if (entry.source === null) return null;
    const url = absoluteUrl(entry.source.url, this.#bases);
    const named =
      entry.source.title === null ? '' : plainText({ value: entry.source.title, type: 'html' }, MAX_LINE);
    const name = named === '' && url !== null ? (URL.parse(url)?.hostname ?? '') : named;
    return name === '' ? null : { name, url };
  }

  #note(code: string, example: string): void {
    const known = this.#troubles.get(code);
    if (known === undefined) this.#troubles.set(code, { count: 1, example: example.trim().slice(0, 80) });
    else known.count++;
  }

  defects(): Defect[] {
    return [...this.#troubles].map(([code, { count, example }]) => ({
      code,
      detail: `${count} times, first ${JSON.stringify(example)}`,
    }));
  }
}

function normaliseCategories(categories: readonly string[]): string[] {
  const names = categories
    .map((category) => plainText({ value: category, type: 'html' }, MAX_LINE))
    .filter((name) => name !== '');
  return [...new Set(names)];
}
