// Stores one read document inside the caller's transaction: identity, flood guard, revisions, story, verdict, search.
import { contentHash } from '../../identity/content.ts';
import { decideRevision } from '../../identity/revision.ts';
import type { TrustedDraft } from '../../identity/trust.ts';
import type { IngestOutcome, Item, ItemDraft } from '../../model/item.ts';
import type { TaggedItem, TagInput, Verdict } from '../../model/verdict.ts';
import { PageTable } from '../../store/article-pages.ts';
import { ChangeTable, type HeldBack } from '../../store/changes.ts';
import type { Database } from '../../store/database.ts';
import { type ItemFacts, ItemTable } from '../../store/items.ts';
import { SearchTable } from '../../store/search.ts';
import { type Found, Identifier, isFresh, REKEYED } from './identify-items.ts';
import { StoryKeeper } from './keep-stories.ts';
import { runSteps, type Steps } from './steps.ts';

/** Tags an item and stores the verdict. */
export interface TagItem {
  (itemId: number, input: TagInput, at: number): TaggedItem;
  /** Judges texts beforehand, one after the other, in the place of those that were judged before. */
  readonly prepare?: (inputs: readonly TagInput[]) => void;
}

/** One fetched document of a feed. */
export interface ReadDocument {
  readonly feedId: string;
  readonly drafts: readonly ItemDraft[];
  /** The clock. */
  readonly now: number;
  /** When the feed was last read with success; null: never before. */
  readonly previousAt: number | null;
  /** At a feed's first successful poll: items published before this are baseline and make no news. null: no baseline. */
  readonly baselineSince: number | null;
}

export interface ItemOutcome {
  /** The item that a reader sees: for a copy, the item it repeats. */
  readonly itemId: number;
  /** The item stored for this draft itself. */
  readonly ownId: number;
  readonly outcome: IngestOutcome;
  readonly storyId: number | null;
  readonly reason: string;
  /** null for what was seen before unchanged. */
  readonly verdict: Verdict | null;
  /** An item of another feed that this feed shows for the first time. */
  readonly isNewHere?: true;
}

export interface StoredDocument {
  /** One per draft, in order. */
  readonly outcomes: readonly ItemOutcome[];
  readonly seen: number;
  readonly fresh: number;
  readonly changed: number;
  readonly copies: number;
  /** New or changed items that are on the subject. */
  readonly tagged: number;
  readonly rekeyed: number;
  readonly held: number;
  readonly heldReason: string | null;
  /** The batch the flood guard made of the new items; null: nothing held. */
  readonly heldBatch: number | null;
  /** New items recent enough to be news at a first poll; all new ones otherwise. */
  readonly announced: number;
}

export class ItemStore {
  readonly #items: ItemTable;
  readonly #changes: ChangeTable;
  readonly #identifier: Identifier;
  readonly #search: SearchTable;
  readonly #pages: PageTable;
  readonly #stories: StoryKeeper;
  readonly #tag: TagItem;
  /** Stored in this transaction and not yet findable by search. */
  #unindexed: { readonly id: number; readonly draft: ItemDraft }[] = [];
  #busy: Promise<void> = Promise.resolve();

  constructor(db: Database, tag: TagItem) {
    this.#items = new ItemTable(db);
    this.#changes = new ChangeTable(db);
    this.#identifier = new Identifier(this.#items, this.#changes);
    this.#search = new SearchTable(db);
    this.#pages = new PageTable(db);
    this.#stories = new StoryKeeper(db);
    this.#tag = tag;
  }

  /** Runs `work` when no other work that was given here is under way. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const former = this.#busy;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#busy = promise;
    await former;
    return work().finally(resolve);
  }

  /** Forgets what lies in memory: to be called when a transaction around `store` failed. */
  reset(): void {
    this.#stories.reset();
    this.#unindexed = [];
  }

  /** Finds the story of an item anew that its article page has put on the subject; inside the caller's transaction. */
  placeAgain(item: Item, verdict: TaggedItem, now: number): void {
    const story = this.#stories.replace(item.id, item, verdict, now);
    if (story !== null && story.copyOf !== null) this.#items.markCopy(item.id, story.copyOf);
  }

  /** Stores a document at once. All or nothing lies with the caller's transaction. */
  store(document: ReadDocument): StoredDocument {
    const stored = runSteps(this.storing(document));
    this.index();
    return stored;
  }

  /** Makes findable by search what `storing` stored; belongs to the end of every transaction around its steps. */
  index(): void {
    // One after the other, which takes a third less than between all the other tables.
    for (const { id, draft } of this.#unindexed) this.#search.add(id, draft.title, bodyOf(draft));
    this.#unindexed = [];
  }

  /**
   * Stores a document item by item. Nobody else may store items between the steps: see `alone`. Each transaction around steps
   * ends with `index`.
   */
  *storing(document: ReadDocument): Steps<StoredDocument> {
    const { feedId, drafts, now } = document;
    const found = yield* this.#identifier.identify(feedId, drafts, now);
    const fresh = found.filter(isFresh).length;
    const held = fresh === 0 ? null : this.#holdBack(document, found, fresh);
    const heldBy = held?.id ?? null;
    const outcomes: ItemOutcome[] = [];
    for (const entry of found) {
      yield;
      outcomes.push(this.#storeOne(document, entry, heldBy, outcomes));
    }
    const count = (outcome: IngestOutcome): number =>
      outcomes.filter((one) => one.outcome === outcome).length;
    return {
      outcomes,
      seen: drafts.length,
      fresh: count('new'),
      changed: count('changed'),
      copies: count('copy'),
      tagged: outcomes.filter(({ verdict }) => verdict?.relevant === true).length,
      rekeyed: found.filter(({ reason }) => reason === REKEYED).length,
      held: held === null ? 0 : fresh,
      heldReason: held?.reason ?? null,
      heldBatch: heldBy,
      announced: outcomes.filter(({ outcome }, at) => isNew(outcome) && isNews(drafts[at], document)).length,
    };
  }

  // What a poll that was stopped between two steps had begun to hold back goes on: its own items look known by now.
  #holdBack(document: ReadDocument, found: readonly Found[], fresh: number): HeldBack | null {
    const { feedId, previousAt, now } = document;
    const begun = previousAt === null ? null : this.#changes.unfinishedBatch(feedId, previousAt);
    if (begun !== null) return begun;
    const reason = this.#identifier.decideHold(document, found);
    return reason === null ? null : { id: this.#changes.hold(feedId, now, fresh, reason), reason };
  }

  #storeOne(
    document: ReadDocument,
    entry: Found,
    heldBy: number | null,
    former: readonly ItemOutcome[],
  ): ItemOutcome {
    const repeated = former[entry.draft.repeats];
    if (repeated !== undefined) return { ...repeated, outcome: 'seen', reason: entry.reason, verdict: null };
    if (entry.purgedId !== null) {
      this.#attachKeys(entry.draft, entry.purgedId, document.now);
      const { purgedId: id, reason } = entry;
      return { itemId: id, ownId: id, outcome: 'seen', storyId: null, reason, verdict: null };
    }
    return entry.item === null
      ? this.#storeNew(document, entry.draft, heldBy)
      : this.#storeKnown(document, entry.draft, entry.item, entry.reason);
  }

  #storeNew(document: ReadDocument, trusted: TrustedDraft, heldBy: number | null): ItemOutcome {
    const { draft } = trusted;
    const { feedId, now } = document;
    const baseline = document.baselineSince !== null;
    const hash = contentHash(draft);
    const id = this.#items.insert({ feedId, draft, contentHash: hash, at: now, baseline, heldBy });
    this.#attachKeys(trusted, id, now);
    if (trusted.verbatimKey !== null) this.#items.addKey(trusted.verbatimKey, id, now);
    const verdict = this.#tag(id, draft, now);
    const told = trusted.isBoilerplate ? { ...draft, summary: '', content: '' } : draft;
    const story = this.#stories.place(id, told, verdict, now);
    if (story.copyOf !== null) this.#items.markCopy(id, story.copyOf);
    if (isNews(draft, document) && heldBy === null) this.#changes.add('new', id, null, now);
    this.#unindexed.push({ id, draft });
    return {
      itemId: story.copyOf ?? id,
      ownId: id,
      outcome: story.copyOf === null ? 'new' : 'copy',
      storyId: story.storyId,
      reason: heldBy === null ? story.reason : `${story.reason}; held ${heldBy}`,
      verdict,
    };
  }

  #storeKnown(
    { feedId, now }: ReadDocument,
    trusted: TrustedDraft,
    item: ItemFacts,
    reason: string,
  ): ItemOutcome {
    const { draft } = trusted;
    this.#attachKeys(trusted, item.id, now);
    this.#items.touch(item.id, now);
    const seen: ItemOutcome = {
      itemId: item.copyOf ?? item.id,
      ownId: item.id,
      outcome: 'seen',
      storyId: item.storyId,
      reason,
      verdict: null,
    };
    if (item.feedId !== feedId) {
      if (!this.#items.addSighting(item.id, feedId, draft, now)) return seen;
      if (trusted.verbatimKey !== null) this.#items.addKey(trusted.verbatimKey, item.id, now);
      return { ...seen, isNewHere: true };
    }
    if (trusted.verbatimKey !== null && spelling(draft) !== spelling(item))
      this.#items.addKey(trusted.verbatimKey, item.id, now);
    const hash = contentHash(draft);
    if (hash === item.contentHash) return seen;
    return this.#storeChanged(draft, hash, item.id, now) ?? seen;
  }

  // null: the feed went back to a text it had before, which is no news.
  #storeChanged(said: ItemDraft, hash: string, id: number, now: number): ItemOutcome | null {
    const before = this.#items.find(id);
    if (before === null) return null;
    const draft = this.#withPage(said, before);
    const flapping = this.#changes.hasRevision(id, hash);
    const { material, kinds, diff } = decideRevision(before, draft);
    const { title, summary, contentHash: former } = before;
    const revision = { itemId: id, at: now, title, summary, contentHash: former, material, kinds, diff };
    if (!flapping) {
      const revisionId = this.#changes.addRevision(revision);
      const announced = before.heldBy === null && this.#changes.isAnnounced(id);
      if (material && announced) this.#changes.add('revised', id, revisionId, now);
    } else if (!this.#changes.hasRevision(id, former)) {
      // Kept, so that the text left behind is no news either when it comes again.
      this.#changes.addRevision({ ...revision, material: false });
    }
    this.#items.update(id, draft, hash, now);
    const verdict = this.#tag(id, { ...draft, lang: before.lang }, now);
    this.index();
    this.#search.replace(id, draft.title, bodyOf(draft));
    if (flapping) return null;
    return {
      itemId: before.copyOf ?? id,
      ownId: id,
      outcome: 'changed',
      storyId: before.storyId,
      reason: kinds.join(', '),
      verdict,
    };
  }

  // A text that came from the article page stays when the feed edits its title: the feed never said it.
  #withPage(draft: ItemDraft, { url, content }: Item): ItemDraft {
    const isPage =
      draft.content === '' && content !== '' && url !== null && this.#pages.text(url) === content;
    return isPage ? { ...draft, content } : draft;
  }

  #attachKeys(draft: TrustedDraft, itemId: number, now: number): void {
    this.#items.addKeys(draft.guidKey, draft.urlKey, draft.titleKey, itemId, now);
  }
}

/** What a key letter by letter is made from. */
function spelling({ guid, url }: Pick<ItemDraft, 'guid' | 'url'>): string {
  return guid?.trim() || (url?.trim() ?? '');
}

function isNew(outcome: IngestOutcome): boolean {
  return outcome === 'new' || outcome === 'copy';
}

// At a first poll only what was published within the first-run window is news; an undated item is not.
function isNews(draft: ItemDraft | undefined, { baselineSince }: ReadDocument): boolean {
  return baselineSince === null || (draft?.publishedAt ?? Number.NEGATIVE_INFINITY) >= baselineSince;
}

function bodyOf(draft: ItemDraft): string {
  return draft.content === '' ? draft.summary : `${draft.summary}\n${draft.content}`;
}
