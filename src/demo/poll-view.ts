// Shows a poll round as it goes: one line a feed, with a remark where something is out of the ordinary.
import type { Polled } from '../flows/polling/poll-feed.ts';
import type { RoundSummary } from '../flows/polling/poll-round.ts';
import type { Feed } from '../model/feed.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Screen } from './screen.ts';

/** An item whose verdict is explained later on. */
export interface Followed {
  readonly outlet: string;
  readonly title: string;
  readonly verdict: Verdict;
}

const FORMATS: Readonly<Record<string, string>> = {
  rss: 'RSS 2.0',
  rdf: 'RDF',
  atom: 'Atom',
  'json-feed': 'JSON Feed',
};

/** Addresses of the two items that look alike and are not. */
const FOLLOWED = [
  '/kim-honours-soldiers-killed-fighting-for-russia',
  '/russian-tourists-at-north-korean-beach-resort',
];

export class PollView {
  readonly #screen: Screen;
  readonly #followed = new Map<string, Followed>();
  readonly #waiting = new Set<string>();
  #kept = 0;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  get followed(): readonly Followed[] {
    return FOLLOWED.map((path) => this.#followed.get(path)).filter((entry) => entry !== undefined);
  }

  begin(feeds: readonly Feed[]): void {
    for (const { id } of feeds) this.#waiting.add(id);
    this.#kept = 0;
    this.#screen.line(row('outlet', 'lang', 'format', 'charset', 'items', 'new', 'tagged'), 'dim');
  }

  show(polled: Polled): void {
    const { feed, record } = polled;
    this.#waiting.delete(feed.id);
    this.#follow(polled);
    const lang = feed.lang ?? '';
    if (record.result === 'failed') {
      this.#screen.line(row(feed.id, lang, '-', '-', '-', '-', '-'));
      const cause = record.status === null ? (record.failureCode ?? 'failed') : `HTTP ${record.status}`;
      this.#screen.note(`not read, ${cause}; ${record.planReason}`);
      return;
    }
    if (record.result === 'not-modified') {
      this.#screen.line(row(feed.id, lang, '304', 'not modified', '-', '0', '0'));
      return;
    }
    const { format, charset, itemsSeen, itemsNew, tagged } = record;
    const cells = [itemsSeen, itemsNew, tagged].map(String);
    const name = FORMATS[format ?? ''] ?? format ?? '-';
    this.#screen.line(row(feed.id, lang, name, charset ?? '-', ...cells));
    for (const remark of remarksOn(polled)) this.#screen.note(remark);
    if (polled.stored !== null && polled.before.lastSuccessAt === null)
      this.#kept += polled.stored.fresh + polled.stored.copies - polled.stored.announced;
  }

  end(summary: RoundSummary, first: boolean): void {
    const { feeds, failed, not_modified, items_seen, items_new, items_changed, copies, tagged } = summary;
    const screen = this.#screen;
    if (this.#waiting.size > 0) screen.note(`not due, not asked: ${[...this.#waiting].join(', ')}`);
    this.#waiting.clear();
    screen.line();
    screen.say(
      `${feeds} feeds asked, ${feeds - failed} read (${not_modified} unchanged), ${failed} failed. ` +
        `${items_seen} items seen, ${items_new} new, ${items_changed} changed, ${copies} copies, ${tagged} on the subject.`,
      '   ',
    );
    if (first && this.#kept > 0) {
      screen.say(
        `${this.#kept} items are older than a day: stored and searchable, but no news for a digest, because the feeds have only just been added.`,
        '   ',
      );
    }
  }

  #follow({ feed, read, stored }: Polled): void {
    for (const [index, item] of (read?.items ?? []).entries()) {
      const path = FOLLOWED.find((end) => item.url?.endsWith(end));
      const verdict = stored?.outcomes[index]?.verdict;
      if (path !== undefined && verdict != null)
        this.#followed.set(path, { outlet: feed.name, title: item.title, verdict });
    }
  }
}

// As in the log: what lasts is said when it begins.
function remarksOn({ before, after, record, stored, formerDefects }: Polled): string[] {
  const remarks: string[] = [];
  if (after.redirectUrl !== null && before.redirectUrl === null)
    remarks.push(`moved for good (301), followed to ${after.redirectUrl}`);
  const defects = [...new Set(record.defects.map(({ code }) => code))];
  if (defects.length > 0 && formerDefects === '[]')
    remarks.push(`broken, read all the same: ${defects.join(', ')}`);
  if (record.itemsChanged > 0) remarks.push(`${record.itemsChanged} corrected by the outlet`);
  if (record.copies > 0) remarks.push(`${record.copies} repeats another outlet word for word`);
  if (stored?.heldReason != null) remarks.push(`held back: ${stored.heldReason}`);
  return remarks;
}

function row(...cells: readonly string[]): string {
  const [outlet = '', lang = '', format = '', charset = '', items = '', fresh = '', tagged = ''] = cells;
  return `   ${outlet.padEnd(17)}${lang.padEnd(5)}${format.padEnd(10)}${charset.padEnd(14)}${items.padStart(6)}${fresh.padStart(6)}${tagged.padStart(8)}`;
}
