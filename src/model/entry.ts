// What a feed said, in one shape for every format, before it is believed.
import type { ParseFailureCode } from './failure.ts';

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json-feed' | 'cdf';

/** Text as the feed carried it: plain, or markup to be turned into text. */
export interface EntryText {
  readonly value: string;
  readonly type: 'text' | 'html';
}

export interface EntryEnclosure {
  readonly url: string;
  readonly type: string | null;
  readonly length: number | null;
}

/** Something wrong with a feed that did not stop it from being read. Codes are documented. */
export interface Defect {
  readonly code: string;
  readonly detail: string;
}

/** One item as the feed gave it: nothing resolved, decoded twice or dated yet. */
export interface Entry {
  readonly guid: string | null;
  readonly url: string | null;
  /** The base for relative addresses inside this entry (xml:base chain), if it has its own. */
  readonly base: string | null;
  readonly title: EntryText | null;
  readonly author: string | null;
  readonly published: string | null;
  readonly updated: string | null;
  readonly summary: EntryText | null;
  readonly content: EntryText | null;
  readonly categories: readonly string[];
  readonly enclosures: readonly EntryEnclosure[];
  readonly language: string | null;
  /** `<source>` of an aggregator's item: the outlet it came from. */
  readonly source: { readonly title: string | null; readonly url: string | null } | null;
}

/** What the feed asks of those who poll it. */
export interface PollHints {
  readonly ttlMs: number | null;
  readonly skipHours: readonly number[];
  readonly skipDays: readonly number[];
  readonly updatePeriodMs: number | null;
}

export interface ParsedFeed {
  readonly format: FeedFormat;
  readonly version: string | null;
  readonly title: EntryText | null;
  readonly link: string | null;
  readonly language: string | null;
  readonly base: string | null;
  readonly hints: PollHints;
  readonly entries: readonly Entry[];
  readonly defects: readonly Defect[];
}

/** Which charset was used to read the bytes, and why. */
export interface CharsetChoice {
  readonly charset: string;
  readonly reason: string;
}

export type ParseOutcome =
  | { readonly ok: true; readonly value: ParsedFeed }
  | { readonly ok: false; readonly failure: { readonly code: ParseFailureCode; readonly detail: string } };
