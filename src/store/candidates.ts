// What a digest or an alert may choose from: changes of a span joined with item, verdict, feed and story.
import type { Candidate, DayCount, DigestSource } from '../model/digest.ts';
import type { Reason, Strength } from '../model/verdict.ts';
import type { Database } from './database.ts';
import { type Statements, statementsOf } from './statements.ts';

/** A span of `change.seq`: after `afterSeq`, up to and with `untilSeq`. */
export interface SeqSpan {
  readonly afterSeq: number;
  readonly untilSeq: number;
}

/** What a subscription wants to see, as far as history is counted by it. */
export interface HistoryChoice {
  readonly minStrength: Exclude<Strength, 'none'>;
  readonly topics: readonly string[];
  readonly languages: readonly string[];
}

interface CandidateRow extends SourceRow {
  readonly seq: number;
  readonly change: Candidate['change'];
  readonly changedAt: number;
  readonly storyId: number | null;
  readonly heldBy: number | null;
  readonly baseline: number;
  readonly summary: string;
  readonly strength: Strength;
  readonly score: number;
  readonly topics: string;
  readonly ruleVersion: string;
  readonly formerTitle: string | null;
  readonly formerSummary: string | null;
  readonly kinds: string | null;
}

interface SourceRow {
  readonly itemId: number;
  readonly feedId: string;
  readonly outlet: string;
  readonly family: string;
  readonly kind: DigestSource['kind'];
  readonly control: DigestSource['control'];
  readonly lang: string;
  readonly title: string;
  readonly url: string | null;
  readonly publishedAt: number | null;
  readonly firstSeenAt: number;
  readonly copy: number;
  readonly relevant: number | null;
  readonly topic: string | null;
}

// An aggregator names the outlet of each item: that outlet is the source, and its own publisher family.
const SOURCE = `i.id AS itemId, i.feed_id AS feedId, coalesce(i.outlet_name, f.name) AS outlet,
  CASE WHEN i.outlet_name IS NULL THEN f.family ELSE lower(i.outlet_name) END AS family, f.kind, f.control, i.lang,
  i.title, i.url, i.published_at AS publishedAt, i.first_seen_at AS firstSeenAt, i.copy_of IS NOT NULL AS copy,
  v.relevant, json_extract(v.topics, '$[0]') AS topic`;

const EVIDENCE = `m.story_id AS storyId, i.held_by AS heldBy, i.baseline,
  CASE WHEN i.summary <> '' THEN substr(i.summary, 1, 4000) ELSE substr(i.content, 1, 4000) END AS summary,
  v.strength, v.score, v.topics, v.rule_version AS ruleVersion`;

// What a reader was shown before stays worth telling when a correction takes it off the subject.
const EVIDENT = `v.strength <> 'none' OR v.score > 0 OR i.held_by IS NOT NULL OR EXISTS (
  SELECT 1 FROM digest_item di JOIN digest d ON d.id = di.digest_id
  WHERE di.item_id = i.id AND d.subscription_id = @shownBy AND d.to_seq <= @afterSeq)`;
// Neither held back nor dropped: what was dropped is announced nowhere, not as a further source of a story either.
const TOLD = `i.held_by IS NULL AND NOT EXISTS (
  SELECT 1 FROM held_batch b WHERE b.feed_id = i.feed_id AND b.at = i.first_seen_at AND b.settled_as = 'dropped')`;

export class CandidateView {
  readonly #db: Statements;

  constructor(db: Database) {
    this.#db = statementsOf(db);
  }

  /** The newest change; 0 in an empty database. `at`: the newest one not later than that instant. */
  maxSeq(at: number = Number.MAX_SAFE_INTEGER): number {
    const row = this.#db
      .prepare<[number], { readonly seq: number | null }>('SELECT max(seq) AS seq FROM change WHERE at <= ?')
      .get(at);
    return row?.seq ?? 0;
  }

  /**
   * Changed items of the span with any evidence for the subject, or shown before by the subscription `shownBy`, in
   * order of sequence.
   */
  candidates(span: SeqSpan, shownBy: string | null = null): Candidate[] {
    const rows = this.#db
      .prepare<SeqSpan & { readonly shownBy: string | null }, CandidateRow>(
        `SELECT c.seq, c.kind AS change, c.at AS changedAt, r.title AS formerTitle, r.summary AS formerSummary,
           r.kinds, ${EVIDENCE}, ${SOURCE}
         FROM change c JOIN item i ON i.id = c.item_id JOIN feed f ON f.id = i.feed_id
           JOIN verdict v ON v.item_id = i.id AND (${EVIDENT})
           LEFT JOIN story_member m ON m.item_id = i.id LEFT JOIN revision r ON r.id = c.revision_id
         WHERE c.seq > @afterSeq AND c.seq <= @untilSeq ORDER BY c.seq`,
      )
      .all({ ...span, shownBy });
    return rows.map((row) => toCandidate(row, (itemId) => this.#reasonsOf(itemId)));
  }

  #reasonsOf(itemId: number): readonly Reason[] {
    const row = this.#db
      .prepare<[number], { readonly reasons: string }>('SELECT reasons FROM verdict WHERE item_id = ?')
      .get(itemId);
    return row === undefined ? [] : (JSON.parse(row.reasons) as Reason[]);
  }

  /** The items of a story that are on the subject, as if all were new: what an alert tells. */
  storyCandidates(storyId: number): Candidate[] {
    const rows = this.#db
      .prepare<[number], CandidateRow>(
        `SELECT i.id AS seq, 'new' AS change, i.first_seen_at AS changedAt, NULL AS formerTitle,
           NULL AS formerSummary, NULL AS kinds, ${EVIDENCE}, ${SOURCE}
         FROM story_member m JOIN item i ON i.id = m.item_id JOIN feed f ON f.id = i.feed_id
           JOIN verdict v ON v.item_id = i.id AND v.strength = 'core'
         WHERE m.story_id = ? AND ${TOLD} ORDER BY i.id`,
      )
      .all(storyId);
    return rows.map((row) => toCandidate(row, (itemId) => this.#reasonsOf(itemId)));
  }

  /** Stories that tell the same event in other languages. */
  linkedStories(storyId: number): number[] {
    return this.#db
      .prepare<{ id: number }, { readonly id: number }>(
        `SELECT CASE WHEN story_id = @id THEN other_id ELSE story_id END AS id FROM story_link
         WHERE story_id = @id OR other_id = @id ORDER BY score DESC`,
      )
      .all({ id: storyId })
      .map(({ id }) => id);
  }

  /** Distinct items changed in the span, and those of them that `candidates` leaves out: off the subject. */
  countItems(span: SeqSpan, shownBy: string | null): { readonly items: number; readonly offSubject: number } {
    const row = this.#db
      .prepare<
        SeqSpan & { readonly shownBy: string | null },
        { readonly items: number; readonly evident: number }
      >(
        `SELECT count(DISTINCT c.item_id) AS items,
           count(DISTINCT CASE WHEN v.item_id IS NOT NULL AND (${EVIDENT}) THEN i.id END) AS evident
         FROM change c LEFT JOIN item i ON i.id = c.item_id LEFT JOIN verdict v ON v.item_id = i.id
         WHERE c.seq > @afterSeq AND c.seq <= @untilSeq`,
      )
      .get({ ...span, shownBy });
    const items = row?.items ?? 0;
    return { items, offSubject: items - (row?.evident ?? 0) };
  }

  /** Items the flood guard has kept back since `fromAt`; they have no change until they are released. */
  countHeld(fromAt: number, untilAt: number): number {
    const row = this.#db
      .prepare<[number, number], { readonly n: number }>(
        `SELECT count(*) AS n FROM item i WHERE i.held_by IS NOT NULL AND i.first_seen_at > ? AND i.first_seen_at <= ?
           AND NOT EXISTS (SELECT 1 FROM change c WHERE c.item_id = i.id)`,
      )
      .get(fromAt, untilAt);
    return row?.n ?? 0;
  }

  /** All who had joined a story by `untilAt`, and the feeds they were seen at again, as sources. */
  members(storyId: number, untilAt: number = Number.MAX_SAFE_INTEGER): DigestSource[] {
    const items = this.#db
      .prepare<[number, number], SourceRow>(
        `SELECT ${SOURCE} FROM story_member m JOIN item i ON i.id = m.item_id JOIN feed f ON f.id = i.feed_id
           LEFT JOIN verdict v ON v.item_id = i.id
         WHERE m.story_id = ? AND m.joined_at <= ? AND ${TOLD} ORDER BY i.id`,
      )
      .all(storyId, untilAt);
    const sightings = this.#db
      .prepare<[number, number], SourceRow>(
        `SELECT s.item_id AS itemId, s.feed_id AS feedId, f.name AS outlet, f.family, f.kind, f.control, i.lang,
           s.title, s.url, NULL AS publishedAt, s.seen_at AS firstSeenAt, 1 AS copy, v.relevant,
           json_extract(v.topics, '$[0]') AS topic
         FROM story_member m JOIN sighting s ON s.item_id = m.item_id JOIN item i ON i.id = m.item_id
           JOIN feed f ON f.id = s.feed_id LEFT JOIN verdict v ON v.item_id = i.id
         WHERE m.story_id = ? AND s.seen_at <= ? AND s.feed_id <> i.feed_id AND ${TOLD}
         ORDER BY s.item_id, s.feed_id`,
      )
      .all(storyId, untilAt);
    return [...items, ...sightings].map(toSource);
  }

  /** Items that digests of a subscription showed before, among those changed in the span. */
  shownItems(subscriptionId: string, span: SeqSpan): Set<number> {
    const rows = this.#db
      .prepare<SeqSpan & { readonly subscriptionId: string }, { readonly itemId: number }>(
        `SELECT DISTINCT di.item_id AS itemId FROM change c JOIN digest_item di ON di.item_id = c.item_id
           JOIN digest d ON d.id = di.digest_id
         WHERE c.seq > @afterSeq AND c.seq <= @untilSeq AND d.subscription_id = @subscriptionId
           AND d.to_seq <= @afterSeq`,
      )
      .all({ ...span, subscriptionId });
    return new Set(rows.map(({ itemId }) => itemId));
  }

  /** When digests of a subscription covering no more than `untilSeq` last showed a story; null: never. */
  storyShownAt(subscriptionId: string, storyId: number, untilSeq: number): number | null {
    const row = this.#db
      .prepare<[number, string, number], { readonly at: number | null }>(
        `SELECT max(d.created_at) AS at FROM story_member m JOIN digest_item di ON di.item_id = m.item_id
           JOIN digest d ON d.id = di.digest_id
         WHERE m.story_id = ? AND d.subscription_id = ? AND d.to_seq <= ?`,
      )
      .get(storyId, subscriptionId, untilSeq);
    return row?.at ?? null;
  }

  /** Links between stories of which at least one changed in the span. */
  storyLinks(
    span: SeqSpan,
  ): { readonly storyId: number; readonly otherId: number; readonly score: number }[] {
    return this.#db
      .prepare<SeqSpan, { readonly storyId: number; readonly otherId: number; readonly score: number }>(
        `SELECT DISTINCT l.story_id AS storyId, l.other_id AS otherId, l.score FROM change c
           JOIN story_member m ON m.item_id = c.item_id
           JOIN story_link l ON l.story_id = m.story_id OR l.other_id = m.story_id
         WHERE c.seq > @afterSeq AND c.seq <= @untilSeq ORDER BY l.story_id, l.other_id`,
      )
      .all(span);
  }

  /** Items that `choice` wants per topic and day (of 24 h back from `untilAt`) since `sinceAt`. */
  topicDays(sinceAt: number, untilAt: number, choice: HistoryChoice): DayCount[] {
    return this.#db
      .prepare<unknown[], DayCount>(
        `SELECT CAST(CAST(@untilAt - 1 - i.first_seen_at AS INTEGER) / 86400000 AS TEXT) AS day, t.topic, count(*) AS items
         FROM item i JOIN verdict v ON v.item_id = i.id AND v.strength IN ('core', @minStrength)
           JOIN verdict_topic t ON t.item_id = i.id
         WHERE i.first_seen_at >= @sinceAt AND i.first_seen_at < @untilAt AND i.baseline = 0 AND i.held_by IS NULL
           AND (@languages = '[]' OR i.lang IN (SELECT value FROM json_each(@languages)))
           AND (@topics = '[]' OR EXISTS (SELECT 1 FROM verdict_topic w WHERE w.item_id = i.id
             AND w.topic IN (SELECT value FROM json_each(@topics))))
         GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .all({
        sinceAt,
        untilAt,
        minStrength: choice.minStrength,
        languages: JSON.stringify(choice.languages),
        topics: JSON.stringify(choice.topics),
      });
  }
}

// Reasons are most of what a verdict holds, and only those of leads are told: they are read when they are asked for.
function toCandidate(row: CandidateRow, reasonsOf: (itemId: number) => readonly Reason[]): Candidate {
  return {
    seq: row.seq,
    change: row.change,
    changedAt: row.changedAt,
    storyId: row.storyId,
    heldBy: row.heldBy,
    baseline: row.baseline === 1,
    summary: row.summary,
    source: toSource(row),
    verdict: {
      relevant: row.relevant === 1,
      strength: row.strength,
      score: row.score,
      topics: JSON.parse(row.topics) as string[],
      lang: row.lang,
      get reasons() {
        return reasonsOf(row.itemId);
      },
      ruleVersion: row.ruleVersion,
    },
    former:
      row.change === 'revised' && row.formerTitle !== null
        ? {
            title: row.formerTitle,
            summary: row.formerSummary ?? '',
            kinds: JSON.parse(row.kinds ?? '[]') as string[],
          }
        : null,
  };
}

function toSource(row: SourceRow): DigestSource {
  return {
    itemId: row.itemId,
    feedId: row.feedId,
    outlet: row.outlet,
    family: row.family,
    kind: row.kind,
    control: row.control,
    lang: row.lang,
    title: row.title,
    url: row.url,
    publishedAt: row.publishedAt,
    firstSeenAt: row.firstSeenAt,
    copy: row.copy === 1,
    relevant: row.relevant === 1,
    topic: row.topic,
  };
}
