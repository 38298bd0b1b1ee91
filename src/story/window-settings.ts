// The numbers that stories are decided by. Where they come from: docs/identity-and-stories.md.
import { CLUSTER_SETTINGS, type ClusterSettings } from './cluster.ts';
import { LINK_SETTINGS, type LinkSettings } from './link.ts';
import type { TermWindowSettings } from './term-settings.ts';

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
  /** What the score gains for each time as much in common as is needed, and how often at most. */
  readonly groundWeight: number;
  readonly groundCap: number;
  /** What a score loses where a text off the subject names other countries than the story. */
  readonly elsewhere: number;
  readonly link: LinkSettings;
}

export const WINDOW_SETTINGS: WindowSettings = {
  ...CLUSTER_SETTINGS,
  windowMs: 48 * 3_600_000,
  history: 20_000,
  fadeMs: 40 * 3_600_000,
  floor: 0.03,
  commonShare: 0.02,
  postingCap: 96,
  postingBudget: 1_500,
  candidates: 48,
  copyCandidates: 12,
  copyFloor: 0.15,
  serialAfterMs: 16 * 3_600_000,
  serialShare: 0.35,
  otherSubjectShare: 0.05,
  mergeAccept: 0.2,
  otherSubject: 0.05,
  onSubject: 0.01,
  groundWords: 1.8,
  groundPairs: 1.6,
  groundWeight: 0.016,
  groundCap: 1.5,
  elsewhere: 0.07,
  link: LINK_SETTINGS,
};
