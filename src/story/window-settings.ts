// The numbers that stories are decided by. Where they come from: docs/identity-and-stories.md.
import { CLUSTER_SETTINGS, type ClusterSettings } from './cluster.ts';
import { LINK_SETTINGS, type LinkSettings } from './link.ts';
import type { TermWindowSettings } from './window.ts';

export interface WindowSettings extends ClusterSettings, TermWindowSettings {
  readonly windowMs: number;
  /** Documents that count for term rarity even after they left the window. */
  readonly history: number;
  readonly candidates: number;
  readonly copyCandidates: number;
  /** Score that a candidate needs to be looked at as the original of a copy. */
  readonly copyFloor: number;
  /** Two issues of a series that far apart are two events: their score counts by this share only. */
  readonly serialAfterMs: number;
  readonly serialShare: number;
  /** The same wording about another place, person or thing is another event, however soon it comes. */
  readonly otherSubjectShare: number;
  readonly mergeAccept: number;
  /** What a text must have in common with one article of its story, in rare words; in pairs of signs for CJK and Hangul. */
  readonly groundWords: number;
  /** What a score loses where only one side is on the subject, and where both are. */
  readonly otherSubject: number;
  readonly onSubject: number;
  readonly groundPairs: number;
  readonly link: LinkSettings;
}

export const WINDOW_SETTINGS: WindowSettings = {
  ...CLUSTER_SETTINGS,
  windowMs: 48 * 3_600_000,
  history: 20_000,
  fadeMs: 48 * 3_600_000,
  floor: 0.06,
  commonShare: 0.02,
  postingCap: 96,
  postingBudget: 1_500,
  candidates: 64,
  copyCandidates: 12,
  copyFloor: 0.15,
  serialAfterMs: 16 * 3_600_000,
  serialShare: 0.3,
  otherSubjectShare: 0.05,
  mergeAccept: 0.19,
  otherSubject: 0.05,
  onSubject: 0.02,
  groundWords: 1.9,
  groundPairs: 2.8,
  link: LINK_SETTINGS,
};
