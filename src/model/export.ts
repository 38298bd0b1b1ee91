// One item as `export` writes it: what is believed of it, its story and the verdict.
import type { LangCode } from './lang.ts';
import type { Reason, Strength } from './verdict.ts';

export interface ExportedItem {
  readonly id: number;
  readonly feed: string;
  readonly guid: string | null;
  readonly url: string | null;
  readonly title: string;
  readonly summary: string;
  readonly content: string;
  readonly author: string | null;
  readonly lang: LangCode;
  readonly publishedAt: number | null;
  readonly firstSeenAt: number;
  /** When the text was last seen changed; null: it never was. */
  readonly changedAt: number | null;
  readonly copyOf: number | null;
  readonly story: number | null;
  readonly storyReason: string | null;
  /** Stories in other languages about the same event. */
  readonly alsoIn: readonly number[];
  readonly relevant: boolean;
  readonly strength: Strength;
  readonly score: number;
  readonly topics: readonly string[];
  readonly reasons: readonly Reason[];
  readonly ruleVersion: string | null;
  readonly revisions: number;
  readonly held: boolean;
}
