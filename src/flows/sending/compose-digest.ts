// Reads what a span of changes holds and composes the digest of it. Reads only: the caller holds the transaction.
import type { StoryContext } from '../../digest/card.ts';
import { type Chosen, chooseStories, linkedTo, type StoryLink } from '../../digest/choose.ts';
import { composeDigest } from '../../digest/compose.ts';
import { isWeekend, localKey } from '../../digest/wording.ts';
import { DAY_MS } from '../../lib/clock.ts';
import type { Candidate, DigestDocument } from '../../model/digest.ts';
import type { DigestSettings } from '../../model/settings.ts';
import type { TopicMeta } from '../../model/topic.ts';
import { AlertTable } from '../../store/alerts.ts';
import { CandidateView, type SeqSpan } from '../../store/candidates.ts';
import { ChangeTable } from '../../store/changes.ts';
import { CoverageView } from '../../store/coverage.ts';
import type { Database } from '../../store/database.ts';
import { ToldItemView } from '../../store/told-items.ts';
import { explainNews } from './explain-news.ts';

const HISTORY_DAYS = 14;

/** What composing needs beside the database. */
export interface ComposeDeps {
  readonly db: Database;
  readonly topics: TopicMeta['topics'];
  /** Public address of the web pages; null: no links. */
  readonly baseUrl: string | null;
  /** Reasons of a verdict in one short line. */
  readonly explain: (candidate: Candidate) => string;
  /** How long each feed may be without a new item; only for previews of the past. */
  readonly silentAfterMs?: ReadonlyMap<string, number>;
}

/** Which digest is composed, of what. */
export interface DigestSpan extends SeqSpan {
  readonly dueAt: number;
  readonly createdAt: number;
  readonly coversFrom: number;
  readonly coversUntil: number;
  readonly missed: number;
  /** True for a preview of the past: what joined, was told or failed later is left out. */
  readonly past?: boolean;
}

export interface Composed {
  readonly document: DigestDocument;
  readonly chosen: Chosen;
}

/** Composes the digest of `span` for one subscription. */
export function composeFor(deps: ComposeDeps, settings: DigestSettings, span: DigestSpan): Composed {
  const view = new CandidateView(deps.db);
  const coverage = new CoverageView(deps.db);
  const seqs = { afterSeq: span.afterSeq, untilSeq: span.untilSeq };
  const told = new ToldItemView(deps.db);
  const links = view.storyLinks(seqs);
  const chosen = chooseStories(
    view.candidates(seqs, settings.id),
    settings,
    view.shownItems(settings.id, seqs),
    links,
    (storyIds, candidates) =>
      explainNews(
        told.toldItems(settings.id, storyIds, span.afterSeq),
        candidates,
        told.originals(candidates.map(({ source }) => source.itemId)),
      ),
  );
  const counted = view.countItems(seqs, settings.id);
  const held = view.countHeld(span.coversFrom, span.coversUntil);
  const occurrence = localKey(span.dueAt, settings.timeZone);
  const document = composeDigest({
    frame: {
      subscriptionId: settings.id,
      name: settings.name,
      timeZone: settings.timeZone,
      occurrence,
      dueAt: span.dueAt,
      createdAt: span.createdAt,
      coversFrom: span.coversFrom,
      coversUntil: span.coversUntil,
      missed: span.missed,
      archiveUrl: deps.baseUrl === null ? null : `${deps.baseUrl}/digests/${settings.id}/${occurrence}`,
    },
    chosen,
    context: contextOf(deps, settings.id, chosen, span, links),
    feeds:
      span.past === true
        ? coverage.feedsAsOf(span.coversFrom, span.coversUntil, deps.silentAfterMs ?? new Map())
        : coverage.feeds(span.coversFrom, span.coversUntil),
    longestBlind: coverage.longestBlind(span.coversFrom, span.coversUntil),
    itemsInSpan: counted.items + held,
    unloaded: { offSubject: counted.offSubject, held },
    heldBatches: new ChangeTable(deps.db).heldBetween(span.coversFrom, span.coversUntil),
    history: view.topicDays(span.coversFrom - HISTORY_DAYS * DAY_MS, span.coversFrom, settings),
    historyDays: coverage.daysRead(span.coversFrom, HISTORY_DAYS).map((day) => ({
      day: String(day),
      weekend: isWeekend(span.coversFrom - (day + 0.5) * DAY_MS, settings.timeZone),
    })),
    coveredDays: coveredDays(span, settings.timeZone),
    topics: deps.topics,
  });
  return { document, chosen };
}

// The days of 24 h that a digest covers, at least one, each told by its middle.
function coveredDays(span: DigestSpan, timeZone: string): { readonly weekend: boolean }[] {
  const days = Math.max(1, Math.round((span.coversUntil - span.coversFrom) / DAY_MS));
  return Array.from({ length: days }, (_, day) => ({
    weekend: isWeekend(span.coversUntil - (day + 0.5) * DAY_MS, timeZone),
  }));
}

function contextOf(
  deps: ComposeDeps,
  subscriptionId: string,
  chosen: Chosen,
  span: DigestSpan,
  links: readonly StoryLink[],
): StoryContext {
  const view = new CandidateView(deps.db);
  const alerts = new AlertTable(deps.db);
  const asOfAt = span.past === true ? span.createdAt : Number.MAX_SAFE_INTEGER;
  const ids = chosen.stories.flatMap(({ storyIds }) => storyIds);
  const known = (lookup: (id: number) => number | null): Map<number, number> =>
    new Map(
      ids.flatMap((id) => {
        const at = lookup(id);
        return at === null ? [] : [[id, at] as const];
      }),
    );
  return {
    members: new Map(ids.map((id) => [id, view.members(id, asOfAt)])),
    // Shown in another language is shown.
    shownAt: known((id) => {
      const at = [id, ...linkedTo(id, links)].map((one) =>
        view.storyShownAt(subscriptionId, one, span.afterSeq),
      );
      return at.reduce(
        (latest, one) => (one !== null && (latest === null || one > latest) ? one : latest),
        null,
      );
    }),
    alertedAt: known((id) => alerts.alertedAt(id, asOfAt)),
    explain: deps.explain,
  };
}
